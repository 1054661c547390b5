import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash.text import (
    CHARSETS,
    age,
    ascii_likeness,
    change,
    foreign,
    number,
    spread,
    status,
    value,
    witnesses,
)
from metrics.literal import FORBIDDEN
from metrics.vocabulary import Comparator, Missing, Status

FLOATS = st.none() | st.floats()


@pytest.mark.parametrize(
    ("figure", "digits", "text"),
    [
        (22_150_000, 4, "22.15 M"),
        (22_150_000, 3, "22.2 M"),
        (22_150_000, None, "22.15 M"),
        (30_000_000, None, "30 M"),
        (30_000_000, 3, "30.0 M"),
        (1_350_000, 3, "1.35 M"),
        (3.7e9, None, "3.7 B"),
        (7_267_334_159.78, 12, "7.267 B"),
        (1.3e15, 2, "1,300 T"),
        (9_999, None, "9,999"),
        (10_000, None, "10 k"),
        (159_000, None, "159 k"),
        (999_999_999, 2, "1.0 B"),
        (5, None, "5"),
        (0.94, None, "0.94"),
        (0.00027, None, "0.00027"),
        (0, None, "0"),
        (-2_500_000, None, "−2.5 M"),
        (5e25, None, "5e25"),
        (1e-9, None, "1e-9"),
    ],
)
def test_a_number_has_the_digits_of_its_source(figure, digits, text):
    assert number(figure, digits) == text


def read_back(text):
    scale = {"k": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
    bare = text.replace("−", "-").replace(",", "")
    digits, _, letter = bare.partition(" ")
    return Decimal(digits) * scale.get(letter, 1)


@given(st.floats(allow_nan=False, allow_infinity=False), st.none() | st.integers(1, 17))
def test_a_number_read_back_is_the_value_rounded_to_its_digits(figure, digits):
    back = read_back(number(figure, digits))
    kept, meant = min(digits or 4, 4), Decimal(repr(figure))
    assert abs(back - meant) <= abs(meant) * Decimal(5) * Decimal(10) ** -kept * Decimal("1.0001")


@given(
    FLOATS, st.none() | st.integers(-3, 20), st.sampled_from(CHARSETS), st.sampled_from([None, "USD", "percent", "x"])
)
def test_every_value_has_a_short_line(figure, digits, charset, unit):
    text = value(figure, unit, ">", digits=digits, charset=charset)
    assert 0 < len(text) <= 18
    assert charset != "ascii" or text.isascii()


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ((30e6, "users", ">"), ">30 M"),
        ((17e6, "users", "~"), "~17 M"),
        ((10, "repositories", "≥"), "≥10"),
        ((6.6e9, "USD", "="), "$6.6 B"),
        ((4.5e9, "CNY", "="), "CNY 4.5 B"),
        ((4.5e9, "AUD", ">"), ">AUD 4.5 B"),
        ((1e9, "EUR", None), "€1 B"),
        ((12.5, "percent", "="), "12.5 %"),
        ((None, "users", ">"), "—"),
    ],
)
def test_a_value_keeps_its_comparator_and_its_unit(arguments, text):
    assert value(*arguments) == text


def test_money_in_ascii_has_its_code():
    assert value(6.6e9, "EUR", "≥", charset="ascii") == ">=EUR 6.6 B"


@pytest.mark.parametrize("kind", Missing)
def test_each_kind_of_missing_has_its_words(kind):
    assert value(None, missing=kind).replace(" ", "").isalpha()


@pytest.mark.parametrize("letter", [each for each in Status if each is not Status.NORMAL])
def test_each_status_has_its_words(letter):
    assert status(letter)
    assert status(Status.NORMAL) == ""


@pytest.mark.parametrize(
    ("ratio", "text", "plain"),
    [
        (0.041, "▲ +4.1 %", "^ +4.1 %"),
        (-0.02, "▼ −2.0 %", "v -2.0 %"),
        (0.0, "= 0 %", "= 0 %"),
        (0.0001, "▲ +<0.1 %", "^ +<0.1 %"),
        (0.9996, "▲ +100 %", "^ +100 %"),
        (12.5, "▲ +1,250 %", "^ +1,250 %"),
        (150.0, "▲ ×151", "^ x151"),
        (None, "—", "-"),
        (float("nan"), "—", "-"),
    ],
)
def test_a_change_has_an_arrow_and_a_sign(ratio, text, plain):
    assert change(ratio) == text
    assert change(ratio, "ascii") == plain


@given(st.none() | st.integers(-(10**6), 10**6))
def test_every_age_has_words(days):
    assert age(days)


@pytest.mark.parametrize(("days", "words"), [(59, "59 days"), (60, "1 month"), (729, "23 months"), (731, "2 years")])
def test_an_age_never_rounds_up(days, words):
    assert age(days) == words


def test_witnesses_name_what_is_known():
    assert witnesses(True, 3, None) == "●1 ←3"
    assert witnesses(None, 3, 1) == "←3 ⚠1"
    assert witnesses(None, None, None) == "—"


@pytest.mark.parametrize(("ratio", "word"), [(1.0, "agree"), (1.1, "agree"), (1.5, "differ"), (1.51, "contested")])
def test_the_spread_has_the_words_of_the_policy(ratio, word):
    assert word in spread(ratio, 2)


@given(st.text(st.characters() | st.sampled_from(FORBIDDEN)), st.sampled_from(CHARSETS))
def test_foreign_text_is_one_harmless_line(text, charset):
    shown = foreign(text, charset)
    assert not set(shown) & set(FORBIDDEN)
    assert len(shown.splitlines()) <= 1
    assert charset != "ascii" or shown.isascii()


def test_ascii_keeps_what_has_a_likeness():
    assert ascii_likeness("Mémoire “x” ≥ 5…") == 'Memoire "x" >= 5...'
    assert foreign(Comparator.AT_LEAST, "ascii") == ">="


@pytest.mark.parametrize("module", ["dash.text", "dash.periods", "dash.spark", "dash.charts", "dash.output"])
def test_writing_for_eyes_loads_no_polars(module):
    code = f"import sys, {module}; sys.exit('polars' in sys.modules or 'textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_noise_of_a_float_is_not_written_as_zeros():
    assert number(0.1 + 0.2) == "0.3"
    assert number(0.1 + 0.2, most=6) == "0.3"
    assert number(0.3, digits=3, most=6) == "0.300"
