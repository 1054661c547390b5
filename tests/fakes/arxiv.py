"""arXiv's interface, over invented counts of papers."""

import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from .server import Ask, Quota, Reply, busy, text

_FEED = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
    "<title>ArXiv Query</title><opensearch:totalResults "
    'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{count}</opensearch:totalResults>{entries}</feed>'
)
_ENTRY = "<entry><id>{id}</id><title>{title}</title><summary>{said}</summary></entry>"


@dataclass
class Arxiv:
    """Papers by query (``cat:cs.AI``, ``abs:"ChatGPT"``) and month (``202912``); one connection at a time, three
    seconds apart, unless the quota says otherwise."""

    papers: dict[tuple[str, str], int]
    quota: Quota = field(default_factory=lambda: Quota(1, 3.0))

    def answer(self, ask: Ask) -> Reply:
        if not self.quota.take():
            return busy(status=503)
        found = re.fullmatch(r"(.+) AND submittedDate:\[(\d{6})\d{6} TO \d{12}\]", ask.one("search_query"))
        if ask.path != "/api/query" or found is None:
            return self._error("incorrect query")
        count = self.papers.get((found[1], found[2]), 0)
        entry = _ENTRY.format(id="http://arxiv.org/abs/3001.00001v1", title="A paper", said="Of things.")
        return self._feed(count, entry if count and ask.one("max_results") != "0" else "")

    def _error(self, said: str) -> Reply:
        """Say what is wrong in the guise of one result."""
        return self._feed(
            1, _ENTRY.format(id="http://arxiv.org/api/errors#incorrect", title="Error", said=escape(said))
        )

    def _feed(self, count: int, entries: str) -> Reply:
        return text(_FEED.format(count=count, entries=entries), "application/atom+xml; charset=UTF-8")
