"""What a call says beside its data: where everything came from, if asked, and what went wrong beside its work."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_verbose_names_configuration_store_and_rows_and_leaves_the_data_alone(home, aimarket):
    quiet, told = aimarket("show", "users", "--format", "json"), aimarket("-v", "show", "users", "--format", "json")
    assert quiet.err == ""
    assert told.out == quiet.out
    for words in ("configuration: defaults, no file at", "environment: AIMARKET_NOW=", "catalog: ", "took: "):
        assert words in told.err
    info = aimarket("store", "info", "--format", "json").json
    assert f"store: {info['uri']}, {info['observations']} observations" in told.err
    (read,) = [line for line in told.err.splitlines() if line.startswith("read: ")]
    assert int(read.split()[1]) >= info["observations"]


def test_verbose_names_the_files_that_were_read_also_when_they_are_wrong(home, aimarket):
    aimarket("config", "init")
    aimarket("config", "set", "network.tries", "7")
    told = aimarket("config", "check", "-v").err
    assert "config.toml and " in told
    assert "settings.toml" in told
    assert "took: " in aimarket("-v", "show", "nothing of the kind").err


def test_help_opens_nothing_to_be_verbose_about(home, aimarket):
    assert "store:" not in aimarket("-v", "show", "--help").err


LIMITED = """
import resource, signal, sys
from dash.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
sys.exit(main(["show", "--format", "json"]))
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_store_that_cannot_take_the_starter_figures_says_so(home, aimarket):
    assert aimarket("config", "set", "catalog.starter", "false").code == 0
    assert aimarket("add", "kimi", "users", "5", "--unit", "users").code == 0
    assert aimarket("config", "set", "catalog.starter", "true").code == 0
    done = subprocess.run([sys.executable, "-c", LIMITED], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0
    assert '"entity": "kimi"' in done.stdout
    (line,) = done.stderr.splitlines()
    assert line.startswith("aimarket: the starter figures could not be added: ")


def test_a_merge_that_fails_is_told_by_the_command_that_appended(empty, aimarket):
    for number in range(12):
        arguments = ["add", "kimi", "users", str(number + 1), "--unit", "users", "--url", f"https://x.example/{number}"]
        done = aimarket(*arguments)
        assert done.code == 0
        if number == 0:
            (file,) = (empty / "data" / "aimarket" / "store" / "observations").glob("*.parquet")
            file.write_bytes(b"x" * file.stat().st_size)
    assert "small files of observations could not be merged" in done.err


def test_a_store_that_was_not_there_is_said_to_be_new_when_it_was_named(home, aimarket, tmp_path):
    named = ("--store", tmp_path / "slip", "show", "--format", "json")
    assert aimarket(*named).err == f"aimarket: made a new store at {tmp_path / 'slip'}\n"
    assert aimarket(*named).err == ""
