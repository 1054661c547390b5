"""OpenRouter: list prices, context windows, and tokens by model and day."""

import json
from datetime import date

import httpx
import pytest

from metrics.model import Scope
from metrics.vocabulary import Basis, Precision, Span
from tests.fakes.openrouter import OpenRouter, model
from tests.fakes.server import Ask, html, text

TODAY = date(2030, 1, 15)


class Host(OpenRouter):
    """The fake without its sockets, with some models."""

    def __init__(self, *models):
        super().__init__(models=list(models) or [model("acme/bolt")])
        self.odd = None

    def __call__(self, request):
        ask = Ask(request.method, request.url.raw_path.decode(), dict(request.headers))
        reply = self.odd if self.odd and request.url.path == "/api/v1/models" else self.answer(ask)
        return httpx.Response(reply.status, content=reply.body, headers=reply.headers)


def prices(found):
    return {each.scope.plan: each.value for each in found.observations if each.unit == "USD"}


def test_a_price_is_of_a_million_tokens_in_dollars_to_the_last_digit(gather):
    told = {
        "prompt": "0.0000007",
        "completion": "0.0000021",
        "input_cache_read": "0.00000006",
        "input_cache_write": "0.000000038",
    }
    found = gather("openrouter", Host(model("acme/bolt", pricing={**told, "web_search": "0.01"})))
    assert prices(found) == {"input": 0.7, "output": 2.1, "cache_read": 0.06, "cache_write": 0.038}
    one = found.observations[0]
    assert (one.entity, one.unit, one.scope) == (
        "openrouter:acme/bolt",
        "USD",
        Scope(platform="openrouter", plan="input"),
    )
    assert (one.pointer, one.as_written, one.span) == ("/data/0/pricing/prompt", "0.0000007", Span.POINT)
    assert (one.basis, one.period.end, one.stated_on) == (Basis.MEASURED, TODAY, TODAY)


def test_what_costs_nothing_costs_zero(gather):
    assert prices(gather("openrouter", Host(model("acme/bolt", pricing={"prompt": "0", "completion": "0"})))) == {
        "input": 0.0, "output": 0.0,
    }  # fmt: skip


def test_the_context_and_the_day_of_listing_are_told_too(gather):
    found = gather("openrouter", Host())
    (window,) = [each for each in found.observations if each.metric == "context_window_tokens"]
    assert (window.value, window.scope) == (131_072.0, Scope(platform="openrouter"))
    document = found.documents[0]
    assert document.url == "https://openrouter.ai/acme/bolt"
    assert (document.published_on, document.published_precision) == (date(2029, 11, 22), Precision.DAY)


def test_a_model_keeps_its_history_by_its_lasting_name(gather):
    subject = gather("openrouter", Host()).readings[0].subject
    assert (subject.key, subject.name) == ("acme/bolt-20291201", "acme/bolt")


@pytest.mark.parametrize(
    "left_out",
    [
        model("openrouter/auto", pricing={"prompt": "-1", "completion": "-1"}),
        model("acme/router", pricing={"prompt": "-1", "completion": "-1"}),
        model("~acme/latest"),
        model("acme/newest", alias_target="acme/bolt"),
        model("acme/spark:free"),
        model("acme/spark:batch"),
        model("acme/bolt-fast", canonical_slug="acme/bolt-20291201"),
        model("acme/bolt:thinking", canonical_slug="acme/bolt-20291201"),
    ],
    ids=lambda left_out: left_out["id"],
)
def test_routers_aliases_and_variants_are_left_out(gather, left_out):
    found = gather("openrouter", Host(left_out, model("acme/bolt")))
    assert {each.entity for each in found.observations if each.unit == "USD"} == {"openrouter:acme/bolt"}
    assert found.missed == []


@pytest.mark.parametrize(
    ("name", "label", "entity"),
    [
        ("openai/gpt-4o", "OpenAI: GPT-4o", "gpt_4o"),
        ("deepseek/deepseek-r1", "DeepSeek: R1", "deepseek_r1"),
        ("openai/gpt-4o-2024-05-13", "OpenAI: GPT-4o (2024-05-13)", "openrouter:openai/gpt-4o-2024-05-13"),
        ("somebody/gpt-4o", "Somebody: GPT-4o", "openrouter:somebody/gpt-4o"),
        ("meta-llama/llama-4-scout", "Meta: Llama 4 Scout Turbo", "openrouter:meta-llama/llama-4-scout"),
    ],
)
def test_a_model_is_the_catalogs_only_if_that_calls_it_exactly_so(gather, name, label, entity):
    found = gather("openrouter", Host(model(name, name=label)))
    assert {each.entity for each in found.observations if each.unit == "USD"} == {entity}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (model("acme/odd", pricing={"prompt": "0.1"}), "completion"),
        (model("acme/odd", pricing={"prompt": "cheap", "completion": "1"}), "decimal number"),
        (model("acme/odd", pricing={"prompt": "-5", "completion": "1"}), "a price"),
        (model("acme/odd", pricing={"prompt": "NaN", "completion": "1"}), "decimal number"),
        (model("acme/odd", pricing=None), "pricing"),
        (model("acme/odd", context_length=-1), "whole number"),
        (model("acme/odd", created=10**15), "a time"),
        (model("acme/odd", name=""), "name"),
    ],
)
def test_a_model_that_is_not_understood_is_missed_by_name_and_the_others_are_read(gather, row, reason):
    found = gather("openrouter", Host(row, model("acme/bolt")))
    assert [each.item for each in found.missed] == ["acme/odd"]
    assert reason in found.missed[0].reason
    assert prices(found) == {"input": 0.7, "output": 2.1, "cache_read": 0.06}


@pytest.mark.parametrize("name", [None, "", 7, ["acme/x"], "acme/\ud800"])
def test_a_row_without_a_name_that_can_be_written_is_missed_by_its_place(gather, name):
    host = Host()
    host.odd = text(json.dumps({"data": [model("acme/x", id=name), model("acme/bolt")]}), "application/json")
    found = gather("openrouter", host)
    assert [each.item for each in found.missed] == ["/data/0"]


def test_hostile_names_are_kept_and_lead_nowhere_else(gather):
    found = gather("openrouter", Host(model("a\x1b[31m/../../x y?z=1#")))
    assert found.observations[0].entity == "openrouter:a\x1b[31m/../../x y?z=1#"
    assert found.documents[0].url == "https://openrouter.ai/a%1B%5B31m/../../x%20y%3Fz%3D1%23"


def test_prices_that_cannot_be_had_leave_the_tokens(gather):
    host = Host()
    host.odd = html()
    found = gather("openrouter", host)
    assert [each.item for each in found.missed] == ["models"]
    assert "openrouter:acme/bolt-20291201" in found.values("tokens_processed_daily")


def test_only_one_model(gather):
    found = gather("openrouter", Host(model("acme/bolt"), model("acme/spark")), only="openrouter:acme/spark")
    assert {each.entity for each in found.observations} == {"openrouter:acme/spark"}
