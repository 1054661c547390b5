"""Subjects that a sentence does not name beside its number: unknown companies, "it", headings, labels, apposed names."""

import pytest

from tests.metrics.articles.short_texts import told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Cursor is the leader.\n\nBrightfold, a smaller rival based in Oslo, said it had raised $45 million. It has 60 employees."),
        ("en", "Perplexity is growing. The Swedish startup Brightfold has 90,000 users and 35 employees."),
        ("de", "Mistral wächst. Das Start-up BrightFold hat 90.000 Nutzer und 35 Mitarbeiter."),
        ("fr", "Mistral grandit. La start-up Brightfold compte 90 000 utilisateurs et 35 salariés."),
        ("es", "Perplexity crece. La startup Brightfold tiene 90.000 usuarios y 35 empleados."),
    ],
)  # fmt: skip
def test_figures_of_a_company_that_only_the_text_presents_are_nobody_elses(language, text):
    assert not told(text, language)


def test_a_sentence_that_opens_with_it_goes_on_about_the_last_subject_of_its_paragraph():
    text = (
        "# Character.AI and others\nCharacter.AI had 20 million monthly users.\n\n"
        "ElevenLabs ended the year with $330 million in ARR. Its board met in March. It plans to have 400 employees."
    )
    assert ("elevenlabs", "employees", 400) in told(text)


def test_the_company_that_opens_a_paragraph_is_rather_the_topic_than_who_was_named_aside():
    text = (
        "# Hugging Face in numbers\nHugging Face has thirteen million users. Some come from Asia. "
        "Alibaba says that its models are popular there.\n\nThe company has about 250 employees."
    )
    assert ("hf", "employees", 250) in told(text)


def test_a_heading_that_is_a_name_says_whom_its_list_is_about():
    text = "# Numbers\n\n## ChatGPT\n- 900 million weekly users\n- 5 billion visits\n\n## Gemini\n- 750 million monthly users\n- a new plan\n- 2 billion visits"
    assert {("chatgpt", "monthly_visits", 5e9), ("gemini", "monthly_visits", 2e9)} <= told(text)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Then there is DeepSeek-R1: an open model that worries OpenAI and its o1 and cost only $5.6 million to train.",
         ("deepseek_r1", "training_cost", 5.6e6)),
        ("DeepSeek grows. The startup, a spin-off of the hedge fund High-Flyer, has about 160 employees.", ("deepseek", "employees", 160)),
        ("Moonshot is new. Backed by Alibaba and Tencent, it completed a $500 million round.", ("moonshot", "funding_raised", 5e8)),
        ("With a workforce of fewer than 200, DeepSeek is a fraction of the size of OpenAI.", ("deepseek", "employees", 200)),
        ("Anthropic grows fast. Amazon, its biggest backer, has invested $8 billion in it.", ("anthropic", "funding_raised", 8e9)),
        ("Qwen has overtaken Llama, with more than 113,000 derivatives.", ("qwen_app", "derivative_models", 113_000)),
        ("Mistral employs more than 1,000 people, up from 350 employees when ASML came on board.", ("mistral", "employees", 350)),
        ("Sarvam unveiled a model with 105 billion parameters. ChatGPT did not.", ("sarvam", "parameters", 105e9)),
    ],
)  # fmt: skip
def test_the_name_that_is_only_explained_compared_or_inserted_is_not_the_subject(text, figure):
    found = told(text)
    assert figure in found or figure[1:] in {each[1:] for each in found if each[0].startswith(figure[0][:4])}


def test_a_rival_that_is_not_named_has_nothing_of_the_others():
    assert not told("OpenAI is large. Its younger rival forecasts $20 billion in sales for 2026.")


def test_a_short_form_stands_for_the_name_it_is_the_end_of():
    text = "MiniMax M2.7 is new. On SWE-bench, M2.7 reached 56.2% and is close to the level of Opus 4.6."
    assert {each[0][:7] for each in told(text) if each[1] == "benchmark_score"} == {"minimax"}


def test_we_in_a_quotation_is_the_house_of_the_officer_who_speaks():
    text = (
        "# OpenAI and others\nOpenAI has grown to 4,500 employees.\n\n"
        '"We have 300,000 business customers," said the chief financial officer of Anthropic.'
    )
    assert ("anthropic", "enterprise_customers", 300_000) in told(text)


def test_the_company_behind_a_product_trails_nobody():
    text = "Anthropic is growing. The company behind ChatGPT is on track to lose $14 billion this year on revenue of $30 billion."
    assert told(text) == {("openai", "revenue", 30e9)}
