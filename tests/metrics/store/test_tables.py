"""A commit lands after the very version that its writer saw, or not at all."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from metrics.frames import documents_frame
from metrics.model import Document
from metrics.store import Store
from metrics.store.compaction import merge
from metrics.store.tables import Table

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def pages(table: Table, *urls: str) -> pl.DataFrame:
    return table.shape.conform(documents_frame(Document(url=url, sha256="0") for url in urls), NOW)


@pytest.fixture
def uri(tmp_path: Path) -> str:
    return Store.open(str(tmp_path / "store")).uri


def test_a_writer_that_has_not_seen_the_last_commit_must_look_again(uri: str):
    first, second = (Store.open(uri)._tables["documents"] for _ in range(2))
    assert first.commit(first.write([pages(first, "https://example.org/a")]))
    late = second.write([pages(second, "https://example.org/b")])
    assert not second.commit(late)
    assert first.scan().collect().height == 1
    assert second.commit(late)
    assert first.scan().collect()["url"].sort().to_list() == ["https://example.org/a", "https://example.org/b"]


def test_a_scan_in_between_does_not_make_a_commit_skip_what_it_has_not_looked_at(uri: str):
    first, second = (Store.open(uri)._tables["documents"] for _ in range(2))
    looked_at = second.refresh()
    assert first.commit(first.write([pages(first, "https://example.org/a")]))
    late = second.write([pages(second, "https://example.org/a")])
    assert second.scan().collect().height == 1
    assert not second.commit(late, after=looked_at)
    assert first.scan().collect().height == 1


def test_a_merge_of_files_that_are_gone_is_dropped(uri: str):
    first, second = (Store.open(uri) for _ in range(2))
    table = first._tables["documents"]
    for url in ("https://example.org/a", "https://example.org/b"):
        assert table.commit(table.write([pages(table, url)]))
    merged = table.pieces()
    second.compact()
    assert not merge(table, first._identities["documents"], merged)
    assert first.documents().collect().height == 2
    assert first.info()["files"] == 1
    assert len(list(Path(uri, "documents").glob("*.parquet"))) == 3  # two kept for readers, nothing left over


def test_files_of_a_discarded_write_are_deleted(uri: str):
    table = Store.open(uri)._tables["documents"]
    table.discard(table.write([pages(table, "https://example.org/a")]))
    assert list(Path(uri, "documents").glob("*.parquet")) == []


def test_a_failed_write_leaves_no_files(uri: str):
    table = Store.open(uri)._tables["documents"]

    def torn():
        yield pages(table, "https://example.org/a")
        raise RuntimeError("torn")

    with pytest.raises(RuntimeError, match="torn"):
        table.write(torn())
    assert list(Path(uri, "documents").glob("*.parquet")) == []
