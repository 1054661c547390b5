"""In an ASCII locale the command line still takes UTF-8: names, paths, configuration."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}

pytestmark = pytest.mark.skipif(os.name != "posix", reason="locales of POSIX")


@pytest.fixture
def ascii_only(home, tmp_path):
    """Run the command line in another process whose locale is ASCII, in a folder of its own."""

    def run(*arguments):
        command = [sys.executable, "-m", "dash", *arguments]
        environment = os.environ | ASCII | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
        assert done.stderr.isascii()
        return done

    return run


def test_an_entity_goes_by_its_chinese_name(ascii_only):
    done = ascii_only("why", "豆包", "monthly_active_users", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert '"entity": "doubao"' in done.stdout
    assert done.stdout.isascii()


def test_paths_may_have_any_letters(ascii_only, tmp_path):
    (tmp_path / "é.csv").write_text("entity,metric,value,unit\nkimi,users,5,users\n", encoding="utf-8")
    assert ascii_only("--store", "./größe", "import", "é.csv").returncode == 0
    done = ascii_only("--store", "./größe", "store", "verify")
    assert done.returncode == 0, done.stderr
    assert ascii_only("export", "ü", "--entity", "豆包").returncode == 0
    assert ascii_only("--config", "ö.toml", "config", "init").returncode == 0
    assert ascii_only("--config", "ö.toml", "config", "set", "store.uri", "spät").returncode == 0
    assert ascii_only("--config", "ö.toml", "store", "info").returncode == 0
    names = {path.name for path in tmp_path.iterdir() if path.name != "home"}
    assert names == {"é.csv", "größe", "ü", "ö.toml", "settings.toml", "spät"}


def test_a_home_may_have_any_letters(ascii_only, home, monkeypatch):
    away = home / "zu Hause, wo es schön ist"
    away.mkdir()
    monkeypatch.setenv("HOME", str(away))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME")
    for arguments in (["config", "show"], ["doctor", "--offline"], ["show", "users", "-v"]):
        done = ascii_only(*arguments)
        assert done.returncode == 0, done.stderr


def test_bytes_that_are_no_utf_8_are_refused(ascii_only):
    done = ascii_only("show", os.fsdecode(b"\xff"))
    assert done.returncode == 2
    assert "write it in UTF-8" in done.stderr
