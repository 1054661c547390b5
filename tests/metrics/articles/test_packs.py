import pytest

from metrics.articles.packs import LANGUAGES, is_traditional, laid_over, pack_of
from metrics.vocabulary import CURRENCIES

NINE = ("de", "en", "es", "fr", "it", "ja", "ko", "pt", "zh")
OURS = ("numbers", "bounds", "ranges", "money", "dates", "relative", "variants")
WORDS = {
    "numbers.spelled", "numbers.hundreds", "numbers.scales", "numbers.suffixes", "numbers.spaced_suffixes",
    "numbers.collectives", "numbers.rough_collectives", "numbers.denominators", "numbers.odd", "numbers.percent",
    "numbers.multiple_words", "money.before", "money.after", "money.minor", "money.scaled", "money.rivals", "money.regional",
    "dates.quarters", "dates.halves", "dates.seasons", "dates.parts", "dates.fiscal_quarters", "relative.units",
    "relative.years", "relative.this_year", "relative.this_month", "relative.spans", "variants",
}  # fmt: skip
"""The tables whose keys are words of the language."""


def keys(table, path):
    if path in WORDS or not isinstance(table, dict):
        return {path}
    return {path}.union(*(keys(value, f"{path}.{key}") for key, value in table.items()))


def test_nine_languages_have_a_pack():
    assert set(NINE) <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", OURS)
def test_every_pack_has_every_key_of_every_other(language, table):
    wanted = set().union(*(keys(pack_of(other).table(table), table) for other in LANGUAGES))
    assert keys(pack_of(language).table(table), table) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_currency_of_a_pack_is_one_that_money_may_carry(language):
    money = pack_of(language).table("money")
    told = {
        code
        for key in ("before", "after", "minor", "scaled")
        for codes in money[key].values()
        for code in codes.split("|")
    }
    assert {code.rstrip("?") for code in told} <= CURRENCIES


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_written_in_lower_case_so_that_they_are_found(language):
    pack = pack_of(language)
    tables = [pack.table("money")[key] for key in ("before", "after", "minor")] + [
        pack.table("relative")[key] for key in ("units", "years", "spans")
    ]
    assert [word for table in tables for word in table if word != word.lower()] == []


def test_regions_and_scripts_lead_to_the_pack_of_their_language():
    assert pack_of("pt-BR") is pack_of("pt_PT") is pack_of("pt")
    assert is_traditional("zh-Hant")
    assert is_traditional("zh_TW")
    assert not is_traditional("zh-Hans")


def test_an_unknown_language_has_no_pack():
    assert pack_of("tlh") is None
    assert pack_of("") is None
    assert pack_of(None) is None
    assert pack_of("../en") is None


def test_a_pack_is_read_once():
    assert pack_of("fr") is pack_of("fr")


def test_laying_tables_over_others_leaves_those_as_they_were():
    under = {"a": {"b": [1]}}
    assert laid_over(under, {"a": {"b": [2], "c": 3}}) == {"a": {"b": [1, 2], "c": 3}}
    assert under == {"a": {"b": [1]}}
