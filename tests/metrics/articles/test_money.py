import pytest

from metrics.articles.numbers import find_quantities


def units(text, language):
    return [each.unit_sign for each in find_quantities(text, language)]


def test_a_bare_dollar_is_the_american_one():
    assert units("It raised $5 million.", "en") == units("une levée de 5 millions de dollars", "fr") == ["USD"]


def test_a_bare_dollar_is_left_open_beside_another_dollar_in_words():
    text = "It raised $5 million. All amounts are in Canadian dollars."
    assert find_quantities(text, "en")[0].currencies == ("USD", "CAD")


def test_a_sign_with_a_country_is_never_in_doubt():
    text = "It raised HK$5 million and C$3 million, or 2 million Canadian dollars."
    assert units(text, "en") == ["HKD", "CAD", "CAD"]


def test_the_region_of_the_language_decides_what_a_bare_sign_is():
    assert units("It raised $5 million.", "en-CA") == ["CAD"]
    assert units("營收 5 億元", "zh-TW") == ["TWD"]
    assert units("营收5亿元", "zh-Hans") == ["CNY"]


def test_the_script_decides_where_the_code_of_the_language_is_silent():
    assert units("營收達 5 億元", "zh") == ["TWD|HKD|CNY"]
    assert units("营收达5亿元", "zh") == ["CNY"]


def test_an_ambiguous_sign_is_settled_by_the_currency_that_the_text_names():
    assert units("¥500 million", "en") == ["JPY|CNY"]
    assert units("¥500 million, and 20 billion yuan a year before", "en") == ["CNY", "CNY"]
    assert units("¥5億", "ja") == ["JPY"]


def test_cents_are_of_the_currency_that_is_spoken_of():
    assert units("from $2 to 28 cents", "en") == ["USD", "USD"]
    assert units("28 cents, against 2 euros before", "en") == ["EUR", "EUR"]


@pytest.mark.parametrize(
    ("text", "language"), [("12 million users", "en"), ("12 millions d'utilisateurs", "fr"), ("1200万人", "ja")]
)
def test_no_currency_is_invented(text, language):
    assert units(text, language) == [None]
