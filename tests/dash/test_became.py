from datetime import date

import pytest

from dash.became import STANDINGS, became
from dash.sheet import Look
from metrics.views.article import Standing

LOOK = Look(date(2026, 11, 24))
ROW = {
    "entity_name": "Kimi [b]", "metric": "users", "_metric_label": "Users", "value": 22.2e6, "unit": "users", "_digits": 3,
    "start": date(2025, 1, 11), "end": date(2025, 1, 11), "standing": "chosen", "role": "relay", "origin": "AICPB",
    "_grade": "C2",
}  # fmt: skip
CLAIM = {"entity_name": "Kimi", "metric": "users", "metric_label": "Users", "value": 22.15e6, "unit": "users", "digits": 4,
         "start": date(2025, 1, 31), "end": date(2025, 1, 31), "origin": "AICPB"}  # fmt: skip


def told(**more):
    return "\n".join(line.plain for line in became(ROW | more, 1, 5, LOOK))


def test_every_standing_of_the_view_has_its_words():
    assert set(STANDINGS) == {str(each) for each in Standing}


def test_the_figure_that_is_shown_is_named_with_its_grade():
    assert told() == (
        "2 of 5  Kimi [b] · Users   22.2 M   11 Jan 2025\n● this is the figure that is shown, graded C2   relay, names AICPB"
    )


def test_a_bent_one_names_what_it_bends_how_and_why():
    words = told(standing="bent", role="distorted", distortions=["date_shift"], _claimed=CLAIM,
                 _messages=["the launch day \x1b[1m"])  # fmt: skip
    assert "⚠ bent" in words
    assert "it bends: Kimi · Users  22.15 M  31 Jan 2025  AICPB" in words
    assert "date_shift (another day)" in words
    assert "the launch day ␛[1m" in words


def test_one_that_was_not_chosen_names_the_other():
    assert "shown instead: Kimi · Users  22.15 M" in told(standing="other", _claimed=CLAIM)


def test_one_that_waits_says_how_sure_the_reader_is_and_what_to_do():
    words = told(standing="waiting", role=None, origin=None, _confidence=0.534)
    assert "it counts once it is ruled preferred (the reader is sure of it to 53 %)" in words
    assert "names no origin" in words


@pytest.mark.parametrize(
    ("rank", "words"), [("deprecated", "ruled deprecated: wrong"), ("normal", "ruled normal again: wrong")]
)
def test_a_ruling_is_told_with_its_reason(rank, words):
    assert words in told(rank=rank, _ruling_reason="wrong")


def test_one_that_tells_the_shown_figure_in_other_words_names_that_figure():
    words = told(_claimed=CLAIM)
    assert "● it tells the figure that is shown, graded C2" in words
    assert "shown as: Kimi · Users  22.15 M  31 Jan 2025  AICPB" in words
