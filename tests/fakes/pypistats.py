"""A PyPI Stats of invented packages: 180 days, a minute's quota, refusals and absences that are bare words."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from .server import Ask, Quota, Reply, text, told

WINDOW = 180


def normal(name: str) -> str:
    """The one way in which the index writes a name."""
    return name.lower().replace(".", "-").replace("_", "-")


@dataclass
class PyPIStats:
    """Packages with their downloads on the newest day; ``corrected`` days count more from the second day on.

    A day whose job failed is in ``failed`` and has no row.
    """

    packages: dict[str, int] = field(default_factory=lambda: {"openai": 4_100_000, "vllm": 81_000, "invented-kit": 730})
    newest: date = date(2030, 1, 14)
    failed: set[date] = field(default_factory=set)
    corrected: set[date] = field(default_factory=set)
    quota: Quota = field(default_factory=lambda: Quota(30, 60.0))
    day: int = 1

    def downloads(self, package: str, day: date) -> int:
        """Weekends are quiet; the level rises slowly."""
        level = self.packages[package] - (date(2030, 1, 14) - day).days
        quiet = level // 3 if day.weekday() > 4 else level
        return quiet + (17 if self.day > 1 and day in self.corrected else 0)

    @property
    def days(self) -> list[date]:
        newest = self.newest + timedelta(days=self.day - 1)
        return [
            newest - timedelta(days=ago)
            for ago in reversed(range(WINDOW))
            if newest - timedelta(days=ago) not in self.failed
        ]

    def answer(self, ask: Ask) -> Reply:
        if not self.quota.take():
            return text('<a href="/api/#etiquette">429 RATE LIMIT EXCEEDED</a>', "text/html; charset=utf-8", 429)
        *base, package, what = ask.path.strip("/").split("/")
        if base != ["api", "packages"] or package not in self.packages or what not in ("overall", "recent"):
            return text("404", "text/html; charset=utf-8", 404)
        return self._overall(ask, package) if what == "overall" else self._recent(package)

    def _overall(self, ask: Ask, package: str) -> Reply:
        mirrors = {"true": ["with_mirrors"], "false": ["without_mirrors"]}
        kinds = mirrors.get(ask.one("mirrors"), ["with_mirrors", "without_mirrors"])
        first, last = ask.one("start_date", "0001-01-01"), ask.one("end_date", "9999-12-31")
        rows = [
            {"category": kind, "date": f"{day}", "downloads": self.downloads(package, day) * (2 if kind == "with_mirrors" else 1)}
            for kind in kinds for day in self.days if first <= f"{day}" <= last
        ]  # fmt: skip
        return told({"data": rows, "package": package, "type": "overall_downloads"})

    def _recent(self, package: str) -> Reply:
        counts = [self.downloads(package, day) for day in self.days]
        data = {"last_day": counts[-1], "last_month": sum(counts[-30:]), "last_week": sum(counts[-7:])}
        return told({"data": data, "package": package, "type": "recent_downloads"})
