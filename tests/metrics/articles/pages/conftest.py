"""Pages as sites of several kinds write them, in the charset that they are served in."""

from pathlib import Path

import pytest

from metrics.articles import BlockKind, read_page

SAMPLES = Path(__file__).parent / "samples"
CHARSETS = {
    "portal_zh": "gb18030",
    "news_ja": "cp932",
    "report_de": "cp1252",
    "blog_pt": "cp1252",
    "portal_ko": "cp949",
    "daily_hant": "big5",
}


@pytest.fixture
def served():
    """Return the bytes of a sample page as its server sends them."""

    def read(name, charset=None):
        text = (SAMPLES / f"{name}.html").read_text(encoding="utf-8")
        return text.encode(charset or CHARSETS.get(name, "utf-8"))

    return read


@pytest.fixture
def told():
    """Return the blocks of a page as pairs of kind and text."""

    def blocks(page):
        return [(str(block.kind), page.words(block)) for block in page.blocks]

    return blocks


@pytest.fixture
def article():
    """Read the body of an article that is long enough to be one, around some HTML."""

    def read(html, head="", **known):
        filler = "<p>The laboratory published its report on Tuesday, and the market took notice of it at once.</p>"
        body = f"<article><h1>A report</h1>{filler}{html}{filler.replace('Tuesday', 'Friday')}</article>"
        page = read_page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), **known)
        own = [block for block in page.blocks if "laboratory published" not in page.words(block)]
        return page, [block for block in own if block.kind is not BlockKind.TITLE]

    return read
