"""How a document becomes segments, and which tables hold data."""

import pytest

from metrics.articles import read_page
from metrics.articles.pages.dom import outline_of, parse
from metrics.articles.pages.furniture import is_furniture


def segments(body):
    return [(str(each.kind), each.text) for each in outline_of(parse(f"<html><body>{body}</body></html>")).segments]


def texts(body):
    return [text for _, text in segments(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a <b>b</b>\n\t c</p>", ["a b c"]),
        ("<p>22,2&nbsp;millions 1&#8239;200 1&thinsp;000</p>", ["22,2\u00a0millions 1\u202f200 1\u2009000"]),
        ("<p>soft&shy;ware \u200bzero\ufeff</p>", ["software zero"]),
        ("<p>e\u0301te\u0301</p>", ["été"]),
        ("a<p>b</p>c", ["a", "b", "c"]),
        ("<div>one<br>line</div>", ["one\nline"]),
        ("<div>One.<br>Two.</div>", ["One.", "Two."]),
        ("<div>one<br><br>two</div>", ["one", "two"]),
        ("<div>　　一<br>　　二</div>", ["一", "二"]),
        ("<p>a<script>x=1</script>b<style>y</style></p>", ["ab"]),
        ("<p hidden>a</p><p style='color:red; display: none'>b</p><p>c</p>", ["c"]),
        ("<p>640 people<sup><a href='#n'>1</a></sup>, m<sup>2</sup></p>", ["640 people, m2"]),
        ("<p>漢<ruby>字<rp>(</rp><rt>じ</rt></ruby></p>", ["漢字"]),
        ("<p>a &lt;b&gt; &amp; c</p>", ["a <b> & c"]),
        ("<select><option>x</option></select><button>go</button>", []),
    ],
)
def test_text_is_what_a_browser_lays_out(body, expected):
    assert texts(body) == expected


def test_blocks_have_their_kinds():
    body = "<h2>h</h2><ul><li>a<ul><li>b</li></ul></li></ul><blockquote><p>q</p></blockquote><figure><figcaption>c</figcaption></figure><p>p</p>"
    found = outline_of(parse(f"<html><body>{body}</body></html>")).segments
    assert [(str(each.kind), each.level, each.text) for each in found] == [
        ("heading", 2, "h"), ("list item", 1, "a"), ("list item", 2, "b"), ("quote", 0, "q"), ("caption", 0, "c"), ("paragraph", 0, "p"),
    ]  # fmt: skip


def grid(body):
    rows = [each.row for each in outline_of(parse(f"<html><body>{body}</body></html>")).segments if each.row]
    return [[(each.cell.text, each.head.text if each.head else None, each.own) for each in row] for row in rows]


def test_a_table_gives_its_rows_with_the_heads_of_their_columns():
    body = "<table><tr><th>Name</th><th>Users</th></tr><tr><td>Heron</td><td>5&nbsp;M</td></tr></table>"
    assert segments(body) == [("table row", "Name | Users"), ("table row", "Heron | 5\u00a0M")]
    assert grid(body)[1] == [("Heron", "Name", True), ("5\u00a0M", "Users", True)]


def test_a_first_row_without_figures_is_a_head_even_if_nobody_says_so():
    body = "<table><tr><td>Name</td><td>Users</td></tr><tr><td>Heron</td><td>5</td></tr></table>"
    assert grid(body)[1][1] == ("5", "Users", True)
    body = "<table><tr><td>Heron</td><td>5</td></tr><tr><td>Kite</td><td>6</td></tr></table>"
    assert grid(body)[1][1] == ("6", None, True)


def test_a_cell_over_several_rows_or_columns_stands_in_each():
    body = (
        "<table><tr><th rowspan=2>Name</th><th colspan=2>Users</th></tr><tr><th>2030</th><th>2031</th></tr>"
        "<tr><td rowspan=2>Heron</td><td>1</td><td>2</td></tr><tr><td colspan=2>3</td></tr></table>"
    )
    rows = grid(body)
    assert [cell[0] for cell in rows[2]] == ["Heron", "1", "2"]
    assert rows[3] == [("Heron", "Name", False), ("3", "Users", True)]


def test_a_list_of_terms_is_a_table_of_two_columns():
    assert segments("<dl><dt>Staff</dt><dd>412</dd><dt>Founded</dt><dd>2027</dd></dl>") == [
        ("table row", "Staff | 412"), ("table row", "Founded | 2027"),
    ]  # fmt: skip


def test_a_table_that_lays_out_a_page_is_no_data():
    body = f"<table><tr><td>menu</td><td><h1>Title</h1><p>{'word ' * 200}</p></td></tr></table>"
    assert [kind for kind, _ in segments(body)] == ["paragraph", "heading", "paragraph"]


@pytest.mark.parametrize("span", ["0", "-1", "99999999999", "x", "²", ""])
def test_a_nonsensical_span_is_one(span):
    assert len(grid(f"<table><tr><td colspan='{span}'>a</td><td rowspan='{span}'>1</td></tr></table>")[0]) == 2


@pytest.mark.parametrize(
    "names",
    [
        "related",
        "c-related-posts",
        "shareButtons",
        "newsletter_signup",
        "comments-area",
        "cookie-notice-container",
        "article-sidebar",
        "onetrust-consent-sdk",
        "most-read",
        "ad-slot",
    ],
)
def test_furniture_is_known_by_its_names(names):
    assert is_furniture(names)


@pytest.mark.parametrize(
    "names",
    [
        "",
        "entry-content",
        "has-sidebar",
        "comments-open",
        "article-body",
        "shareholder-letter",
        "advertiser-report",
        "tagline",
        "commentary",
        "story-content",
    ],
)
def test_an_article_is_not_taken_for_furniture(names):
    assert not is_furniture(names)


def test_a_document_knows_its_size_and_depth():
    outline = outline_of(parse("<html><body><div><div><p>a</p></div></div></body></html>"))
    assert (outline.elements, outline.depth) == (5, 5)


@pytest.mark.parametrize("html", ["", " ", "<!-- c -->", "<?xml version='1.0'?>", "<!doctype html>"])
def test_a_document_without_an_element_is_none_or_empty(html):
    root = parse(html)
    assert root is None or outline_of(root).segments == []


def test_what_makes_a_parser_stop_is_mended():
    assert texts("a\x00b") == ["ab"]
    root = parse(
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE html SYSTEM "about:legacy-compat"><html lang="fr" /><body><p>été</p></body>'
    )
    assert [each.text for each in outline_of(root).segments] == ["été"]


@pytest.mark.parametrize("control", ["\x08", "\x1b[31m", "&#7;", "&#x1B;", "&#0027", "&#x7f;"])
def test_a_control_character_does_not_cost_the_article(control):
    said = f"Kimi had 22.2 million {control}daily users in January 2025, and more of them are expected in spring."
    page = read_page(f"<html><body><article><h1>Kimi</h1><p>{said}</p></article></body></html>".encode())
    assert "daily users" in page.text
    assert not set(page.text) & set("\x00\x07\x08\x1b\x7f")


def test_other_numbers_of_characters_stay():
    page = read_page(
        b"<html><body><article><p>&#8217;&#127775;&#x1F4A1;&#x7e;&#160;x &#80; fine</p></article></body></html>"
    )
    assert "\u2019\U0001f31f\U0001f4a1~" in page.text


def test_terms_within_terms_are_no_list_of_terms():
    assert segments("<dl><dt>a<dd>1</dl>")[0][0] == "table row"
    nested = segments("<dl><dt>a<li><dl><dt>b<li><dl><dt>c")
    assert [text for _, text in nested] == ["a", "b", "c"]
    assert nested[0][0] != "table row"


def throng(count, name="a"):
    return " ".join(f'{name}{n}="{n}"' for n in range(count))


def test_a_tag_with_thousands_of_attributes_loses_them_and_keeps_its_text():
    root = parse(
        f"<html><body><p {throng(5_000)}>one</p><div class='b'>two</div><p {throng(4_000)}>three</body></html>"
    )
    assert [each.text for each in outline_of(root).segments] == ["one", "two", "three"]
    assert not root.xpath("//p/@*")
    assert root.xpath("//div/@class") == ["b"]


def test_a_tag_that_is_long_for_one_attribute_keeps_it():
    picture = f"<img class='a' src='data:image/png;base64,{'QUJD' * 6_000}'>"
    root = parse(f"<html><body><div class='post' data-props='{'x' * 30_000}'>{picture}<p>one</p></div></body></html>")
    assert root.xpath("//div/@class") == ["post"]
    assert root.xpath("//img/@class") == ["a"]


def test_a_tag_that_never_ends_is_no_danger():
    root = parse(f"<html><body><p>one</p><p {throng(9_000)}")
    assert [each.text for each in outline_of(root).segments] == ["one"]


def test_long_scripts_and_long_texts_are_no_tags():
    text = "a = b " * 9_000
    root = parse(f"<html><body><script>{text}</script><p class='c'>{text}</p></body></html>")
    assert [each.text for each in outline_of(root).segments] == [text.strip()]
    assert root.xpath("//p/@class") == ["c"]
