"""Every pack has every table and key that the reader looks for, and each trigger is a metric of the catalog."""

import pytest

from metrics.articles.engine.words import lexicon_of
from metrics.articles.packs import LANGUAGES, pack_of
from metrics.catalog import load

TABLES = (
    "sentences", "triggers", "windows", "heads", "comparators", "references", "attribution", "status", "gates", "links",
    "spans", "parts", "places",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_pack_has_the_keys_of_the_english_one(language, table):
    assert set(pack_of(language).table(table)) == set(pack_of("en").table(table))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trigger_is_a_metric_and_has_its_three_forms(language):
    metrics = load().metrics
    for metric, forms in pack_of(language).table("triggers").items():
        assert metric in metrics or metric == "nothing"
        assert set(forms) == {"nouns", "verbs", "weak"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_empty(language):
    pack = pack_of(language)
    lists = [words for table in TABLES for words in _lists(pack.table(table))]
    assert all(word.strip() for words in lists for word in words)
    assert lexicon_of(pack).language == language


def _lists(table):
    for value in table.values():
        if isinstance(value, dict):
            yield from _lists(value)
        elif isinstance(value, list):
            yield value
