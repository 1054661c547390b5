"""Every command, in every format: nothing foreign acts on a terminal, an eye, a spreadsheet or a Markdown page."""

import csv
import io
import json
import re

import pytest

from metrics.literal import TRIGGERS
from tests.hostile.payloads import ACTS, HOSTILE, TITLE

TERMINAL, PIPE = "on a terminal", "table"
FORMATS = (TERMINAL, PIPE, "json", "ndjson", "csv", "markdown")
PAGE = f"{TITLE}.html"
QUERY = "SELECT f.entity, f.value, f.origin, o.quote, o.attribution, o.scope, d.title, d.author, d.publisher FROM figures f, observations o, documents d"
VIEWS = {
    "show": ["show"],
    "show grouped": ["show", "--group-by", "owner"],
    "history": ["history", "zed", "daily_active_users", "--all-claims"],
    "why": ["why", "zed", "daily_active_users"],
    "compare": ["compare", "daily_active_users", "zed", "kimi"],
    "promises": ["promises"],
    "read": ["read", PAGE, "--all"],
    "check": ["check", PAGE, "--all"],
    "sql": ["sql", QUERY + " LIMIT 3"],
    "sql that names a column": ["sql", f'SELECT quote AS "{HOSTILE}" FROM observations LIMIT 2'],
    "catalog entities": ["catalog", "entities", "zed"],
    "catalog metrics": ["catalog", "metrics", "daily_active_users"],
    "catalog sources": ["catalog", "sources"],
    "config show": ["config", "show"],
    "store info": ["store", "info"],
    "store verify": ["store", "verify"],
    "doctor": ["doctor", "--offline"],
    "import": ["import", "figures.csv"],
}
PLAIN = {
    "config path": ["config", "path"],
    "config check": ["config", "check"],
    "config set": ["config", "set", "network.contact", "a [b]@x"],
    "config set what acts": ["config", "set", "network.contact", HOSTILE],
    "compact": ["store", "compact"],
    "unknown command": [HOSTILE],
    "unknown option": ["show", f"--{HOSTILE}"],
    "unknown metric": ["show", HOSTILE],
    "unknown entity": ["why", HOSTILE, HOSTILE],
    "unknown observation": ["rule", HOSTILE, "deprecated", "--reason", HOSTILE],
    "unknown key": ["config", "set", HOSTILE, HOSTILE],
    "unknown file": ["read", f"{HOSTILE[:40]}.html"],
    "unknown import": ["import", f"{TITLE}.csv"],
    "unknown suffix": ["import", PAGE],
    "unknown address": ["read", f"http://127.0.0.1:9/{HOSTILE}"],
    "unknown store": ["--store", f"foo://{HOSTILE}", "show"],
    "store that acts": ["--store", f"./{TITLE}", "show"],
    "unknown configuration": ["--config", f"{TITLE}.toml", "show"],
    "wrong date": ["show", "--since", HOSTILE],
    "wrong query": ["sql", f"SELECT {HOSTILE}"],
    "wrong table": ["sql", f'SELECT * FROM "{HOSTILE}"'],
    "wrong string": ["sql", f"SELECT CAST('{HOSTILE}' AS INT) FROM figures"],
    "verbose": ["-v", "--store", f"./{TITLE}", "show"],
    "add": ["add", HOSTILE, HOSTILE, "1", "--unit", HOSTILE],
}  # fmt: skip


def nothing_acts(text, what):
    acting = sorted(f"U+{ord(char):04X}" for char in ACTS.intersection(text))
    assert not acting, f"{what} lets {acting} out: {text[:400]!a}"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_of_what_is_hostile_shows_it_and_obeys_nothing(inside, run, view, form):
    more = [] if form in {TERMINAL, PIPE} else ["--format", form]
    code, out, err = run(*VIEWS[view], *more, tty=form == TERMINAL)
    assert code in {0, 6}, err
    nothing_acts(out, "standard output")
    nothing_acts(err, "standard error")
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(out), strict=True) for cell in row]
        assert not [cell for cell in cells if cell.startswith(TRIGGERS) and not is_number(cell)]
    if form == "markdown":
        lines = out.splitlines()
        assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {len(re.findall(r"(?<!\\)\|", lines[0]))}
        assert not re.search(r"(?<!\\)<(?:b|script)>|(?<!\\)!\[i\]|(?<!\\)`c", out)
    if form == "json":
        json.loads(out)
    if form == "ndjson":
        assert all(json.loads(line) is not None for line in out.splitlines())


@pytest.mark.parametrize("what", PLAIN)
def test_what_is_said_of_hostile_words_obeys_none_of_them(inside, run, what):
    code, out, err = run(*PLAIN[what])
    assert code in {0, 2, 4}, err
    nothing_acts(out, "standard output")
    nothing_acts(err, "standard error")
    assert "Traceback" not in err
    assert len(err) < 6_000


def test_what_is_hostile_was_really_there(inside, run):
    _, out, _ = run("show", "--format", "json")
    (row,) = [row for row in json.loads(out) if row["entity"] == "zed" and row["metric"] == "daily_active_users"]
    assert row["entity_name"] == HOSTILE
    assert "\x1b]0;owned\x07" in row["quote"]
    _, out, _ = run("read", PAGE, "--all", "--format", "json")
    assert any("\u202e" in row["quote"] for row in json.loads(out))


def test_exports_are_as_harmless_as_what_is_printed(inside, run):
    assert run("export", "out")[0] == 0
    assert run("export", "flat.csv", "--flat")[0] == 0
    assert run("export", "flat.md", "--flat")[0] in {0, 2}
    for path in [*(inside / "out").iterdir(), inside / "flat.csv"]:
        text = path.read_text(encoding="utf-8")
        nothing_acts(text, path.name)
        if path.suffix == ".csv":
            cells = [cell for row in csv.reader(io.StringIO(text), strict=True) for cell in row]
            assert not [cell for cell in cells if cell.startswith(TRIGGERS) and not is_number(cell)]


def is_number(cell):
    return re.fullmatch(r"[+-]?[\d.]+(?:[eE][+-]?\d+)?", cell) is not None
