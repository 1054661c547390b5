from datetime import date

import pytest

from metrics.ledger.figures import choose
from metrics.ledger.series import identify

BASE = {"origin": "AICPB", "basis": "panel", "stated_on": "2025-12-01"}


@pytest.fixture
def figures_of(claims_of, registry):
    return lambda *rows: choose(identify(claims_of(*rows), registry), registry)


def months(values, **more):
    return [
        BASE | {"period": f"2025-{number:02}", "value": value} | more for number, value in enumerate(values, start=1)
    ]


def test_change_is_relative_to_the_figure_before_in_the_same_series(figures_of):
    figures = figures_of(*months([100.0, 112.0, 56.0]))
    assert figures["change"].to_list() == [None, pytest.approx(0.12), pytest.approx(-0.5)]
    assert figures["previous"].to_list() == [None, 100.0, 112.0]


def test_the_period_that_a_change_counts_from_is_kept_as_it_was_dated(figures_of):
    before = figures_of(*months([100.0, 112.0]))["_before"].to_list()
    assert before == [None, {"start": date(2025, 1, 1), "end": date(2025, 1, 31), "precision": "month"}]


def test_change_steps_over_figures_of_other_series(figures_of):
    other = BASE | {"period": "2025-02", "value": 900.0, "basis": "disclosed", "origin": "Firm"}
    figures = figures_of(*months([100.0, 110.0, 121.0]), other)
    assert figures.select("value", "previous").rows() == [(100.0, None), (900.0, None), (121.0, 100.0)]


def test_nothing_grows_from_zero_but_what_was_before_is_told(figures_of):
    figures = figures_of(*months([0.0, 5.0]))
    assert (figures["change"][1], figures["previous"][1]) == (None, 0.0)


def test_promises_and_figures_without_period_have_no_change(figures_of):
    figures = figures_of(
        *months([1.0, 2.0], status="F"), BASE | {"value": 3.0}, BASE | {"value": 4.0, "stated_on": "2025-12-02"}
    )
    assert figures["change"].null_count() == figures.height


def test_a_sum_said_before_its_period_was_over_is_compared_with_nothing(figures_of):
    sales = {"metric": "revenue", "unit": "USD"}
    figures = figures_of(
        *months([100.0, 110.0], **sales),
        BASE | sales | {"period": "2025-03", "value": 30.0, "stated_on": "2025-03-10"},
        BASE | sales | {"period": "2025-04", "value": 121.0},
    )
    assert figures["previous"].to_list() == [None, 100.0, None, 110.0]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (">", ">", None),
        (">", "≤", None),
        ("≥", ">", None),
        ("=", ">", 0.5),
        (">", "=", 0.5),
        ("~", "≥", 0.5),
        ("~", "~", 0.5),
    ],
)
def test_between_two_bounds_the_change_is_not_known(figures_of, before, after, change):
    one, two = months([100.0, 150.0])
    figures = figures_of(one | {"comparator": before}, two | {"comparator": after})
    assert figures["change"].to_list() == [None, None if change is None else pytest.approx(change)]
    assert figures["previous"].to_list() == [None, 100.0]
