"""The command line as a whole: help, options everywhere, exit codes, and hostile text in every surface."""

import re

import pytest

from dash.cli import COMMANDS, cli

HOSTILE = "=[red]x[/red]\x1b[31m\x1b]8;;http://e\x07\u202eevil\u2066\x9b31m"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_with_examples(aimarket, name):
    printed = aimarket(name, "--help")
    assert printed.code == 0
    assert re.search(rf"Examples:\n +aimarket .*{name}", printed.out)
    assert "\\b" not in printed.out
    assert "\b" not in printed.out


def test_the_help_answers_the_four_questions(aimarket):
    text = aimarket("--help").out
    assert "\n  Who says so, in which words?        aimarket why deepseek daily_active_users\n" in text
    for words in ("Who says so", "Who said it first", "What was known on day X", "May these two be compared"):
        assert words in text


def test_global_options_stand_before_or_after_the_command(home, aimarket, tmp_path):
    before = aimarket("--store", tmp_path / "s", "store", "info", "--format", "json").json
    after = aimarket("store", "info", "--store", tmp_path / "s", "--format", "json").json
    assert before == after
    assert before["uri"] == str(tmp_path / "s")


def test_version_and_unknown_commands(aimarket):
    assert aimarket("--version").out.startswith("aimarket, version ")
    printed = aimarket("shwo")
    assert printed.code == 2
    assert "show" in printed.err


def test_a_wrong_clock_is_a_usage_error(home, aimarket, monkeypatch):
    monkeypatch.setenv("AIMARKET_NOW", "yesterday")
    printed = aimarket("show")
    assert printed.code == 2
    assert "AIMARKET_NOW" in printed.err


def test_every_known_command_is_loaded_from_its_file():
    for name in COMMANDS:
        command = cli.get_command(None, name)
        assert command is not None
        assert command.name == name


@pytest.fixture
def hostile(empty, aimarket, tmp_path):
    import polars as pl

    row = {
        "entity": "suno", "metric": "users", "value": 5.0, "unit": "users", "start": "2025", "end": "2025",
        "origin": HOSTILE, "publisher": HOSTILE, "title": HOSTILE, "quote": HOSTILE, "url": "https://x.example/1",
        "stated_on": "2025-02-01",
    }  # fmt: skip
    pl.DataFrame([row]).write_parquet(tmp_path / "f.parquet")
    done = aimarket("import", tmp_path / "f.parquet")
    assert done.code == 0, done.err
    return aimarket


@pytest.mark.parametrize("form", ["table", "json", "ndjson", "csv", "markdown"])
@pytest.mark.parametrize(
    "arguments", [["show"], ["history", "suno", "users"], ["why", "suno", "users"], ["sql", "SELECT * FROM documents"]]
)
def test_foreign_text_is_never_interpreted(hostile, arguments, form):
    printed = hostile(*arguments, "--format", form)
    assert printed.code == 0
    forbidden = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
    assert not forbidden.search(printed.out)
    assert not forbidden.search(printed.err)
    if form == "json":
        assert any(HOSTILE in str(value) for value in printed.json[0].values())
