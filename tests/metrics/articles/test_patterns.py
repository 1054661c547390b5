import re

from hypothesis import given
from hypothesis import strategies as st

from metrics.articles.behind import Behind, Mirrored
from metrics.articles.patterns import alternation, compiled, folded

WORDS = st.lists(st.text("abc 'é超", min_size=1, max_size=5).filter(lambda word: word.strip() == word), min_size=1)


@given(WORDS)
def test_an_alternation_matches_each_of_its_words_and_takes_the_longest(words):
    pattern = re.compile(alternation(words))
    for word in words:
        found = pattern.match(word)
        assert found is not None
        assert len(found[0]) == len(word)


def test_no_words_match_nothing():
    assert re.search(alternation([]), "anything") is None


def test_spaces_and_apostrophes_of_every_kind_match_and_fold_back():
    pattern = compiled(alternation(["plus d'un", "mid-"]))
    assert folded(pattern.fullmatch("Plus\u202fd\u2019un")[0]) == "plus d'un"
    assert folded(pattern.fullmatch("mid\u2011")[0]) == "mid-"


def test_the_longest_word_before_a_place_is_found_over_words_that_say_nothing():
    behind = Behind({"de": "short", "plus de": "long", ", hasta": "comma"}, spaced=True, gaps=["les"])

    def before(text):
        return behind.find(Mirrored.of(text), len(text))

    assert before("il y a plus de ") == (7, "long")
    assert before("plus de les les ") == (0, "long")
    assert before("valor, hasta ") == (5, "comma")
    assert before("un code ") is None
    assert before("") is None


@given(st.text("plus de les5 '«", max_size=30), st.integers(0, 30))
def test_what_is_found_before_a_place_stands_there(text, place):
    position = min(place, len(text))
    found = Behind({"plus de": 1, "les": 2}, spaced=True, gaps=["de"]).find(Mirrored.of(text), position)
    assert found is None or folded(text[found[0] : position]).startswith("plus de" if found[1] == 1 else "les")
