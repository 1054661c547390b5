"""A configuration is read with defaults, and each fault names file, line, key and the nearest known key."""

import contextlib
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.config import example, load, located, specs, store_setting
from metrics.config.load import line_of
from metrics.errors import ConfigError


def written(tmp_path, text):
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(tmp_path, text):
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load(path, environ={})
    assert str(path) in str(caught.value)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_without_a_file_every_key_has_its_default(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    settings = load(environ={})
    assert set(settings.values) == set(specs())
    assert set(settings.sources.values()) == {"default"}
    assert settings.store_uri.endswith("aimarket/store")


def test_a_named_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match="no such configuration file"):
        load(tmp_path / "nowhere.toml", environ={})


def test_a_file_overrides_defaults_and_settings_override_the_file(tmp_path):
    path = written(tmp_path, '[screen]\ncharset = "block"\n[network]\ntries = 2\n')
    store_setting(load(path, environ={}), "screen.charset", "ascii")
    settings = load(path, environ={})
    assert (settings.values["screen.charset"], settings.sources["screen.charset"]) == ("ascii", "settings")
    assert (settings.values["network.tries"], settings.sources["network.tries"]) == (2, "file")
    assert path.read_text(encoding="utf-8") == '[screen]\ncharset = "block"\n[network]\ntries = 2\n'


def test_the_environment_and_the_command_line_name_the_store(tmp_path):
    path = written(tmp_path, '[store]\nuri = "here"\n')
    assert load(path, environ={"AIMARKET_STORE": "there"}).store_uri == "there"
    assert load(path, store="s3://mine/x", environ={"AIMARKET_STORE": "there"}).store_uri == "s3://mine/x"
    assert load(path, environ={}).sources["store.uri"] == "file"


def test_the_environment_names_the_file(tmp_path):
    path = written(tmp_path, "")
    assert located(environ={"AIMARKET_CONFIG": str(path)}) == path


def test_an_unknown_key_names_line_key_and_the_nearest(tmp_path):
    message = refused(tmp_path, "[network]\ntries = 3\n\ntimeout = 5\n")
    assert ":4:" in message
    assert "'network.timeout'" in message
    assert "network.timeout_s" in message


def test_an_unknown_table_is_not_passed_over(tmp_path):
    assert "'netwrok'" in refused(tmp_path, "[netwrok]\n")
    assert "sources.huggingface" in refused(tmp_path, "[sources.hugingface]\nenabled = true\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[network]\ntimeout_s = 0\n", "above zero"),
        ("[network]\ntimeout_s = inf\n", "above zero"),
        ("[network]\ntimeout_s = nan\n", "above zero"),
        ("[network]\ntries = true\n", "whole number"),
        ("[network]\ntries = 1.5\n", "whole number"),
        ('[network]\nallow_private = ["nonsense"]\n', "networks"),
        ('[sources.github]\nbase_url = "ftp://x.example"\n', "http://"),
        ('[sources.github]\nbase_url = "http://"\n', "http://"),
        ('[sources.github]\nevery = "soon"\n', "duration"),
        ('[sources.feeds]\nurls = ["file:///etc/passwd"]\n', "http://"),
        ('[screen]\ncharset = "runes"\n', "braille, block, ascii"),
        ('[keys]\ncolect = "r"\n', "keys.collect"),
        ("[keys]\ncollect = 3\n", "key such as"),
        ("store = 3\n", "unknown key"),
        ('[catalog]\nextra = ["missing.toml"]\n', "no such file"),
        ("[network\n", "not valid TOML"),
    ],
)
def test_a_wrong_value_is_refused_in_words(tmp_path, text, words):
    assert words in refused(tmp_path, text)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        load(path, environ={})


def test_the_example_file_in_the_repository_shows_every_key(request):
    shown = (request.config.rootpath / "config.example.toml").read_text(encoding="utf-8")
    assert shown == example()
    for name in specs():
        table, _, key = name.rpartition(".")
        assert f"[{table}]" in shown
        assert f"# {key} = " in shown


def test_the_example_with_every_key_uncommented_is_a_good_configuration(tmp_path):
    lines = [line.removeprefix("# ") if " = " in line else line for line in example().splitlines()]
    text = "\n".join(line for line in lines if not line.startswith(("# ", "This", "AWS_REGION =")))
    assert len(tomllib.loads(text)["sources"]) == 16
    settings = load(written(tmp_path, text), environ={})
    assert settings.values["network.contact"] == "name@example.org"


def test_store_options_are_free(tmp_path):
    path = written(tmp_path, '[store]\nuri = "s3://b/p"\n[store.options]\nAWS_REGION = "eu-central-1"\n')
    assert load(path, environ={}).store_options == {"AWS_REGION": "eu-central-1"}


def test_the_line_of_a_key_is_found_in_tables_and_dotted_keys():
    text = 'network.tries = 2\n[sources]\n[sources.github]  # mine\nevery = "1d"\n'
    assert line_of(text, "network.tries") == 1
    assert line_of(text, "sources.github.every") == 4
    assert line_of(text, "sources.github") == 3


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_never_crashes(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("config") / "config.toml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass" if text.isascii() else "replace")
    with contextlib.suppress(ConfigError):
        assert load(path, environ={}).path == path
