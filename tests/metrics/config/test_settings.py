"""What the program sets goes to its own file, whole or not at all."""

import pytest

from metrics.config import forget_setting, load, store_setting
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
        ("screen.up_color", "Bright_Blue", "Bright_Blue"),
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
    [
        ("network.trys", "7", "network.tries"),
        ("network.tries", "many", "whole number"),
        ("keys.fly", "f", "unknown"),
        ("network.timeout_s", "-1", "above zero, a billion at most, not -1"),
        ("catalog.extra", '["gone.toml"]', "no such file"),
        ("store.uri", "foo://x", "s3://"),
        ("screen.up_color", "greenish", "colour"),
        ("store.options.a b", "x", "no name of a storage option"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(settings, key, typed, words):
    with pytest.raises(ConfigError, match=words):
        store_setting(settings, key, typed)
    assert not settings.settings_path.exists()


def test_no_half_written_file_is_left(settings, tmp_path):
    store_setting(settings, "network.tries", "7")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.toml", "settings.toml"]


def test_storage_options_are_kept_as_text(settings):
    store_setting(settings, "store.options.AWS_REGION", "eu-central-1")
    store_setting(settings, "store.options.timeout", "30")
    store_setting(settings, "store.options.quoted", '"a b"')
    kept = load(settings.path, environ={})
    assert kept.store_options == {"AWS_REGION": "eu-central-1", "timeout": "30", "quoted": "a b"}
    assert kept.sources["store.options.timeout"] == "settings"


def test_a_wrong_settings_file_can_be_mended_key_by_key(settings):
    settings.settings_path.write_text('odd = 1\n[catalog]\nextra = ["gone.toml"]\n[screen]\ntheme = "nord"\n')
    store_setting(settings, "catalog.extra", "[]")
    assert forget_setting(settings, "odd")
    mended = load(settings.path, environ={})
    assert (mended.values["catalog.extra"], mended.values["screen.theme"]) == ([], "nord")


def test_a_settings_file_that_is_no_toml_is_named_and_left_alone(settings):
    settings.settings_path.write_text("[broken")
    with pytest.raises(ConfigError, match=r"settings\.toml: cannot be read"):
        store_setting(settings, "network.tries", "7")
    assert settings.settings_path.read_text() == "[broken"


def test_a_forgotten_setting_leaves_no_empty_table(settings):
    store_setting(settings, "sources.github.every", "6h")
    store_setting(settings, "network.tries", "7")
    assert forget_setting(settings, "sources.github.every")
    assert not forget_setting(settings, "sources.github.every")
    assert not forget_setting(settings, "network.tries.deeper")
    assert settings.settings_path.read_text() == "[network]\ntries = 7\n"
