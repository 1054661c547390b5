"""Where nothing more can be written every command says so in one line, keeps what is there, and works again later."""

import json
import os
import subprocess
import sys

import pytest

from dash.state import Kept
from tests.fakes.dockerhub import DockerHub
from tests.fakes.server import serving

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits the size of files as POSIX does")

FULL = """
import sys
import deltalake, httpx, polars
from dash.cli import main
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
sys.exit(main(sys.argv[1:]))
"""


def full(*arguments):
    """Run a command where no file can grow; its output goes to pipes, which are none."""
    command = [sys.executable, "-c", FULL, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ, timeout=60)


@pytest.fixture
def rows(empty, tmp_path, aimarket):
    """A store with one row, and a file with another."""
    for number in (1, 2):
        (tmp_path / f"{number}.csv").write_text(
            f"entity,metric,value,unit,end,url\nkimi,papers,{number},papers,2026-0{number}-03,https://n.example/{number}\n"
        )
    assert aimarket("import", tmp_path / "1.csv").code == 0
    return tmp_path / "2.csv"


def told(done, code):
    lines = done.stderr.strip().splitlines()
    assert (done.returncode, len(lines)) == (code, 1), done.stderr
    assert "File too large" in lines[0]
    assert "ree some space" in lines[0] or "unchanged" in lines[0], lines[0]


def held(aimarket):
    return [row["value"] for row in aimarket("history", "kimi", "papers", "--format", "json").json]


def test_import_add_and_compact_keep_what_is_there_and_work_when_there_is_room(rows, aimarket):
    told(full("import", rows), 5)
    told(full("add", "kimi", "papers", "3", "--unit", "papers", "--url", "https://n.example/3"), 5)
    assert full("show", "papers", "--format", "json").returncode == 0
    assert full("store", "verify").returncode == 0
    assert held(aimarket) == [1]
    assert aimarket("import", rows).code == 0
    assert held(aimarket) == [1, 2]
    assert aimarket("store", "verify").code == 0


def test_collect_leaves_nothing_half_stored_and_the_next_run_has_it_all(rows, empty, aimarket):
    with serving(DockerHub({"acme/bolt": 7})) as hub:
        (empty / "config" / "aimarket" / "config.toml").write_text(
            f"[catalog]\nstarter = false\n[network]\ngap_s = 0.0\n[sources.dockerhub]\nbase_url = {hub.url!r}\n"
            'repositories = ["acme/bolt"]\n'
        )
        done = full("collect", "dockerhub")
        assert done.returncode == 5
        assert "Traceback" not in done.stderr
        assert "free some space" in done.stderr.splitlines()[-1]
        assert aimarket("store", "verify").code == 0
        assert aimarket("collect", "dockerhub", "--format", "json").json[0]["added"] == 1


def test_an_export_that_finds_no_room_leaves_the_old_one(rows, tmp_path, aimarket):
    dest = tmp_path / "to" / "out"
    assert aimarket("export", dest).code == 0
    before = {path.name: path.read_bytes() for path in dest.iterdir()}
    told(full("export", dest), 2)
    assert {path.name: path.read_bytes() for path in dest.iterdir()} == before
    told(full("export", dest.parent / "out.csv"), 2)
    assert [path.name for path in dest.parent.iterdir()] == ["out"]


def test_a_setting_that_finds_no_room_leaves_the_old_ones(empty, aimarket):
    assert aimarket("config", "set", "network.tries", "7").code == 0
    told(full("config", "set", "network.tries", "3"), 2)
    folder = empty / "config" / "aimarket"
    assert sorted(path.name for path in folder.iterdir()) == ["config.toml", "settings.toml"]
    shown = {row["key"]: row["value"] for row in json.loads(full("config", "show", "--format", "json").stdout)}
    assert shown["network.tries"] == 7


def test_the_screen_goes_on_where_its_state_cannot_be_kept(tmp_path):
    (tmp_path / "no folder").write_text("")
    kept = Kept.at("/store", tmp_path / "no folder" / "screen.json")
    kept.state.tab = "prices"
    trouble = kept.save()
    assert "screen.json" in trouble
    assert "\n" not in trouble
