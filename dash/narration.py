"""What a call went by, for whoever asks with ``-v``, and what went wrong beside its work, for everybody."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from metrics.errors import AimarketError

from .crash import say
from .options import Invocation

_ENVIRONMENT = ("AIMARKET_CONFIG", "AIMARKET_STORE", "AIMARKET_NOW")
_SOME_MISSED = 3


@contextmanager
def narrated(call: Invocation) -> Iterator[None]:
    """Say on stderr, once the work is done: notes of the store and, if it was asked for, where everything came from."""
    began = time.perf_counter()
    try:
        yield
    finally:
        for note in call.notes():
            say(f"aimarket: {note}")
        if call.verbose:
            for line in _lines(call):
                say(line)
            say(f"took: {time.perf_counter() - began:.2f} s")


def told_missed(missed: Iterable[AimarketError]) -> int:
    """Say what could not be had beside what could, and return the exit code for it: 3, or 0 if nothing is missing."""
    told = [f"aimarket: {error}" for error in missed]
    for line in told:
        say(line)
    return _SOME_MISSED if told else 0


def _lines(call: Invocation) -> Iterator[str]:
    """Tell of what was opened; what was not needed is not opened for this."""
    opened = vars(call)
    if "configuration" in opened:
        files = (call.configuration.path, call.configuration.settings_path)
        there = [str(file) for file in files if file.is_file()]
        yield f"configuration: {' and '.join(there) or f'defaults, no file at {files[0]}'}"
    for name in _ENVIRONMENT:
        if os.environ.get(name):
            yield f"environment: {name}={os.environ[name]}"
    if "catalog" in opened:
        extra = "".join(f", with {file}" for file in call.configuration.extra_catalogs)
        yield f"catalog: {len(call.catalog.entities)} entities, {len(call.catalog.metrics)} metrics{extra}"
    if "market" in opened:
        info = call.market.store.info()
        held = f"{info['observations']} observations in {info['files']} files, version {info['version']}"
        yield f"store: {info['uri']}, {held}"
        yield f"read: {sum(call.market.reads)} rows in {len(call.market.reads)} queries"
