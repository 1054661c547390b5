"""Findings from whatever frame a check hands over."""

import polars as pl

from metrics.ledger.checks.finding import FINDINGS, findings, short


def test_a_value_moved_down_a_row_can_be_written_in_a_message():
    rows = pl.DataFrame({"observation": list("abcdef"), "claim": "c", "value": [1e6 * number for number in range(6)]})
    shifted = rows.with_columns(value_w=pl.col("value").shift(1)).filter(pl.col("value_w").is_not_null())
    found = findings(shifted, "jump", pl.format("from {} to {}", short("value_w"), short("value")), None)
    assert found["message"].to_list()[:2] == ["from 0 to 1 M", "from 1 M to 2 M"]
    assert found.height == 5


def test_nothing_caught_is_no_finding():
    rows = pl.DataFrame(schema={"observation": pl.String, "claim": pl.String})
    found = findings(rows, "jump", pl.lit("never"), None)
    assert found.is_empty()
    assert found.schema == FINDINGS
