"""Two ``collect`` at once on one store, while a screen polls it: every figure lands once, and no version goes back.

``python -m tests.faults.twins [ROUNDS [SEED]]`` prints a line (20 rounds unless told).
"""

import sys
import threading
import time
from dataclasses import dataclass, field

from metrics.store import Store
from tests.faults.kills import Collect, demand, house


@dataclass
class Screen:
    """Asks a store for its version over and over, as the screen does, and reads it where that is another one."""

    uri: str
    versions: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def watch(self):
        store = Store.open(self.uri)
        while not self.done.wait(0.01):
            version = store.version
            if self.versions and version == self.versions[-1]:
                continue
            self.versions.append(version)
            documents, observations = store.documents(), store.observations()
            told = set(observations.select("document").collect()["document"])
            known = set(documents.select("id").collect()["id"])
            if not told <= known:
                self.faults.append(f"version {version}: {len(told - known)} documents are not there yet")


def run(rounds, seed=1):
    """Let two collect the same day at once, so many days; return versions seen, faults seen, and the seconds of each."""
    work, seconds = Collect(), []
    with house(seed) as home:
        home.number += 1
        home.whole(work.arguments(home))
        work.check(home, done=True)
        screen = Screen(str(home.home / "store"))
        thread = threading.Thread(target=screen.watch)
        thread.start()
        try:
            for _ in range(rounds):
                home.number += 1
                seconds.append(_both(home, work.arguments(home)))
                work.check(home, done=True)
        finally:
            screen.done.set()
            thread.join()
        problems = home.store.verify()
        demand(not problems, f"store verify: {problems}")
        runs = home.store.runs().collect().height
        demand(runs == 1 + 2 * rounds, f"{runs} runs are logged, not {1 + 2 * rounds}")
    return {"versions": screen.versions, "faults": screen.faults, "seconds": seconds}


def _both(home, arguments):
    began = time.monotonic()
    twins = [home.process(arguments) for _ in range(2)]
    for twin in twins:
        _, told = twin.communicate(timeout=120)
        demand(twin.returncode == 0, f"exit code {twin.returncode}: {told}")
    return time.monotonic() - began


def main(rounds=20, seed=1):
    """Collect, and print what came of it."""
    found = run(int(rounds), int(seed))
    sys.stdout.write(
        f"{len(found['seconds'])} rounds of two at once, longest {max(found['seconds']):.2f} s; "
        f"{len(found['versions'])} versions seen, {len(found['faults'])} of them half; nothing twice, nothing lost\n"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
