"""A shell completes commands, entities, metrics, sources, keys and values."""

import pytest


@pytest.fixture
def completed(home, aimarket, monkeypatch, capsys):
    """What a shell is offered for the last of some words."""

    def complete(*words):
        monkeypatch.setenv("_AIMARKET_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", " ".join(["aimarket", *words]))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        capsys.readouterr()
        with pytest.raises(SystemExit):
            aimarket()
        captured = capsys.readouterr()
        assert captured.err == ""
        return [line.partition(",")[2] for line in captured.out.splitlines() if line]

    return complete


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["hist"], "history"),
        (["history", "deepse"], "deepseek"),
        (["history", "deepseek", "daily"], "daily_active_users"),
        (["why", "chatg"], "chatgpt"),
        (["compare", "weekly"], "weekly_active_users"),
        (["compare", "weekly_active_users", "chatgpt", "doub"], "doubao"),
        (["show", "mone"], "money"),
        (["show", "--entity", "kim"], "kimi"),
        (["promises", "-e", "kim"], "kimi"),
        (["export", "x", "--what", "valu"], "valuation"),
        (["add", "kim"], "kimi"),
        (["add", "kimi", "monthly_a"], "monthly_active_users"),
        (["add", "kimi", "users", "5", "--stat"], "--status"),
        (["collect", "hugg"], "huggingface"),
        (["collect", "--only", "kim"], "kimi"),
        (["catalog", "entities", "kim"], "kimi"),
        (["catalog", "metrics", "valu"], "valuation"),
        (["check", "draft.m"], "draft.m"),
        (["chec"], "check"),
        (["config", "se"], "set"),
        (["config", "set", "network.tim"], "network.timeout_s"),
        (["config", "set", "screen.charset", "br"], "braille"),
        (["config", "set", "sources.github.enabled", "f"], "false"),
        (["store", "ver"], "verify"),
        (["--color", "al"], "always"),
    ],
)
def test_what_was_begun_is_ended(completed, words, offered):
    assert offered in completed(*words)


def test_an_entity_of_ones_own_is_offered_too(completed, home, tmp_path):
    own = tmp_path / "mine.toml"
    own.write_text('[[entity]]\nid = "zuse"\nname = "Zuse"\nkind = "company"\n', encoding="utf-8")
    config = home / "config" / "aimarket" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'[catalog]\nextra = ["{own}"]\n', encoding="utf-8")
    assert completed("why", "zus") == ["zuse"]
    config.write_text("[wrong\n", encoding="utf-8")
    assert completed("why", "kim") == []
    assert "network.tries" in completed("config", "set", "network.tr")


def test_an_unknown_command_offers_nothing_and_complains_about_nothing(completed):
    assert completed("nonsense", "x") == []


def test_the_help_says_how_to_switch_it_on(aimarket):
    assert "_AIMARKET_COMPLETE=bash_source" in aimarket("--help").out
