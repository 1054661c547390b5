"""The blocks of plain text and Markdown, and the title among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.articles.pages.plain import MOST_LINES, blocks_of, front_matter
from metrics.articles.pages.titles import heading_words, titled


def found(text):
    return [(str(block.kind), text[block.start : block.end]) for block in blocks_of(text)]


def cells(text):
    return [
        [(text[a:b], text[c:d]) for (a, b), (c, d) in zip(block.cells, block.heads, strict=True)]
        for block in blocks_of(text)
    ]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One.\n\nTwo.", [("paragraph", "One."), ("paragraph", "Two.")]),
        ("One.\nTwo.", [("paragraph", "One."), ("paragraph", "Two.")]),
        ("# One\nTwo\n## Three ##", [("heading", "# One"), ("paragraph", "Two"), ("heading", "## Three ##")]),
        ("One\n===\nTwo", [("heading", "One"), ("paragraph", "Two")]),
        (
            "**In 2031:**\n- 5 M users\n- 3 B tokens",
            [("heading", "**In 2031:**"), ("list item", "- 5 M users"), ("list item", "- 3 B tokens")],
        ),
        ("1. one\n2) two\n・三", [("list item", "1. one"), ("list item", "2) two"), ("paragraph", "・三")]),
        ("- one\n  goes on\n- two", [("list item", "- one\n  goes on"), ("list item", "- two")]),
        ("> one\n> two", [("quote", "> one\n> two")]),
        (">$41B was raised", [("paragraph", ">$41B was raised")]),
        ("-5 % on the day", [("paragraph", "-5 % on the day")]),
        ("**Heron** has 5 M users.", [("paragraph", "**Heron** has 5 M users.")]),
        ("a\n\n---\n\nb\n\n![x](y.png)\n\n<!-- c -->", [("paragraph", "a"), ("paragraph", "b")]),
        ("a\n```\n5 M users\n```\nb", [("paragraph", "a"), ("paragraph", "b")]),
        ("a\n```\n5 M users", [("paragraph", "a"), ("paragraph", "```"), ("paragraph", "5 M users")]),
        ("", []),
    ],
)
def test_blocks_are_found_where_they_stand(text, blocks):
    assert found(text) == blocks


def test_lines_that_were_wrapped_are_one_paragraph():
    text = (
        "The assistant made by the laboratory in Lisbon has more than\n"
        "forty million users every week, the company said on Tuesday\n"
        "at its conference, which is twice as many as in the spring\n"
        "of the year before."
    )
    assert found(text) == [("paragraph", text)]


def test_lines_that_end_where_they_want_are_blocks_of_their_own():
    text = "Heron: 5 million users\nKite: 6 million\nNightjar with its long name: 12 million users\nWren: 1"
    assert [block for _, block in found(text)] == text.split("\n")


def test_a_table_with_pipes_gives_rows_and_the_heads_of_their_columns():
    text = "Users:\n| Name | Users |\n|---|--:|\n| Heron | 5 M |\n| Kite | |\nDone."
    assert [kind for kind, _ in found(text)] == ["paragraph", "table row", "table row", "table row", "paragraph"]
    assert cells(text)[2] == [("Heron", "Name"), ("5 M", "Users")]
    assert cells(text)[3] == [("Kite", "Name"), ("", "Users")]


def test_a_table_without_outer_pipes_needs_its_rule():
    assert cells("Name | Users\n--- | ---\nHeron | 5")[1] == [("Heron", "Name"), ("5", "Users")]
    assert [kind for kind, _ in found("this | that\nand | more")] == ["paragraph", "paragraph"]


def test_a_table_that_was_copied_has_tabs():
    text = "Name\tUsers\nHeron\t5 M\nKite\t6 M"
    assert cells(text)[2] == [("Kite", "Name"), ("6 M", "Users")]


def test_items_know_their_depth():
    assert [block.level for block in blocks_of("- a\n  - b\n    - c\n- d")] == [1, 2, 3, 1]


def test_front_matter_is_read_and_passed_over():
    text = "---\nTitle: 'A'\ntags: [b]\n---\nBody"
    assert front_matter(text) == ({"title": "A", "tags": "[b]"}, text.index("Body"))
    assert front_matter("---\nno end") == ({}, 0)
    assert front_matter("Body\n---\na: b\n---\n") == ({}, 0)


def title(text, said=None):
    return next(
        (heading_words(text, block) for block in titled(text, blocks_of(text), said) if block.kind == "title"), None
    )


LONG = "The laboratory in Lisbon said on Tuesday that it has more users than ever, and that it will not say how it counts them."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"A title\n\n{LONG}", None),
        (f"A title of it\n\n{LONG}", "A title of it"),
        (f"# A title of it #\n\n{LONG}", "A title of it"),
        (
            f"Site icon\n\nThe assistant opens five repositories next week\n\n@someone\n\n{LONG}",
            "The assistant opens five repositories next week",
        ),
        (f"By Ines Okafor\n\n{LONG}", None),
        (f"{LONG}\n\nA heading of it\n\n{LONG}", None),
        (f"It has five million users.\n\n{LONG}", None),
        (LONG, None),
        ("", None),
    ],
)
def test_the_title_is_the_short_line_above_the_text(text, expected):
    assert title(text) == expected


def test_the_title_that_is_said_counts():
    text = f"Technology of today\n\n**Five repositories**\n\n{LONG}"
    assert title(text, "Five repositories") == "Five repositories"


@given(st.text(alphabet="ab1 \n|-#>*\t`=_.é：", max_size=200))
def test_any_text_has_blocks_in_order_that_do_not_overlap(text):
    position = 0
    for block in blocks_of(text):
        assert position <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        assert len(block.cells) == len(block.heads)
        assert all(block.start <= start <= end <= block.end for start, end in block.cells)
        position = block.end
    assert len(titled(text, blocks_of(text), None)) == len(blocks_of(text))


def test_a_text_of_too_many_lines_is_read_up_to_a_point():
    assert len(blocks_of("a\n" * (MOST_LINES + 10))) == MOST_LINES
