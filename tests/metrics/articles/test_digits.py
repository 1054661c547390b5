from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.articles.digits import counted_digits, narrowed, read_run


@pytest.mark.parametrize(
    ("written", "group", "value"),
    [
        ("1,234,567", ",", "1234567"),
        ("1.234.567", ",", "1234567"),
        ("1.234.567,89", ",", "1234567.89"),
        ("1,234,567.89", ".", "1234567.89"),
        ("12,34,567", ",", "1234567"),
        ("1,04,000", ",", "104000"),
        ("1'000'000", ",", "1000000"),
        ("1\u2019234.50", ",", "1234.50"),
        ("2\u00a0200\u00a0000", ".", "2200000"),
        ("2\u202f200,5", ".", "2200.5"),
        ("16.950", ",", "16.950"),
        ("16.950", ".", "16950"),
        ("16,950", ",", "16950"),
        ("16,950", ".", "16.950"),
        ("0.950", ".", "0.950"),
        ("0,123", ",", "0.123"),
        ("1234,567", ",", "1234.567"),
        ("22,2", ",", "22.2"),
        ("1,5", ".", "1.5"),
        ("007", ",", "7"),
    ],
)
def test_separators_are_read_as_the_language_and_their_places_say(written, group, value):
    run = read_run(written, group)
    assert run is not None
    assert run.value == Decimal(value)


@pytest.mark.parametrize(
    "written", ["1.2.3", "192.168.1.1", "1,2,3", "1.234,567.8", "12,3456,789", "1.23.456", "0.123.456"]
)
def test_digits_that_make_no_one_number_are_refused(written):
    assert read_run(written, ",") is None


def test_more_digits_than_any_quantity_has_are_refused():
    assert read_run("1" * 41, ",") is None


@pytest.mark.parametrize(
    ("written", "digits"), [("22.2", 3), ("30", 2), ("300", 3), ("5,300", 2), ("0.050", 2), ("1,234,500", 5), ("0", 1)]
)
def test_zeros_that_only_fill_up_do_not_count(written, digits):
    run = read_run(written, ",")
    assert run is not None
    assert run.digits == digits


@given(st.integers(0, 10**15))
def test_grouping_a_number_and_reading_it_again_gives_the_number(number):
    for sign, group in ((",", ","), (".", "."), (" ", ","), ("\u202f", "."), ("'", ",")):
        run = read_run(f"{number:,}".replace(",", sign), group)
        assert run is not None
        assert run.value == number


@given(st.text())
def test_wide_digits_become_plain_ones_and_nothing_moves(text):
    assert len(narrowed(text)) == len(text)


def test_wide_separators_are_narrowed_only_between_wide_digits():
    assert narrowed("２，２１５．５％，100，200") == "2,215.5%，100，200"


def test_a_number_in_words_has_the_digits_up_to_its_last_that_is_no_zero():
    assert [counted_digits(Decimal(n)) for n in (0, 5, 120, 22_000_000, 1_050)] == [1, 1, 2, 2, 3]
