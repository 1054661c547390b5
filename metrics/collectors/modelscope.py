"""ModelScope, China's hub of open models: how many an organisation has there, how often each was fetched and liked."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

from ..collector import (
    Errand,
    Missed,
    Reading,
    Subject,
    Yielded,
    collector,
    content_hash,
    counted,
    document_of,
    guarded,
    parts,
)
from ..errors import Changed, Gone
from ..model import Scope
from ..vocabulary import Span
from ..web import Answer, Node

_LISTED, _MODELS = "modelscope", "huggingface_models"
_PAGE, _REACHABLE = 50, 3_000
_HERE = Scope(platform="ModelScope")


@collector(
    "modelscope",
    metrics=("model_repositories", "model_downloads", "model_likes"),
    every=timedelta(days=1),
    home="https://modelscope.cn",
    publisher="ModelScope",
    quota="not stated; 3,000 models of a list",
    about_since="ModelScope tells only how things stand now: --since has nothing to add",
)
async def modelscope(errand: Errand) -> AsyncIterator[Yielded]:
    """Read each organisation's count and its models; downloads count since the beginning, unlike Hugging Face's.

    The hub shows no more than the first 3,000 models of a list: the others are missed. Its total must not be smaller than what it lists.
    """
    names = errand.listed("organizations", _LISTED)
    errand.expect(len(names))
    for name in names:
        async for yielded in guarded(errand, name, _organisation(errand, name)):
            yield yielded


async def _organisation(errand: Errand, name: str) -> AsyncIterator[Yielded]:
    seen, total, number, before = 0, 1, 1, ""
    while seen < min(total, _REACHABLE):
        asked = {"owner": name, "sort": "downloads", "page_number": number, "page_size": _PAGE}
        answer = await errand.door.get(errand.url("/openapi/v1/models"), params=asked)
        data = _data(answer)
        total = data["total_count"].count()
        if number == 1:
            if not total:
                raise Gone(f"{answer.request_url}: lists no model of {name}")
            yield _count(errand, name, answer, data["total_count"])
        models = list(data["models"])
        seen += len(models)
        shown = content_hash([model.get("id") and model["id"].value for model in models])
        if seen > total or not models or shown == before:
            raise Changed(answer.request_url, f"page {number} of {total} models", f"{len(models)}, {seen} by now")
        for yielded in parts(models, partial(_model, errand, answer), name=_name):
            yield yielded
        number, before = number + 1, shown
    if seen < total:
        yield Missed(f"{total - seen} models of {name}", f"ModelScope shows the first {_REACHABLE:,} of a list only")


def _name(model: Node) -> str:
    try:
        return model["id"].text()
    except Changed:
        return f"model {model.pointer}"


def _data(answer: Answer) -> Node:
    told = answer.json()
    if not told["success"].flag():
        code, message = (told.get(key) for key in ("code", "message"))
        said = f"{code.value if code else 'failure'}: {message.value if message else 'no reason'}"
        raise Changed(answer.request_url, "success", said[:120])
    return told["data"]


def _count(errand: Errand, name: str, answer: Answer, total: Node) -> Reading:
    observation = counted(
        answer, total, errand.entity(_LISTED, name), "model_repositories", "repositories", scope=_HERE
    )  # fmt: skip
    page = document_of(
        answer, f"https://modelscope.cn/organization/{name}", title=f"{name} on ModelScope", publisher="ModelScope",
        part={"total_count": total.value},
    )  # fmt: skip
    return Reading(document=page, observations=(observation,))


def _model(errand: Errand, answer: Answer, model: Node) -> Reading:
    name = model["id"].text()
    entity = errand.catalog.holder(_MODELS, name) or f"modelscope:{name}"
    downloads = counted(
        answer, model["downloads"], entity, "model_downloads", "downloads", span=Span.CUMULATIVE, scope=_HERE
    )
    likes = counted(answer, model["likes"], entity, "model_likes", "likes", scope=_HERE)
    page = document_of(
        answer, f"https://modelscope.cn/models/{name}", title=f"{name} on ModelScope", publisher="ModelScope",
        part=model.value,
    )  # fmt: skip
    return Reading(document=page, observations=(downloads, likes), subject=Subject(name, name))
