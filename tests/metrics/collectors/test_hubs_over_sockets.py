"""The three hubs over real sockets: collected on two days, shown, explained; renamed, revised, down."""

import json

import pytest

from tests.fakes.github import GitHub
from tests.fakes.huggingface import HuggingFace
from tests.fakes.lmarena import LMArena, Storage
from tests.fakes.server import html, serving

OTHERS = "wikimedia apple pypistats openrouter dockerhub hackernews arxiv edgar epoch modelscope gdelt feeds articles"


@pytest.fixture
def hubs(empty):
    """Hugging Face, GitHub and LMArena on this machine, and a configuration that asks nobody else."""
    arena = LMArena()
    with serving(HuggingFace(), GitHub(), arena, Storage(arena)) as (hub, host, board, _):
        settings = [
            "[catalog]\nstarter = false\n[network]\ngap_s = 0.0\nbackoff_s = 0.01\ntries = 2\nmax_wait_s = 0.2\nallow_private = ['127.0.0.0/8']",
            f"[sources.huggingface]\nbase_url = {hub.url!r}\norganizations = ['acme', 'tinker']",
            "models = ['Quill-AI/Nib', 'acme/bolt-1b']",
            f"[sources.github]\nbase_url = {host.url!r}\norganizations = ['acme']\nrepositories = ['acme/bolt']",
            f"[sources.lmarena]\nbase_url = {board.url!r}",
            *(f"[sources.{name}]\nenabled = false" for name in OTHERS.split()),
        ]
        (empty / "config" / "aimarket" / "config.toml").write_text("\n".join(settings))
        yield hub, host, board


def collected(aimarket, *sources, code=0):
    printed = aimarket("collect", *sources, "--format", "json")
    assert printed.code == code, printed.out + printed.err
    return {each["source"]: each for each in printed.json}


def history(aimarket, entity, metric):
    return [row["value"] for row in aimarket("history", entity, metric, "--format", "json").json]


def shown(aimarket, metric):
    return {row["entity"]: row["value"] for row in aimarket("show", metric, "--format", "json").json}


def test_one_day_fills_what_is_shown(hubs, aimarket):
    outcomes = collected(aimarket)
    assert {name: each["outcome"] for name, each in outcomes.items() if each["outcome"] != "skipped"} == {
        "huggingface": "ok", "github": "ok", "lmarena": "ok"
    }  # fmt: skip
    assert shown(aimarket, "model_repositories") == {"huggingface:acme": 5.0, "huggingface:tinker": 1.0}
    assert shown(aimarket, "model_downloads")["huggingface:Quill-AI/Nib"] == 1_040.0
    assert shown(aimarket, "github_stars")["github:acme/bolt"] == 101.0
    assert shown(aimarket, "benchmark_score")["deepseek_r1"] == 1_289.5
    (row,) = aimarket("why", "github:acme", "public_repositories", "--format", "json").json
    assert (row["role"], row["publisher"], row["url"]) == ("origin", "GitHub", "https://github.com/acme")


def test_the_same_day_again_adds_nothing(hubs, aimarket):
    first = collected(aimarket, "huggingface", "github", "lmarena")
    again = collected(aimarket, "huggingface", "github", "lmarena")
    assert all(each["added"] == 0 for each in again.values())
    assert again["huggingface"]["confirmed"] == first["huggingface"]["added"]


def test_another_day_adds_a_point_and_a_rename_keeps_the_line(hubs, aimarket, monkeypatch):
    hub, host, _ = hubs
    collected(aimarket)
    for each in hubs:
        each.fake.day = 2
    hub.fake.rename("Quill-AI/Nib", "Quill-AI/Nib-Classic")
    host.fake.rename("acme/bolt", "acme/Thunder")
    monkeypatch.setenv("AIMARKET_NOW", "2026-11-25T12:30:00Z")
    collected(aimarket)
    assert history(aimarket, "huggingface:Quill-AI/Nib", "model_likes") == [50.0, 51.0]
    assert history(aimarket, "github:acme/bolt", "github_stars") == [101.0, 106.0]
    assert history(aimarket, "huggingface:acme", "followers") == [711.0, 722.0]
    assert "github:acme/Thunder" not in shown(aimarket, "github_stars")


def test_what_went_wrong_is_named_and_the_rest_is_stored(hubs, aimarket):
    hub, host, _ = hubs
    hub.odd["/api/models/Quill-AI/Nib"] = html()
    host.odd["/orgs/acme/repos"] = html().but(cut=4)
    outcomes = collected(aimarket, code=3)
    assert outcomes["huggingface"]["outcome"] == outcomes["github"]["outcome"] == "partial"
    assert "Quill-AI/Nib" in outcomes["huggingface"]["error"]
    assert "repositories of acme" in outcomes["github"]["error"]
    assert shown(aimarket, "github_stars") == {"github:acme/bolt": 101.0}


def test_a_hub_that_is_down_stops_no_other(hubs, aimarket):
    hub, _, _ = hubs
    hub.stop()
    outcomes = collected(aimarket, code=3)
    assert (outcomes["huggingface"]["outcome"], outcomes["github"]["outcome"]) == ("failed", "ok")
    assert outcomes["huggingface"]["requests"] < 5


def test_tokens_stay_at_home(hubs, aimarket, monkeypatch):
    _, host, board = hubs
    monkeypatch.setenv("GITHUB_TOKEN", "github-secret")
    monkeypatch.setenv("HF_TOKEN", "hub-secret")
    printed = aimarket("collect", "github", "lmarena", "--format", "json", "-v")
    assert printed.code == 0
    assert {ask.token for ask in host.asked} == {"github-secret"}
    assert {ask.token for ask in board.asked} == {None}
    assert "secret" not in printed.out + printed.err
    assert json.loads(printed.out)[0]["outcome"] == "ok"
