"""Coverage-guided fuzzing of one target: ``python -m tests.hostile.fuzz TARGET [--executions N] [--findings FOLDER]``.

It goes on after a finding, one of each kind is kept; at the end it prints what it did, and leaves with 1 if it found
something. Needs atheris (``pip install -e '.[bench]'``). Seeds are the cases in ``found.py`` and each piece by itself.
"""

import argparse
import hashlib
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

NAMES = ("numbers", "dates", "page", "feed", "csv", "ndjson", "config", "sql", "filter", "opinion")
_TOLD_EVERY = 10_000
_PATIENCE_S = 2.5  # counting coverage makes the code about twice as slow


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Watch:
    """Counts executions, keeps one input of each kind of finding, and ends the process when it is time."""

    def __init__(self, name: str, target, executions: int, folder: Path) -> None:
        self.name, self.target, self.most, self.folder = name, target, executions, folder
        self.done, self.found, self.began = 0, {}, time.monotonic()

    def __call__(self, data: bytes) -> None:
        self.done += 1
        try:
            self.target.attack(data, _PATIENCE_S)
        except BaseException as error:  # noqa: BLE001 a panic of a library is no Exception, and a finding
            self.keep(data, error)
        if self.done >= self.most:
            self.end()
        if self.done % _TOLD_EVERY == 0:
            say(f"{self.name}: {self.done:,} executions so far")

    def keep(self, data: bytes, error: BaseException) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        kind = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        if kind in self.found:
            return
        self.found[kind] = data
        path = self.folder / f"{self.name}-{hashlib.sha256(data).hexdigest()[:12]}"
        path.write_bytes(data)
        say(f"FOUND {kind}: {str(error)[:300]!a} in {path}")

    def end(self) -> None:
        took = time.monotonic() - self.began
        say(f"{self.name}: {self.done:,} executions in {took:,.0f} s, {len(self.found)} kinds of findings")
        os._exit(1 if self.found else 0)  # libFuzzer itself knows no other way out


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz")
    parser.add_argument("target", choices=NAMES)
    parser.add_argument("--executions", type=int, default=10_000)
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()))
    told = parser.parse_args()
    told.findings.mkdir(parents=True, exist_ok=True)
    fuzz(told.target, told.executions, told.findings)


def fuzz(name: str, executions: int, folder: Path) -> None:
    """Load the program under the eyes of the fuzzer, which counts what each input reaches, and let it go."""
    import atheris

    with atheris.instrument_imports(include=["metrics", "dash"]):
        from tests.hostile.found import CASES
        from tests.hostile.targets import TARGETS

    target = TARGETS[name]
    watch = Watch(name, target, executions, folder)
    with tempfile.TemporaryDirectory(prefix="aimarket-seeds-") as seeds:
        for number, seed in enumerate([*CASES.get(name, ()), *starts(target.pieces)]):
            (Path(seeds) / str(number)).write_bytes(seed)
        limits = [
            f"-max_len={target.longest}",
            "-timeout=30",
            "-rss_limit_mb=3000",
            "-print_final_stats=0",
            "-verbosity=0",
        ]
        atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={folder}/killed-{name}-", seeds], watch)
        atheris.Fuzz()


def starts(pieces: list[str]) -> list[bytes]:
    """Make a few inputs of pieces, and each piece as it is."""
    runs = [bytes([2 * step, 2, *range(step, min(len(pieces), 256), 7)]) for step in range(7)]
    return [*runs, *(b"\x01\x01" + piece.encode("utf-8", "surrogatepass") for piece in pieces)]


if __name__ == "__main__":
    main()
