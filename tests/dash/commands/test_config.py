"""``config`` says what is set and from where, and never rewrites a person's file."""

from metrics.config.colors import COLORS, is_color


def test_show_names_the_source_of_every_value(home, aimarket):
    rows = {row["key"]: row for row in aimarket("config", "show", "--format", "json").json}
    assert rows["network.tries"] == {"key": "network.tries", "value": 4, "source": "default"}
    assert aimarket("config", "set", "network.tries", "9").code == 0
    rows = {row["key"]: row for row in aimarket("config", "show", "--format", "json").json}
    assert (rows["network.tries"]["value"], rows["network.tries"]["source"]) == (9, "settings")


def test_init_writes_a_file_once(home, aimarket):
    printed = aimarket("config", "init")
    assert printed.code == 0
    path = printed.out.strip()
    assert path == aimarket("config", "path").out.strip()
    assert aimarket("config", "init").code == 2
    assert aimarket("config", "check").code == 0


def test_a_path_that_no_file_can_have_is_refused_by_every_command(home, aimarket, monkeypatch):
    for path in ("/".join(["", "tmp", "a" * 300, "c.toml"]), "/".join(["", "tmp", *["a" * 200] * 30])):
        for arguments in (["config", "init"], ["config", "set", "network.tries", "3"], ["config", "show"], ["show"]):
            printed = aimarket("--config", path, *arguments)
            assert printed.code == 2, (arguments, printed.err)
            assert "File name too long" in printed.err
            assert len(printed.err) < 300
        monkeypatch.setenv("AIMARKET_CONFIG", path)
        assert aimarket("config", "init", "--force").code == 2
        monkeypatch.delenv("AIMARKET_CONFIG")


def test_a_wrong_file_stops_every_command_with_exit_2(home, aimarket, tmp_path):
    path = tmp_path / "c.toml"
    path.write_text("[network]\ntimeout = 5\n", encoding="utf-8")
    for arguments in (["show"], ["config", "check"], ["doctor"]):
        printed = aimarket("--config", path, *arguments)
        assert printed.code == 2
        assert f"{path}:2" in printed.err or f"{path}:2" in printed.out
    assert aimarket("show", "--config", tmp_path / "nowhere.toml").code == 2


def test_an_unknown_key_is_not_set(home, aimarket):
    printed = aimarket("config", "set", "network.trys", "9")
    assert printed.code == 2
    assert "network.tries" in printed.err


def test_a_setting_that_would_lock_everything_is_not_written(home, aimarket, tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text("[entities.x]\nnmae = 1\n", encoding="utf-8")
    for value in ('["nofile.toml"]', f'["{broken}"]'):
        assert aimarket("config", "set", "catalog.extra", value).code == 2
    assert aimarket("config", "check").code == 0


def test_a_wrong_configuration_is_shown_and_can_be_mended_by_its_own_command(home, aimarket):
    aimarket("config", "set", "network.tries", "7")
    settings = home / "config" / "aimarket" / "settings.toml"
    settings.write_text('[catalog]\nextra = ["nofile.toml"]\n[network]\ntries = 7\n', encoding="utf-8")
    printed = aimarket("config", "show", "--format", "json")
    assert printed.code == 2
    assert f"{settings}:2: catalog.extra" in printed.err
    assert {row["key"]: row["value"] for row in printed.json}["network.tries"] == 7
    assert aimarket("config", "path").code == 0
    assert aimarket("show").code == 2
    assert aimarket("config", "set", "catalog.extra", "[]").code == 0
    assert aimarket("config", "check").code == 0


def test_an_unknown_scheme_of_a_store_is_refused_before_it_is_opened(home, aimarket, monkeypatch):
    for arguments in (["config", "check"], ["store", "info"]):
        for uri in ("foo://x", "://", "=1://x"):
            assert aimarket("--store", uri, *arguments).code == 2
    assert aimarket("config", "set", "store.uri", "foo://x").code == 2
    monkeypatch.setenv("AIMARKET_STORE", "foo://x")
    printed = aimarket("config", "check")
    assert printed.code == 2
    assert "AIMARKET_STORE" in printed.err


def test_a_negative_number_is_a_value_and_no_option(home, aimarket):
    printed = aimarket("config", "set", "network.timeout_s", "-1")
    assert printed.code == 2
    assert "above zero, a billion at most, not -1" in printed.err
    assert "count cannot be negative" in aimarket("add", "kimi", "users", "-5", "--unit", "users").err
    assert "--origin" in aimarket("add", "kimi", "users", "5", "--orign", "x").err


def test_storage_options_are_listed_and_secrets_are_not(home, aimarket):
    printed = aimarket("config", "set", "store.options.AWS_SECRET_ACCESS_KEY", "sesame")
    assert printed.code == 0
    assert "sesame" not in printed.out
    aimarket("config", "set", "store.options.AWS_REGION", "eu-central-1")
    for form in ("json", "table"):
        shown = aimarket("config", "show", "--format", form).out
        assert "sesame" not in shown
        assert "eu-central-1" in shown
    rows = {row["key"]: row for row in aimarket("config", "show", "--format", "json").json}
    assert rows["store.options.AWS_SECRET_ACCESS_KEY"]["value"] == "***"
    assert rows["store.options.AWS_REGION"]["source"] == "settings"


def test_a_setting_can_be_taken_back(home, aimarket):
    aimarket("config", "set", "network.tries", "7")
    assert aimarket("config", "set", "network.tries", "--unset").code == 0
    rows = {row["key"]: row for row in aimarket("config", "show", "--format", "json").json}
    assert rows["network.tries"]["source"] == "default"
    assert aimarket("config", "set", "network.tries").code == 2
    assert aimarket("config", "set", "network.tries", "7", "--unset").code == 2


def test_every_colour_that_may_be_set_is_one_that_is_drawn():
    from rich.color import ANSI_COLOR_NAMES, Color

    assert frozenset(ANSI_COLOR_NAMES) == COLORS
    for written in ("#00af5f", "color(255)", "rgb(1,2,255)", "default", "Bright_Blue"):
        assert is_color(written)
        Color.parse(written)
