"""What lies in the files: plain strings that other engines read, in row groups that fit into memory."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from metrics.frames import documents_frame
from metrics.model import Document
from metrics.store import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_filter_on_the_metric_opens_no_file_of_another(reading, store: Store, tmp_path: Path):
    run, documents, observations = reading("page", range(3))
    store.append(run, documents, observations, now=NOW)
    [wanted] = (tmp_path / "store" / "observations").glob("*.parquet")
    others = observations.with_columns(metric=pl.lit("page_views"), id=pl.col("id").str.reverse())
    store.append(run, documents, others, now=NOW)
    frame = store.observations()
    for file in (tmp_path / "store" / "observations").glob("*.parquet"):
        if file != wanted:
            file.unlink()
    assert frame.filter(pl.col("metric") == "daily_active_users", pl.col("entity") == "deepseek").collect().height == 3
    with pytest.raises(FileNotFoundError):
        frame.filter(pl.col("metric") == "page_views").collect()


def test_other_engines_read_plain_strings_from_the_files(reading, store: Store, tmp_path: Path):
    parquet = pytest.importorskip("pyarrow.parquet")
    store.append(*reading("page", range(3)), now=NOW)
    for name in ("observations", "documents", "runs"):
        for file in (tmp_path / "store" / name).glob("*.parquet"):
            kinds = {str(column.type) for column in parquet.read_schema(file)}
            assert not {kind for kind in kinds if "view" in kind}
            assert kinds & {"string", "large_string"}


def test_duckdb_counts_the_same_rows(reading, store: Store, tmp_path: Path):
    duckdb = pytest.importorskip("duckdb")
    store.append(*reading("page", range(3)), now=NOW)
    files = str(tmp_path / "store" / "observations" / "*.parquet")
    found = duckdb.sql(f"select entity, sum(value), max(scope.geo) from '{files}' group by entity").fetchall()
    assert found == [("deepseek", 3.0, None)]


def test_long_texts_make_smaller_row_groups(reading, store: Store, tmp_path: Path):
    parquet = pytest.importorskip("pyarrow.parquet")
    run, _, observations = reading("page", range(0))
    pages = documents_frame(
        Document(url=f"https://example.org/{number}", sha256=str(number), text="x" * 400_000) for number in range(200)
    )
    store.append(run, pages, observations, now=NOW)
    [file] = (tmp_path / "store" / "documents").glob("*.parquet")
    assert parquet.ParquetFile(file).num_row_groups > 1
    assert store.documents().collect().height == 200
