import signal
import subprocess
import sys
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


KILLED = """
import os, sys
import signal
import subprocess
import sys
from pathlib import Path
from metrics.export.places import write_file, write_folder
def fill(place):
    (place / "a.csv" if place.is_dir() else place).write_text("half")
    if sys.argv[3] == "wait":
        print("ready", flush=True)
        sys.stdin.read()
    else:
        os.kill(os.getpid(), 9)
if sys.argv[2] == "folder":
    write_folder(Path(sys.argv[1]), fill, ("a.csv",), "_query")
else:
    write_file(Path(sys.argv[1]), fill)
"""


def exporting(dest: Path, kind: str, ending: str) -> subprocess.Popen[str]:
    """Export in another process, which dies or waits in the midst of it."""
    command = [sys.executable, "-c", KILLED, str(dest), kind, ending]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]
    )


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_a_killed_export_left_behind_goes_with_the_next_to_the_same_place(tmp_path: Path, kind: str) -> None:
    with exporting(tmp_path / "out", kind, "die") as process:
        assert process.wait() == -signal.SIGKILL
    (left,) = held(tmp_path)
    assert left.startswith(".out.")
    write_folder(tmp_path / "other", ours("one"), NAMES, "_query")
    assert held(tmp_path) == [left, "other"]
    write_folder(tmp_path / "out", ours("one"), NAMES, "_query")
    assert held(tmp_path) == ["other", "out"]


def test_an_export_that_is_still_running_is_left_to_end(tmp_path: Path) -> None:
    with exporting(tmp_path / "out", "folder", "wait") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        write_folder(tmp_path / "out", ours("one"), NAMES, "_query")
        assert len(held(tmp_path)) == 2
        process.kill()
    write_folder(tmp_path / "out", ours("two"), NAMES, "_query")
    assert held(tmp_path) == ["out"]


def test_a_hidden_folder_of_a_person_is_not_swept_away(tmp_path: Path) -> None:
    for name in (".out.mine", ".out.d.unfinished", ".outer.a1b2c3d4.unfinished"):
        (tmp_path / name).mkdir()
    write_folder(tmp_path / "out", ours("one"), NAMES, "_query")
    assert held(tmp_path) == [".out.d.unfinished", ".out.mine", ".outer.a1b2c3d4.unfinished", "out"]


@pytest.mark.parametrize("name", ["a" * 300, "a" * 5000])
def test_a_name_that_is_too_long_is_refused_in_one_short_line(tmp_path: Path, name: str) -> None:
    for write in (lambda dest: write_folder(dest, ours("x"), NAMES, "_query"), lambda dest: write_file(dest, failing)):
        with pytest.raises(UsageError, match="File name too long") as caught:
            write(tmp_path / name)
        assert len(str(caught.value)) < 400


def test_a_place_below_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="no folder"):
        write_folder(tmp_path / "file" / "out", ours("one"), NAMES, "_query")
