"""``config`` says what is set and from where, and never rewrites a person's file."""


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
