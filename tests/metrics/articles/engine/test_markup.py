"""The marks of Markdown are left out of what is read, and every character keeps its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.articles.engine.markup import plain_of


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**22,2 millions** d'utilisateurs", "22,2 millions d'utilisateurs"),
        ("[Kimi](https://example.org/a_b) has 5", "Kimi has 5"),
        ("a snake_case_name stays", "a snake_case_name stays"),
        ("2 * 3", "2  3"),
        ("as told[12], again", "as told, again"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_marks_are_left_out(written, read):
    assert plain_of(written).text == read


def test_a_web_address_becomes_spaces_so_that_no_number_is_read_in_it():
    assert plain_of("see https://example.org/2025/12 now").text == "see " + " " * 27 + " now"


@given(st.text(alphabet="ab1*_[]()`~ \n\\", max_size=80))
def test_every_part_leads_back_to_the_same_characters(text):
    plain = plain_of(text)
    for start in range(len(plain.text)):
        first, last = plain.origin(start, start + 1)
        assert text[first:last] == plain.text[start]
