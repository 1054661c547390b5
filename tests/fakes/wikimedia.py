"""Wikimedia's page views, of invented articles and figures."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import unquote, urlsplit

from .server import Ask, Quota, Reply, text, told

_LIBRARIES = ("python", "curl", "wget", "go-http", "okhttp")
_NO_DATA = (
    "The date(s) you used are valid, but we either do not have data for those date(s), or the project you asked for is "
    "not loaded yet. Please check documentation for more information"
)
_TOO_MANY = "You are making too many requests to the API.\nPlease follow the best practices.\n"


def every_day(first: date, *counts: int) -> dict[date, int]:
    """Views from a day on; a day with none is left out, as the real one does."""
    return {first + timedelta(days=number): count for number, count in enumerate(counts) if count}


@dataclass
class Wikimedia:
    """Articles by ``project/Title`` with their views a day; what lies after ``last`` is not counted yet."""

    views: dict[str, dict[date, int]]
    last: date = date(2030, 1, 13)
    quota: Quota = field(default_factory=lambda: Quota(200, 60.0))
    age: int = 14_400

    def answer(self, ask: Ask) -> Reply:
        agent = ask.headers.get("user-agent", "")
        if not agent or agent.lower().startswith(_LIBRARIES):
            return text("Please set a user-agent and respect our robot policy", "text/html", 403)
        if not self.quota.take():
            wait = str(max(1, round(self.quota.resets_in)))
            return text(_TOO_MANY, status=429).but(headers={"Retry-After": wait})
        path = urlsplit(ask.target).path
        match path.rpartition("/per-article/")[2].split("/"):
            case [project, "all-access", ("user" | "automated") as agent, title, "daily", start, end]:
                return self._days(ask, (project, unquote(title), agent), start[:8], end[:8])
        return self._problem(ask, "Invalid route", 404)

    def _days(self, ask: Ask, what: tuple[str, str, str], start: str, end: str) -> Reply:
        project, title, agent = what
        rows = [
            {
                "project": project, "article": title, "granularity": "daily", "timestamp": f"{day:%Y%m%d}00",
                "access": "all-access", "agent": agent, "views": count,
            }
            for day, count in sorted(self.views.get(f"{project}/{title}", {}).items())
            if start <= f"{day:%Y%m%d}" <= end and day <= self.last
        ]  # fmt: skip
        if not rows:
            return self._problem(ask, _NO_DATA, 404)
        return told({"items": rows}, Cache_Control=f"s-maxage={self.age}, max-age={self.age}")

    def _problem(self, ask: Ask, detail: str, status: int) -> Reply:
        kind = {"Content-Type": "application/problem+json"}
        about = {"detail": detail, "method": "get", "status": status, "title": "Not Found", "type": "about:blank"}
        return told({**about, "uri": urlsplit(ask.target).path}, status).but(headers=kind)
