"""Kill the program at random moments of its work, over and over: what it acknowledged is there once, nothing is half there.

``python -m tests.faults.kills [KILLS [SEED]]`` prints a table (300 kills unless told). Each work is done by the command
line in a process of its own, which says when its libraries are loaded, so that the kill falls into the work itself; what
was killed is done again, and then once more to the end.
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import tomli

from metrics.store import Store
from tests.fakes.dockerhub import DockerHub
from tests.fakes.server import serving

ROOT = Path(__file__).parents[2]
BEGAN = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROWS = 200
IMAGES = [f"acme/image-{number}" for number in range(8)]
CHILD = """
import sys
import deltalake, httpx, polars
from dash.cli import main
print("ready", flush=True)
sys.exit(main(sys.argv[1:]))
"""


class Broken(AssertionError):
    """A promise that a kill broke."""


@dataclass
class House:
    """A home of its own with one store in it, the fake that is collected from, and what was acknowledged so far."""

    home: Path
    hub: object
    chance: random.Random
    number: int = 0
    imported: set[int] = field(default_factory=set)
    collected: set[int] = field(default_factory=set)

    @property
    def store(self):
        return Store.open(str(self.home / "store"))

    def process(self, arguments):
        """Start the command line and return it with its libraries loaded."""
        moment = (BEGAN + timedelta(days=self.number)).isoformat()
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, *map(str, arguments)], cwd=ROOT, text=True,
            env={**os.environ, "HOME": str(self.home), "AIMARKET_NOW": moment, "AIMARKET_STORE": str(self.home / "store"),
                 "AIMARKET_CONFIG": str(self.home / "config.toml")},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        if child.stdout.readline() != "ready\n":
            raise Broken(child.communicate()[1])
        return child

    def whole(self, arguments):
        """Do a work to its end and return how long that took."""
        child, began = self.process(arguments), time.monotonic()
        _, told = child.communicate(timeout=60)
        demand(child.returncode == 0, f"{arguments}: exit code {child.returncode}: {told}")
        return time.monotonic() - began

    def killed(self, arguments, within):
        """Do a work until a random moment; tell whether it was done before that and acknowledged."""
        child = self.process(arguments)
        time.sleep(self.chance.uniform(0, within))
        child.kill()
        child.communicate()
        return child.returncode == 0


class Import:
    """Rows of one page land all or none, and once, however often they are imported."""

    def arguments(self, house):
        path = house.home / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(("entity", "metric", "value", "unit", "end", "url"))
            url = f"https://news.example/{house.number}"
            out.writerows(("kimi", "papers", 1000 + number, "papers", "2026-02-03", url) for number in range(ROWS))
        return ["import", path]

    def check(self, house, done):
        if done:
            house.imported.add(house.number)
        held = house.store.observations().filter(metric="papers").join(
            house.store.documents().select("url", document="id"), on="document"
        ).group_by("url").len().collect()  # fmt: skip
        counts = {int(url.rpartition("/")[2]): count for url, count in held.iter_rows()}
        demand(set(counts.values()) <= {ROWS}, f"an import is half there, or twice: {counts}")
        demand(counts.keys() >= house.imported, f"acknowledged and gone: {house.imported - counts.keys()}")


class Collect:
    """The counts of a day are there once each after the same day was collected to the end."""

    def arguments(self, house):
        for place, image in enumerate(IMAGES):
            house.hub.fake.pulls[image] = 1000 * house.number + place
        return ["collect", "dockerhub"]

    def check(self, house, done):
        if done:
            house.collected.add(house.number)
        told = house.store.observations().filter(metric="image_pulls").select("value").collect()["value"]
        counts = Counter(int(value) // 1000 for value in told)
        demand(told.is_unique().all(), "a count was stored twice")
        short = [day for day in house.collected if counts[day] != len(IMAGES)]
        demand(not short, f"acknowledged days with counts missing: {short}")


class Compact:
    """Merging the files changes no row."""

    def arguments(self, house):
        self.before = _content(house)
        return ["store", "compact"]

    def check(self, house, done):
        del done
        demand(_content(house) == self.before, "compacting changed what is stored")


class Export:
    """A folder that is exported again is the old one or the new one, and no trace of the killed one stays."""

    def arguments(self, house):
        return ["export", house.home / "out"]

    def check(self, house, done):
        out = house.home / "out"
        if out.exists() or done:
            package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
            for resource in package["resources"]:
                content = (out / resource["path"]).read_bytes()
                told = resource["hash"].removeprefix("sha256:")
                demand(sha256(content).hexdigest() == told, f"torn: {resource['path']}")
        if done:
            left = [path.name for path in house.home.iterdir() if path.name.startswith(".out")]
            demand(not left, f"left behind by a killed export: {left}")


class Settings:
    """The program's settings are the old or the new ones, never half a file."""

    value = 0

    def arguments(self, house):
        self.before, self.value = self.value, 1 + house.number % 9
        return ["config", "set", "network.tries", self.value]

    def check(self, house, done):
        path = house.home / "settings.toml"
        told = tomli.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        value = told.get("network", {}).get("tries", 0)
        demand(value in ({self.value} if done else {self.before, self.value}), f"settings hold {value}")


WORKS = (Import(), Collect(), Compact(), Export(), Settings())


def _content(house):
    return house.store.observations().select("id").collect().sort("id")["id"].to_list()


def demand(holds, otherwise):
    """Raise ``Broken`` if a promise does not hold."""
    if not holds:
        raise Broken(otherwise)


@contextmanager
def house(seed):
    """Make a home with a configuration, an empty store and a fake Docker Hub, for as long as the block runs."""
    with tempfile.TemporaryDirectory() as folder, serving(DockerHub({})) as hub:
        home = Path(folder)
        (home / "config.toml").write_text(
            "[catalog]\nstarter = false\n[network]\ngap_s = 0.0\n"
            f"[sources.dockerhub]\nbase_url = {hub.url!r}\nrepositories = {json.dumps(IMAGES)}\n",
            encoding="utf-8",
        )
        yield House(home, hub, random.Random(seed))


def run(kills, seed=1):
    """Kill so many times and return, for each work, kills, how many came too late, and the seconds of a whole work.

    A kill that came when the work was done is none, and tried again.
    """
    table = {}
    with house(seed) as home:
        for work in WORKS:
            home.number += 1
            table[work] = [0, 0, home.whole(work.arguments(home))]
            work.check(home, done=True)
        for number in range(kills):
            work = WORKS[number % len(WORKS)]
            while _survived(home, work, table[work]):
                pass
    return {type(work).__name__.lower(): row for work, row in table.items()}


def _survived(home, work, row):
    """Try to kill a work once, look whether all promises hold, and do it to the end; tell whether it was done before."""
    home.number += 1
    arguments = work.arguments(home)
    done = home.killed(arguments, within=row[2])
    row[0] += not done
    row[1] += done
    work.check(home, done)
    problems = home.store.verify()
    demand(not problems, f"store verify: {problems}")
    home.whole(arguments)
    work.check(home, done=True)
    return done


def main(kills=300, seed=1):
    """Kill, and print what came of it."""
    began = time.monotonic()
    table = run(int(kills), int(seed))
    sys.stdout.write(f"{'work':10} killed  too late  seconds of a whole one\n")
    for name, (killed, late, seconds) in table.items():
        sys.stdout.write(f"{name:10} {killed:6} {late:9}  {seconds:.2f}\n")
    sys.stdout.write(
        f"{sum(row[0] for row in table.values())} kills, nothing broken, {time.monotonic() - began:.0f} s\n"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
