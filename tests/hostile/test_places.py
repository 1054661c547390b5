"""Where things are written: names that climb, links that lead elsewhere, folders that are not ours."""

import pytest


def listed(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.fixture
def outside(inside, tmp_path):
    """A folder that belongs to somebody else, with a file in it."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "theirs.txt").write_text("theirs", encoding="utf-8")
    return folder


def test_an_export_does_not_empty_a_folder_that_a_link_leads_to(inside, run, outside):
    link = inside / "link"
    link.symlink_to(outside)
    code, _, err = run("export", "link")
    assert code == 2, err
    assert listed(outside) == ["theirs.txt"]
    assert link.is_symlink()
    link.unlink()


def test_a_link_planted_within_an_old_export_is_not_written_through(inside, run, outside):
    assert run("export", "planted")[0] == 0
    victim = inside / "planted" / "figures.csv"
    victim.unlink()
    victim.symlink_to(outside / "theirs.txt")
    run("export", "planted")
    assert (outside / "theirs.txt").read_text(encoding="utf-8") == "theirs"


def test_a_flat_export_through_a_link_leaves_a_whole_file_and_no_other(inside, run, outside):
    link = inside / "flat-link.csv"
    link.symlink_to(outside / "new.csv")
    code, _, err = run("export", "flat-link.csv", "--flat")
    assert code in {0, 2}, err
    assert set(listed(outside)) <= {"theirs.txt", "new.csv"}
    assert (outside / "theirs.txt").read_text(encoding="utf-8") == "theirs"


@pytest.mark.parametrize(
    "name", ["../../escape\x1b.csv", "a\x00b.csv", "=cmd.csv", "x" * 300 + ".csv", "/proc/nowhere/a.csv", "\n.csv"]
)
def test_an_odd_destination_is_written_where_it_says_or_refused_in_visible_words(inside, run, name, tmp_path):
    before = listed(inside.parent)
    code, out, err = run("export", name, "--flat")
    assert code in {0, 2}, err
    assert not set(out + err) & set("\x1b\x00\x07")
    assert "Traceback" not in err
    if code == 2:
        assert listed(inside.parent) == before


@pytest.mark.parametrize(
    "uri",
    [
        "../up\x1b",
        "file://../x",
        "file:///%2e%2e/%00",
        "s3://a/../../b\x00",
        "~root\x07/x",
        "/proc/self/mem",
        "/dev/null/x",
    ],
)
def test_an_odd_store_is_opened_where_it_says_or_refused_in_visible_words(inside, run, uri):
    code, out, err = run("--store", uri, "show")
    assert code in {0, 2, 5}, err
    assert not set(out + err) & set("\x1b\x00\x07")
    assert "Traceback" not in err


def test_names_within_the_data_name_no_files(inside, run):
    assert run("export", "named")[0] == 0
    assert all(
        "/" not in path.name and path.suffix in {".csv", ".json", ".md"} for path in (inside / "named").iterdir()
    )
    assert not (inside.parent / "escape.csv").exists()
