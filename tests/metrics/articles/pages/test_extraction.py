"""How trafilatura is asked: what is asked in haste gives what is asked in full."""

from copy import copy

import pytest
from lxml import etree
from trafilatura import bare_extraction

from metrics.articles.pages.dom import parse
from metrics.articles.pages.extraction import body_of

TEXT = "The laboratory in Lisbon said on Tuesday that number {} of its reports would come out before the end of May."
MENU = "<nav><ul><li><a href='/'>Start</a></li></ul></nav><aside><p>Another story altogether</p></aside>"
TEASERS = "".join(
    f"<div class='teaser'><p>A teaser of story {n} that nobody asked for, told in full</p></div>" for n in range(9)
)


def paragraphs(count):
    return "".join(f"<p>{TEXT.format(number)}</p>" for number in range(count))


def texts(body):
    return [] if body is None else [text.strip() for text in body.itertext() if text.strip()]


def in_full(root):
    document = bare_extraction(copy(root), include_comments=False, favor_precision=True, output_format="csv")
    return texts(getattr(document, "body", None))


@pytest.mark.parametrize(
    "body",
    [
        f"{MENU}<article><h1>A report</h1>{paragraphs(6)}</article><footer>2031</footer>",
        f"<div><div>{paragraphs(6)}</div></div>{TEASERS}",
        f"{MENU}<div class='entry-content'>{paragraphs(3)}<div class='teaser'><p>Read this too</p></div>{paragraphs(3)}</div>",
        f"<form id='aspnet'><div id='content'>{paragraphs(6)}</div></form>",
        f"<article>{paragraphs(4)}<figure><table><tr><td>Heron</td><td>5 M</td></tr></table></figure></article>",
        f"<article><p>Short.</p></article><div>{paragraphs(2)}</div>",
        f"<article>{paragraphs(1)}</article>{MENU}<div class='story'>{paragraphs(9)}</div>",
        "<p>Nothing much</p>",
        "<div></div>",
    ],
    ids=[
        "article",
        "teasers outside",
        "a teaser inside",
        "form",
        "table",
        "short first",
        "the rest is longer",
        "short",
        "empty",
    ],
)
def test_the_body_is_the_one_that_is_found_in_full(body):
    root = parse(f"<html><body>{body}</body></html>")
    assert texts(body_of(root, len("".join(root.itertext())))) == in_full(root)


def test_a_body_that_is_small_beside_the_text_is_looked_for_again():
    root = parse(
        f"<html><body><article><p>{TEXT * 3}</p><p>{TEXT}</p></article><div>{paragraphs(40)}</div></body></html>"
    )
    running = len("".join(root.itertext()))
    assert texts(body_of(root, running)) == in_full(root)


def test_hidden_text_in_scripts_is_no_text():
    script = f"<script type='application/json'>{TEXT * 50}</script><noscript><p>{TEXT * 50}</p></noscript>"
    root = parse(f"<html><body>{script}<article>{paragraphs(6)}</article></body></html>")
    assert texts(body_of(root, 700)) == [TEXT.format(number) for number in range(6)]


def test_the_document_itself_stays_as_it_was():
    root = parse(f"<html><body>{MENU}<article>{paragraphs(6)}</article>{TEASERS}</body></html>")
    before = etree.tostring(root)
    body_of(root, 700)
    assert etree.tostring(root) == before
