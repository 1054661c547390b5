"""The edge where everything that went wrong becomes one message and one exit code."""

import errno
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from metrics.errors import AimarketError
from metrics.literal import unspoken, visible

INTERRUPTED = 130
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_BYTES = re.compile("[\udc80-\udcff]+")
"""Bytes of a path, as Python hands them over where the locale has no letters for them."""


@dataclass(slots=True)
class Outcome:
    """How a call ended."""

    code: int = 0


def say(text: str) -> None:
    """Write narration to stderr, foreign characters made visible."""
    told = _BYTES.sub(lambda run: run[0].encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"), text)
    sys.stderr.write(visible(unspoken(told)).rstrip("\n") + "\n")
    sys.stderr.flush()


@contextmanager
def reported() -> Iterator[Outcome]:
    """Turn whatever is raised inside into a message on stderr and an exit code."""
    outcome, out = Outcome(), sys.stdout
    sys.unraisablehook = _unraisable
    try:
        yield outcome
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        outcome.code = stop.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        say("aimarket: interrupted; what was stored before stays")
        outcome.code = INTERRUPTED
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        hint = f". Try: {context.command_path} --help" if context else ""
        say(f"aimarket: {error.format_message().rstrip('.')}{hint}")
        outcome.code = 2
    except AimarketError as error:
        say(f"aimarket: {error}")
        outcome.code = error.exit_code
    except BrokenPipeError:
        _forget_stdout()
    except SystemExit:
        if sys.stdout is out:
            raise
        _forget_stdout()  # click puts another stdout in the place of one whose reader has gone, and leaves
    except BaseException as error:  # noqa: BLE001 the one place for it; a panic of polars is no Exception
        _unexpected(error, outcome)


def _unexpected(error: BaseException, outcome: Outcome) -> None:
    outcome.code = 1
    if isinstance(error, OSError) and error.errno in _FULL:
        say(f"aimarket: the output could not be written: {error.strerror}")
        _forget_stdout()
        return
    unexpected(error)


def unexpected(error: BaseException) -> None:
    """Say in one line what nobody foresaw, and where its report is."""
    told = " ".join(str(error).split())
    say(f"aimarket: unexpected {type(error).__name__}: {told}. A report is in {report(error)}")


def _unraisable(failed: "sys.UnraisableHookArgs") -> None:
    """Pass over an interrupt that strikes where nothing can be raised; the next one ends the program."""
    if not isinstance(failed.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(failed)


def _forget_stdout() -> None:
    """The reader has gone: give the interpreter a stdout it can flush at exit without a complaint."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def report(error: BaseException) -> Path:
    """Write the traceback to the log folder, or to the temporary one if that cannot be written."""
    import platformdirs

    text = visible(unspoken("".join(traceback.format_exception(error))))
    for folder in (Path(platformdirs.user_log_dir("aimarket", appauthor=False)), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=folder, prefix="crash-", suffix=".txt", text=True)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue
        return Path(name)
    sys.stderr.write(text)
    return Path(os.devnull)
