"""One number a quarter out of quarters, years and sums from the start of the year."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from metrics.collectors._quarters import Fact, quarters

STARTS = [date(2029, 7, 1), date(2029, 10, 1), date(2030, 1, 1), date(2030, 4, 1), date(2030, 7, 1)]
ENDS = [start - timedelta(days=1) for start in STARTS[1:]]
YEAR = [10.0, 20.0, 30.0, 40.0]


def fact(first, last, value, filed="2030-09-01", filing=None):
    """What is filed of quarters ``first`` to ``last`` of a fiscal year that begins in July."""
    return Fact(
        STARTS[first],
        ENDS[last],
        value,
        date.fromisoformat(filed),
        filing or f"{first}-{last}-{filed}",
        "10-Q",
        f"/{value}",
    )


def told(found):
    return [(each.end, each.value) for each in found]


def test_quarters_that_are_filed_are_taken_as_they_are():
    found = quarters([fact(0, 0, 10.0), fact(1, 1, 20.0)])
    assert told(found) == [(ENDS[0], 10.0), (ENDS[1], 20.0)]
    assert all(len(each.facts) == 1 for each in found)


def test_sums_from_the_start_of_the_year_are_told_apart():
    sums = [fact(0, 0, 10.0), fact(0, 1, 30.0), fact(0, 2, 60.0), fact(0, 3, 100.0)]
    found = quarters(sums)
    assert told(found) == list(zip(ENDS, YEAR, strict=True))
    assert [each.start for each in found] == STARTS[:4]
    assert [each.value for each in found[3].facts] == [100.0, 60.0]


def test_a_fourth_quarter_is_the_year_less_nine_months_rather_than_less_three_quarters():
    known = [fact(n, n, YEAR[n]) for n in range(3)]
    less_quarters = quarters([*known, fact(0, 3, 100.0)])
    less_months = quarters([*known, fact(0, 2, 60.0), fact(0, 3, 100.0)])
    assert (less_quarters[3].value, len(less_quarters[3].facts)) == (40.0, 4)
    assert (less_months[3].value, len(less_months[3].facts)) == (40.0, 2)


def test_a_quarter_that_is_filed_is_not_reckoned_as_well():
    found = quarters([fact(0, 0, 10.0), fact(1, 1, 20.0), fact(0, 1, 31.0)])
    assert told(found) == [(ENDS[0], 10.0), (ENDS[1], 20.0)]


def test_a_gap_in_the_year_leaves_the_quarter_unknown():
    assert told(quarters([fact(0, 0, 10.0), fact(2, 2, 30.0), fact(0, 3, 100.0)])) == [(ENDS[0], 10.0), (ENDS[2], 30.0)]


def test_quarters_of_thirteen_weeks_that_end_in_january_are_quarters():
    weeks = [Fact(date(2029, 1, 29), date(2029, 4, 29), 1.0, date(2029, 6, 1), "a"),
             Fact(date(2029, 1, 29), date(2029, 7, 29), 3.0, date(2029, 9, 1), "b"),
             Fact(date(2029, 1, 29), date(2029, 10, 28), 6.0, date(2029, 12, 1), "c"),
             Fact(date(2029, 1, 29), date(2030, 1, 27), 10.0, date(2030, 3, 1), "d")]  # fmt: skip
    assert [each.value for each in quarters(weeks)] == [1.0, 2.0, 3.0, 4.0]
    assert quarters(weeks)[3].start == date(2029, 10, 29)


def test_a_value_that_a_later_filing_repeats_is_said_once_and_one_that_it_changes_twice():
    found = quarters([
        fact(0, 0, 10.0, "2029-11-01", "a"), fact(0, 0, 10.0, "2030-02-01", "b"), fact(0, 0, 11.0, "2030-11-01", "c"),
    ])  # fmt: skip
    assert [(each.value, each.latest.filing) for each in found] == [(10.0, "a"), (11.0, "c")]


def test_a_value_that_comes_back_is_said_again():
    found = quarters([
        fact(0, 0, 10.0, "2029-11-01"), fact(0, 0, 11.0, "2030-02-01"), fact(0, 0, 10.0, "2030-11-01"),
    ])  # fmt: skip
    assert [each.value for each in found] == [10.0, 11.0, 10.0]


def test_a_difference_is_known_when_both_are_and_changes_when_either_does():
    found = quarters([
        fact(0, 0, 10.0, "2029-11-01", "q1"), fact(0, 1, 30.0, "2030-02-01", "h1"),
        fact(0, 0, 12.0, "2030-03-01", "q1/a"), fact(0, 1, 33.0, "2030-04-01", "h1/a"),
    ])  # fmt: skip
    second = [each for each in found if each.end == ENDS[1]]
    assert [(each.value, each.latest.filed.month, each.latest.filing) for each in second] == [
        (20.0, 2, "h1"), (18.0, 3, "q1/a"), (21.0, 4, "h1/a"),
    ]  # fmt: skip


def test_who_files_only_years_is_told_by_years():
    assert told(quarters([fact(0, 3, 100.0)])) == [(ENDS[3], 100.0)]


def test_odd_lengths_and_nothing_give_nothing():
    day = Fact(date(2030, 1, 1), date(2030, 1, 31), 5.0, date(2030, 2, 1), "x")
    years = Fact(date(2029, 1, 1), date(2030, 12, 31), 5.0, date(2031, 2, 1), "x")
    assert quarters([]) == quarters([day, years]) == []


@given(st.permutations([(first, last) for first in range(4) for last in range(first, 4)]), st.data())
def test_whatever_is_filed_a_quarter_that_can_be_known_is_right(spans, data):
    kept = spans[: data.draw(st.integers(1, len(spans)))]
    found = quarters([fact(first, last, sum(YEAR[first : last + 1])) for first, last in kept])
    values = dict(zip(ENDS, YEAR, strict=True))
    for each in found:
        if each.start in STARTS and (each.end - each.start).days < 100:
            assert each.value == values[each.end]
    assert len({each.end for each in found}) == len(found)


@given(
    st.lists(
        st.tuples(
            st.dates(date(2028, 1, 1), date(2031, 1, 1)), st.integers(1, 800), st.integers(-5, 5), st.integers(0, 900)
        ),
        max_size=12,
    )
)
def test_any_facts_end_in_quarters_or_else_in_years(rows):
    facts = [
        Fact(start, start + timedelta(days=length), float(value), start + timedelta(days=length + later), f"{n}")
        for n, (start, length, value, later) in enumerate(rows)
    ]
    lengths = {(each.end - each.start).days + 1 for each in quarters(facts)}
    assert all(80 <= length <= 100 for length in lengths) or all(350 <= length <= 380 for length in lengths)
