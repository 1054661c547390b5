"""The whole program on a terminal of its own: started, walked through, resized, left."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

import pytest

HEADER = "entity,metric,value,comparator,unit,start,end,span,status,basis,origin,url,publisher,stated_on,quote"
ROWS = [
    "kimi,daily_active_users,22150000,=,users,2025-01-31,2025-01-31,point,E,panel,AICPB,https://aicpb.example/jan,AICPB,2025-02-03,Kimi had 22.15 million daily users on 31 January.",
    "deepseek,daily_active_users,15000000,=,users,2025-01-31,2025-01-31,point,E,panel,AICPB,https://one.example/a,One [b] Daily,2025-02-05,",
    "mistral,valuation,5800000000,=,EUR,2024-06-11,2024-06-11,point,A,disclosed,Mistral,https://m.example/v,Mistral,2024-06-11,",
]
PATIENCE_S = 30
ESCAPES = re.compile(r"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b\][^\x07]*\x07|\x1b[()][A-Z0-9]|\x1b[=>]")


class Terminal:
    """A pseudo-terminal with the program in it."""

    def __init__(self, root, size=(24, 80), **environment):
        self.ours, self.theirs = pty.openpty()
        self.resize(*size)
        self.before = termios.tcgetattr(self.theirs)
        self.output = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dash"], cwd=root, stdin=self.theirs, stdout=self.theirs, stderr=self.theirs,
            start_new_session=True,
            env=os.environ | {"TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"} | environment,
        )  # fmt: skip

    def resize(self, rows, columns):
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, wanted):
        """Read until a text has been drawn since the last key, and return what came."""
        end, came = time.monotonic() + PATIENCE_S, ""
        while wanted not in ESCAPES.sub("", came):
            assert time.monotonic() < end, f"{wanted!r} never came, but {ESCAPES.sub('', came)[-2000:]!r}"
            came += self._some()
        return came

    def _some(self):
        if not select.select([self.ours], [], [], 0.2)[0]:
            return ""
        text = os.read(self.ours, 65_536).decode("utf-8", "replace")
        self.output += text
        return text

    def press(self, keys):
        os.write(self.ours, keys.encode())

    def leave(self):
        """Read to the end and return the exit code."""
        end = time.monotonic() + PATIENCE_S
        while self.process.poll() is None and time.monotonic() < end:
            self._some()
        with contextlib.suppress(OSError):
            while more := self._some():
                assert more
        return self.process.wait(timeout=1)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.ours)
        os.close(self.theirs)


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
    assert screen.output.rindex("\x1b[?1049l") > screen.output.rindex("\x1b[?1049h")
    assert screen.output.rindex("\x1b[?25h") > screen.output.rindex("\x1b[?25l")
    assert termios.tcgetattr(screen.theirs) == screen.before


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
