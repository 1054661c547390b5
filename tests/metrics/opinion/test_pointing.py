"""What a model answers is read without trust, and a quote is found only where it stands."""

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.articles import read_page
from metrics.articles.engine.scene import scene_of
from metrics.articles.packs import pack_of
from metrics.catalog import load
from metrics.errors import Changed
from metrics.opinion.pointing import Pointing, place_of, pointings_of
from metrics.web import Answer

TEXT = "Kimi has 22,2\u00a0millions d’utilisateurs. Claude en a 1\u202f500\u202f000. Kimi a 22,2\u00a0millions."


@pytest.fixture(scope="module")
def scene():
    page = read_page(TEXT.encode(), media_type="text/plain", language="fr")
    return scene_of(page, load(), pack_of("fr"), "fr")


def answered(content):
    body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
    url = "http://127.0.0.1/v1"
    return Answer(url=url, request_url=url, status=200, body=body, retrieved_at=datetime(2030, 1, 1, tzinfo=UTC))


def place(scene, quote, sentence=0):
    return place_of(scene, scene.sentences, Pointing(sentence, quote, "kimi", "users"))


@pytest.mark.parametrize(
    ("quote", "written"),
    [
        ("22,2 millions d'utilisateurs", "22,2\u00a0millions d’utilisateurs"),
        ("22,2\n millions", "22,2\u00a0millions"),
        ("1 500 000", "1\u202f500\u202f000"),
    ],
)
def test_spaces_and_quotation_marks_may_be_others(scene, quote, written):
    found = place(scene, quote)
    assert scene.text[found.start : found.end] == written


@pytest.mark.parametrize("quote", ["22,3 millions", "2,2 millions", "22,2 Millions", "1 500 00", "500 000 000", " \n"])
def test_a_changed_or_cut_number_is_nowhere(scene, quote):
    assert place(scene, quote) is None


def test_a_wrong_sentence_is_forgiven_where_only_one_holds_the_quote(scene):
    assert place(scene, "1 500 000", sentence=7).sentence.index == 1
    assert place(scene, "22,2 millions", sentence=7) is None
    assert place(scene, "22,2 millions", sentence=2).sentence.index == 2


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=40)
    | st.sampled_from(["((", "[a", "\\", "a{9999}", "^-]"])
)
def test_whatever_is_found_is_what_was_quoted_but_for_spaces_and_signs(scene, quote):
    found = place(scene, quote)
    if found is not None:
        assert len("".join(scene.text[found.start : found.end].split())) == len("".join(quote.split()))


ITEM = {"sentence": 1, "quote": "5", "entity": "kimi", "metric": "users"}


@pytest.mark.parametrize(
    "item",
    [
        None,
        5,
        "x",
        [],
        {},
        {**ITEM, "quote": 5},
        {**ITEM, "sentence": -1},
        {**ITEM, "entity": None},
        {**ITEM, "quote": "\ud800"},
    ],
)
def test_an_item_that_is_none_costs_no_other(item):
    assert pointings_of(answered(json.dumps({"figures": [item, ITEM, ITEM]}))) == [Pointing(1, "5", "kimi", "users")]


def test_no_more_is_taken_than_an_article_can_have():
    many = [{**ITEM, "sentence": number} for number in range(10_000)]
    assert len(pointings_of(answered(json.dumps({"figures": many})))) == 200


@pytest.mark.parametrize(
    "wrapped",
    [
        "{}",
        "```{}```",
        "```json\n{}\n```",
        "```JSON\n{}\n```\n",
        " ```\n\n {} ```",
        "<think>```\n{5}</think>```json\n{}```",
    ],
)
def test_json_is_found_within_thoughts_and_fences(wrapped):
    content = wrapped.replace("{}", json.dumps({"figures": [ITEM]}))
    assert pointings_of(answered(content)) == [Pointing(1, "5", "kimi", "users")]


@settings(max_examples=80, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.sampled_from(["figures", "sentence", "quote", "entity", "metric"]), inner, max_size=4)))  # fmt: skip
def test_any_json_is_read_or_refused(value):
    with suppress(Changed):
        assert all(isinstance(each, Pointing) for each in pointings_of(answered(json.dumps(value))))
