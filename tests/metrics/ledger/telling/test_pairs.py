"""However many there are, the same pairs are found."""

import random
from datetime import date, timedelta

import polars as pl
import pytest

from metrics.ledger import pairs

METRICS = ("daily_active_users", "monthly_active_users", "registered_users", "app_downloads", "revenue", "valuation")
ORIGINS = ("Panelia", "Countly", "Acme", "Rivalry", None)


def crowd(count: int) -> list[dict]:
    """Make up tellings of a few entities: few values, written with one to seven digits, some powers of ten off."""
    chance = random.Random(3)
    rows = []
    for number in range(count):
        value = chance.choice([22_150_000.0, 22_174_310.0, 9_950_000.0, 1_004_999.0, 300_120_000.0])
        value *= chance.choice([1, 1, 1, 1, 1.0004, 1.004, 1.04, 0.001, 1_000])
        day = date(2030, 1, 31) + timedelta(chance.choice([0, 0, 0, 1, 31, 59, 334, 365]))
        origin = chance.choice(ORIGINS)
        rows.append(
            {
                "outlet": origin if origin and chance.random() < 0.05 else f"Paper {number}", "metric": chance.choice(METRICS),
                "url": f"https://paper.example/{number}", "value": float(f"{value:.{chance.randint(0, 6)}e}"), "origin": origin,
                "entity": chance.choice(["bolt", "spark", "nova_1", "nova_2"]), "period": chance.choice([str(day), None]),
                "said": str(day + timedelta(chance.randint(1, 40))), "span": chance.choice(["unstated", "point", "mean"]),
            }
        )  # fmt: skip
    return rows


@pytest.mark.parametrize("size", [40, 1_500])
def test_many_tellings_are_judged_as_few_are(tell, monkeypatch, size):
    rows = crowd(size)
    few = tell(*rows)
    monkeypatch.setattr(pairs, "MANY", 0)
    many = tell(*rows)
    assert few.severe()
    for name in ("tellings", "claims", "findings"):
        assert getattr(many, name).equals(getattr(few, name)), name


def test_pairs_that_agree_meet_however_many_digits_they_have(monkeypatch):
    monkeypatch.setattr(pairs, "MANY", 0)
    values = [float(f"{mantissa:.{digits}e}") for mantissa in (1.0, 1.00049, 4.9951, 9.99951) for digits in range(8)]
    rows = pl.DataFrame({"value": [value * power for value in values for power in (1e3, 1e6)]})
    digits = pl.Series([1, 2, 3, 4, 5, 6, 7, None] * (len(rows) // 8), dtype=pl.Int8)
    rows = rows.with_columns(a=pl.int_range(pl.len(), dtype=pl.UInt32), digits=digits, key=pl.lit(1))
    every = rows.join(rows, on="key", suffix="_b").filter(pl.col("a") != pl.col("a_b"))
    agreeing = every.with_columns(**pairs.likeness()).filter("agrees").select("a", "a_b").sort("a", "a_b")
    near = pairs.bucket(pl.col("value")) - pairs.bucket(pl.col("value_b"))
    wanted = agreeing.join(every.filter(near.abs() <= 1).select("a", "a_b"), on=["a", "a_b"], maintain_order="left")
    met = pl.concat([pair.collect() for _, pair in pairs.meetings(rows, rows, ["key"], pairs.VALUES)])
    found = met.with_columns(**pairs.likeness()).filter("agrees").select("a", "a_b").sort("a", "a_b")
    assert found.height > rows.height
    assert found.equals(wanted)
