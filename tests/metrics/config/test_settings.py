"""What the program sets goes to its own file, whole or not at all."""

import pytest

from metrics.config import load, store_setting
from metrics.errors import ConfigError


@pytest.fixture
def settings(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text("", encoding="utf-8")
    return load(path, environ={})


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("network.tries", "7", 7),
        ("network.gap_s", "0.25", 0.25),
        ("screen.charset", "ascii", "ascii"),
        ("screen.theme", '"nord"', "nord"),
        ("sources.github.enabled", "false", False),
        ("sources.github.organizations", '["a", "b"]', ["a", "b"]),
        ("keys.collect", "ctrl+r", "ctrl+r"),
        ("store.uri", "/somewhere/else", "/somewhere/else"),
    ],
)
def test_a_value_is_kept_with_its_type(settings, key, typed, kept):
    assert store_setting(settings, key, typed) == kept
    assert load(settings.path, environ={}).values[key] == kept


def test_earlier_settings_stay(settings):
    store_setting(settings, "network.tries", "7")
    store_setting(settings, "screen.charset", "ascii")
    assert load(settings.path, environ={}).values["network.tries"] == 7


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [("network.trys", "7", "network.tries"), ("network.tries", "many", "whole number"), ("keys.fly", "f", "unknown")],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(settings, key, typed, words):
    with pytest.raises(ConfigError, match=words):
        store_setting(settings, key, typed)
    assert not settings.settings_path.exists()


def test_no_half_written_file_is_left(settings, tmp_path):
    store_setting(settings, "network.tries", "7")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.toml", "settings.toml"]
