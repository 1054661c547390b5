"""Words are found where they stand as words, in one walk."""

from hypothesis import given
from hypothesis import strategies as st

from metrics.articles.engine.surfaces import Surfaces, folded


def found(words, text):
    surfaces = Surfaces((word, word) for word in words)
    return [(text[hit.start : hit.end], hit.payload) for hit in surfaces.find(text, folded(text))]


def test_a_latin_word_stands_alone_and_an_east_asian_one_anywhere():
    assert found(["user", "月活"], "a user of superusers, 豆包月活用户") == [("user", "user"), ("月活", "月活")]


def test_an_open_word_takes_any_ending():
    assert found(["utilis*"], "ils utilisent Kimi") == [("utilisent", "utilis*")]


def test_a_latin_word_may_touch_hangul():
    assert found(["MAU"], "MAU는 2000만") == [("MAU", "MAU")]


def test_a_short_word_in_capitals_must_be_in_capitals():
    assert found(["CA"], "ca va, le CA monte") == [("CA", "CA")]


def test_a_gap_reaches_sixty_characters_and_no_further():
    assert found(["pay * for"], "they pay a lot for it") == [("pay a lot for", "pay * for")]
    assert found(["pay * for"], "they pay " + "x" * 90 + " for it") == []


def test_typographic_apostrophes_and_spaces_do_not_matter():
    assert found(["chiffre d'affaires"], "le chiffre\u00a0d’affaires") == [
        ("chiffre\u00a0d’affaires", "chiffre d'affaires")
    ]


@given(st.text())
def test_folding_keeps_the_length_of_any_text(text):
    assert len(folded(text)) == len(text)


@given(st.text(alphabet="ab *月'’é\n", max_size=60))
def test_every_hit_is_a_part_of_the_text(text):
    surfaces = Surfaces([("a", 1), ("a * b", 2), ("月", 3), ("b*", 4)])
    for hit in surfaces.find(text, folded(text)):
        assert 0 <= hit.start < hit.end <= len(text)
