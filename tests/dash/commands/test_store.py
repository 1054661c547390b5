"""``store`` says what is kept and whether it is well; an unusable store is exit 5."""


def test_info_counts_what_is_kept(filled, home):
    info = filled("store", "info", "--format", "json").json
    assert list(info) == ["uri", "version", "observations", "documents", "runs", "files", "bytes"]
    assert (info["observations"], info["runs"]) == (10, 1)


def test_verify_is_quiet_when_all_is_well(filled):
    assert filled("store", "verify").code == 0
    assert filled("store", "verify", "--format", "json").json == []
    assert filled("store", "compact").code == 0
    assert filled("store", "verify").code == 0


def test_a_file_in_place_of_the_store_is_exit_5(home, aimarket, tmp_path):
    path = tmp_path / "store"
    path.write_text("a file", encoding="utf-8")
    printed = aimarket("--store", path, "show")
    assert printed.code == 5
    assert str(path) in printed.err
    assert path.read_text(encoding="utf-8") == "a file"


def test_verify_makes_no_store_where_there_is_none(home, aimarket, tmp_path):
    assert aimarket("--store", tmp_path / "nope", "store", "verify").code == 5
    assert not (tmp_path / "nope").exists()


def test_an_unknown_scheme_is_exit_2(home, aimarket):
    assert aimarket("--store", "gopher://x/y", "show").code == 2


def test_a_broken_log_is_exit_5(filled, empty):
    logs = sorted((empty / "data" / "aimarket" / "store").rglob("_delta_log/*.json"))
    assert logs
    for log in logs:
        log.write_text("{ no json", encoding="utf-8")
    for arguments in (["show"], ["store", "verify"], ["store", "info"]):
        printed = filled(*arguments)
        assert printed.code == 5, arguments
        assert "Traceback" not in printed.err
        assert any(str(log) in printed.err for log in logs)
        assert "from a copy" in printed.err
        assert "store verify --repair" in printed.err


def test_a_damaged_file_is_listed_with_what_to_do(filled, empty):
    (file,) = (empty / "data" / "aimarket" / "store" / "observations").glob("*.parquet")
    file.write_bytes(b"x")
    printed = filled("store", "verify")
    assert printed.code == 5
    assert file.name in printed.out
    assert "1 problem, listed above. Restore" in printed.err


def test_repair_says_what_it_did_and_what_is_lost(filled, empty):
    (file,) = (empty / "data" / "aimarket" / "store" / "observations").glob("*.parquet")
    file.write_bytes(b"x")
    printed = filled("store", "verify", "--repair", "--format", "json")
    assert printed.code == 0
    assert [line["kind"] for line in printed.json] == ["set_aside", "lost"]
    assert "10 rows: no file holds them any more" in printed.json[1]["message"]
    assert filled("store", "verify").code == 0
    assert filled("show").code == 0
