import pytest

from metrics.ledger.series import identify

BASE = {"period": "2025-01-31", "value": 1e6, "origin": "AICPB", "basis": "panel", "scope": "app", "span": "point"}
REVENUE = {
    "metric": "revenue",
    "unit": "USD",
    "entity": "chatgpt",
    "basis": "filing",
    "method": "edgar 1.0",
    "origin": "SEC",
}


def series_of(claims_of, registry, *rows):
    return identify(claims_of(*rows), registry)["series"].to_list()


@pytest.mark.parametrize(
    "other",
    [
        {"entity": "doubao"},
        {"metric": "weekly_active_users"},
        {"unit": "accounts"},
        {"scope": "web"},
        {"scope": {"geo": None, "platform": None, "plan": "app"}},
        {"scope": {"geo": None, "platform": None, "plan": None}},
        {"basis": "disclosed"},
        {"origin": "QuestMobile"},
        {"span": "mean"},
        {"status": "F"},
    ],
)
def test_a_series_refuses_to_join_what_differs(claims_of, registry, other):
    one, two = series_of(claims_of, registry, BASE, BASE | other)
    assert one != two


def test_a_series_joins_the_same_thing_on_other_days_by_other_readers(claims_of, registry):
    later = BASE | {
        "period": "2025-02",
        "value": 2e6,
        "method": "read 3",
        "publisher": "Another",
        "scope": "App",
        "status": "E",
    }
    assert len(set(series_of(claims_of, registry, BASE, later))) == 1


def test_a_measurement_keeps_its_series_when_the_collector_gets_a_new_version(claims_of, registry):
    rows = [BASE | {"basis": "measured", "method": method} for method in ("github 1.0", "github 2.0", "other 1.0")]
    first, second, third = series_of(claims_of, registry, *rows)
    assert first == second != third


def test_unattributed_figures_of_two_outlets_are_two_series(claims_of, registry):
    rows = [BASE | {"origin": None, "publisher": name} for name in ("One", "Two", "One")]
    one, two, three = series_of(claims_of, registry, *rows)
    assert one == three != two


def test_quarters_years_and_year_to_date_are_three_series(claims_of, registry):
    rows = [
        REVENUE | {"period": "2025-Q1"},
        REVENUE | {"period": "2025-Q2"},
        REVENUE | {"period": "2025"},
        REVENUE | {"start": "2024-01-29", "end": "2025-01-26"},
        REVENUE | {"start": "2025-01-01", "end": "2025-09-30"},
    ]
    first, second, year, fiscal, to_date = series_of(claims_of, registry, *rows)
    assert first == second
    assert year == fiscal
    assert len({first, year, to_date}) == 3


def test_a_series_id_is_the_same_for_ever(claims_of, registry):
    assert series_of(claims_of, registry, BASE) == ["67f84f8e82bf75e0"]
