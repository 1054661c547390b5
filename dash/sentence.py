"""The sentence behind a number, in its article, with the number lit."""

import re
from collections.abc import Sequence

from rich.text import Text

from .cells import publisher
from .periods import stated
from .sheet import Look, Row
from .text import foreign, glyphs

LIT = "bold reverse"
"""How the number is told from its sentence, with colour and without."""

_ORDER = {"origin": 0, "relay": 1, "database": 2, "unattributed": 3}
_AROUND = 240
"""Characters of the article that stand before and after the sentence."""


def nearest(tellings: Sequence[Row]) -> Row:
    """Choose, of some tellings, the one whose words are shown: a quoted one, the nearest to the origin."""
    return min(tellings, key=lambda row: (not row.get("quote"), _ORDER.get(str(row.get("role")), 4)))


def sentence(telling: Row, look: Look, article: str | None = None) -> Text:
    """Write the quote of a telling with its number lit, in what stands around it, then who published it and when."""
    quote = telling.get("quote")
    told = _lit(telling, look) if quote else Text("quote not archived", "dim")
    before, after = _around(telling, article)
    signs = glyphs(look.charset)
    if quote and not article:
        told = Text.assemble(signs.quotes[0], told, signs.quotes[1])
    return Text.assemble((foreign(before, look.charset), "dim"), told, (foreign(after, look.charset), "dim"), "\n",
                         _where(telling, look))  # fmt: skip


def _lit(telling: Row, look: Look) -> Text:
    quote, number = str(telling["quote"]), telling.get("_as_written") or ""
    at = quote.find(number) if number else -1
    if at < 0:
        return Text(foreign(quote, look.charset))
    parts = (quote[:at], number, quote[at + len(number) :])
    before, lit, after = (foreign(part, look.charset) for part in parts)
    return Text.assemble(before, (lit, LIT), after)


def _around(telling: Row, article: str | None) -> tuple[str, str]:
    start, end, quote = (telling.get(name) for name in ("quote_start", "quote_end", "quote"))
    if not article or start is None or end is None or article[start:end] != quote:
        return "", ""
    before, after = article[max(0, start - _AROUND) : start], article[end : end + _AROUND]
    # What stands around begins and ends with whole words.
    before = before.partition(" ")[2] if start > _AROUND else before
    after = after.rpartition(" ")[0] if end + _AROUND < len(article) else after
    return _flowing(before), _flowing(after)


def _flowing(text: str) -> str:
    """Let paragraphs run on: what stands around a sentence is for orientation."""
    return re.sub(r"\s*\n\s*", "  ", text)


def _where(telling: Row, look: Look) -> Text:
    parts = [publisher(telling, look).plain, stated(telling),
             foreign(telling.get("_language"), look.charset), foreign(telling.get("url"), look.charset)]  # fmt: skip
    return Text(f" {glyphs(look.charset).dot} ".join(part for part in parts if part), "dim")


def link(telling: Row, article: str | None = None) -> str | None:
    """Return the address that opens a telling's page, at its sentence where there is one; nothing but http and https."""
    from metrics.articles import link_to  # it brings the readers of pages, which only this key needs

    url, quote = telling.get("url"), telling.get("quote")
    if not url or not str(url).startswith(("http://", "https://")):
        return None
    start, end = telling.get("quote_start"), telling.get("quote_end")
    if article and start is not None and end is not None and article[start:end] == quote:
        return link_to(url, article, start, end)
    return link_to(url, quote, 0, len(quote)) if quote else str(url)
