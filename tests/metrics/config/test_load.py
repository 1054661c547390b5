"""A configuration is read with defaults, and each fault names file, line, key and the nearest known key."""

import contextlib
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.config import example, load, located, masked, specs, store_setting, survey
from metrics.config.load import line_of
from metrics.errors import ConfigError
from metrics.literal import FORBIDDEN


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
        ("[network]\ntries = 99999999999999999999\n", "a trillion at most"),
        ("[network]\ntimeout_s = 1e300\n", "a billion at most"),
        ("[network]\ngap_s = -1\n", "zero or more"),
        ('[network]\ncontact = ""\n', "one line, not empty"),
        ('[network]\ncontact = "a\\r\\nX-Evil: 1"\n', "one line"),
        ('[network]\ncontact = "\\u001b[31m"\n', "one line"),
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
        ('[store]\nuri = "foo://x"\n', "s3://"),
        ('[store.options]\nA = ["x"]\n', "store.options.A must be a string"),
        ('[screen]\nup_color = "greenish"\n', "colour such as"),
        ('[screen]\ndown_color = "color(256)"\n', "colour such as"),
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


@pytest.mark.parametrize(
    "url",
    [
        "http://a b",
        "http://a\\u001b",
        "http://a\\u202e",
        "http://a\\u009b",
        "http://a\\t",
        "http://a\\n/",
        "http://a\\\\b",
    ],
)
@pytest.mark.parametrize("key", ["sources.github.base_url", "sources.edgar.archive_url", "sources.feeds.urls"])
def test_an_address_with_spaces_or_characters_that_act_is_refused_and_shown_harmless(tmp_path, url, key):
    value = f'["{url}"]' if key.endswith("urls") else f'"{url}"'
    message = refused(tmp_path, f"{key} = {value}\n")
    assert "without spaces" in message
    assert not set(message) & set(FORBIDDEN)


def test_every_fault_of_both_files_is_named_at_once(tmp_path):
    (tmp_path / "settings.toml").write_text("[network]\ntries = 0\n", encoding="utf-8")
    message = refused(tmp_path, "[network]\ntimeout = 1\n\n[screen]\ncharset = 3\n")
    places = [line.split(": ")[0] for line in message.splitlines()]
    assert places == [f"{tmp_path}/config.toml:2", f"{tmp_path}/config.toml:5", f"{tmp_path}/settings.toml:2"]


@pytest.mark.parametrize("named", ["config.toml", "settings.toml"])
def test_a_missing_catalog_is_blamed_on_the_file_that_names_it(tmp_path, named):
    written(tmp_path, "")
    (tmp_path / named).write_text('[catalog]\nstarter = true\nextra = ["gone.toml"]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=f"{named}:3: catalog.extra names .*gone.toml, and there is no such file"):
        load(tmp_path / "config.toml", environ={})


@pytest.mark.parametrize(
    "uri", ["foo://x", "://", "=1://x", "s3://", "s3:/bucket", "", " ", "file://host/x", "a\nb", "a\u202eb"]
)
def test_a_store_of_no_known_scheme_is_refused_wherever_it_is_named(tmp_path, uri):
    path = written(tmp_path, "")
    with pytest.raises(ConfigError, match=r"^--store must be the path of a folder"):
        load(path, store=uri, environ={})
    if uri:
        with pytest.raises(ConfigError, match=r"^AIMARKET_STORE must be the path of a folder"):
            load(path, environ={"AIMARKET_STORE": uri})


def test_a_survey_keeps_what_is_right(tmp_path):
    path = written(tmp_path, '[network]\ntries = 2\ntimeout_s = 0\n[catalog]\nextra = ["gone.toml"]\n')
    configuration, faults = survey(path, environ={})
    assert configuration.values["network.tries"] == 2
    assert configuration.values["network.timeout_s"] == 20
    assert len(faults) == 2


def test_a_path_that_is_too_long_is_one_short_line(tmp_path):
    for path in (tmp_path / ("a" * 300), Path("a" * 5000)):
        with pytest.raises(ConfigError, match="File name too long") as caught:
            load(path, environ={})
        assert len(str(caught.value)) < 300
    assert "too long" in refused(tmp_path, f'[catalog]\nextra = ["{"a" * 300}"]\n')


def test_storage_options_are_strings_whatever_they_look_like(tmp_path):
    path = written(tmp_path, '[store.options]\nallow_http = true\ntimeout = 30\nA = "x"\n')
    assert load(path, environ={}).store_options == {"allow_http": "true", "timeout": "30", "A": "x"}


def test_the_value_of_a_secret_storage_option_is_masked():
    for name in ("AWS_SECRET_ACCESS_KEY", "azure_storage_sas_token", "password", "azure_storage_account_key"):
        assert masked(f"store.options.{name}", "abc") == "***"
    assert masked("store.options.AWS_REGION", "abc") == "abc"
    assert masked("sources.github.token_env", "GITHUB_TOKEN") == "GITHUB_TOKEN"


def test_the_password_in_an_address_is_masked_whatever_the_key():
    assert masked("store.uri", "s3://me:a/b c@bucket/x") == "s3://***@bucket/x"
    assert masked("store.options.AWS_ENDPOINT_URL", "http://me:a@host") == "http://***@host"
    assert masked("screen.charset", "ascii") == "ascii"
    assert masked("network.tries", 4) == 4


@pytest.mark.parametrize(
    "named", [{"store": "s3://me:pw/d@bucket"}, {"environ": {"AIMARKET_STORE": "s3://me:p pw/d@bucket"}}]
)
def test_a_refused_store_is_told_without_its_password(tmp_path, named):
    _, faults = survey(written(tmp_path, '[store]\nuri = "s3://me:p pw\'d@bucket"\n'), **{"environ": {}, **named})
    assert len(faults) == 2
    assert not any("pw" in fault for fault in faults)
