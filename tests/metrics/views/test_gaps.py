from datetime import date

import pytest

from metrics.market import Asked
from metrics.views.gaps import gaps

ASKED = Asked(metrics=("monthly_active_users",), entities=("kimi",))


def test_what_was_never_collected_is_said_in_a_sentence(market_of):
    assert gaps(market_of({"entity": "doubao"}), ASKED) == [
        "Kimi, Monthly active users: not_collected: nothing was collected"
    ]


def test_a_value_too_old_for_its_cadence_is_a_gap_since_then(market_of):
    assert gaps(market_of({}), ASKED) == ["Kimi, Monthly active users: not_collected: nothing since 2026-01-31"]


def test_on_the_day_of_the_figure_nothing_is_missing(market_of):
    then = Asked(metrics=ASKED.metrics, entities=ASKED.entities, published=date(2026, 2, 4))
    assert gaps(market_of({}), then) == []


@pytest.mark.parametrize("asked", [Asked(), Asked(metrics=("users",)), Asked(entities=("kimi",))])
def test_where_not_both_were_named_no_reasons_are_given(market_of, asked):
    assert gaps(market_of({}), asked) == []


def test_a_long_list_of_reasons_is_none(market_of):
    many = Asked(metrics=("monthly_active_users",), entities=tuple(f"e{n}" for n in range(13)))
    assert gaps(market_of({}), many) == []
