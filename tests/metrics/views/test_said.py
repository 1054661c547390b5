from datetime import date

import polars as pl
import pytest

from metrics.views.said import finely, fineness

SCHEMA = {"claim": pl.String, "stated_on": pl.Date, "published_on": pl.Date, "published_precision": pl.String}


def tellings(*rows):
    return pl.DataFrame([("c1", *row) for row in rows], schema=SCHEMA, orient="row")


@pytest.mark.parametrize(
    ("stated", "published", "precision", "expected"),
    [
        (date(2025, 2, 28), date(2025, 2, 1), "month", "month"),
        (date(2025, 3, 31), date(2025, 1, 1), "quarter", "quarter"),
        (date(2025, 12, 31), date(2025, 1, 1), "year", "year"),
        (date(2025, 2, 24), date(2025, 2, 24), "day", None),
        (date(2025, 2, 24), None, None, None),
        (date(2025, 4, 2), date(2025, 2, 1), "month", None),
        (None, date(2025, 2, 1), "month", None),
    ],
)
def test_a_day_is_known_as_finely_as_its_document_is_dated(stated, published, precision, expected):
    assert tellings((stated, published, precision)).select(fineness()).item() == expected


def test_a_claim_was_said_as_finely_as_the_best_of_that_day_knows():
    month, day = (date(2025, 2, 28), date(2025, 2, 1), "month"), (date(2025, 2, 28), date(2025, 2, 28), "day")
    claims = pl.DataFrame({"claim": ["c1"], "stated_on": [date(2025, 2, 28)]})
    assert finely(claims, tellings(month))["_stated_precision"].to_list() == ["month"]
    assert finely(claims, tellings(month, day))["_stated_precision"].to_list() == [None]
    assert finely(claims, tellings(day))["_stated_precision"].to_list() == [None]
