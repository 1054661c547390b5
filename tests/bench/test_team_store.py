"""A team's store in a bucket: what a run costs in requests, and what a distributed engine reads from the same tables.

``pytest -m bench tests/bench/test_team_store.py -s``, with moto as S3 on this machine. AIMARKET_BENCH_TEAM_ROWS sets the
rows that Daft on a Ray cluster of this machine aggregates (200,000).
"""

import json
import os
import sys
from collections import Counter

import polars as pl
import pytest

from metrics.model import Run
from metrics.store import Store
from tests.bench.invented_market import NOW, measured, python
from tests.fakes.dockerhub import DockerHub
from tests.fakes.object_store import BUCKET, asked, bucket
from tests.fakes.server import serving

pytestmark = pytest.mark.bench

ROWS = int(os.environ.get("AIMARKET_BENCH_TEAM_ROWS", "200_000"))
URI = f"s3://{BUCKET}/market"
IMAGES = {f"acme/tool-{number}": 100 + number for number in range(20)}
READ_USD, WRITE_USD = 0.4 / 1e6, 5 / 1e6
"""What a GET, and a PUT or LIST, costs at the largest provider (2026)."""
DAFT = """
import json, os, sys, daft, ray
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
daft.set_runner_ray()
ends = dict(endpoint_url=os.environ["AWS_ENDPOINT_URL"], key_id=os.environ["AWS_ACCESS_KEY_ID"])
s3 = daft.io.S3Config(**ends, access_key=os.environ["AWS_SECRET_ACCESS_KEY"], region_name="us-east-1", use_ssl=False)
table = daft.read_deltalake(sys.argv[1] + "/observations", io_config=daft.io.IOConfig(s3=s3))
by = table.groupby("metric", "entity").agg(daft.col("value").sum().alias("sum"), daft.col("value").count().alias("n"))
print(json.dumps(by.sort(["metric", "entity"]).to_pydict()))
"""


@pytest.fixture
def team(home, monkeypatch):
    """An empty bucket, reached as the environment says; yields the address of the server."""
    with bucket() as (address, environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield address


def cost(counted: Counter[str]) -> str:
    """Write how many requests there were and what they cost."""
    reads, writes = counted["GET"] + counted["HEAD"], counted["PUT"] + counted["POST"]
    told = ", ".join(f"{number} {method}" for method, number in sorted(counted.items()))
    return f"{counted.total():4} requests ({told}), {(reads * READ_USD + writes * WRITE_USD) * 1e3:.3f} thousandths of a dollar"


def test_a_run_costs_a_known_number_of_requests(team, aimarket, tmp_path, monkeypatch, capsys):
    hub = DockerHub(dict(IMAGES))
    with serving(hub) as served:
        names = json.dumps(list(IMAGES))
        config = tmp_path / "team.toml"
        config.write_text(
            f'[store]\nuri = "{URI}"\n[catalog]\nstarter = false\n[network]\ngap_s = 0.0\n[sources.dockerhub]\n'
            f'base_url = "{served.url}"\ngap_s = 0.0\nrepositories = {names}\n',
            encoding="utf-8",
        )
        found, days = {}, 20
        for day in range(days):
            monkeypatch.setenv("AIMARKET_NOW", f"2030-01-{day + 1:02}T12:00:00Z")
            hub.pulls.update({name: pulls + day for name, pulls in IMAGES.items()})
            asked(team)
            printed = aimarket("--config", config, "collect", "dockerhub", "--format", "json")
            assert printed.code == 0, printed.err
            assert [row["added"] for row in printed.json] == [len(IMAGES)]
            found[day] = asked(team)
        for name, arguments in {"a run that finds nothing new": ["collect", "dockerhub"], "show": ["show"],
                                "store info": ["store", "info"]}.items():  # fmt: skip
            assert aimarket("--config", config, *arguments, "--format", "json").code == 0
            found[name] = asked(team)
    with capsys.disabled():
        total = sum((found[day] for day in range(days)), Counter[str]())
        mean = Counter({method: round(number / days) for method, number in total.items()})
        sys.stdout.write(f"\nthe first run, which makes the store: {cost(found[0])}\n")
        sys.stdout.write(f"a day's run, mean of {days} with merges: {cost(mean)}\n")
        for name in list(found)[days:]:
            sys.stdout.write(f"{name}: {cost(found[name])}\n")
    assert max(found[day].total() for day in range(1, days)) <= 600


def test_daft_on_a_ray_cluster_reads_the_same(team, capsys):
    pytest.importorskip("daft", reason="pip install -e '.[team]'")
    pytest.importorskip("ray", reason="pip install -e '.[team]'")
    store = Store.open(URI)
    for first in range(0, ROWS, 50_000):
        run = Run(source="bench", started_at=NOW, ended_at=NOW)
        store.append(run, *measured(first, min(first + 50_000, ROWS), ROWS), now=NOW)
    theirs = pl.DataFrame(json.loads(python("-c", DAFT, URI).splitlines()[-1]))
    ours = store.observations().group_by("metric", "entity").agg(sum=pl.col("value").sum(), n=pl.len())
    ours = ours.sort("metric", "entity").collect()
    assert theirs.select("metric", "entity").equals(ours.select("metric", "entity"))
    assert theirs["sum"].to_list() == pytest.approx(ours["sum"].to_list())
    assert theirs["n"].to_list() == ours["n"].to_list()
    with capsys.disabled():
        sys.stdout.write(f"\nDaft on Ray: {ROWS:,} observations, {theirs.height:,} series, equal sums and counts\n")
