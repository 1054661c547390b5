"""Articles: the pages that a person lists, read again each time, so that an edit is seen."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import cast

from ..collector import Errand, Yielded, collector, each
from ..pages import listed


@collector(
    "articles",
    metrics=(),
    every=timedelta(days=1),
    home="https://schema.org/NewsArticle",
    publisher="their publishers",
    about_since="a page tells what it says now: --since has nothing to add",
)
async def articles(errand: Errand) -> AsyncIterator[Yielded]:
    """Read each listed page; with another text it is another version. One without a text is refused."""
    urls = list(dict.fromkeys(cast("list[str] | None", errand.settings.get("urls")) or []))
    async for yielded in each(errand, urls, lambda url: listed(errand, url)):
        yield yielded
