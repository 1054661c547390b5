"""Every fault of the network on every source, over real sockets: named, nothing half stored, healed by the next run.

``python -m tests.faults.network [SOURCE...]`` prints a table: a line a source, a column a fault, in each cell what the
faulty run came to, how many observations it stored, and ``!`` with the reason below if a promise broke.
"""

import contextlib
import gzip
import io
import json
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from dash.cli import main as aimarket
from metrics.store import Store
from tests.fakes.everybody import configured, everybody
from tests.fakes.server import Reply, busy, moved, truncated
from tests.faults.kills import Broken, demand

BEGAN, LATER = "2030-01-15T12:00:00Z", "2030-01-15T13:00:00Z"
SECRET = "a-token-that-stays-at-home"
TOKENS = ("HF_TOKEN", "GITHUB_TOKEN", "OPENROUTER_API_KEY")
BOMB = gzip.compress(bytes(12_000_000))
EXITS = {"ok": 0, "unchanged": 0, "partial": 3, "failed": 4}
PAGES = ("feeds", "articles", "gdelt")
METADATA = "http://169.254.169.254/latest/meta-data/"


@dataclass(frozen=True)
class Fault:
    """A way of spoiling a well answer, the keys of ``[network]`` that go with it, and the words that tell of it."""

    spoil: object
    words: tuple[str, ...] = ()
    network: dict = field(default_factory=dict)


def _torn(ask, reply):
    packed = gzip.compress(reply.body + bytes(range(256)))
    return reply.but(body=packed[: len(packed) // 2], headers={"Content-Encoding": "gzip"}, plain=True)


HASTY = {"timeout_s": 0.1}
FAULTS = {
    "slow": Fault(lambda _, reply: reply.but(delay=0.3), ("within",), HASTY),
    "drip": Fault(lambda _, reply: reply.but(drip=0.02), ("within",), HASTY),
    "cut": Fault(lambda _, reply: reply.but(cut=len(reply.body) // 2, plain=True), ("cut off",)),
    "truncated": Fault(lambda _, reply: truncated(reply).but(plain=True), ("expected",)),
    "torn gzip": Fault(_torn, ("gzip",)),
    "bomb": Fault(lambda *_: Reply(200, BOMB, {"Content-Encoding": "gzip"}, plain=True), ("max_bytes",)),
    "inward": Fault(lambda *_: moved(METADATA), ("private",)),
    "round": Fault(lambda ask, _: moved(ask.target), ("redirects",)),
    "busy": Fault(lambda *_: busy(3_600), ("try after",)),
    "overloaded": Fault(lambda *_: busy(status=503), ("503", "try after")),
}


@dataclass
class Lab:
    """A home with one source to collect from; every store in it is a new one."""

    home: Path
    source: str
    fake: object
    number: int = 0
    seen: list = field(default_factory=list)

    def collect(self, store, at=BEGAN, instead=("\0", ""), **network):
        """Collect once, with an address in place of another; return exit code, outcome and what was told besides."""
        path = self.home / "config.toml"
        path.write_text(configured(self.source, self.fake, **network).replace(*instead), encoding="utf-8")
        out, err = io.StringIO(), io.StringIO()
        surroundings = {"AIMARKET_NOW": at, "XDG_CACHE_HOME": f"{store}.cache", **dict.fromkeys(TOKENS, SECRET)}
        with _environment(surroundings), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = aimarket(["--config", str(path), "--store", str(store), "collect", self.source, "--format", "json"])
        return code, json.loads(out.getvalue() or "[{}]")[0], err.getvalue()

    def room(self):
        """Name a store that is not there yet."""
        self.number += 1
        return self.home / f"store-{self.source}-{self.number}"


@contextlib.contextmanager
def _environment(values):
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def held(store):
    """Count what a store holds, without what depends on when it came and by which of several ways.

    OpenRouter's models are called by their key until their list has been had once.
    """
    rows = (
        Store.open(str(store))
        .observations()
        .select(
            pl.col("entity").str.strip_suffix("-20291201"),
            "metric",
            "value",
            "start",
            "end",
            "span",
            "unit",
            pl.col("scope").struct.json_encode(),
        )
    )
    return Counter(rows.collect().rows())


def well(lab):
    """Collect from a source that is well, and return what that stores."""
    store = lab.room()
    code, outcome, _ = lab.collect(store)
    demand((code, outcome["outcome"]) == (0, "ok"), f"a well source: {outcome}")
    return held(store)


def only(place):
    """Spoil every answer to the question at a place, counted from 0, and no other."""

    def when(spoil):
        asked = {}

        def twist(ask, reply):
            return spoil(ask, reply) if asked.setdefault(ask.target, len(asked)) == place else reply

        return twist

    return when


def late(spoil):
    """Spoil every answer but those to the first question."""
    first = only(0)(lambda *_: None)
    return lambda ask, reply: reply if first(ask, reply) is None else spoil(ask, reply)


WHEN = {"all": lambda spoil: spoil, "first": only(0), "rest": late}


def suffer(lab, store, fault, expected, when=WHEN["all"]):
    """Collect under a fault and return the outcome; ``expected`` is what a well source has stored in the end.

    Raises ``Broken`` where a promise does not hold, as :func:`heal` does.
    """
    lab.fake.twist(when(fault.spoil))
    code, outcome, told = lab.collect(store, **fault.network)
    lab.seen += lab.fake.asked
    lab.fake.twist(None)
    reason = outcome.get("error") or ""
    demand("source" in outcome, f"no outcome: {told}")
    demand(EXITS[outcome["outcome"]] == code, f"exit code {code} with {outcome['outcome']}")
    demand("unexpected" not in reason and "Traceback" not in told, f"not foreseen: {reason} {told}")
    demand(bool(reason) == (code != 0), f"{outcome['outcome']} with the reason {reason!r}")
    demand(SECRET not in reason + told, "the token is told")
    more = held(store) - expected
    # A page that is cut short may still be read: what it says is then the page's, and not to be held against us.
    demand(not more or lab.source in PAGES, f"stored what no answer said: {_some(more)}")
    return outcome


def heal(lab, store, expected):
    """Collect from the source now that it is well: everything is there, nothing is twice, and the store is in order."""
    code, outcome, told = lab.collect(store, at=LATER)
    demand(code == 0, f"not healed: {outcome} {told}")
    healed = held(store)
    demand(healed >= expected, f"healed, and lacks {_some(expected - healed)}")
    twice = (healed - expected).keys() & expected.keys()
    demand(not twice, f"healed, and has twice {_some(twice)}")
    problems = Store.open(str(store)).verify()
    demand(not problems, f"store verify: {problems}")


def examine(lab, fault, expected, when=WHEN["all"]):
    """Collect under a fault into a new store, then again when it is over; return the first run's outcome."""
    store = lab.room()
    outcome = suffer(lab, store, fault, expected, when)
    demand(held(store).total() == outcome["added"], f"{outcome['added']} told, {held(store).total()} stored")
    heal(lab, store, expected)
    return outcome


def _some(rows):
    return sorted(map(str, rows))[:3]


def run(sources=()):
    """Try every fault on every source, from the first answer on and from the second; return the cells of the table."""
    table = {}
    with everybody(SECRET) as fakes, tempfile.TemporaryDirectory() as folder:
        for name in sources or fakes:
            lab = Lab(Path(folder), name, fakes[name])
            expected = well(lab)
            for fault, what in FAULTS.items():
                for when, where in WHEN.items():
                    try:
                        outcome = examine(lab, what, expected, where)
                        table[name, when, fault] = (f"{outcome['outcome']} {outcome['added']}", outcome["error"])
                    except Broken as broken:
                        table[name, when, fault] = ("!", str(broken))
    return table


def main(*sources):
    """Try, and print the table, with a reason a cell that broke, or with all of them for a source that is named."""
    began = time.process_time()
    table = run(sources)
    lines = ["".join([f"{'':18}", *(f"{fault:>12}" for fault in FAULTS)])]
    for name, when in dict.fromkeys(place[:2] for place in table):
        lines.append("".join([f"{name:12}{when:6}", *(f"{table[name, when, fault][0]:>12}" for fault in FAULTS)]))
    lines += [f"{', '.join(place)}: {reason}" for place, (cell, reason) in table.items() if cell == "!" or sources]
    broken = sum(cell == "!" for cell, _ in table.values())
    lines.append(
        f"{len(table)} faults, {broken} promises broken, {time.process_time() - began:.0f} s of processor time"
    )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
