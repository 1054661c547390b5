import csv
import json

import pytest

from metrics.errors import StoreUnreadable
from metrics.market import Asked
from metrics.views.exporting import export_to

KIMI = Asked(entities=("kimi",))
OTHER = {"entity": "doubao", "value": 90e6, "origin": "ByteDance", "url": "https://news.example/d"}


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_folder_holds_only_what_was_asked_for_and_what_it_names(market_of, tmp_path):
    dest = tmp_path / "out"
    assert export_to(market_of({}, OTHER), KIMI, dest, flat=False) == 1
    assert {row["entity"] for row in rows(dest / "observations.csv")} == {"kimi"}
    assert [row["url"] for row in rows(dest / "documents.csv")] == ["https://news.example/1"]
    assert {row["entity"] for row in rows(dest / "figures.csv")} == {"kimi"}
    query = json.loads((dest / "datapackage.json").read_text(encoding="utf-8"))["_query"]
    assert (query["entities"], query["policy"]) == (["kimi"], "lexicographic-2")


def test_a_replaced_reading_travels_with_the_export(market_of, tmp_path):
    market_of({"value": 20.4e6})
    dest = tmp_path / "out"
    export_to(market_of({"value": 23.1e6}), Asked(), dest, flat=False)
    assert len(rows(dest / "observations.csv")) == 2
    assert [(row["value"], row["superseded"]) for row in rows(dest / "claims.csv")] in (
        [("20400000", "true"), ("23100000", "false")],
        [("23100000", "false"), ("20400000", "true")],
    )
    assert [row["value"] for row in rows(dest / "figures.csv")] == ["23100000"]


def test_what_is_for_screens_is_in_no_export(market_of, tmp_path):
    market = market_of({})
    folder, flat = tmp_path / "out", tmp_path / "flat.csv"
    export_to(market, Asked(), folder, flat=False)
    assert export_to(market, Asked(), flat, flat=True) == len(rows(flat))
    for path in (*folder.glob("*.csv"), flat):
        assert not [name for name in rows(path)[0] if name.startswith("_")]


def test_a_file_that_cannot_be_read_is_named(market_of, tmp_path):
    market = market_of({})
    for path in (market.store.place.folder / "documents").glob("*.parquet"):
        path.write_bytes(b"no parquet")
    with pytest.raises(StoreUnreadable):
        export_to(market, Asked(), tmp_path / "out", flat=False)
    assert not (tmp_path / "out").exists()
