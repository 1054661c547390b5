"""JSON is read without trusting its shape, and what is read knows where it stood."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import Changed
from metrics.web import Node

URL = "https://hub.example/api"


def test_a_pointer_leads_back_to_the_value():
    node = Node({"a/b": [{"c~d": 7}]}, URL)["a/b"][0]["c~d"]
    assert node.pointer == "/a~1b/0/c~0d"
    assert node.count() == 7


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (-1, "count"), (1.5, "count"), (True, "count"), ("7", "count"), (None, "number"), (10**30, "number"),
        ("x", "decimal"), ("NaN", "decimal"), ("Infinity", "decimal"), (True, "decimal"), ("", "text"), (7, "text"),
        ("2030-13-01", "day"), (1, "flag"), ({}, "text"), ("half \ud800", "text"),
    ],
)  # fmt: skip
def test_what_is_not_what_it_should_be_is_a_change_that_names_both(value, read):
    with pytest.raises(Changed, match=URL):
        getattr(Node(value, URL, "/x"), read)()


def test_the_change_names_the_keys_that_are_there():
    with pytest.raises(Changed, match="a value at 'likes' at the top, found an object with error"):
        Node({"error": "gone"}, URL)["likes"]


def test_a_text_is_no_list_of_its_letters():
    with pytest.raises(Changed):
        list(Node("abc", URL))
    assert Node("abc", URL).get(0) is None


def test_times_are_in_utc():
    assert Node("2030-01-01T23:30:00-05:00", URL).day().isoformat() == "2030-01-02"
    assert Node("2030-01-01T23:30:00.000Z", URL).day().isoformat() == "2030-01-01"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(values, st.sampled_from(["count", "number", "decimal", "text", "flag", "day", "keys"]))
def test_reading_gives_a_value_or_a_change_and_nothing_else(value, read):
    with contextlib.suppress(Changed):
        assert getattr(Node(value, URL), read)() is not None


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31T23:59:59Z", "1989-12-31", "2200-01-01T00:00:00Z"])
def test_a_day_beyond_our_age_is_no_date_that_a_source_can_mean(text):
    with pytest.raises(Changed, match="a date of our age"):
        Node(text, "https://hub.example").day()
