"""What a page is, from its bytes; and what is refused."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.articles import BlockKind, link_to, read_page
from metrics.errors import UsageError

HTML_PIECES = st.sampled_from(
    "<p> </p> <div> </div> <ul><li> <table><tr><td> </table> <td%rowspan=3> <h1> </h1> <br> <a%href='x'> </a> <script> "
    "<!-- --> <time%datetime='2031-02-30'> <article> </article> <svg> &amp; &#0; &#xD800; <sup><a>1</a></sup> <nav> "
    "<div%class='related'> <p%hidden> word 22.2%million 青鹭 \u00a0 ]]> <![CDATA[ <?php <meta%charset=utf-16>".split()
).map(lambda piece: piece.replace("%", " "))


def test_plain_text_keeps_every_character_but_the_windows_line_ends():
    content = "Title of it\r\n\r\nIt has\u00a022\u202f000 users.\u200b \r\n"
    page = read_page(content.encode())
    assert page.text == content.replace("\r\n", "\n")
    assert page.media_type == "text/plain"


def test_a_leading_title_line_is_a_block_and_part_of_the_text():
    page = read_page(b"A title without a stop\n\nIt has 22 million users. It had ten.")
    assert [(block.kind, block.start) for block in page.blocks] == [(BlockKind.TITLE, 0), (BlockKind.PARAGRAPH, 24)]
    assert page.title == "A title without a stop"


def test_one_sentence_is_a_paragraph_and_no_title():
    page = read_page(b"It has 22 million users")
    assert [block.kind for block in page.blocks] == [BlockKind.PARAGRAPH]
    assert page.title is None


def test_offsets_count_code_points():
    page = read_page("🙂🙂\n\nUne phrase.".encode())
    assert page.words(page.blocks[-1]) == "Une phrase."
    assert page.blocks[-1].start == 4


@pytest.mark.parametrize("content", [b"", b" \n\n ", b"\xef\xbb\xbf", b"<html></html>", b"<html><body></body></html>"])
def test_an_empty_page_is_no_error(content):
    page = read_page(content)
    assert page.text.strip() == ""
    assert page.blocks == ()
    assert page.notes != ()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive or an office file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (bytes(range(256)) * 20, "binary"),
        (b"text with\x00NUL", "binary"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(content, what):
    with pytest.raises(UsageError, match=rf"^this is {re.escape(what)}, [^\n]*$"):
        read_page(content)


def test_a_refusal_names_the_address_with_nothing_in_it_that_acts():
    with pytest.raises(UsageError, match="⟨U\\+202E⟩ is a PDF file"):
        read_page(b"%PDF-1.7", url="https://example.org/\u202e")


def test_a_media_type_refuses_what_the_bytes_do_not_show():
    with pytest.raises(UsageError, match="a picture"):
        read_page(b"....", media_type="image/webp")


def test_a_stray_nul_does_not_spoil_a_page(served):
    content = served("wordpress_fr").replace(b"<h2>Cinq", b"\x00<h2>Cinq")
    assert read_page(content).text == read_page(served("wordpress_fr")).text


def test_the_charset_of_the_server_counts():
    page = read_page(
        "<html><body><p>été à l’hôtel, déjà vu et façade</p></body></html>".encode("cp1252"),
        media_type="text/html; charset=ISO-8859-1",
    )
    assert page.media_type == "text/html"
    assert page.text == "été à l’hôtel, déjà vu et façade"


def test_markdown_is_known_by_its_address_even_where_it_holds_markup():
    page = read_page(b"# A title\n\n<div align=center></div>\n\nIt has 5 users.", url="https://example.org/README.md")
    assert page.media_type == "text/markdown"
    assert page.title == "A title"


def test_front_matter_is_said_of_the_text_and_stays_in_it():
    content = '---\ntitle: "Cinq dépôts"\ndate: 2031-02-24\nlang: fr\nauthor: M. Kerbrat\n---\n\n# Cinq dépôts\n\nLe texte ici.\n'
    page = read_page(content.encode(), published=date(2020, 1, 1))
    assert page.text == content
    assert (page.title, page.author, page.language) == ("Cinq dépôts", "M. Kerbrat", "fr")
    assert (page.published_on, page.published_from) == (date(2031, 2, 24), "front matter")
    assert page.blocks[0].start == content.index("# Cinq")


def test_a_line_that_says_when_a_text_came_out_is_believed_but_a_day_in_a_sentence_is_not():
    said = read_page(b"A title\n\nPublished 24 February 2031\n\nThe text is here, and it says something.")
    told = read_page(b"A title\n\nOn 24 February 2031 it had 5 million users, and it said so.")
    assert (said.published_on, said.published_from) == (date(2031, 2, 24), "byline")
    assert told.published_on is None


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    try:
        page = read_page(content)
    except UsageError:
        return
    assert all(page.words(block).strip() for block in page.blocks)


@given(st.text(max_size=400))
def test_any_text_keeps_its_characters(text):
    content = text.encode("utf-8", "surrogatepass")
    try:
        page = read_page(content, media_type="text/markdown", charset="utf-8")
    except UsageError:
        return
    if "\ufffd" not in page.text and not text.startswith("\ufeff") and not text.lstrip().startswith("<"):
        assert page.text == text.replace("\r\n", "\n")


@given(st.lists(HTML_PIECES, max_size=40))
def test_any_markup_is_read(pieces):
    page = read_page(f"<html><body>{' '.join(pieces)}</body></html>".encode())
    for block in page.blocks:
        assert page.words(block).strip()
        for start, end in (*block.cells, *block.heads):
            assert 0 <= start <= end <= len(page.text)
        assert link_to("https://example.org/", page.text, block.start, block.end).startswith(
            "https://example.org/#:~:text="
        )


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<ul><li>a", "<b>", "<table><tr><td>", "<blockquote>a", "<p>x</p>", "<br>", "<sup><a>1</a></sup>"],
)
def test_hostile_nesting_and_repetition_end_without_an_error(piece):
    page = read_page(f"<html><body><article>{piece * 30_000}".encode())
    assert isinstance(page.text, str)


@pytest.mark.parametrize("piece", ["1", "|", "a|b\n", "a\tb\n", "- \n", "**a", "> ", "---\na: b\n", "word 12 "])
def test_long_plain_text_ends_without_an_error(piece):
    text = piece * 100_000
    assert read_page(text.encode()).text == text
