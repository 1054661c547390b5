import json
from pathlib import Path

import pytest

from metrics.articles.numbers import QuantityKind, find_quantities
from metrics.vocabulary import Comparator

VECTORS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "reading" / "numbers.jsonl").read_text(encoding="utf-8").splitlines()
]


def only(text, language, **wanted):
    found = [each for each in find_quantities(text, language) if each.kind is not QuantityKind.PER]
    assert len(found) == 1, found
    for name, value in wanted.items():
        assert getattr(found[0], name) == value, (name, found[0])
    return found[0]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['language']}: {vector['text']}")
def test_a_written_number_is_what_its_vector_says(vector):
    found = [each for each in find_quantities(vector["text"], vector["language"]) if each.kind is not QuantityKind.PER]
    if vector.get("value", 0) is None:
        assert found == []
        return
    move = vector.get("move")
    quantity = next(each for each in found if move is None or each.move == move)
    if "low" in vector:
        assert (quantity.value, quantity.low, quantity.high) == (None, vector["low"], vector["high"])
    else:
        assert quantity.value == pytest.approx(vector["value"], rel=1e-6)
    if "comparator" in vector:
        assert quantity.comparator == vector["comparator"]
        assert (quantity.unit_sign, quantity.kind) == (vector["unit"], vector["kind"])


def test_offsets_cut_the_number_its_bound_and_its_unit_out_of_the_text():
    text = "Elle compte plus de 1,5 milliard d'euros en caisse."
    quantity = only(text, "fr", value=1.5e9, unit_sign="EUR", comparator=Comparator.MORE)
    assert text[quantity.start : quantity.end] == quantity.as_written == "1,5 milliard"
    assert text[quantity.bound_start : quantity.unit_end] == "plus de 1,5 milliard d'euros"


def test_signs_that_are_glued_to_the_number_belong_to_it():
    assert only("about US$1.2bn in cash", "en").as_written == "US$1.2bn"
    assert only("une part de 20 %", "fr").as_written == "20 %"


def test_offsets_count_the_characters_of_the_text_even_after_wide_digits_and_emoji():
    text = "🚀 利用者は２２１５万人"
    assert only(text, "ja", value=22_150_000).as_written == "２２１５万"


@pytest.mark.parametrize(
    ("text", "language", "digits"),
    [
        ("22.2 million users", "en", 3),
        ("30 million users", "en", 2),
        ("5,300 employees", "en", 2),
        ("1,234,567 downloads", "en", 7),
        ("5.500 millones de visitas", "es", 2),
        ("1億2000万人", "ja", 2),
        ("467億4300万ドル", "ja", 5),
        ("2215万用户", "zh", 4),
        ("0.05 percent of it", "en", 1),
        ("twenty-two million", "en", 2),
    ],
)
def test_digits_are_counted_as_written(text, language, digits):
    assert only(text, language).digits == digits


def test_the_scale_that_only_the_second_number_has_is_shared():
    first, second = find_quantities("grew from 2.43 to 2.96 million", "en")
    assert (first.value, first.move, second.value, second.move) == (2_430_000, "from", 2_960_000, "to")
    listed = find_quantities("comptent respectivement 800, 450 et 100 millions d'utilisateurs", "fr")
    assert [each.value for each in listed] == [800e6, 450e6, 100e6]


def test_numbers_of_unlike_units_are_no_range():
    found = find_quantities("from 7 % to 2.3 billion users", "en")
    assert [(each.value, each.move) for each in found] == [(7, None), (2.3e9, None)]


def test_a_price_knows_the_base_of_its_rate():
    found = find_quantities("$3 per million input tokens and $15 per million output tokens", "en")
    assert [(each.value, each.per) for each in found if each.kind is QuantityKind.PLAIN] == [(3, 1e6), (15, 1e6)]
    assert only("55 centimes le million de jetons", "fr").per == 1e6
    assert only("100万トークンあたり3ドル", "ja").per == 1e6
    assert only("0.8元/百万tokens", "zh").per == 1e6


def test_a_difference_is_told_from_the_level_it_leads_to():
    found = find_quantities("The user base rose by 5 million to 30 million.", "en")
    assert [(each.value, each.kind) for each in found] == [(5e6, "difference"), (30e6, "plain")]
    found = find_quantities("Die Zahl stieg um 5 Millionen auf 30 Millionen.", "de")
    assert [(each.value, each.kind) for each in found] == [(5e6, "difference"), (30e6, "plain")]


def test_numbers_inside_names_are_marked_as_such():
    text = "GPT-4, Qwen3, Gemini 2.0 Flash, Llama 3.1 and v1.2.3 on an H100"
    assert {each.kind for each in find_quantities(text, "en")} == {QuantityKind.VERSION}


def test_masked_spans_hold_no_numbers_and_dates_are_masked_unless_told_otherwise():
    text = "In May 2024 Falcon 40 had 12 million users."
    spot = text.index("Falcon 40")
    masked = find_quantities(text, "en", [(spot, spot + 9), (3, 11)])
    assert [each.value for each in masked] == [12e6]
    assert 2024 not in [each.value for each in find_quantities(text, "en")]
    assert [each.kind for each in find_quantities("In 2024 it", "en", [])] == [QuantityKind.YEAR]


def test_numbers_of_web_addresses_and_of_quotation_marks_are_left_alone():
    assert find_quantities("see https://example.org/2026/01/566869/ and www.example.org/7", "en") == []
    assert only("> 12 models", "en").comparator is Comparator.MORE
    assert only(">\n12 models", "en").comparator is Comparator.EQUAL


def test_the_numbers_of_a_list_are_places_not_amounts():
    found = find_quantities("1. ChatGPT\n2. Gemini: 12 models", "en")
    assert [each.kind for each in found] == ["ordinal", "ordinal", "plain"]


def test_an_unknown_language_has_no_quantities():
    assert find_quantities("5 million", "tlh") == []


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("營收達六八一億美元，優於市場預估的六六一億美元", "zh", [68.1e9, 66.1e9]),
        ("用户达一二〇〇万", "zh", [12e6]),
        ("売上高は六八一億円、利用者は一億二三〇〇万人", "ja", [68.1e9, 123e6]),
        ("比率は七三・五％", "ja", [73.5]),
        ("二三億人", "zh", [3e8]),
        ("零一万物发布新模型", "zh", []),
    ],
)  # fmt: skip
def test_digits_as_words_in_a_row_are_one_number_but_not_two_that_follow_each_other(text, language, values):
    found = [each.value for each in find_quantities(text, language)]
    assert [value for value in found if value and value > 9] == values


@pytest.mark.parametrize("code", ["030200", "005930"])
def test_digits_that_begin_with_nought_are_a_code(code):
    assert not any(each.value for each in find_quantities(f"KT({code})는 통신사다", "ko"))
    assert not any(each.value for each in find_quantities(f"the share {code} rose", "en"))
