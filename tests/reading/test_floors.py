"""The reader reads the shipped corpus no worse than the floors say; raise them when it reads better."""

from functools import cache
from pathlib import Path

import pytest
import tomli

from metrics.articles.tiers import Tier
from metrics.catalog import load
from tests.reading.scoring import Score, corpus, score, wilson

FLOORS = tomli.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
CASES = [(name, tier, key) for name, tiers in FLOORS.items() for tier, keys in tiers.items() for key in keys]


@cache
def scored(name, tier):
    return score(corpus(f"{name}.jsonl"), load(), tier=Tier.SURE if tier == "sure" else None)


@pytest.mark.parametrize(("name", "tier", "key"), CASES)
def test_no_floor_is_broken(name, tier, key):
    floor, reached = FLOORS[name][tier][key], scored(name, tier)["" if key == "all" else key]
    told = {"precision": reached.precision, "recall": reached.recall, "period": reached.share("period"),
            "comparator": reached.share("comparator"), "status": reached.share("status"), "origin": reached.share("origin")}  # fmt: skip
    assert {what: told[what] for what, least in floor.items() if told[what] < least} == {}


def test_the_corpus_is_as_large_as_promised():
    sentences, articles = [*corpus("sentences.jsonl")], [*corpus("articles.jsonl")]
    assert len(sentences) >= 400
    assert len({item["language"][:2] for item in sentences}) == 9
    assert len(articles) >= 60
    assert len({item["language"][:2] for item in articles}) == 9
    assert sum(not item["figures"] for item in articles) >= len(articles) / 4
    assert sum(not item["figures"] for item in sentences) >= len(sentences) / 4


def test_every_mark_of_an_article_stands_in_its_text():
    for item in corpus("articles.jsonl"):
        for mark in item["figures"]:
            assert mark["quote"] in item["text"]


def test_an_interval_holds_its_share_and_narrows_with_more():
    low, high = wilson(9, 10)
    narrow = wilson(900, 1000)
    assert low < 0.9 < high
    assert low < narrow[0] < 0.9 < narrow[1] < high


def test_nothing_right_is_no_precision():
    assert Score(right=0, wrong=3, missed=2).precision == 0
