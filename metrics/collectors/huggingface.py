"""The Hugging Face Hub: what organisations keep there, and how often each model is fetched, liked and built upon."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote

from ..collector import Errand, Missed, Reading, Subject, Yielded, collector, counted, document_of, each, guarded, parts
from ..errors import Changed, Denied, Gone
from ..web import Answer, Node
from ._hub import HERE, HUB, MODELS, ORGANISATIONS, Month, Organisation, model_of, page_of, summary_of
from ._pages import pages

_PAGE = 1_000
_ASKED = ("createdAt", "downloads", "downloadsAllTime", "likes", "childrenModelCount", "private")
_COUNTS = {
    "numModels": ("model_repositories", "repositories"),
    "numDatasets": ("datasets", "datasets"),
    "numSpaces": ("spaces", "spaces"),
    "numFollowers": ("followers", "followers"),
}


@dataclass
class _Round:
    """One run: what it learned of its organisations and models on the way; nothing that grows with a list."""

    errand: Errand
    organisations: list[Organisation]
    read: set[str] = field(default_factory=set)


@collector(
    "huggingface",
    metrics=(
        "model_repositories", "new_model_repositories", "datasets", "spaces", "followers", "model_downloads",
        "model_likes", "derivative_models",
    ),
    every=timedelta(days=1),
    home="https://huggingface.co",
    publisher=HUB,
    quota="500 requests in 5 minutes, 1,000 with a token",
    about_since="the Hub tells only how things stand now; but new models are counted by month, from that month on",
)  # fmt: skip
async def huggingface(errand: Errand) -> AsyncIterator[Yielded]:
    """Read each organisation's counts, each listed model, then all models of each organisation, page by page.

    Downloads are requests for a model's files: over the last 30 days (trailing), and since upload (cumulative, without
    a start). Derivatives are direct children that their uploaders declare: all together, and by relation as the plan.
    New models are counted by the month of their upload, once a whole list was read; what was deleted since is missing
    there, so such a count is said on the day of reading, and months held already are not counted again. A list must
    hold models of its organisation only, and some if the organisation counts some. Models are known by their ``_id``.
    """
    names, models = _wanted(errand)
    run = _Round(errand, [Organisation(name, name) for name in names])
    async for yielded in each(
        errand, run.organisations, lambda one: _overview(errand, one), name=lambda one: one.asked
    ):
        yield yielded
    async for yielded in each(errand, models, lambda name: _listed(run, name)):
        yield yielded
    present = [one for one in run.organisations if not one.gone]
    errand.expect(len(present))
    for one in present:
        async for yielded in guarded(errand, f"models of {one.asked}", _models(run, one)):
            yield yielded


def _wanted(errand: Errand) -> tuple[list[str], list[str]]:
    """Return the organisations and the models to ask for; what only the Hub names can be wanted alone, too."""
    own = (errand.only or "").removeprefix("huggingface:")
    if errand.only and own != errand.only:
        return ([], [own]) if "/" in own else ([own], [])
    return errand.listed("organizations", ORGANISATIONS), errand.listed("models", MODELS)


async def _overview(errand: Errand, one: Organisation) -> AsyncIterator[Reading]:
    path, person = quote(one.asked, safe=""), False
    try:
        answer = await errand.door.get(errand.url(f"/api/organizations/{path}/overview"))
    except Gone:
        one.gone, person = True, True
        answer = await errand.door.get(errand.url(f"/api/users/{path}/overview"))
    told = answer.json()
    name = (told.get("name") or told.get("user") or told["name"]).text()
    _same(answer, one.asked, name)
    one.name, one.gone = name, False
    keys = [key for key in _COUNTS if told.get(key) is not None] if person else list(_COUNTS)
    if "numModels" not in keys and "numFollowers" not in keys:
        raise Changed(answer.request_url, "a count of models or of followers", f"only {', '.join(told.keys())[:80]}")
    one.models = told["numModels"].count() if "numModels" in keys else None
    entity, key = errand.entity(ORGANISATIONS, one.asked), told.get("_id")
    yield Reading(
        document=document_of(answer, page_of(one.name), title=f"{one.name} on {HUB}", publisher=HUB),
        observations=tuple(counted(answer, told[key], entity, *_COUNTS[key], scope=HERE, origin=HUB) for key in keys),
        subject=Subject(key.text(), one.name) if key else None,
    )


def _same(answer: Answer, asked: str, told: str) -> None:
    """Check that the answer is about what was asked for; after a redirect it bears its new name."""
    if asked.casefold() != told.casefold() and answer.url == answer.request_url:
        raise Changed(answer.request_url, asked, repr(told))


async def _listed(run: _Round, asked: str) -> AsyncIterator[Reading]:
    errand = run.errand
    url = errand.url(f"/api/models/{quote(asked)}")
    try:
        answer = await errand.door.get(url, params={"expand": _ASKED})
    except Denied as error:
        if "refused with 401" not in str(error):
            raise
        # To strangers the Hub does not tell what is private from what does not exist.
        raise Denied(f"{error}: there is no such model, or it is private") from None
    told = answer.json()
    _same(answer, asked, told["id"].text())
    run.read.add(told["_id"].text())
    yield model_of(errand, answer, told, asked)


async def _models(run: _Round, one: Organisation) -> AsyncIterator[Yielded]:
    months: Counter[Month] = Counter()
    first, whole = None, True
    asked = {"author": one.name, "sort": "createdAt", "limit": _PAGE, "expand": _ASKED}
    async for answer in pages(run.errand, run.errand.url("/api/models"), asked):
        first, page = first or answer, list(answer.json())
        told = list(parts(page, lambda node: _model(run, answer, node, one, months), name=_name))  # noqa: B023 used up at once
        missed = [each for each in told if isinstance(each, Missed)]
        if answer is first and len(missed) == len(page) > 1:
            yield Missed(f"models of {one.asked}", missed[0].reason)
            return
        whole = whole and not missed
        for yielded in told:
            yield yielded
    assert first is not None
    if not months and one.models:
        raise Changed(first.request_url, f"some of {one.models} models", "none")
    summary = summary_of(run.errand, one, first, months)
    if whole and summary.observations:
        yield summary


def _name(node: Node) -> str:
    try:
        return node["id"].text()
    except Changed:
        return f"model {node.pointer}"


def _model(
    run: _Round, answer: Answer, node: Node, one: Organisation, months: Counter[Month]
) -> Reading | None:  # fmt: skip
    """Read one model of a list and count its month; one that is private or was read by itself gives nothing more."""
    name, private = node["id"].text(), node.get("private")
    if name.rpartition("/")[0].casefold() != one.name.casefold():
        raise Changed(answer.request_url, f"models of {one.name}", repr(name))
    if private and private.flag():
        return None
    reading = model_of(run.errand, answer, node, name)
    created = node["createdAt"].day()
    months[created.year, created.month] += 1
    assert reading.subject is not None
    return None if reading.subject.key in run.read else reading
