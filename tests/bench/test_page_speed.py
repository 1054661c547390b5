"""How long reading a page takes beside trafilatura alone on the same page, which it contains.

``pytest -m bench tests/bench/test_page_speed.py -s``. Both read the same pages in the same process, turn by turn: the
saved pages of several kinds of sites, and generated articles of three sizes with menus, advertisements and comments.
"""

import statistics
import sys
import time
from pathlib import Path

import pytest

from metrics.articles import read_page

pytestmark = pytest.mark.bench

SAMPLES = Path(__file__).parents[1] / "metrics" / "articles" / "pages" / "samples"
ROUNDS = 15
AT_MOST = 2.0
"""Reading a page costs at most as much again as trafilatura alone."""


def generated(paragraphs: int) -> str:
    """Make a page of a news site, with twice as much around the article as in it."""
    text = "The laboratory said that its assistant had {}&nbsp;million users in the {}th week, and <b>{} %</b> of them pay."
    body = "".join(f"<p>{text.format(n + 5, n, n % 90)}</p>" for n in range(paragraphs))
    rows = "".join(f"<tr><td>Heron {n}</td><td>{n}.5 M</td></tr>" for n in range(paragraphs // 2))
    links = "".join(
        f'<li class="item i{n}"><a href="/s/{n}" class="l"><span>The {n}th story</span></a></li>'
        for n in range(2 * paragraphs)
    )
    comments = "".join(f'<li class="comment"><div><p>Comment {n} of a reader</p></div></li>' for n in range(paragraphs))
    ld = '{"@type":"NewsArticle","headline":"A long report","datePublished":"2031-02-24","author":{"name":"Ines Okafor"}}'
    return (
        f'<html lang="en"><head><title>A long report | Ledger</title><script type="application/ld+json">{ld}</script></head><body>'
        f'<nav><ul>{links}</ul></nav><main><article class="post"><h1>A long report</h1><div class="entry-content">{body}'
        f'<table><tr><th>Name</th><th>Users</th></tr>{rows}</table></div></article><div class="related-posts"><ul>{links}</ul></div>'
        f'<ol class="comment-list">{comments}</ol></main><footer><ul>{links}</ul></footer></body></html>'
    )


def pages() -> dict[str, str]:
    """Return every page as text, so that neither side has to find its charset."""
    saved = {path.stem: path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.html"))}
    return saved | {f"generated, {size} paragraphs": generated(size) for size in (10, 40, 160)}


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_reading_a_page_costs_at_most_as_much_again_as_trafilatura():
    from trafilatura import bare_extraction

    whole = {"read_page": 0.0, "trafilatura": 0.0}
    say(f"\n{'page':32} {'KB':>6} {'read_page':>10} {'trafilatura':>12} {'ratio':>6}  (median ms)")
    for name, html in pages().items():
        content = html.encode()
        taken: dict[str, list[float]] = {"read_page": [], "trafilatura": []}
        for _ in range(ROUNDS):
            taken["read_page"].append(
                seconds(lambda content=content: read_page(content, charset="utf-8", media_type="text/html"))
            )
            taken["trafilatura"].append(
                seconds(lambda html=html: bare_extraction(html, include_comments=False, favor_precision=True))
            )
        ours, theirs = (statistics.median(taken[side]) * 1000 for side in ("read_page", "trafilatura"))
        whole["read_page"] += ours
        whole["trafilatura"] += theirs
        say(f"{name:32} {len(content) / 1000:6.1f} {ours:10.2f} {theirs:12.2f} {ours / theirs:6.2f}")
    ratio = whole["read_page"] / whole["trafilatura"]
    say(f"{'all':32} {'':6} {whole['read_page']:10.2f} {whole['trafilatura']:12.2f} {ratio:6.2f}")
    assert ratio <= AT_MOST
