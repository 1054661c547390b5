"""What reading costs beside trafilatura alone on the same pages: making a page of the bytes, and finding its figures.

``pytest -m bench tests/bench/test_page_speed.py -s``. Both sides read the same pages in the same process, turn by turn,
and their processor time is taken: pages as news sites serve them (:mod:`news_pages`), and the tests' saved pages, which
are hardly more than the text. trafilatura is asked as one asks it for an article: without comments, with precision, and
with the metadata that a page of ours has too; the last column leaves those out.
"""

import statistics
import sys
import time
from pathlib import Path

import pytest

from metrics.articles import read_page
from metrics.articles.reading import read_figures
from metrics.catalog import load
from tests.bench.news_pages import news_pages

pytestmark = pytest.mark.bench

SAMPLES = Path(__file__).parents[1] / "metrics" / "articles" / "pages" / "samples"
ROUNDS = 9
AT_MOST = 2.0
"""Reading costs at most as much again as trafilatura alone."""
SIDES = ("page", "figures", "trafilatura", "bare")


def say(line):
    sys.stdout.write(f"{line}\n")


def milliseconds(work):
    start = time.process_time()
    made = work()
    return (time.process_time() - start) * 1000, made


def once(html, catalog):
    """Return what each side takes on one page."""
    from trafilatura import bare_extraction

    content = html.encode()
    page_ms, page = milliseconds(lambda: read_page(content, charset="utf-8", media_type="text/html"))
    figures_ms, _ = milliseconds(lambda: read_figures(page, catalog))
    told_ms, _ = milliseconds(
        lambda: bare_extraction(html, include_comments=False, favor_precision=True, with_metadata=True)
    )
    bare_ms, _ = milliseconds(lambda: bare_extraction(html, include_comments=False, favor_precision=True))
    return page_ms, figures_ms, told_ms, bare_ms


def medians(pages, catalog):
    """Return the median of each side over the rounds; the first round, in which all is compiled, is left out."""
    rounds = [[sum(side) for side in zip(*(once(html, catalog) for html in pages), strict=True)] for _ in range(ROUNDS)]
    return [statistics.median(side) for side in zip(*rounds[1:], strict=True)]


def row(name, size, sides):
    page, figures, told, bare = sides
    both = page + figures
    say(
        f"{name:24} {size / 1000:5.0f} {page:7.1f} {figures:8.1f} {told:12.1f} {page / told:6.2f} {both / told:6.2f} {both / bare:6.2f}"
    )


def test_reading_a_page_costs_at_most_as_much_again_as_trafilatura():
    catalog = load()
    saved = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.html"))]
    kinds = {name: [html] for name, html in news_pages().items()} | {"saved pages, all": saved}
    say(
        f"\n{'':24} {'KB':>5} {'page':>7} {'figures':>8} {'trafilatura':>12} {'page':>6} {'both':>6} {'/bare':>6}  median ms, ratios"
    )
    whole = [0.0] * len(SIDES)
    for name, pages in kinds.items():
        sides = medians(pages, catalog)
        row(name, sum(len(html.encode()) for html in pages), sides)
        whole = [total + side for total, side in zip(whole, sides, strict=True)]
    row("all", 0, whole)
    page, figures, told, _ = whole
    assert page + figures <= AT_MOST * told
