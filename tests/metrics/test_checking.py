"""Articles are proof-read: planted distortions are found, honest figures are left in peace, nothing is stored."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from metrics.catalog import load as load_catalog
from metrics.checking import bent, check_articles
from metrics.clock import now
from metrics.config import load as load_config
from metrics.importing import import_files
from metrics.market import Market
from metrics.reading import Content, Said, read_articles
from metrics.views.checking import CHECK

DATA = Path(__file__).parents[1] / "data" / "proofs"
RECALL = 0.9


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    """An invented ledger of 2026, without the starter figures."""
    folder = tmp_path_factory.mktemp("proofs")
    path = folder / "config.toml"
    path.write_text("[catalog]\nstarter = false\n", encoding="utf-8")
    market = Market.open(load_config(path, store=str(folder / "store")), load_catalog(), now=now())
    import_files(market, [DATA / "ledger.csv"])
    return market


@pytest.fixture(scope="module")
def check(market):
    """Proof-read one text."""

    def checked(text, language="en", published="2026-05-08", source="a.txt", **more):
        said = Said(date.fromisoformat(published) if published else None, language)
        read = read_articles([Content(source, text.encode())], market.catalog, said, at=market.now)
        return check_articles(market, [*read], **more)

    return checked


@pytest.fixture(scope="module")
def articles(check):
    """The invented articles, each with the kinds that were found in it."""
    told = [json.loads(line) for line in (DATA / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    for article in told:
        rows = check(article["text"], article["language"], article["published"]).to_dicts()
        article["found"] = {(row["entity"], each["kind"]) for row in rows for each in row["findings"]}
        article["read"] = {row["entity"] for row in rows}
    return told


def test_planted_distortions_are_found(articles):
    planted = [article for article in articles if article["kind"]]
    missed = defaultdict(list)
    for article in planted:
        if (article["entity"], article["kind"]) not in article["found"]:
            missed[article["kind"]].append(article["id"])
    assert len(planted) >= 30
    assert {article["language"] for article in planted} == {"en", "fr", "de", "es", "it", "pt", "ja", "zh", "ko"}
    assert sum(map(len, missed.values())) <= (1 - RECALL) * len(planted), dict(missed)


def test_honest_articles_raise_no_alarm(articles):
    honest = [article for article in articles if not article["kind"]]
    assert len(honest) >= 15
    assert [(article["id"], article["found"]) for article in honest if article["found"]] == []
    unread = [article["id"] for article in honest if article["entity"] and article["entity"] not in article["read"]]
    assert unread == []


KIMI = "Chatbots\n\nAccording to AICPB, Kimi had 6.42 million daily active users on 31 March 2026.\n"


def test_nothing_is_stored(market, check):
    before = market.store.info()
    assert check(KIMI).height == 1
    assert market.store.info() == before


def test_the_rows_have_the_fields_of_read_and_the_findings(check):
    rows = check(KIMI)
    assert [name for name in rows.columns if not name.startswith("_")] == list(CHECK)
    assert list(CHECK)[-1] == "findings"
    assert rows["_standing"].item() == "matches"
    assert rows["_known"].item() == "6.42 M, AICPB, 31 Mar 2026"


def test_a_finding_names_origin_and_day_and_the_observation_it_is_held_against(market, check):
    rows = check(KIMI.replace("31 March", "3 March"))
    [finding] = rows["findings"].item().to_list()
    assert finding["kind"] == "date_shift"
    assert "AICPB" in finding["message"]
    assert "31 Mar 2026" in finding["message"]
    stored = market.collect(market.store.observations())
    assert finding["against"] in stored["id"].to_list()
    assert bent(rows) == 1


def test_a_figure_that_nobody_tells_is_new_and_no_fault(check):
    rows = check("Pictures\n\nMidjourney has 1.9 million paying subscribers, the company said in April 2026.")
    assert rows["_standing"].to_list() == ["new"]
    assert rows["findings"].to_list() == [[]]
    assert bent(rows) == 0


def test_what_is_new_comes_with_what_is_known_of_the_nearest_time(check):
    rows = check(KIMI.replace("6.42 million", "7.05 million").replace("31 March", "30 April"))
    assert rows["_standing"].item() == "new"
    assert rows["_known"].item() == "6.42 M, AICPB, 31 Mar 2026"


def test_a_bent_figure_is_not_told_of_lost_digits_too(check):
    rows = check("Chatbots\n\nKimi had 6.4 million daily active users on 3 March 2026.")
    assert [each["kind"] for each in rows["findings"].item()] == ["date_shift"]


def test_what_one_sentence_rounds_another_may_tell_exactly(check):
    rounded = "Chatbots\n\nAccording to AICPB, Kimi had 6.4 million daily active users on 31 March 2026.\n"
    assert [each["kind"] for each in check(rounded)["findings"].item()] == ["rounded"]
    both = check(
        rounded + "\nThe exact count: according to AICPB, Kimi had 6.42 million daily active users on 31 March 2026.\n"
    )
    assert [findings.to_list() for findings in both["findings"]] == [[]] * both.height


@pytest.mark.parametrize("text", ["", "   \n", "The weather was fine in Paris, and nobody spoke of numbers."])
def test_a_text_without_figures_has_no_rows(check, text):
    rows = check(text)
    assert rows.is_empty()
    assert rows.schema == check(KIMI).schema


def test_lines_and_columns_are_those_of_the_file(check):
    row = check(KIMI).row(0, named=True)
    line = KIMI.split("\n")[row["_line"] - 1]
    assert row["_line"] == 3
    assert line[row["_column"] - 1 :].startswith("6.42 million")


def test_several_articles_are_each_held_against_the_store_alone(market):
    texts = [KIMI, KIMI.replace("6.42", "64.2"), KIMI]
    contents = [Content(f"{place}.txt", text.encode()) for place, text in enumerate(texts)]
    read = [*read_articles(contents, market.catalog, Said(date(2026, 5, 8), "en"), at=market.now)]
    rows = check_articles(market, read)
    assert rows["_standing"].to_list() == ["matches", "bent", "matches"]
    assert rows["source"].to_list() == ["0.txt", "1.txt", "2.txt"]
