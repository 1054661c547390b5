"""A row that is good, and a way to read files of rows like it."""

import datetime as dt

import pytest

from metrics.catalog import load
from metrics.intake import NAMED, read

NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
GOOD = {
    "entity": "deepseek", "metric": "daily_active_users", "value": "22150000", "comparator": "=", "unit": "users",
    "start": "2025-01-31", "end": "2025-01-31", "span": "point", "status": "E", "basis": "panel", "origin": "AICPB",
    "url": "https://example.org/a", "publisher": "Cegelem", "stated_on": "2025-02-10", "quote": "22,15 millions",
}  # fmt: skip


def _cell(value):
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in ',"\n\r') else text


def _csv(*rows, columns=NAMED):
    lines = [",".join(columns), *(",".join(_cell(row.get(name)) for name in columns) for row in rows)]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="session")
def now():
    """When every file is read."""
    return NOW


@pytest.fixture(scope="session")
def good():
    """A row without fault, as texts."""
    return dict(GOOD)


@pytest.fixture(scope="session")
def catalog():
    """The catalog that comes with the program."""
    return load()


@pytest.fixture(scope="session")
def csv_of():
    """Write rows as CSV."""
    return _csv


@pytest.fixture(scope="session")
def take(tmp_path_factory, catalog):
    """Read a file of some content, CSV unless its name says otherwise."""

    def take(content, name="figures.csv"):
        file = tmp_path_factory.mktemp("x") / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(file, catalog, now=NOW)

    return take


@pytest.fixture(scope="session")
def one(take):
    """Read one good row with some fields that differ."""

    def one(**fields):
        columns = (*NAMED, *(name for name in fields if name not in NAMED))
        return take(_csv(GOOD | fields, columns=columns))

    return one


@pytest.fixture(scope="session")
def fault(one):
    """Read one row that has one fault, and return that."""

    def fault(**fields):
        intake = one(**fields)
        assert intake.observations.is_empty()
        assert intake.documents.is_empty()
        assert (intake.rows, intake.rejected) == (1, 1)
        (bad,) = intake.bad
        return bad

    return fault
