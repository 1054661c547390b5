from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import UnknownName
from metrics.vocabulary import DocumentKind


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("chatgpt", "chatgpt"),
        ("Chat-GPT", "chatgpt"),
        ("chat gpt", "chatgpt"),
        ("豆包", "doubao"),
        ("深度求索", "deepseek"),
        ("DEEPSEEK_AI", "deepseek_ai"),
        ("Deep-Seek AI", "deepseek_ai"),
        ("bard", "gemini"),
        ("オープンai", "openai"),
        ("Mistral", "mistral"),
        ("mistral ai", "mistral"),
    ],
)
def test_an_entity_answers_to_its_id_its_name_and_its_aliases(catalog, name, id_):
    assert catalog.entity(name).id == id_
    assert catalog.find_entity(name).id == id_


def test_a_misspelling_is_kept_apart_from_the_names(catalog):
    assert catalog.find_entity("Douban") is None
    assert catalog.misspelling("douban").id == "doubao"
    assert catalog.misspelling("doubao") is None


def test_a_misspelling_is_refused_with_the_entity_that_was_meant(catalog):
    with pytest.raises(UnknownName, match="'Douban' is a known misspelling of Doubao") as caught:
        catalog.entity("Douban")
    assert caught.value.nearest[0] == "doubao"
    assert len(set(caught.value.nearest)) == 3


def test_an_unknown_entity_is_refused_with_the_nearest_three(catalog):
    with pytest.raises(UnknownName) as caught:
        catalog.entity("chatgtp")
    assert (caught.value.what, caught.value.nearest[0], len(caught.value.nearest)) == ("entity", "chatgpt", 3)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("daily_active_users", "daily_active_users"),
        ("Daily Active Users", "daily_active_users"),
        ("Utilisateurs actifs par jour", "daily_active_users"),
        ("dau", "daily_active_users"),
        ("WAU", "weekly_active_users"),
        ("mau", "monthly_active_users"),
        ("arr", "annualized_revenue"),
        ("chiffre d’affaires", "revenue"),
        ("effectif", "employees"),
        ("users", "users"),
    ],
)
def test_a_metric_answers_to_its_id_its_labels_and_its_short_form(catalog, name, id_):
    assert catalog.metric(name).id == id_


def test_an_unknown_metric_is_refused_with_the_nearest_three(catalog):
    with pytest.raises(UnknownName) as caught:
        catalog.metric("dialy_active_users")
    assert (caught.value.what, caught.value.nearest[0], len(caught.value.nearest)) == (
        "metric",
        "daily_active_users",
        3,
    )


@pytest.mark.parametrize("word", ["users", "developers"])
def test_a_word_that_is_both_means_the_group_unless_it_says_metric(catalog, word):
    group = catalog.metrics_of(word)
    assert len(group) > 1
    assert {each.group for each in group} == {word}
    assert [each.id for each in catalog.metrics_of(f"metric:{word}")] == [word]


@pytest.mark.parametrize("word", ["open_models", "Open models", "open-models"])
def test_a_group_is_found_however_it_is_written(catalog, word):
    assert "model_downloads" in [each.id for each in catalog.metrics_of(word)]


def test_a_metric_alone_is_found_where_a_group_may_stand(catalog):
    assert [each.id for each in catalog.metrics_of("DAU")] == ["daily_active_users"]


def test_what_is_neither_group_nor_metric_is_refused_with_the_nearest_of_both(catalog):
    with pytest.raises(UnknownName) as caught:
        catalog.metrics_of("atention")
    assert caught.value.nearest[0] == "attention"


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("KrASIA", "krasia"),
        ("kr-asia", "krasia"),
        ("the new york times", "new_york_times"),
        ("NYT", "new_york_times"),
        ("新华社", "xinhua"),
        ("https://www.nytimes.com/2025/01/31/technology/a.html", "new_york_times"),
        ("https://hao.cnyes.com/post/1", "cnyes"),
        ("HTTPS://FINANCE.YAHOO.COM:443/x?y=techcrunch.com", "yahoo_finance"),
        ("techcrunch.com", "techcrunch"),
        ("https://play.google.com/store", "google_play"),
        ("https://github.com/deepseek-ai/open-infra-index", "github"),
        ("https://openai.com/index/x", "openai"),
        ("https://chatgpt.com", "openai"),
        ("OpenAI", "openai"),
        ("DeepSeek", "deepseek_ai"),
        ("Hugging Face", "hf"),
        ("Freenews", "freenews"),
    ],
)
def test_a_publisher_is_found_by_name_or_host(catalog, text, id_):
    assert catalog.publisher(text).id == id_


@pytest.mark.parametrize(
    "text", ["", "a blog", "https://example.org/x", "https://[::1/x", "com", "https://nottechcrunch.com"]
)
def test_an_unknown_publisher_is_none(catalog, text):
    assert catalog.publisher(text) is None


def test_a_company_is_a_publisher_of_its_own_kind(catalog):
    publisher = catalog.publisher("https://openai.com/blog")
    assert (publisher.kind, publisher.owner, publisher.country) == (DocumentKind.COMPANY, "openai", "US")


@pytest.mark.parametrize("text", ["OpenAI", "DeepSeek", "Hugging Face", "AICPB", "NYT", "Qwen"])
def test_publisher_and_origin_agree_on_who_somebody_is(catalog, text):
    assert catalog.publisher(text).id == catalog.origin(text)


@pytest.mark.parametrize(
    ("id_", "chain"),
    [
        ("gemini", ("gemini", "google", "alphabet")),
        ("openai", ("openai",)),
        ("huggingface:Qwen/Qwen3-8B", ("huggingface:Qwen/Qwen3-8B",)),
    ],
)
def test_the_owner_chain_goes_up_to_the_last_owner(catalog, id_, chain):
    assert catalog.owner_chain(id_) == chain


@pytest.mark.parametrize(
    ("day", "level"),
    [
        (date(2023, 3, 20), None),
        (date(2023, 3, 21), "api-only"),
        (date(2024, 2, 20), "api-only"),
        (date(2025, 1, 1), "open-weights-restricted"),
    ],
)
def test_openness_is_that_of_the_day(catalog, day, level):
    assert catalog.openness_at("gemini", day) == level


def test_what_has_no_openness_record_has_no_openness(catalog):
    assert catalog.openness_at("openai", date(2025, 1, 1)) is None
    assert catalog.openness_at("nobody", date(2025, 1, 1)) is None


@given(st.data())
def test_resolving_is_idempotent(catalog, data):
    entity = data.draw(st.sampled_from(list(catalog.entities.values())))
    name = data.draw(st.sampled_from([entity.id, entity.name, *(each.name for each in entity.aliases)]))
    spelt = data.draw(st.sampled_from([name, name.upper(), name.replace(" ", "_"), f" {name} "]))
    found = catalog.find_entity(spelt) or catalog.misspelling(spelt)
    assert found is entity
    assert catalog.entity(found.id) is found


@given(st.text(max_size=40))
def test_any_text_is_looked_up_without_failing(catalog, text):
    found = catalog.find_entity(text)
    assert found is None or catalog.entity(found.id) is found
    publisher = catalog.publisher(text)
    assert publisher is None or catalog.publisher(publisher.id) == publisher
