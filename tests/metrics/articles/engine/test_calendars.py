"""A company's quarters and years are its own, and what is forecast for a quarter lies ahead."""

from datetime import date

import pytest

from metrics.articles.engine.calendars import Calendar
from tests.metrics.articles.short_texts import read

AUGUST, NOVEMBER = date(2024, 8, 29), date(2025, 11, 20)


def days(text, language="en", *, published):
    return [
        (each.period.start.isoformat(), each.period.end.isoformat())
        for each in read(text, language, published=published)
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nvidia's revenue was $30 billion in the second quarter."),
        ("en", "Nvidia made revenue of $30 billion last quarter."),
        ("en", "Nvidia's revenue for the second quarter of fiscal 2025 was $30 billion."),
        ("de", "Der Umsatz von Nvidia stieg im zweiten Quartal auf 30 Milliarden Dollar."),
        ("fr", "Le chiffre d'affaires de Nvidia a atteint 30 milliards de dollars au deuxième trimestre."),
        ("es", "Los ingresos de Nvidia alcanzaron los 30.000 millones de dólares en el segundo trimestre."),
        ("zh", "英伟达第二季度营收达300亿美元。"),
        ("ja", "エヌビディアの2025会計年度第2四半期の売上高は300億ドルだった。"),
        ("ko", "엔비디아의 2분기 매출은 300억 달러를 기록했다."),
    ],
)
def test_a_quarter_is_that_of_the_companys_own_year(language, text):
    assert days(text, language, published=AUGUST) == [("2024-05-01", "2024-07-31")]


def test_a_fiscal_year_by_its_number_has_its_own_months():
    text = "Nvidia's revenue in fiscal 2024 was $60.9 billion. Fujitsu's revenue in fiscal 2024 was 3,550 billion yen."
    assert days(text, published=NOVEMBER) == [("2023-02-01", "2024-01-31"), ("2024-04-01", "2025-03-31")]


def test_quarters_of_a_house_with_the_calendars_year_stay_what_they_are():
    text = "Alphabet's revenue was $84.7 billion in the second quarter."
    assert days(text, published=AUGUST) == [("2024-04-01", "2024-06-30")]


def test_quarters_that_begin_with_the_calendars_are_numbered_otherwise():
    text = "Microsoft's capital expenditures were $22.6 billion in the second quarter."
    assert days(text, published=date(2025, 1, 30)) == [("2024-10-01", "2024-12-31")]


def test_a_quarter_of_a_year_that_has_not_come_is_one_of_the_companys_own():
    assert days("Nvidia's revenue in Q3 2026 was $57 billion.", published=NOVEMBER) == [("2025-08-01", "2025-10-31")]


def test_users_are_counted_by_everybodys_calendar():
    text = "Microsoft Copilot had 28 million monthly active users in the second quarter."
    assert days(text, published=AUGUST) == [("2024-04-01", "2024-06-30")]


def test_a_forecast_for_a_quarter_is_for_the_next_one():
    text = "Nvidia expects revenue of $32.5 billion in the third quarter."
    assert days(text, published=AUGUST) == [("2024-08-01", "2024-10-31")]
    text = "Alphabet expects capital expenditures of $14 billion in the third quarter."
    assert days(text, published=AUGUST) == [("2024-07-01", "2024-09-30")]


def test_this_quarter_is_the_one_in_which_the_day_lies():
    around = Calendar(ends=1).around
    for day, start in (
        (date(2024, 8, 1), 8),
        (date(2024, 10, 31), 8),
        (date(2024, 11, 1), 11),
        (date(2025, 1, 31), 11),
    ):
        period = around(day, 0)
        assert period is not None
        assert period.start is not None
        assert period.start.month == start


@pytest.mark.parametrize(
    "text",
    [
        "Nvidia had forecast revenue of $54 billion for the third quarter.",
        "Nvidia hatte für das dritte Quartal einen Umsatz von 54 Milliarden Dollar erwartet.",
    ],
)
def test_what_was_forecast_for_a_quarter_that_just_ended_stays_there(text):
    language = "de" if "hatte" in text else "en"
    assert days(text, language, published=NOVEMBER) == [("2025-08-01", "2025-10-31")]


def test_an_outlook_for_a_quarter_of_a_named_year_stays_ahead():
    text = "Microsoft expects capital expenditures of $30 billion in Q4 2025."
    assert days(text, published=date(2025, 7, 30)) == [("2025-10-01", "2025-12-31")]


def test_the_half_of_a_fiscal_year_is_half_of_it():
    text = "Nvidia made revenue of $90.8 billion in the first half of fiscal 2026."
    assert days(text, published=NOVEMBER) == [("2025-02-01", "2025-07-31")]
