import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from metrics.ledger.agreement import agree, half_unit, same


def agrees(a: float, a_digits: int, b: float, b_digits: int) -> bool:
    row = pl.DataFrame({"a": [a], "da": [a_digits], "b": [b], "db": [b_digits]})
    return row.select(agree(pl.col("a"), pl.col("da"), pl.col("b"), pl.col("db"))).item()


@given(value=st.floats(1e-3, 1e15), digits=st.integers(1, 6))
def test_a_value_agrees_with_its_own_rounding_both_ways(value, digits):
    rounded = float(f"{value:.{digits - 1}e}")
    assert agrees(value, 17, rounded, digits)
    assert agrees(rounded, digits, value, 17)


@given(value=st.floats(1, 8), digits=st.integers(1, 6))
def test_values_a_whole_unit_apart_do_not_agree(value, digits):
    rounded = float(f"{value:.{digits - 1}e}")
    assert not agrees(rounded, digits, rounded + 1.01 * 10.0 ** (1 - digits), digits)


def test_the_coarser_digits_decide():
    assert agrees(22.15e6, 4, 22.2e6, 3)
    assert agrees(22.15e6, 4, 20e6, 1)
    assert not agrees(22.15e6, 4, 22.16e6, 4)


def test_zero_agrees_with_zero_alone():
    assert agrees(0.0, 1, 0.0, 1)
    assert not agrees(0.0, 1, 1.0, 1)


def test_the_last_digit_is_found_at_powers_of_ten():
    row = pl.DataFrame({"v": [1000.0, 999.0, 22.2e6]})
    assert row.select(half_unit(pl.col("v"), pl.lit(3))).to_series().to_list() == [5.0, 0.5, 50_000.0]


def test_the_same_number_is_the_same_whatever_its_digits():
    assert pl.select(same(pl.lit(0.1 + 0.2), pl.lit(0.3))).item()
