"""Docker Hub: how often images were pulled, how many accounts starred them."""

from collections.abc import AsyncIterator
from datetime import timedelta

from ..collector import Errand, Reading, Subject, Yielded, collector, counted, document_of, each
from ..errors import Changed
from ..vocabulary import Span

_LISTED = "docker"


@collector(
    "dockerhub",
    metrics=("image_pulls",),
    every=timedelta(days=1),
    home="https://hub.docker.com",
    publisher="Docker Hub",
    quota="180 requests a minute",
    about_since="Docker Hub tells only how things stand now: --since has nothing to add",
)
async def dockerhub(errand: Errand) -> AsyncIterator[Yielded]:
    """Read each repository; pulls count every fetch of a manifest since the beginning, those of machines too."""
    async for yielded in each(errand, errand.listed("repositories", _LISTED), lambda name: _repository(errand, name)):
        yield yielded


async def _repository(errand: Errand, name: str) -> AsyncIterator[Reading]:
    namespace, _, image = name.rpartition("/")
    path = f"{namespace or 'library'}/{image}"
    answer = await errand.door.get(errand.url(f"/v2/repositories/{path}/"))
    told = answer.json()
    stands = f"{told['namespace'].text()}/{told['name'].text()}"
    if stands.casefold() != path.casefold():
        raise Changed(answer.request_url, f"the repository {path}", stands)
    page = f"https://hub.docker.com/r/{path}" if namespace else f"https://hub.docker.com/_/{image}"
    pulls = counted(
        answer, told["pull_count"], errand.entity(_LISTED, name), "image_pulls", "pulls", span=Span.CUMULATIVE
    )
    yield Reading(
        document=document_of(answer, page, title=f"{path} on Docker Hub", publisher="Docker Hub"),
        observations=(pulls,),
        subject=Subject(path, name),
    )
