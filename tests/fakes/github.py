"""A GitHub of invented accounts and figures."""

import json
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from .server import Ask, Quota, Reply, moved, told

_ASKED = re.compile(r'(\w+): repository\(owner: ("(?:[^"\\]|\\.)*"), name: ("(?:[^"\\]|\\.)*")\)')
_LAST_PAGE = 400
_FIRST_STAR = datetime(2029, 1, 1, tzinfo=UTC)


def repository(name: str, number: int, **fields: Any) -> dict[str, Any]:
    """A repository with figures that follow from its number; ``releases`` and ``per_day`` (stars) are the fake's own."""
    return {
        "id": 5_000 + number, "full_name": name, "name": name.partition("/")[2], "private": False, "fork": False,
        "owner": {"login": name.partition("/")[0], "type": "Organization"}, "html_url": f"https://github.com/{name}",
        "stargazers_count": 100 + number, "watchers_count": 100 + number, "forks_count": 20 + number,
        "open_issues_count": 3, "archived": False, "releases": [], "per_day": 10, **fields,
    }  # fmt: skip


def release(tag: str, day: str, *downloads: int, **fields: Any) -> dict[str, Any]:
    """A release of one day whose files were fetched so often."""
    assets = [{"name": f"file-{place}.zip", "download_count": count} for place, count in enumerate(downloads)]
    moment = f"{day}T09:00:00Z"
    return {"tag_name": tag, "published_at": moment, "draft": False, "prerelease": False, "assets": assets, **fields}


@dataclass
class GitHub:
    """Organisations and repositories; on day 2 each repository has five more stars."""

    organizations: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {"acme": {"id": 11}, "Quill-AI": {"id": 12}}
    )
    repositories: list[dict[str, Any]] = field(
        default_factory=lambda: [
            repository("acme/bolt", 1, releases=[
                release("v2.1-rc1", "2030-01-09", 7, prerelease=True), release("v2.0", "2029-12-20", 300, 41),
                release("v1.1", "2029-12-02", 900), release("v1.0", "2029-10-30", 5_000),
            ]),
            repository("acme/spark", 2), repository("acme/copied", 3, fork=True), repository("Quill-AI/nib", 4),
        ]
    )  # fmt: skip
    page: int = 100
    quota: Quota = field(default_factory=lambda: Quota(60, 3_600.0))
    member_quota: Quota = field(default_factory=lambda: Quota(5_000, 3_600.0))
    points: Quota = field(default_factory=lambda: Quota(5_000, 3_600.0))
    graphql: bool = True
    day: int = 1
    renamed: dict[str, int] = field(default_factory=dict)

    def rename(self, old: str, new: str) -> None:
        """Call a repository otherwise; its old name leads to its number."""
        found = self._found(old)
        self.renamed[old] = found["id"]
        found.update(full_name=new, name=new.partition("/")[2])

    def answer(self, ask: Ask) -> Reply:
        if not ask.headers.get("user-agent"):
            return told({"message": "Request forbidden by administrative rules."}, 403)
        if ask.path == "/graphql":
            return self._graphql(ask)
        quota = self.member_quota if ask.token else self.quota
        if quota.left <= 0 and not quota.take():
            said = {"message": "API rate limit exceeded for 203.0.113.9. (But here's the good news: sign in)"}
            return _with(quota, told(said, 403))
        reply = self._routed(ask)
        if reply.status == 200:
            reply = reply.tagged(ask)
        if reply.status != 304:
            quota.take()
        return _with(quota, reply)

    def _routed(self, ask: Ask) -> Reply:
        parts = ask.path.strip("/").split("/")
        match parts:
            case ["orgs", name]:
                return self._organization(name)
            case ["orgs", name, "repos"]:
                key = next((one["id"] for own, one in self.organizations.items() if own.lower() == name.lower()), None)
                return _missing() if key is None else self._list(ask, key)
            case ["organizations", key, "repos"]:
                return self._list(ask, int(key))
            case ["repositories", key, *rest]:
                name = next((each["full_name"] for each in self.repositories if each["id"] == int(key)), "")
                return self._repository(ask, name, "/".join(rest))
            case ["repos", owner, name, *rest]:
                return self._repository(ask, f"{owner}/{name}", "/".join(rest))
        return _missing()

    def _organization(self, name: str) -> Reply:
        proper = next((each for each in self.organizations if each.lower() == name.lower()), None)
        if proper is None:
            return _missing()
        count = sum(each["owner"]["login"] == proper for each in self.repositories)
        return told({"login": proper, "public_repos": count, "followers": 400 + self.day, **self.organizations[proper]})

    def _list(self, ask: Ask, key: int) -> Reply:
        owner = next(name for name, one in self.organizations.items() if one["id"] == key)
        own = [self._shown(each) for each in self.repositories if each["owner"]["login"] == owner]
        return self._paged(ask, own, f"/organizations/{key}/repos")

    def _paged(self, ask: Ask, rows: list[Any], path: str) -> Reply:
        number, size = int(ask.one("page", "1")), min(self.page, int(ask.one("per_page", "30")))
        reply = told(rows[(number - 1) * size : number * size])
        if number * size >= len(rows):
            return reply
        url = f"http://{ask.headers['host']}{path}?per_page={size}&page="
        last = -(-len(rows) // size)
        return reply.but(headers={"Link": f'<{url}{number + 1}>; rel="next", <{url}{last}>; rel="last"'})

    def _repository(self, ask: Ask, name: str, rest: str) -> Reply:
        if name in self.renamed:
            where = f"http://{ask.headers['host']}/repositories/{self.renamed[name]}"
            body = told({"message": "Moved Permanently", "url": where}, 301)
            return body.but(headers=moved(where).headers)
        found = self._found(name)
        if found is None:
            return _missing()
        if rest == "releases":
            return self._paged(ask, found["releases"], f"/repositories/{found['id']}/releases")
        if rest == "releases/latest":
            full = [each for each in found["releases"] if not each["prerelease"]]
            return told(full[0]) if full else _missing()
        if rest == "stargazers":
            return self._stargazers(ask, found)
        return told(self._shown(found)) if not rest else _missing()

    def _stargazers(self, ask: Ask, found: dict[str, Any]) -> Reply:
        if int(ask.one("page", "1")) > _LAST_PAGE:
            said = "In order to keep the API fast for everyone, pagination is limited for this resource."
            return told({"message": said, "status": "422"}, 422)
        if "star+json" not in ask.headers.get("accept", ""):
            return told([{"login": "someone"}])
        number, size = int(ask.one("page", "1")), int(ask.one("per_page", "30"))
        places = range((number - 1) * size, min(number * size, found["stargazers_count"]))
        days = [_FIRST_STAR + timedelta(days=place // found["per_day"]) for place in places]
        return told([{"starred_at": f"{day:%Y-%m-%dT%H:%M:%SZ}", "user": {"login": "someone"}} for day in days])

    def _found(self, name: str) -> Any:
        return next((each for each in self.repositories if each["full_name"].lower() == name.lower()), None)

    def _shown(self, found: dict[str, Any]) -> dict[str, Any]:
        hidden = ("releases", "per_day")
        stars = found["stargazers_count"]
        stars = stars + 5 * (self.day - 1) if isinstance(stars, int) else stars
        kept = {key: value for key, value in found.items() if key not in hidden}
        return {**kept, "stargazers_count": stars, "watchers_count": stars}

    def _graphql(self, ask: Ask) -> Reply:
        if not self.graphql:
            return told({"message": "Bad Gateway"}, 502)
        if ask.token is None or ask.method != "POST":
            return told({"message": "This endpoint requires you to be authenticated."}, 401)
        if not self.points.take():
            said = {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded for user ID 1."}]}
            reset = str(int(time.time() + self.points.resets_in) + 1)
            return told(said).but(headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset})
        data: dict[str, Any] = {"rateLimit": {"cost": 1, "remaining": self.points.left}}
        errors = []
        for alias, owner, own in _ASKED.findall(json.loads(ask.body)["query"]):
            name = f"{json.loads(owner)}/{json.loads(own)}"
            key = self.renamed.get(name)
            found = next((each for each in self.repositories if each["id"] == key), None) if key else self._found(name)
            data[alias] = _graph(self._shown(found)) if found else None
            if found is None:
                message = f"Could not resolve to a Repository with the name '{name}'."
                errors.append({"type": "NOT_FOUND", "path": [alias], "message": message})
        return told({"data": data, **({"errors": errors} if errors else {})})


def _with(quota: Quota, reply: Reply) -> Reply:
    return reply.but(
        headers={
            "X-RateLimit-Limit": str(quota.limit), "X-RateLimit-Remaining": str(quota.left),
            "X-RateLimit-Used": str(quota.used), "X-RateLimit-Resource": "core",
            "X-RateLimit-Reset": str(int(time.time() + quota.resets_in) + 1),
        }
    )  # fmt: skip


def _graph(shown: dict[str, Any]) -> dict[str, Any]:
    return {
        "databaseId": shown["id"], "nameWithOwner": shown["full_name"], "stargazerCount": shown["stargazers_count"],
        "forkCount": shown["forks_count"],
    }  # fmt: skip


def _missing() -> Reply:
    return told({"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}, 404)
