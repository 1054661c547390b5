"""GDELT's search for articles: leads to pages elsewhere."""

import re
from dataclasses import dataclass, field

from .server import Ask, Quota, Reply, text, told

_PLEA = "Please limit requests to one every 5 seconds or contact somebody for larger queries.\n"


@dataclass
class Gdelt:
    """Addresses by language; too quick a question is met with a plea, every other time with status 200."""

    leads: dict[str, list[str]]
    quota: Quota = field(default_factory=lambda: Quota(1, 5.0))
    pleas: int = 0

    def answer(self, ask: Ask) -> Reply:
        if not self.quota.take():
            self.quota.since += 5.0  # who does not heed it is made to wait longer
            self.pleas += 1
            return text(_PLEA, status=429 if self.pleas % 2 else 200)
        query = ask.one("query")
        language = re.search(r"sourcelang:(\w+)", query)
        if language is None or re.search(r"\bOR\b", re.sub(r"\([^()]*\)", "", query)):
            return text("Queries containing OR'd terms must be surrounded by ().\n", "text/html")
        rows = [self._row(url, language[1]) for url in self.leads.get(language[1], [])]
        most = min(250, int(ask.one("maxrecords", "75")))
        return told({"articles": rows[:most]} if rows else {})

    def _row(self, url: str, language: str) -> dict[str, str]:
        return {
            "url": url, "url_mobile": "", "title": "Found by a machine , they say", "seendate": "20300114T143000Z",
            "socialimage": "", "domain": "paper.example", "language": language.title(), "sourcecountry": "Nowhere",
        }  # fmt: skip
