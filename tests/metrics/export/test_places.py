from pathlib import Path

import pytest

from metrics.errors import UsageError
from metrics.export.places import write_file, write_folder

NAMES = ("datapackage.json", "a.csv")


def ours(text: str):
    def fill(folder: Path) -> None:
        (folder / "datapackage.json").write_text('{"_query": {}}')
        (folder / "a.csv").write_text(text)

    return fill


def failing(folder: Path) -> None:
    (folder / "a.csv" if folder.is_dir() else folder).write_text("half")
    raise OSError(28, "No space left on device")


def held(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_is_made_with_its_parents_and_replaced_as_a_whole(tmp_path: Path) -> None:
    dest = tmp_path / "new" / "out"
    write_folder(dest, ours("one"), NAMES, "_query")
    write_folder(dest, ours("two"), NAMES, "_query")
    assert (dest / "a.csv").read_text() == "two"
    assert (held(tmp_path), held(dest.parent)) == (["new"], ["out"])


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_folder(tmp_path / "out", ours("one"), NAMES, "_query")
    assert held(tmp_path / "out") == ["a.csv", "datapackage.json"]


def test_a_failed_export_leaves_the_old_one_and_no_trace(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", ours("one"), NAMES, "_query")
    with pytest.raises(UsageError, match=r"No space left on device\. What was there before is unchanged"):
        write_folder(tmp_path / "out", failing, NAMES, "_query")
    assert (tmp_path / "out" / "a.csv").read_text() == "one"
    assert held(tmp_path) == ["out"]


def test_a_failed_first_export_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_folder(tmp_path / "out", failing, NAMES, "_query")
    assert held(tmp_path) == []


@pytest.mark.parametrize(
    "files",
    [
        {"thesis.txt": "mine"},
        {"datapackage.json": '{"name": "another"}'},
        {"datapackage.json": "broken"},
        {"datapackage.json": "[]"},
        {"datapackage.json": '{"_query": {}}', "a.csv": "", "notes.txt": "mine"},
    ],
)
def test_a_folder_with_anything_else_is_never_replaced(tmp_path: Path, files: dict[str, str]) -> None:
    dest = tmp_path / "out"
    dest.mkdir()
    for name, text in files.items():
        (dest / name).write_text(text)
    with pytest.raises(UsageError) as caught:
        write_folder(dest, ours("one"), NAMES, "_query")
    assert caught.value.exit_code == 2
    assert {path.name: path.read_text() for path in dest.iterdir()} == files


def test_a_file_in_the_place_of_a_folder_is_kept(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UsageError, match="is a file"):
        write_folder(tmp_path / "out", ours("one"), NAMES, "_query")
    assert (tmp_path / "out").read_text() == "mine"


def test_a_file_above_the_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError):
        write_folder(tmp_path / "file" / "out", ours("one"), NAMES, "_query")
    with pytest.raises(UsageError):
        write_file(tmp_path / "file" / "out.csv", lambda path: path.write_text("x"))


def test_the_folder_one_stands_in_is_not_pulled_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="outside"):
        write_folder(Path(), ours("one"), NAMES, "_query")
    write_folder(Path("out"), ours("one"), NAMES, "_query")
    assert held(tmp_path) == ["out"]


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_folder(tmp_path / "link", ours("one"), NAMES, "_query")
    assert (tmp_path / "link").is_symlink()
    assert held(tmp_path / "real") == ["a.csv", "datapackage.json"]


def test_a_file_is_replaced_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    dest = tmp_path / "a.csv"
    write_file(dest, lambda path: path.write_text("one"))
    with pytest.raises(UsageError, match="No space left"):
        write_file(dest, failing)
    assert dest.read_text() == "one"
    assert held(tmp_path) == ["a.csv"]
    with pytest.raises(UsageError, match="is a folder"):
        write_file(tmp_path, lambda path: path.write_text("one"))
