"""What is said of the market, collected over real sockets: views, ratings, mentions, papers, and articles in three ways."""

import json
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.fakes.apple import Apple
from tests.fakes.arxiv import Arxiv
from tests.fakes.dockerhub import DockerHub
from tests.fakes.gdelt import Gdelt
from tests.fakes.hackernews import HackerNews
from tests.fakes.modelscope import ModelScope
from tests.fakes.paper import Paper, Story
from tests.fakes.server import Quota, serving
from tests.fakes.wikimedia import Wikimedia, every_day

DAY_1, DAY_2 = "2030-01-15T12:00:00Z", "2030-01-16T12:00:00Z"
CHATGPT = "6448311069"
GROWS = "OpenAI said on Monday that ChatGPT has {} million weekly active users."
STORIES = {
    "/one": Story("The week in assistants", GROWS.format(731)),
    "/two": Story("A quiet week", "Anthropic said on Monday that Claude has 41 million monthly active users."),
    "/private/three": Story("For friends", GROWS.format(999)),
}


class World:
    """All the fakes, and the configuration that leads to them."""

    def __init__(self, enter, config):
        self.wikimedia = enter(Wikimedia({
            "en.wikipedia/ChatGPT": every_day(date(2030, 1, 8), 11, 12, 13, 0, 15, 16, 17, 18, 19),
            "en.wikipedia/Bard_(chatbot)": {date(2024, 2, 7): 900, date(2024, 2, 9): 7},
            "en.wikipedia/Gemini_(chatbot)": {date(2024, 2, 9): 800},
            "en.wikipedia/Google_Gemini": {date(2024, 2, 9): 5, date(2030, 1, 12): 700},
        }))  # fmt: skip
        self.apple = enter(Apple({("us", CHATGPT): 5_100_007}, {"us": ["1", CHATGPT]}))
        self.dockerhub = enter(DockerHub({"ollama/ollama": 321_000}))
        stories = [(datetime(2030, 1, day, tzinfo=UTC), "ChatGPT does things") for day in (7, 8, 13, 14)]
        self.hackernews = enter(HackerNews(stories))
        self.arxiv = enter(Arxiv({("cat:cs.AI", "202912"): 4_321}, Quota(100, 1.0)))
        self.modelscope = enter(ModelScope({f"Qwen/Model-{number}": 1_000 + number for number in range(60)}))
        self.paper = enter(Paper(dict(STORIES)))
        url = self.paper.url
        self.gdelt = enter(Gdelt({"english": [f"{url}/two?utm_source=gdelt"], "french": []}, Quota(100, 1.0)))
        self.tables = {
            "catalog": {"starter": False},
            "network": {
                "gap_s": 0.0, "backoff_s": 0.01, "tries": 2, "contact": "a@example.org", "allow_private": ["127.0.0.0/8"]
            },
            "sources.wikimedia": {
                "base_url": self.wikimedia.url, "articles": ["en.wikipedia/ChatGPT", "en.wikipedia/Google_Gemini"]
            },
            "sources.apple": {
                "base_url": self.apple.url, "charts_url": self.apple.url, "apps": [CHATGPT, "900000009"],
                "countries": ["us"],
            },
            "sources.dockerhub": {"base_url": self.dockerhub.url, "repositories": ["ollama/ollama"]},
            "sources.hackernews": {"base_url": self.hackernews.url, "terms": ["ChatGPT"]},
            "sources.arxiv": {"base_url": self.arxiv.url, "categories": ["cs.AI"], "terms": []},
            "sources.modelscope": {"base_url": self.modelscope.url, "organizations": ["Qwen"]},
            "sources.gdelt": {
                "base_url": self.gdelt.url, "terms": ["Claude", "Le Chat"], "languages": ["english", "french"]
            },
            "sources.feeds": {"urls": [f"{url}/rss"]},
            "sources.articles": {"urls": [f"{url}/one"]},
        }  # fmt: skip
        self.config = config
        self.write()

    def write(self):
        lines = []
        for table, keys in self.tables.items():
            lines += [f"[{table}]", *(f"{key} = {json.dumps(value)}" for key, value in keys.items())]
            lines += ["gap_s = 0.0"] if table.startswith("sources.") else []
        self.config.write_text("\n".join(lines) + "\n", encoding="utf-8")

    @property
    def sources(self):
        return [table.partition(".")[2] for table in self.tables if table.startswith("sources.")]


@pytest.fixture
def world(empty, monkeypatch):
    monkeypatch.setenv("AIMARKET_NOW", DAY_1)
    with ExitStack() as stack:
        yield World(lambda fake: stack.enter_context(serving(fake)), empty / "config" / "aimarket" / "config.toml")


@pytest.fixture
def collect(world, aimarket):
    """Collect some sources, all of the world if none is named, and return their outcomes by name."""

    def run(*sources):
        printed = aimarket("collect", *(sources or world.sources), "--format", "json")
        return {each["source"]: each for each in printed.json}

    return run


@pytest.fixture
def history(aimarket):
    def run(entity, metric):
        rows = aimarket("history", entity, metric, "--format", "json").json
        return [(row["end"], row["value"]) for row in rows]

    return run


def test_every_source_fills_its_figures_and_names_what_it_lacks(collect, history, aimarket):
    outcomes = collect()
    lacking = {name: each["error"] for name, each in outcomes.items() if each["error"]}
    assert set(lacking) == {"apple", "feeds"}
    assert "900000009 in US" in lacking["apple"]
    assert "/private/three" in lacking["feeds"]
    assert "robots.txt" in lacking["feeds"]
    assert history("chatgpt", "app_rank") == [("2030-01-15", 2)]
    assert history("chatgpt", "app_rating_count") == [("2030-01-15", 5_100_007)]
    assert history("chatgpt", "search_mentions") == [("2030-01-13", 3)]
    assert history("ollama", "image_pulls") == [("2030-01-15", 321_000)]
    assert history("arxiv:cs.AI", "papers")[-1] == ("2029-12-31", 4_321)
    assert history("qwen", "model_repositories") == [("2030-01-15", 60)]
    assert history("chatgpt", "weekly_active_users")[0][1] == 731e6
    assert history("claude", "monthly_active_users")[0][1] == 41e6
    (told,) = aimarket("why", "claude", "monthly_active_users", "--format", "json").json
    assert told["quote"] == STORIES["/two"].said


def test_a_whole_history_is_read_and_a_moved_title_is_stitched(collect, history):
    collect("wikimedia")
    assert history("chatgpt", "page_views") == [
        ("2030-01-08", 11), ("2030-01-09", 12), ("2030-01-10", 13), ("2030-01-12", 15), ("2030-01-13", 16)
    ]  # fmt: skip
    assert history("gemini", "page_views") == [("2024-02-07", 900), ("2024-02-09", 800), ("2030-01-12", 700)]


def test_the_next_day_adds_what_is_new_and_revises_what_changed(collect, history, world, monkeypatch):
    collect("wikimedia")
    fake = world.wikimedia.fake
    fake.last = date(2030, 1, 15)
    fake.views["en.wikipedia/ChatGPT"][date(2030, 1, 13)] = 1_600
    monkeypatch.setenv("AIMARKET_NOW", DAY_2)
    second = collect("wikimedia")["wikimedia"]
    assert history("chatgpt", "page_views")[-3:] == [("2030-01-13", 1_600), ("2030-01-14", 17), ("2030-01-15", 18)]
    assert second["added"] == 3
    assert world.wikimedia.paths[-2].endswith("/daily/20300110/20300115")


def test_a_page_that_three_sources_find_is_one_document(collect, world, aimarket):
    world.tables["sources.gdelt"]["languages"] = ["english"]
    world.tables["sources.articles"]["urls"].append(f"{world.paper.url}/two")
    world.write()
    collect("feeds", "gdelt", "articles")
    rows = aimarket(
        "sql", "select url, count(*) as n from documents group by url order by url", "--format", "json"
    ).json
    assert [(row["url"].rpartition("/")[2], row["n"]) for row in rows] == [("one", 1), ("two", 1)]
    led = [each for each in world.paper.asked if each.path == "/two" and each.query]
    assert len(led) == 1, "feeds and gdelt lead to it, and one of them reads it"


def test_the_same_again_adds_nothing_and_asks_only_whether_it_changed(collect, world):
    collect("feeds", "articles")
    asked = len(world.paper.asked)
    again = collect("feeds", "articles")
    assert [each["added"] for each in again.values()] == [0, 0]
    pages = [each for each in world.paper.asked[asked:] if each.path in ("/one", "/two", "/rss")]
    assert pages
    assert all("if-none-match" in each.headers for each in pages)


def test_an_edited_article_is_a_new_version_and_its_changed_figure_a_finding(collect, world, aimarket, monkeypatch):
    collect("articles")
    world.paper.fake.stories["/one"] = replace(STORIES["/one"], said=GROWS.format(713))
    monkeypatch.setenv("AIMARKET_NOW", DAY_2)
    assert collect("articles")["articles"]["added"] == 1
    rows = aimarket("sql", "select text from documents", "--format", "json").json
    assert len(rows) == 2
    findings = aimarket("sql", "select kind from findings", "--format", "json").json
    assert "silent_edit" in {row["kind"] for row in findings}


def test_links_in_a_feed_lead_nowhere_private_unless_that_network_is_allowed(collect, world):
    world.tables["network"]["allow_private"] = []
    world.write()
    outcome = collect("feeds")["feeds"]
    assert outcome["outcome"] == "failed"
    assert "private address" in outcome["error"]
    assert world.paper.paths == ["/rss"], "the feed itself was named by a person"


def test_a_source_that_is_down_costs_no_other(collect, world):
    world.gdelt.stop()
    world.hackernews.stop()
    outcomes = collect()
    assert outcomes["gdelt"]["outcome"] == outcomes["hackernews"]["outcome"] == "failed"
    assert outcomes["wikimedia"]["outcome"] == "ok"


def test_gdelt_that_pleads_is_left_alone_and_says_when_to_try_again(collect, world):
    world.tables["network"]["max_wait_s"] = 1
    world.write()
    world.gdelt.fake.quota = Quota(0, 60.0)
    outcome = collect("gdelt")["gdelt"]
    assert "try after" in outcome["error"]
    assert outcome["requests"] <= 2


def test_a_source_whose_pages_others_read_has_not_failed_for_one_odd_lead(collect, world):
    world.gdelt.fake.leads = {"english": [f"{world.paper.url}/one", f"{world.paper.url}/two", "javascript:alert(1)"]}
    world.paper.fake.stories.pop("/private/three")
    outcomes = collect()
    assert outcomes["gdelt"]["outcome"] == "partial"
    assert "javascript:alert(1)" in outcomes["gdelt"]["error"]
