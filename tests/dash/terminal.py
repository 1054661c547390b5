"""A pseudo-terminal with the program in it: keys go in, what is drawn comes out, and the settings are looked at."""

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time

PATIENCE_S = 30
_PAIRS = [("1049l", "1049h"), ("25h", "25l"), ("1000l", "1000h"), ("2004l", "2004h")]
ESCAPES = re.compile(r"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b\][^\x07]*\x07|\x1b[()][A-Z0-9]|\x1b[=>]")


class Terminal:
    """A pseudo-terminal with the program in it."""

    def __init__(self, root, size=(24, 80), script=None, **environment):
        self.ours, self.theirs = pty.openpty()
        self.resize(*size)
        self.before = termios.tcgetattr(self.theirs)
        self.output = ""
        self.process = subprocess.Popen(
            [sys.executable, *(["-c", script] if script else ["-m", "dash"])], cwd=root, stdin=self.theirs, stdout=self.theirs, stderr=self.theirs,
            start_new_session=True,
            env=os.environ | {"TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"} | environment,
        )  # fmt: skip

    def resize(self, rows, columns):
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, wanted):
        """Read until a text has been drawn since the last key, and return what came."""
        end, came = time.monotonic() + PATIENCE_S, ""
        while wanted not in ESCAPES.sub("", came):
            assert time.monotonic() < end, (
                f"{wanted!r} never came, but {' '.join(ESCAPES.sub('', came).split())[-2000:]!r}"
            )
            came += self.more()
        return came

    def more(self):
        """Read what has come, for a moment if nothing has."""
        if not select.select([self.ours], [], [], 0.2)[0]:
            return ""
        text = os.read(self.ours, 65_536).decode("utf-8", "replace")
        self.output += text
        return text

    def rest(self):
        """Read until nothing more comes for a moment."""
        end = time.monotonic() + PATIENCE_S
        while self.more():
            assert time.monotonic() < end, "it never comes to rest"

    @property
    def restored(self):
        """Whether the terminal is as it was: the other screen left, the cursor seen, the mouse let go, echo as before."""
        left = [self.output.rindex(f"\x1b[?{mode}") > self.output.rindex(f"\x1b[?{other}") for mode, other in _PAIRS]
        return all(left) and termios.tcgetattr(self.theirs) == self.before

    def press(self, keys):
        os.write(self.ours, keys.encode())

    def leave(self):
        """Read to the end and return the exit code."""
        end = time.monotonic() + PATIENCE_S
        while self.process.poll() is None and time.monotonic() < end:
            self.more()
        with contextlib.suppress(OSError):
            while more := self.more():
                assert more
        return self.process.wait(timeout=1)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.ours)
        os.close(self.theirs)
