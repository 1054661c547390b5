"""A store of an older version is taken forward, step by step; one of a newer version is left alone."""

from pathlib import Path

import pytest
from deltalake import Field
from deltalake.schema import PrimitiveType

from metrics.errors import StoreTooNew
from metrics.store import Store
from metrics.store.migration import VERSION, migrate, refuse_newer, version_of
from metrics.store.tables import Table


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Store.open(str(tmp_path / "store"))._tables["runs"]


def test_a_new_store_is_of_this_version(table: Table):
    assert version_of(table) == VERSION


def test_each_step_is_taken_once_and_marked(table: Table):
    taken: list[int] = []

    def widen(older: Table) -> None:
        taken.append(VERSION)
        older.live.alter.add_columns(Field("host", PrimitiveType("string")))

    def note(_: Table) -> None:
        taken.append(VERSION + 1)

    steps = {VERSION: widen, VERSION + 1: note}
    migrate(table, steps, VERSION + 2)
    migrate(table, steps, VERSION + 2)
    assert taken == [VERSION, VERSION + 1]
    assert version_of(table) == VERSION + 2
    assert "host" in table.scan().collect_schema()


def test_a_step_that_fails_is_taken_again(table: Table):
    def fail(_: Table) -> None:
        raise OSError("power cut")

    with pytest.raises(Exception, match="power cut"):
        migrate(table, {VERSION: fail}, VERSION + 1)
    assert version_of(table) == VERSION
    migrate(table, {VERSION: lambda _: None}, VERSION + 1)
    assert version_of(table) == VERSION + 1


def test_a_newer_version_is_refused(table: Table):
    migrate(table, {VERSION: lambda _: None}, VERSION + 1)
    with pytest.raises(StoreTooNew, match=f"schema {VERSION + 1}"):
        refuse_newer(table)
    with pytest.raises(StoreTooNew):
        Store.open(table.place.uri)
