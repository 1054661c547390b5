"""Algolia's search of Hacker News, over invented stories."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from .server import Ask, Reply, told


@dataclass
class HackerNews:
    """Stories as pairs of a moment and a title; counts above ``exact`` are rounded, and said to be."""

    stories: list[tuple[datetime, str]]
    exact: int = 1_000

    def answer(self, ask: Ask) -> Reply:
        if ask.path not in ("/api/v1/search", "/api/v1/search_by_date"):
            return told({"status": 404, "message": "Not Found"}, 404)
        words = ask.one("query").strip('"').casefold()
        times = dict(re.findall(r"created_at_i(>=|<)(\d+)", ask.one("numericFilters")))
        count = sum(
            words in title.casefold()
            and int(times.get(">=", 0)) <= moment.astimezone(UTC).timestamp() < int(times.get("<", 1e12))
            for moment, title in self.stories
        )
        exact = count <= self.exact
        shown = count if exact else round(count, -2)
        return told(
            {
                "hits": [], "nbHits": shown, "page": 0, "nbPages": 0, "hitsPerPage": int(ask.one("hitsPerPage", "20")),
                "exhaustiveNbHits": exact, "exhaustive": {"nbHits": exact, "typo": False}, "processingTimeMS": 1,
                "query": ask.one("query"), "params": "",
            }
        )  # fmt: skip
