"""What tables and lists say in their heads, captions and neighbours rather than beside the number."""

from datetime import date

import pytest

from metrics.articles import read_page
from tests.metrics.articles.short_texts import read, told

PRICES = {
    "fr": (
        "Tarifs en dollars par million de jetons, relevés le 2 mai.",
        "Modèle ; entrée ; sortie ; contexte (jetons)",
    ),
    "en": ("Prices in dollars per million tokens, read on 2 May.", "Model ; input ; output ; context window"),
    "de": ("Preise in Dollar pro Million Token, Stand 2. Mai.", "Modell ; Eingabe ; Ausgabe ; Kontextfenster"),
    "es": ("Precios en dólares por millón de tokens, al 2 de mayo.", "Modelo ; entrada ; salida ; ventana de contexto"),
}


@pytest.mark.parametrize("language", PRICES)
def test_a_price_list_has_its_metric_and_its_money_from_the_line_above_it(language):
    caption, heads = PRICES[language]
    decimal = "." if language == "en" else ","
    found = read(
        f"{caption}\n\n{heads}\nGPT-5.2 ; 1{decimal}75 ; 14 ; 400000\nGemini 3.1 Pro ; 2 ; 12 ; 256000", language
    )
    prices = [each for each in found if each.metric == "price_per_million_tokens"]
    assert {(each.entity, each.scope.plan, each.value) for each in prices} == {
        ("gpt_5_2", "input", 1.75), ("gpt_5_2", "output", 14), ("gemini_3_1_pro", "input", 2), ("gemini_3_1_pro", "output", 12),
    }  # fmt: skip
    assert {each.unit for each in prices} == {"USD"}
    assert {each.period.start for each in prices} == {date(2026, 5, 2)}
    assert ("gemini_3_1_pro", "context_window_tokens", 256_000) in told(
        f"{caption}\n\n{heads}\nGPT-5.2 ; 1{decimal}75 ; 14 ; 400000\nGemini 3.1 Pro ; 2 ; 12 ; 256000", language
    )


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("en", "Company | Revenue ($M) | Valuation ($B)"),
        ("de", "Firma | Umsatz (Mio. Dollar) | Bewertung (Mrd. Dollar)"),
    ],
)
def test_the_head_of_a_column_says_scale_and_money_of_its_cells(language, heads):
    text = f"| {heads} |\n|---|---|---|\n| Anthropic | 400 | 183 |\n| Mistral AI | 30 | 14 |"
    assert told(text, language) == {
        ("anthropic", "revenue", 4e8), ("anthropic", "valuation", 183e9), ("mistral", "revenue", 3e7), ("mistral", "valuation", 14e9),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "label", "amounts"),
    [
        ("en", "Valuation", ("$500 billion", "$183 billion")),
        ("de", "**Bewertung**", ("500 Milliarden Dollar", "183 Milliarden Dollar")),
        ("es", "Valoración", ("500.000 millones de dólares", "183.000 millones de dólares")),
    ],
)
def test_columns_may_be_headed_by_whom_they_are_about(language, label, amounts):
    text = f"| | OpenAI | Anthropic |\n|---|---|---|\n| {label} | {amounts[0]} | {amounts[1]} |"
    assert told(text, language) == {("openai", "valuation", 5e11), ("anthropic", "valuation", 183e9)}


def test_a_line_with_semicolons_is_no_table_of_its_own():
    page = read_page(
        b"Users: 5 million; staff: 200; offices: 3\nA second line.", media_type="text/plain", language="en"
    )
    assert all(not block.cells for block in page.blocks)


def test_an_item_of_a_list_is_not_of_whom_the_item_before_it_names():
    text = "# Mistral AI\n\nThe round at a glance\n\n- Lead investor: ASML\n- Valuation: 11.7 billion euros"
    assert ("mistral", "valuation", 11.7e9) in told(text)


def test_a_long_list_keeps_its_metric_to_the_end():
    names = ["Qwen3-235B-A22B", "Qwen3-Coder-480B-A35B", "GLM-4.5", "Kimi K2", "DeepSeek-V3.1", "Qwen3-30B-A3B"]
    items = "\n".join(f"- {name} - {day}th July, {30 + day} billion" for day, name in enumerate(names, 11))
    text = f"The month's models:\n\n- Llama 4 Maverick - 10th July, 400 billion parameters\n{items}"
    assert {46e9, 42e9, 41e9} <= {each.value for each in read(text) if each.metric == "parameters"}


TIMELINES = {
    "en": ("Case study: Cursor", "Date | Event", "Jun 2024", "$60M Series A led by a16z, valuation $400M"),
    "de": ("Cursor: eine Chronik", "Datum | Ereignis", "Juni 2024", "Bewertung von 400 Mio. Dollar, geführt von a16z"),
    "zh": ("Cursor发展史", "时间 | 事件", "2024年6月", "估值4亿美元，a16z领投"),
}


@pytest.mark.parametrize("language", TIMELINES)
def test_a_row_that_begins_with_a_date_is_about_the_topic_of_the_title(language):
    title, heads, day, event = TIMELINES[language]
    text = f"# {title}\n\nCursor.\n\n| {heads} |\n|---|---|\n| {day} | {event} |\n| {day} | Kimi: {event} |\n"
    found = read(text, language, media_type="text/markdown")
    valued = [(each.entity, each.value, each.period.start) for each in found if each.metric == "valuation"]
    assert valued == [("cursor", 400e6, date(2024, 6, 1)), ("kimi", 400e6, date(2024, 6, 1))]
