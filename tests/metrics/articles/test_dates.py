import json
from datetime import date
from pathlib import Path

import pytest

from metrics.articles.dates import WhenKind, WhenRole, date_spans, find_dates
from metrics.model import Period
from metrics.vocabulary import Precision

VECTORS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "reading" / "dates.jsonl").read_text(encoding="utf-8").splitlines()
]
PUBLISHED = date(2025, 2, 24)


def only(text, language, published=PUBLISHED):
    found = find_dates(text, language, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['language']}: {vector['text']}")
def test_a_written_date_is_what_its_vector_says(vector):
    found = find_dates(vector["text"], vector["language"], date.fromisoformat(vector["published"]))
    if vector["start"] is None:
        assert [each.kind for each in found] == ([vector["kind"]] if "kind" in vector else [])
        return
    assert len(found) == 1
    period = found[0].period
    assert (str(period.start), str(period.end)) == (vector["start"], vector["end"])
    assert found[0].kind == vector.get("kind", found[0].kind)


def test_offsets_cut_the_date_and_its_cue_out_of_the_text():
    text = "It had 122.6 million daily users as of Feb. 1, up from 86 million."
    when = only(text, "en")
    assert text[when.start : when.end] == when.as_written == "Feb. 1"
    assert text[when.cue_start : when.end] == "as of Feb. 1"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("last month", "en"),
        ("au 11 janvier", "fr"),
        ("去年12月", "zh"),
        ("先月", "ja"),
        ("지난달", "ko"),
        ("am Donnerstag", "de"),
    ],
)
def test_without_a_day_of_publication_a_relative_date_stays_open(text, language):
    when = only(text, language, None)
    assert when.relative
    assert when.period == Period()


def test_without_a_day_of_publication_a_full_date_stands():
    when = only("le 1er mars 2024", "fr", None)
    assert not when.relative
    assert when.period == Period.parse("2024-03-01")


@pytest.mark.parametrize("text", ["31 février 2024", "le 32 mars 2024", "30 février"])
def test_a_day_that_no_calendar_has_is_no_date(text):
    assert all(when.kind is not WhenKind.DAY for when in find_dates(text, "fr", PUBLISHED))


@pytest.mark.parametrize(
    ("text", "language", "role"),
    [
        ("as of January 11", "en", "at"),
        ("since September", "en", "since"),
        ("by the end of 2026", "en", "by"),
        ("until March 2026", "en", "until"),
        ("over the past year", "en", "over"),
        ("depuis le 30 novembre 2022", "fr", "since"),
        ("d'ici à 2027", "fr", "by"),
        ("bis Ende 2026", "de", "by"),
        ("seit Juli", "de", "since"),
        ("entro la fine del 2026", "it", "by"),
        ("1月11日時点", "ja", "at"),
        ("2022年11月以降", "ja", "since"),
        ("2026년까지", "ko", "by"),
        ("2022年以来", "zh", "since"),
    ],
)
def test_the_words_around_a_date_give_it_its_role(text, language, role):
    assert only(text, language).role is WhenRole(role)


def test_a_deadline_without_a_year_lies_ahead_and_other_dates_tell_what_they_would_be_ahead():
    assert only("d'ici à décembre", "fr").period == Period.parse("2025-12")
    when = only("in December", "en")
    assert (when.period, when.coming) == (Period.parse("2024-12"), Period.parse("2025-12"))


def test_a_year_that_somebody_closed_is_its_end():
    when = only("OpenAI ended 2024 with more", "en")
    assert (when.period, when.part) == (Period.parse("2024-Q4"), "end")


def test_an_offset_counts_from_the_date_before_it():
    text = "It had 22 million in September 2024, against 15 million a year earlier."
    _, when = find_dates(text, "en", PUBLISHED)
    assert (when.kind, when.shift) == (WhenKind.OFFSET, ("year", -1))
    assert when.anchored == Period.parse("2023-09")


def test_a_fiscal_year_is_named_but_its_calendar_is_not_guessed():
    when = only("revenue for the fiscal year 2026", "en")
    assert (when.label, when.period) == ("FY2026", Period())
    assert only("第二财季", "zh").label == "Q2"


def test_a_quarter_that_ends_within_a_month_is_three_months_and_no_calendar_quarter():
    period = only("the quarter ended October 26, 2024", "en").period
    assert (period.start, period.end, period.precision) == (date(2024, 8, 1), date(2024, 10, 31), Precision.MONTH)


def test_a_day_may_be_one_after_the_publication_for_the_sake_of_time_zones():
    assert only("on February 25", "en").period == Period.parse("2025-02-25")
    assert only("on February 26", "en").period == Period.parse("2024-02-26")


@pytest.mark.parametrize(
    "text", ["GPT-4 may be best", "a day in 22,2 million", "He will march on", "Version 1.5 costs $3", "2,015 users"]
)
def test_words_and_numbers_that_look_like_dates_are_none(text):
    assert find_dates(text, "en", PUBLISHED) == []


def test_the_spans_of_dates_are_those_of_the_text():
    text = "Im Mai 2024 und am 3.2.2025"
    assert [text[start:end] for start, end in date_spans(text, "de")] == ["Mai 2024", "3.2.2025"]


def test_an_unknown_language_has_no_dates():
    assert find_dates("in May 2024", "tlh", PUBLISHED) == []
