"""Apple: how many ratings an app has in each country's App Store, and its place in the chart of free apps."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast

from ..collector import Errand, Missed, Reading, Yielded, collector, counted, document_of, each, parts
from ..errors import Changed, Gone
from ..model import Scope
from ..vocabulary import Span
from ..web import Answer, Manners, Node

COUNTRIES = ("us", "gb", "ca", "fr", "de", "es", "it", "br", "in", "jp", "kr", "cn")
_LISTED = "appstore"
_PLATFORM = "App Store"
_TOGETHER = 100
_DEEPEST = 100
_REFUSED = (403, 503)
_REST_S = 300.0
_LEFT_OUT = "the App Store leaves it out: it has no such app, not in that country, or no longer"


def _slow_down(answer: Answer) -> float | None:
    """Tell that a refusal without a word is one for now: Apple names no wait."""
    return _REST_S if answer.status in _REFUSED else None


@collector(
    "apple",
    metrics=("app_rating_count", "app_rank"),
    every=timedelta(days=1),
    home="https://www.apple.com/app-store/",
    publisher="Apple",
    quota="about 20 requests a minute",
    manners=Manners(limit=_slow_down),
    about_since="the App Store tells only how things stand now: --since has nothing to add",
)
async def apple(errand: Errand) -> AsyncIterator[Yielded]:
    """Look the apps up in each country, many at a time, and find them in its chart of the hundred most loaded free apps.

    Only what was asked for may come. Ids that are left out are missed, each by its country; of apps that nobody
    listed, only those that no country has. An app that is not in a chart has a lower rank, which is no figure.
    """
    apps = sorted(errand.listed("apps", _LISTED))
    if not apps:
        return
    found = _Found(apps)
    asked = [_Asked(kind, country) for country in _countries(errand) for kind in (_RATINGS, _CHART)]
    async for yielded in each(errand, asked, lambda one: _read(errand, one, found), name=str):
        yield yielded
    for item in found.missing(every=errand.settings.get("apps") is not None):
        yield Missed(item, _LEFT_OUT, gone=True)


_RATINGS, _CHART = "ratings", "chart"


@dataclass(frozen=True, slots=True)
class _Asked:
    kind: str
    country: str

    def __str__(self) -> str:
        return f"{self.kind} in {self.country.upper()}"


@dataclass
class _Found:
    """Which countries have each app, of those in which it was looked up, and which leave it out."""

    apps: Sequence[str]
    having: dict[str, list[str]] = field(default_factory=dict)
    lacking: dict[str, list[str]] = field(default_factory=dict)

    def note(self, country: str, asked: Sequence[str], told: Sequence[str]) -> None:
        """Note what a country tells of the apps that it was asked for."""
        for app in asked:
            (self.having if app in told else self.lacking).setdefault(app, []).append(country.upper())

    def missing(self, *, every: bool) -> Iterator[str]:
        """Name each app with the countries that leave it out; unless ``every`` one, only apps that no country has."""
        for app, countries in self.lacking.items():
            if every or app not in self.having:
                yield f"app {app} in {', '.join(countries)}"


def _countries(errand: Errand) -> list[str]:
    listed = cast("list[str] | None", errand.settings.get("countries"))
    return list(dict.fromkeys(country.strip().lower() for country in (COUNTRIES if listed is None else listed)))


async def _read(errand: Errand, asked: _Asked, found: _Found) -> AsyncIterator[Yielded]:
    country = asked.country
    if len(country) != 2 or not (country.isascii() and country.isalpha()):  # noqa: PLR2004 ISO 3166
        raise Gone(f"{country!r} is no country: write two letters, such as us")
    if asked.kind == _CHART:
        yield await _chart(errand, country, found.apps)
        return
    for start in range(0, len(found.apps), _TOGETHER):
        async for yielded in _ratings(errand, country, found.apps[start : start + _TOGETHER], found):
            yield yielded


async def _ratings(errand: Errand, country: str, apps: Sequence[str], found: _Found) -> AsyncIterator[Yielded]:
    # Their cache goes by the very address: the order of the ids must stay the same.
    address = errand.url(f"/lookup?id={','.join(apps)}&country={country}")
    answer = await errand.door.get(address)
    told = answer.json()
    results = list(told["results"])
    if told["resultCount"].count() != len(results) or len(results) > len(apps):
        raise Changed(answer.request_url, f"at most {len(apps)} apps, all counted", f"{len(results)}")
    names = [str(result["trackId"].count()) for result in results]
    if not set(names) <= set(apps) or len(set(names)) < len(names):
        odd = set(names) - set(apps) or names
        raise Changed(answer.request_url, "only apps that were asked for, each once", ", ".join(odd)[:60])
    found.note(country, apps, names)
    told_of = parts(
        zip(names, results, strict=True), lambda each_app: _rating(errand, country, answer, each_app[1]),
        name=lambda each_app: f"app {each_app[0]} in {country.upper()}",
    )  # fmt: skip
    for yielded in told_of:
        yield yielded


def _rating(errand: Errand, country: str, answer: Answer, result: Node) -> Reading:
    app, name = str(result["trackId"].count()), result["trackName"].text()
    ratings = counted(
        answer, result["userRatingCount"], errand.entity(_LISTED, app), "app_rating_count", "ratings",
        span=Span.CUMULATIVE, scope=_scope(country),
    )  # fmt: skip
    document = document_of(
        answer, f"https://apps.apple.com/{country}/app/id{app}", title=f"{name} on the App Store", publisher="Apple",
        part={"trackId": app, "trackName": name, "userRatingCount": ratings.value},
    )  # fmt: skip
    return Reading(document=document, observations=(ratings,))


async def _chart(errand: Errand, country: str, apps: Sequence[str]) -> Reading:
    answer = await errand.door.get(errand.url(f"/api/v2/{country}/apps/top-free/{_DEEPEST}/apps.json", "charts_url"))
    feed = answer.json()["feed"]
    ranked = [(result, result["id"].text()) for result in feed["results"]]
    if feed["country"].text().lower() != country:
        raise Changed(answer.request_url, f"the chart of {country.upper()}", repr(feed["country"].value)[:60])
    if not 0 < len(ranked) <= _DEEPEST or len({app for _, app in ranked}) < len(ranked):
        raise Changed(answer.request_url, f"up to {_DEEPEST} different apps", f"{len(ranked)} places")
    ranks = tuple(
        counted(
            answer, result, errand.entity(_LISTED, app), "app_rank", "rank", value=float(place), scope=_scope(country)
        )
        for place, (result, app) in enumerate(ranked, 1)
        if app in apps
    )  # fmt: skip
    document = document_of(
        answer, f"https://apps.apple.com/{country}/charts/iphone/top-free-apps/36",
        title=f"Top free apps, {country.upper()}", publisher="Apple", part=[app for _, app in ranked],
    )  # fmt: skip
    return Reading(document=document, observations=ranks)


def _scope(country: str) -> Scope:
    return Scope(geo=country.upper(), platform=_PLATFORM)
