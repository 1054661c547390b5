"""A sentence ends where one ends, and at no abbreviation, ordinal or decimal."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.articles.engine.sentences import Habits, sentences


def split(text, *abbreviations, ordinals=False):
    habits = Habits(frozenset(abbreviations), ordinals)
    return [text[start:end] for start, end in sentences(text, 0, len(text), habits)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Kimi has 2.5 users. Doubao has 3.", 2),
        ("« Nous avons 5 millions. C'est peu. » Fin.", 1),
        ("豆包月活过亿。Kimi呢？三千万。", 3),
        ("It grew! Did it? Yes… it did.", 3),
        ("No stop at all", 1),
        ("", 0),
    ],
)
def test_sentences_are_counted(text, count):
    assert len(split(text)) == count


def test_an_abbreviation_ends_nothing():
    assert split("Au 1er janv. 2025, M. Durand comptait. Fin.", "janv", "m") == [
        "Au 1er janv. 2025, M. Durand comptait.",
        "Fin.",
    ]


def test_a_german_ordinal_ends_nothing():
    assert len(split("Am 11. Januar waren es zwei. Ende.", ordinals=True)) == 2


def test_an_endless_line_is_cut():
    assert max(len(part) for part in split("word " * 5_000)) <= 2_000


@given(st.text(alphabet="aB.!? «»。\n1", max_size=120))
def test_sentences_are_in_order_apart_and_lose_no_letter(text):
    spans = [*sentences(text, 0, len(text), Habits())]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert sum(char.isalnum() for a, b in spans for char in text[a:b]) == sum(char.isalnum() for char in text)
