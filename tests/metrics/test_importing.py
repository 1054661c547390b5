"""A person's files and typed figures reach the store: one file is one run, whole or not at all."""

import polars as pl
import pytest

from metrics.catalog import load as load_catalog
from metrics.clock import now
from metrics.config import load as load_config
from metrics.errors import BadInput, UsageError
from metrics.importing import SOURCE, add_one, import_files
from metrics.market import Market

HEADER = "entity,metric,value,unit,start,end,url,publisher"


def row(value, number=0, entity="kimi"):
    return f"{entity},users,{value},users,2025-01,2025-01,https://a.example/{number},A"


@pytest.fixture
def market(empty):
    return Market.open(load_config(), load_catalog(), now=now())


@pytest.fixture
def write(tmp_path):
    """Write rows under the header to a file."""

    def write(name, *rows):
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def runs(market):
    columns = ("source", "version", "added", "unchanged", "failed")
    return sorted(market.collect(market.store.runs().select(*columns)).rows(), key=str)


def test_each_file_is_a_run_that_tells_what_came_of_it(market, write):
    first, second = write("a.csv", row(1), row(2, 1)), write("b.csv", row(1), row(3, 2))
    done = import_files(market, [first, second])
    assert [each.counts() for each in done] == [
        {"file": str(first), "rows": 2, "added": 2, "unchanged": 0, "rejected": 0},
        {"file": str(second), "rows": 2, "added": 1, "unchanged": 1, "rejected": 0},
    ]
    assert runs(market) == [(SOURCE, "a.csv", 2, 0, 0), (SOURCE, "b.csv", 1, 1, 0)]
    assert market.store.verify() == []


def test_a_bad_row_anywhere_keeps_everything_out(market, write):
    good, bad = write("a.csv", row(1)), write("b.csv", row(2), row("many"), row(3, entity="nobody at all"))
    with pytest.raises(BadInput) as caught:
        import_files(market, [good, bad])
    assert [(fault.line, fault.column) for fault in caught.value.rows] == [(3, "value"), (4, "entity")]
    assert "nothing was stored. Mend the rows, or store the others with --skip-bad" in str(caught.value)
    assert runs(market) == []
    assert market.store.info()["observations"] == 0


def test_with_leave_to_skip_the_good_rows_are_stored_and_the_bad_ones_named(market, write):
    (done,) = import_files(market, [write("a.csv", row(1), row("many"), row(2, 1))], skip_bad=True)
    assert (done.rows, done.added, done.rejected) == (3, 2, 1)
    assert [(fault.line, fault.column) for fault in done.bad] == [(3, "value")]
    assert runs(market) == [(SOURCE, "a.csv", 2, 0, 1)]


def test_a_thousand_faults_are_listed_and_the_rest_counted(market, write):
    with pytest.raises(BadInput, match=r"\(200 more not listed\)") as caught:
        import_files(market, [write("a.csv", *(row("many", number) for number in range(1_200)))])
    assert len(caught.value.rows) == 1_000


def test_what_a_metric_can_hardly_be_is_stored_and_named(market, write):
    (done,) = import_files(market, [write("a.csv", row(1), row(99_000_000_000, 1))])
    assert (done.added, done.rejected) == (2, 0)
    assert [(doubt.line, doubt.column) for doubt in done.doubtful] == [(3, "value")]


def test_a_row_twice_in_one_file_is_one_observation(market, write):
    (done,) = import_files(market, [write("a.csv", row(1), row(1))])
    assert done.counts() | {"file": ""} == {"file": "", "rows": 2, "added": 1, "unchanged": 1, "rejected": 0}


def test_a_file_without_rows_is_a_run_without_figures(market, write):
    (done,) = import_files(market, [write("a.csv")])
    assert (done.rows, done.added) == (0, 0)
    assert runs(market) == [(SOURCE, "a.csv", 0, 0, 0)]


def test_a_typed_figure_is_what_a_file_would_have_said(market, write):
    fields = dict(zip(HEADER.split(","), row(1).split(","), strict=True)) | {"quote": None}
    taken, done = add_one(market, fields)
    assert done.added == 1
    (again,) = import_files(market, [write("a.csv", row(1))])
    assert (again.added, again.unchanged) == (0, 1)
    stored = market.collect(market.store.observations())
    assert stored["id"].to_list() == taken.observations["id"].to_list()
    assert market.collect(market.store.runs().filter(pl.col("version").is_null())).height == 1


def test_a_typed_figure_with_a_fault_is_refused_by_field(market):
    with pytest.raises(UsageError, match="value: 'many' is no plain number"):
        add_one(market, {"entity": "kimi", "metric": "users", "value": "many", "unit": "users"})
    assert market.store.info()["runs"] == 0
