"""Apple's App Store: ids that are left out without a word, one cache by address, charts that end at a hundred."""

import json

import httpx
import pytest

from metrics.vocabulary import Span

CHATGPT, CLAUDE, STRANGER = "6448311069", "6473753684", "900000001"
RATINGS = {("us", CHATGPT): 5_150_001, ("us", CLAUDE): 7_007, ("fr", CHATGPT): 61_234, ("us", STRANGER): 12}


def store(request, *, ratings=RATINGS, charts=None):
    """Answer look-ups with what is rated, and charts with two hundred invented apps and those of ``charts``."""
    if request.url.path == "/lookup":
        country = request.url.params["country"]
        found = [
            {"trackId": int(app), "trackName": f"App {app}", "userRatingCount": ratings[country, app], "version": "1"}
            for app in request.url.params["id"].split(",") if (country, app) in ratings
        ]  # fmt: skip
        body = "\n\n\n" + json.dumps({"resultCount": len(found), "results": found})
        return httpx.Response(200, text=body, headers={"content-type": "text/javascript; charset=utf-8"})
    country = request.url.path.split("/")[3]
    places = {**{place: str(100 + place) for place in range(100)}, **(charts or {}).get(country, {})}
    results = [{"id": places[place], "name": f"App {places[place]}"} for place in range(100)]
    return httpx.Response(200, json={"feed": {"title": "Top Free Apps", "country": country, "results": results}})


def test_ratings_are_counted_by_country_since_the_beginning(gather):
    found = gather("apple", store, apps=[CHATGPT, CLAUDE], countries=["us"])
    assert found.values("app_rating_count") == {"chatgpt": 5_150_001.0, "claude": 7_007.0}
    one = found.observations[0]
    assert (one.span, one.scope.geo, one.scope.platform) == (Span.CUMULATIVE, "US", "App Store")
    assert (one.unit, one.pointer) == ("ratings", "/results/0/userRatingCount")
    assert found.documents[0].url == f"https://apps.apple.com/us/app/id{CHATGPT}"
    assert found.missed == []


def test_all_apps_of_a_country_are_asked_for_at_once_and_always_in_one_order(gather):
    first = gather("apple", store, apps=[CLAUDE, CHATGPT], countries=["us"])
    second = gather("apple", store, apps=[CHATGPT, CLAUDE], countries=["US"])
    assert str(first.asked[0].url) == f"https://itunes.apple.com/lookup?id={CHATGPT},{CLAUDE}&country=us"
    assert first.asked[0].url == second.asked[0].url
    assert len(first.asked) == 2, "one look-up, one chart"


def test_ids_that_a_country_leaves_out_are_missed_by_their_country(gather):
    found = gather("apple", store, apps=[CHATGPT, CLAUDE, "900000002"], countries=["us", "fr"])
    assert {each.item for each in found.missed} == {f"app {CLAUDE} in FR", "app 900000002 in US, FR"}
    assert all(each.gone and "leaves it out" in each.reason for each in found.missed)


def test_of_the_catalogs_own_apps_only_those_that_no_country_has_are_missed(gather):
    found = gather("apple", store, countries=["us", "fr"])
    items = [each.item for each in found.missed]
    assert f"app {CLAUDE} in FR" not in items
    assert all(item.endswith(" in US, FR") for item in items)
    assert len(items) > 5


def test_an_app_that_the_catalog_does_not_know_is_kept_under_its_id(gather):
    found = gather("apple", store, apps=[STRANGER], countries=["us"])
    assert found.values("app_rating_count") == {f"apple:{STRANGER}": 12.0}


def test_a_rank_is_the_place_in_a_countrys_chart_and_one_below_a_hundred_is_no_figure(gather):
    charts = {"us": {0: CHATGPT, 41: STRANGER}, "jp": {99: CHATGPT}}
    found = gather(
        "apple",
        lambda request: store(request, charts=charts),
        apps=[CHATGPT, CLAUDE, STRANGER],
        countries=["us", "jp", "fr"],
    )
    ranks = {(each.entity, each.scope.geo): each.value for each in found.observations if each.metric == "app_rank"}
    assert ranks == {("chatgpt", "US"): 1.0, (f"apple:{STRANGER}", "US"): 42.0, ("chatgpt", "JP"): 100.0}
    first = next(each for each in found.observations if each.metric == "app_rank")
    assert first.pointer == "/feed/results/0"
    assert "charts/iphone/top-free-apps" in found.documents[-1].url


def test_charts_come_from_a_host_of_their_own(gather):
    found = gather("apple", store, apps=[CHATGPT], countries=["de"], charts_url="https://charts.example/x")
    assert "https://charts.example/x/api/v2/de/apps/top-free/100/apps.json" in [str(each.url) for each in found.asked]


def test_one_app_with_a_broken_count_costs_no_other(gather):
    ratings = {**RATINGS, ("us", CLAUDE): -3}
    found = gather("apple", lambda request: store(request, ratings=ratings), apps=[CHATGPT, CLAUDE], countries=["us"])
    assert found.values("app_rating_count") == {"chatgpt": 5_150_001.0}
    assert [each.item for each in found.missed] == [f"app {CLAUDE} in US"]
    assert "zero or more" in found.missed[0].reason


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"resultCount": 2, "results": []}, "all counted"),
        ({"resultCount": 1, "results": [{"trackId": 5, "trackName": "x", "userRatingCount": 1}]}, "found 5"),
        ({"resultCount": 0}, "results"),
        ({"resultCount": 1, "results": [{"trackName": "x"}]}, "trackId"),
    ],
)
def test_look_ups_that_answer_something_else_are_refused(gather, body, said):
    def odd(request):
        return httpx.Response(200, json=body) if request.url.path == "/lookup" else store(request)

    found = gather("apple", odd, apps=[CHATGPT], countries=["us"])
    assert found.values("app_rating_count") == {}
    assert [each.item for each in found.missed] == ["ratings in US"]
    assert said in found.missed[0].reason


@pytest.mark.parametrize(
    "feed",
    [
        {"country": "us", "results": []},
        {"country": "us", "results": [{"id": "1"}, {"id": "1"}]},
        {"country": "us", "results": [{"id": str(place)} for place in range(101)]},
        {"country": "fr", "results": [{"id": "1"}]},
        {"country": "us", "results": [{"id": 17}]},
    ],
    ids=["empty", "twice", "too deep", "another country", "a number for an id"],
)
def test_charts_of_another_shape_are_refused(gather, feed):
    def odd(request):
        return store(request) if request.url.path == "/lookup" else httpx.Response(200, json={"feed": feed})

    found = gather("apple", odd, apps=[CHATGPT], countries=["us"])
    assert [each.item for each in found.missed] == ["chart in US"]
    assert found.values("app_rank") == {}


def test_a_refusal_without_a_word_says_when_to_try_again(gather):
    found = gather("apple", lambda _: httpx.Response(403, text="Forbidden"), apps=[CHATGPT], countries=["us", "fr"])
    assert len(found.missed) == 4
    assert all("try after" in each.reason for each in found.missed)


def test_a_country_that_is_none_is_told_how_to_be_written(gather):
    found = gather("apple", store, apps=[CHATGPT], countries=["../x", "us"])
    assert "write two letters" in found.missed[0].reason
    assert found.values("app_rating_count") == {"chatgpt": 5_150_001.0}
