"""What one repository of GitHub says, however it was asked for, and how many are asked for at once."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote

from ..collector import Errand, Missed, Reading, Subject, counted, document_of
from ..errors import Changed, Denied
from ..model import Scope
from ..web import Answer, Node
from ..web.waits import quota_wait

HOST = "GitHub"
HERE = Scope(platform=HOST)
ORGANISATIONS, REPOSITORIES = "github", "github_repositories"
HEADERS = MappingProxyType({"accept": "application/vnd.github+json", "x-github-api-version": "2022-11-28"})
BATCH = 50
_FIELDS = "databaseId nameWithOwner stargazerCount forkCount"
_SHOWN = 120


@dataclass(frozen=True)
class Repository:
    """A repository that was read: what it is called, and how many accounts starred it."""

    name: str
    entity: str
    key: str
    stars: int


def limit(answer: Answer) -> float | None:
    """Return the wait that an answer names whose status is that of success: so GraphQL says that its points are spent."""
    spent = quota_wait(answer.headers)
    if answer.status != 200 or spent is None or not answer.request_url.endswith("/graphql"):  # noqa: PLR2004 HTTP's own number
        return None
    return spent if answer.json().get("data") is None else None


def page_of(name: str) -> str:
    """Return the page of a repository or an account."""
    return f"https://github.com/{quote(name)}"


def path_of(name: str) -> str:
    """Return the path of a repository that a person or the catalog names.

    Raises:
        Denied: it is no name of a repository.
    """
    owner, _, own = name.partition("/")
    if not owner or not own or "/" in own or {owner, own} & {".", ".."}:
        raise Denied(f"{name!r} is no repository: write owner/name")
    return f"/repos/{quote(owner)}/{quote(own)}"


def same(answer: Answer, asked: str, told: str) -> None:
    """Check that an answer is about what was asked for; after a redirect it bears its new name."""
    if asked.casefold() != told.casefold() and answer.url == answer.request_url:
        raise Changed(answer.request_url, asked, repr(told))


def read_rest(errand: Errand, answer: Answer, node: Node, asked: str | None = None) -> tuple[Reading, Repository]:
    """Read a repository as REST tells it."""
    keys = ("id", "full_name", "stargazers_count", "forks_count")
    return _read(errand, answer, node, keys, asked)


def _read(
    errand: Errand, answer: Answer, node: Node, keys: tuple[str, str, str, str], asked: str | None
) -> tuple[Reading, Repository]:  # fmt: skip
    key, name, stars, forks = (node[key] for key in keys)
    called = name.text()
    entity = errand.catalog.holder(REPOSITORIES, asked or called) or errand.entity(REPOSITORIES, called)
    reading = Reading(
        document=document_of(
            answer, page_of(called), title=f"{called} on {HOST}", publisher=HOST,
            part=[node[key].value for key in keys],
        ),
        observations=(
            counted(answer, stars, entity, "github_stars", "stars", scope=HERE, origin=HOST),
            counted(answer, forks, entity, "github_forks", "forks", scope=HERE, origin=HOST),
        ),
        subject=Subject(str(key.count()), called),
    )  # fmt: skip
    return reading, Repository(called, entity, str(key.count()), stars.count())


def query_of(names: Sequence[str]) -> bytes:
    """Write the query that asks for many repositories at once, each under its number."""
    asked = []
    for number, name in enumerate(names):
        owner, _, own = name.partition("/")
        asked.append(f"r{number}: repository(owner: {json.dumps(owner)}, name: {json.dumps(own)}) {{ {_FIELDS} }}")
    return json.dumps({"query": f"query {{ {' '.join(asked)} rateLimit {{ cost remaining resetAt }} }}"}).encode()


def read_batch(errand: Errand, answer: Answer, names: Sequence[str]) -> Iterator[Missed | tuple[Reading, Repository]]:
    """Read the answer to such a query; what of it failed is missed, with the reason that the answer gives.

    Raises:
        Changed: the answer holds no data at all.
    """
    told = answer.json()
    data, failed = told["data"], dict(_failed(told))
    keys = ("databaseId", "nameWithOwner", "stargazerCount", "forkCount")
    for number, name in enumerate(names):
        node = data.get(f"r{number}")
        if node is None:
            kind, reason = failed.get(f"r{number}", ("", "the answer leaves it out and gives no reason"))
            yield Missed(name, f"{answer.request_url}: {reason}", gone=kind == "NOT_FOUND")
            continue
        try:
            yield _read(errand, answer, node, keys, name)
        except Changed as error:
            yield Missed(name, str(error))


def _failed(told: Node) -> Iterator[tuple[str, tuple[str, str]]]:
    for error in told.get("errors") or ():
        path, kind, message = error.get("path"), error.get("type"), error.get("message")
        first = path.get(0) if path else None
        if first is not None and isinstance(first.value, str):
            said = message.text()[:_SHOWN] if message else "no reason"
            yield first.value, (kind.text() if kind else "", said)
