"""The whole program on a terminal of its own: started, walked through, resized, left."""

import signal

import pytest

from tests.dash.terminal import ESCAPES, Terminal

HEADER = "entity,metric,value,comparator,unit,start,end,span,status,basis,origin,url,publisher,stated_on,quote"
ROWS = [
    "kimi,daily_active_users,22150000,=,users,2025-01-31,2025-01-31,point,E,panel,AICPB,https://aicpb.example/jan,AICPB,2025-02-03,Kimi had 22.15 million daily users on 31 January.",
    "deepseek,daily_active_users,15000000,=,users,2025-01-31,2025-01-31,point,E,panel,AICPB,https://one.example/a,One [b] Daily,2025-02-05,",
    "mistral,valuation,5800000000,=,EUR,2024-06-11,2024-06-11,point,A,disclosed,Mistral,https://m.example/v,Mistral,2024-06-11,",
]


@pytest.fixture
def terminal(empty, aimarket, tmp_path, request):
    """Start the program over a store of three figures, as often as asked."""
    path = tmp_path / "figures.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    assert aimarket("import", path).code == 0
    started = []

    def start(**options):
        started.append(Terminal(request.config.rootpath, **options))
        return started[-1]

    yield start
    for each in started:
        each.close()


def test_it_starts_walks_resizes_leaves_with_0_and_restores_the_terminal(terminal):
    screen = terminal()
    screen.read("22.15 M")
    assert "\x1b[?1049h" in screen.output
    screen.press("\r")
    screen.read("copy citation")
    screen.press("\x1b")
    screen.read("2 figures")
    screen.resize(40, 150)
    screen.process.send_signal(signal.SIGWINCH)
    screen.read("2 figures")
    screen.press("hh")
    screen.read("[Promises]")
    screen.press("q")
    assert screen.leave() == 0
    assert screen.restored


def test_o_opens_the_browser_at_the_sentence(terminal, tmp_path):
    opened, script = tmp_path / "opened.txt", tmp_path / "browser"
    script.write_text(f'#!/bin/sh\nprintf %s "$1" > "{opened}"\n', encoding="utf-8")
    script.chmod(0o755)
    screen = terminal(BROWSER=f"{script} %s")
    screen.read("22.15 M")
    screen.press("o")
    screen.read("opened")
    screen.press("q")
    assert screen.leave() == 0
    assert opened.read_text() == (
        "https://aicpb.example/jan#:~:text=Kimi%20had%2022.15%20million%20daily%20users%20on%2031%20January."
    )


def test_a_store_that_cannot_be_used_is_shown_and_left_with_q(empty, tmp_path, request):
    place = tmp_path / "no-store"
    place.write_text("a file", encoding="utf-8")
    screen = Terminal(request.config.rootpath, AIMARKET_STORE=str(place))
    try:
        screen.read("this could not be read")
        screen.press("q")
        assert screen.leave() == 0
    finally:
        screen.close()


def test_a_wrong_configuration_is_told_before_the_screen_is_taken(home, tmp_path, request):
    path = tmp_path / "wrong.toml"
    path.write_text("[screen]\ncolour = 1\n", encoding="utf-8")
    screen = Terminal(request.config.rootpath, AIMARKET_CONFIG=str(path))
    try:
        assert screen.leave() == 2
        assert "\x1b[?1049h" not in screen.output
        assert "screen.colour" in screen.output or "colour" in screen.output
    finally:
        screen.close()


def test_piped_it_prints_the_figures_instead(terminal, aimarket):
    terminal  # noqa: B018 the store is filled
    assert "22.15 M" in aimarket().out


FAULTY = """
import os, sys
from pathlib import Path
from dash.commands.tui import built, finished
from dash.crash import reported
from dash.options import Invocation

def fault():
    if Path(os.environ["FAULT"]).exists():
        raise KeyError("[b] of\\x1b[31m nobody\\nforesaw")

with reported() as outcome:
    app = built(Invocation())
    app.call_later(app.set_interval, 0.05, fault)
    outcome.code = finished(app)
sys.exit(outcome.code)
"""


def test_a_fault_of_the_screen_restores_the_terminal_and_is_told_in_one_line(terminal, home, tmp_path):
    screen = terminal(script=FAULTY, FAULT=str(tmp_path / "fault"))
    screen.read("22.15 M")
    (tmp_path / "fault").touch()
    assert screen.leave() == 1
    assert screen.restored
    after = screen.output.rpartition("\x1b[?1049l")[2]
    told = ESCAPES.sub("", after).split("\r\n")
    assert "Traceback" not in after
    (line,) = [each for each in told if "aimarket:" in each]
    assert "unexpected KeyError" in line
    (report,) = home.rglob("crash-*.txt")
    assert str(report) in line
    assert "in fault" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_from_outside_ends_it_as_a_key_does(terminal, number):
    screen = terminal()
    screen.read("22.15 M")
    screen.process.send_signal(number)
    assert screen.leave() == 130
    assert screen.restored
    assert "Traceback" not in screen.output


def test_it_opens_where_it_was_left(terminal):
    first = terminal()
    first.read("22.15 M")
    first.press("hh")
    first.read("[Promises]")
    first.press("q")
    assert first.leave() == 0
    second = terminal()
    assert "[Users]" not in second.read("[Promises]")
    second.press("q")
    assert second.leave() == 0


WALK = {
    "?": "go to a day", "C": "Columns, from left to right", "s": "Sort by",
    "/": "key:value", "  c": "log scale", "m": "What moved", "O": "what is open", "\r": "copy citation",
    "[": "as published on 2025-02-", "t": "YYYY-MM-DD", "P": "the preview stands", "llll": "5.8 B", "hhhhh": "starter",
}  # fmt: skip
"""Keys, and what they bring onto the screen; the key for leaving leads back from each."""
LEAVE = "\x1bOS"


def test_every_screen_is_reached_and_left_at_every_size(terminal, empty):
    with (empty / "config" / "aimarket" / "config.toml").open("a", encoding="utf-8") as file:
        file.write('[keys]\nback = "escape,f4"\n')  # on a busy machine escape and the next key may become one
    screen = terminal(size=(60, 200))
    screen.read("22.15 M")
    screen.rest()
    for keys, wanted in WALK.items():
        screen.press(keys)
        screen.read(wanted)
        screen.rest()
        screen.press(LEAVE)
        screen.rest()
    for size in ((20, 60), (5, 12), (60, 200), (24, 80)):
        screen.resize(*size)
        screen.process.send_signal(signal.SIGWINCH)
        screen.rest()
    screen.press("l")
    screen.read("[Users]")
    screen.press("q")
    assert screen.leave() == 0
    assert screen.restored
