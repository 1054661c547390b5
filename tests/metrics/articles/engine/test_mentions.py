"""Who is named: the longest name, with its version, and only where it is meant."""

import pytest

from metrics.articles.engine.mentions import Scanner
from metrics.articles.engine.surfaces import folded
from metrics.catalog import load


@pytest.fixture(scope="module")
def scanner():
    return Scanner(load(), ["million", "millions", "万", "亿"])


def named(scanner, text):
    return [(text[each.start : each.end], each.entity) for each in scanner.find(text, folded(text))]


def test_the_longest_name_wins(scanner):
    assert named(scanner, "GitHub Copilot and Copilot, the AI assistants") == [
        ("GitHub Copilot", "github_copilot"),
        ("Copilot", "copilot"),
    ]


@pytest.mark.parametrize("text", ["Claude Opus 4.5", "Qwen3-235B-A22B", "Kimi K2", "DeepSeek-V3"])
def test_a_version_belongs_to_the_name(scanner, text):
    assert named(scanner, f"The AI model {text} is here")[0][0] == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [("GPT-4.2", "gpt"), ("Claude Opus 4.9", "claude"), ("GLM-4.8", "glm"), ("GPT-4.1", "gpt_4_1"), ("GPT-4", "gpt_4")],
)
def test_a_version_that_is_not_known_is_not_taken_for_an_earlier_one(scanner, text, meant):
    assert named(scanner, f"The AI model {text} is here")[0][1] == meant


def test_a_number_of_something_is_no_version(scanner):
    assert named(scanner, "The chatbot Claude 30 million times")[0][0] == "Claude"


@pytest.mark.parametrize(
    "text",
    ["Claude Perdriel, 98 ans, journaliste", "the mistral blew for days", "He moved the cursor", "a llama on the hill"],
)
def test_an_ordinary_word_or_a_person_is_no_product(scanner, text):
    assert named(scanner, text) == []


def test_a_known_misspelling_is_found_and_marked(scanner):
    text = "the chatbot Douban with 5 million users"
    (mention,) = scanner.find(text, folded(text))
    assert (mention.entity, mention.misspelling) == ("doubao", True)


def test_a_short_form_stands_for_the_model_once_its_family_is_named(scanner):
    text = "DeepSeek trained V3 for little; R1 came later."
    assert [entity for _, entity in named(scanner, text)] == ["deepseek", "deepseek_v3", "deepseek_r1"]


def test_somebody_else_is_found_as_a_stranger(scanner):
    text = "WhatsApp has three billion users."
    (mention,) = scanner.find(text, folded(text))
    assert mention.stranger
