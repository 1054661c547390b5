"""Many processes on one store: every run lands once, no reader ever sees half a run, nobody waits for ever.

``python -m tests.faults.crowd [WRITERS [RUNS [READERS]]]`` prints a table (8 writers, 50 runs each, 4 readers unless told).
"""

import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from metrics.frames import documents_frame, observations_frame
from metrics.model import Document, Observation, Run
from metrics.store import Store

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROWS = 20


def write(uri, writer, runs):
    """Append so many runs of pages of one's own, and return how long each took."""
    store, waits = Store.open(uri), []
    for number in range(runs):
        documents = documents_frame([Document(url=f"https://w{writer}.example/{number}", sha256="0")])
        said = (
            Observation(entity=f"e{value}", metric="papers", value=1.0, unit="papers", document=documents["id"][0])
            for value in range(ROWS)
        )
        began = time.monotonic()
        run = Run(source=f"w{writer}", started_at=NOW, ended_at=NOW, version=str(number))
        store.append(run, documents, observations_frame(said, documents), now=NOW)
        waits.append(time.monotonic() - began)
    return {"waits": waits}


def read(uri, path):
    """Read the store over and over until a file appears; return how often, and the faults that were seen."""
    store, waits, faults = Store.open(uri), [], []
    while not Path(path).exists():
        began = time.monotonic()
        runs, observations, documents = store.runs(), store.observations(), store.documents()
        told = int(runs.collect()["added"].sum())
        stored = observations.select("document").collect()
        known = set(documents.select("id").collect()["id"])
        waits.append(time.monotonic() - began)
        if stored.height < told or not set(stored["document"]) <= known:
            faults.append(f"{told} rows told by runs, {stored.height} there")
        half = stored.group_by("document").len().filter(len=ROWS)
        if half.height * ROWS != stored.height:
            faults.append("half a run")
    return {"waits": waits, "faults": faults}


def run(writers=8, runs=50, readers=4):
    """Let them work on one store; return the store's problems, the readers' faults, and everybody's waits."""
    with tempfile.TemporaryDirectory() as folder:
        uri, done = f"{folder}/store", Path(folder, "done")
        Store.open(uri)
        watching = [_spawned("read", uri, done) for _ in range(readers)]
        working = [_spawned("write", uri, writer, runs) for writer in range(writers)]
        wrote = [_answer(process) for process in working]
        done.touch()
        saw = [_answer(process) for process in watching]
        store = Store.open(uri)
        told = store.runs().select("source", "version", "added").collect()
        return {
            "problems": [str(problem) for problem in store.verify()],
            "missing": writers * runs - told.select("source", "version").n_unique(),
            "twice": told.height - told.select("source", "version").n_unique(),
            "rows": store.info()["observations"] - writers * runs * ROWS,
            "faults": [fault for each in saw for fault in each["faults"]],
            "waits": [each["waits"] for each in wrote],
            "reads": [each["waits"] for each in saw],
            "files": store.info()["files"],
        }


def _spawned(work, *arguments):
    command = [sys.executable, "-m", "tests.faults.crowd", work, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _answer(process):
    told, _ = process.communicate(timeout=900)
    if process.returncode:
        raise RuntimeError(f"a process ended with {process.returncode}")
    return json.loads(told)


def main(*arguments):
    """Work as one of the crowd, or let a crowd work and print what came of it."""
    if arguments and arguments[0] in {"write", "read"}:
        work, uri, *rest = arguments
        print(json.dumps(read(uri, *rest) if work == "read" else write(uri, *map(int, rest))))  # noqa: T201
        return
    began = time.monotonic()
    found = run(*map(int, arguments))
    waits, reads = ([each for one in found[name] for each in one] for name in ("waits", "reads"))
    lines = [
        f"appends   {len(waits)}: median {median(waits):.3f} s, longest {max(waits):.2f} s",
        f"reads     {len(reads)}: median {median(reads):.3f} s, longest {max(reads):.2f} s",
        f"runs      {found['missing']} missing, {found['twice']} twice; {found['rows']} rows too many or too few",
        f"readers   {len(found['faults'])} times something half; the store's problems: {found['problems'] or 'none'}",
        f"files     {found['files']} in the end; {time.monotonic() - began:.0f} s in all",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
