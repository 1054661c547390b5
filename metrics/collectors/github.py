"""GitHub: what organisations publish, and how repositories are starred, copied, released and downloaded."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote

from ..collector import Errand, Missed, Reading, Subject, Yielded, collector, counted, document_of, each, guarded, parts
from ..errors import Changed, SourceError
from ..web import Answer, Manners, Node
from ._github import (
    BATCH,
    HEADERS,
    HERE,
    HOST,
    ORGANISATIONS,
    REPOSITORIES,
    Repository,
    limit,
    page_of,
    path_of,
    query_of,
    read_batch,
    read_rest,
    same,
)
from ._github_past import releases, stars
from ._pages import pages

_ROWS = 100


@dataclass
class _Round:
    """One run: how many repositories each organisation counts, and which repositories were read by themselves."""

    errand: Errand
    organisations: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    read: dict[str, Repository] = field(default_factory=dict)


@collector(
    "github",
    metrics=("public_repositories", "followers", "github_stars", "github_forks", "releases", "release_downloads"),
    every=timedelta(days=1),
    home="https://github.com",
    publisher=HOST,
    quota="60 requests an hour, 5,000 with a token",
    manners=Manners(limit=limit),
    about_since="releases are counted by month from that day on; with a token, so are the stars of each listed repository",
)
async def github(errand: Errand) -> AsyncIterator[Yielded]:
    """Read organisations, listed repositories, all own repositories of each organisation, and releases, in this order.

    Without a token GitHub answers 60 requests an hour: the catalog's own lists end with the first two, which just fit;
    of lists that a person wrote everything is asked for, and what is left says after when to try. Copies (forks) that an organisation keeps of others' work are left out, though its own count includes them.
    With a token the listed repositories are asked for by the fifty. Stars of the past are counted only with ``since``
    and a token, from those who still star a repository, and are therefore estimates. Downloads are those of the newest
    full release, its tag being the plan. Repositories are known by their number; a list must be of its organisation.
    """
    run = _Round(errand)
    organisations, repositories = _wanted(errand)
    async for yielded in each(errand, organisations, lambda name: _organisation(run, name)):
        yield yielded
    async for yielded in _listed(run, repositories):
        yield yielded
    if _thrifty(errand):
        return
    errand.expect(len(run.organisations))
    for name in run.organisations:
        async for yielded in guarded(errand, f"repositories of {name}", _repositories(run, name)):
            yield yielded
    listed = list(run.read.values())
    async for yielded in each(
        errand, listed, lambda one: releases(errand, one), name=lambda one: f"releases of {one.name}"
    ):
        yield yielded
    if errand.since and errand.door.token:
        errand.expect(len(listed))
        for one in listed:
            async for yielded in guarded(errand, f"earlier stars of {one.name}", stars(errand, one, errand.since)):
                yield yielded


def _thrifty(errand: Errand) -> bool:
    """Tell whether the quota of strangers has to do for lists that nobody asked for."""
    own = errand.only or any(isinstance(errand.settings.get(key), list) for key in ("organizations", "repositories"))
    return errand.door.token is None and not own


def _wanted(errand: Errand) -> tuple[list[str], list[str]]:
    """Return the organisations and the repositories to ask for; what only GitHub names can be wanted alone, too."""
    own = (errand.only or "").removeprefix("github:")
    if errand.only and own != errand.only:
        return ([], [own]) if "/" in own else ([own], [])
    return errand.listed("organizations", ORGANISATIONS), errand.listed("repositories", REPOSITORIES)


async def _organisation(run: _Round, asked: str) -> AsyncIterator[Reading]:
    errand = run.errand
    answer = await errand.door.get(errand.url(f"/orgs/{quote(asked, safe='')}"), headers=HEADERS)
    told = answer.json()
    name, entity = told["login"].text(), errand.entity(ORGANISATIONS, asked)
    same(answer, asked, name)
    counts = [
        counted(answer, told["public_repos"], entity, "public_repositories", "repositories", scope=HERE, origin=HOST)
    ]
    if told.get("followers"):
        counts.append(counted(answer, told["followers"], entity, "followers", "followers", scope=HERE, origin=HOST))
    run.organisations[asked], run.names[asked] = told["public_repos"].count(), name
    yield Reading(
        document=document_of(answer, page_of(name), title=f"{name} on {HOST}", publisher=HOST),
        observations=tuple(counts), subject=Subject(f"account {told['id'].count()}", name),
    )  # fmt: skip


async def _listed(run: _Round, names: Sequence[str]) -> AsyncIterator[Yielded]:
    """Read listed repositories: by the fifty with a token, else, or if that fails, one by one."""
    size = BATCH if run.errand.door.token else len(names) or 1
    for start in range(0, len(names), size):
        batch = names[start : start + size]
        found = await _batch(run, batch) if run.errand.door.token else None
        if found is None:
            async for yielded in each(run.errand, batch, lambda name: _repository(run, name)):
                yield yielded
            continue
        run.errand.expect(len(batch))
        for yielded in found:
            run.errand.done += 1
            yield yielded


async def _batch(run: _Round, names: Sequence[str]) -> list[Yielded] | None:
    """Ask for many repositories at once; ``None`` if that cannot be had, so that each is asked for and says why."""
    errand = run.errand
    asked = {**HEADERS, "content-type": "application/json"}
    try:
        answer = await errand.door.post(errand.url("/graphql"), query_of(names), headers=asked)
        found = list(read_batch(errand, answer, names))
    except SourceError:
        return None
    return [one if isinstance(one, Missed) else _kept(run, *one) for one in found]


async def _repository(run: _Round, asked: str) -> AsyncIterator[Reading]:
    answer = await run.errand.door.get(run.errand.url(path_of(asked)), headers=HEADERS)
    told = answer.json()
    same(answer, asked, told["full_name"].text())
    yield _kept(run, *read_rest(run.errand, answer, told, asked))


def _kept(run: _Round, reading: Reading, one: Repository) -> Reading:
    run.read[one.key] = one
    return reading


async def _repositories(run: _Round, organisation: str) -> AsyncIterator[Yielded]:
    errand, name = run.errand, run.names[organisation]
    asked = {"type": "public", "per_page": _ROWS}
    seen = 0
    async for answer in pages(errand, errand.url(f"/orgs/{quote(name, safe='')}/repos"), asked, HEADERS):
        page = list(answer.json())
        seen += len(page)
        told = list(parts(page, lambda node: _own(run, answer, node, name), name=_name))  # noqa: B023 used up at once
        missed = [each for each in told if isinstance(each, Missed)]
        if len(missed) == len(page) == seen > 1:
            yield Missed(f"repositories of {organisation}", missed[0].reason)
            return
        for yielded in told:
            yield yielded
    if not seen and run.organisations[organisation]:
        raise Changed(
            errand.url(f"/orgs/{name}/repos"), f"some of {run.organisations[organisation]} repositories", "none"
        )


def _own(run: _Round, answer: Answer, node: Node, organisation: str) -> Reading | None:
    """Read one repository of a list; a copy, a private one and one that was read by itself give nothing."""
    owner = node["full_name"].text().partition("/")[0]
    if owner.casefold() != organisation.casefold():
        raise Changed(answer.request_url, f"repositories of {organisation}", repr(node["full_name"].value))
    private = node.get("private")
    if node["fork"].flag() or (private and private.flag()):
        return None
    reading, one = read_rest(run.errand, answer, node)
    return None if one.key in run.read else reading


def _name(node: Node) -> str:
    try:
        return node["full_name"].text()
    except Changed:
        return f"repository {node.pointer}"
