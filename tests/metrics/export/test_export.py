import csv
import datetime as dt
import hashlib
import json
from pathlib import Path

import polars as pl
import pytest
from frictionless import validate

from metrics.catalog import Catalog, load
from metrics.errors import UsageError
from metrics.export import FILES, SUFFIXES, export, export_file, export_flat
from metrics.frames import RULINGS
from metrics.intake import read
from metrics.ledger import reckon
from metrics.views.fields import named
from metrics.views.library import TELLINGS, entities, metrics

NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
HOSTILE = '=1+1\x1b[31m, "a"\n| <b>x</b> [l](javascript:x)\u202e'
QUERY = {"select": "export", "as_published": dt.date(2025, 3, 1), "as_recorded": None, "metrics": ("users",)}
FIGURES = """\
entity,metric,value,comparator,unit,start,end,span,status,basis,origin,url,publisher,stated_on,quote,licence,title
deepseek,dau,22150000,=,users,2025-01-31,2025-01-31,point,E,panel,AICPB,https://example.org/a,Cegelem,2025-02-10,"{quote}",,
deepseek,dau,22150000,=,users,2025-01-31,2025-01-31,point,E,panel,AICPB,https://example.org/b,KrASIA,2025-02-12,,,
deepseek,dau,22150000,=,users,2025-01-11,2025-01-11,point,E,panel,AICPB,https://example.org/c,Freenews,2025-02-24,,,
doubao,dau,16950000,=,users,2025-01-31,2025-01-31,point,E,panel,AICPB,https://example.org/a,Cegelem,2025-02-10,,,
openai,annualized_revenue,10000000000,>,USD,2025-06,2025-06,point,A,disclosed,OpenAI,https://example.org/d,CNBC,2025-06,,CC-BY-4.0,
openai,annualized_revenue,13000000000,~,USD,2025-08,,point,A,disclosed,,,"=HYPERLINK(""x"")",2025-08,,,"{quote}"
"""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load()


@pytest.fixture(scope="module")
def views(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    file = tmp_path_factory.mktemp("in") / "figures.csv"
    file.write_text(FIGURES.replace("{quote}", HOSTILE.replace('"', '""')), encoding="utf-8")
    taken = read(file, catalog, now=NOW)
    assert taken.bad == []
    documents, observations = (
        frame.with_columns(recorded_at=pl.lit(NOW, frame.schema["recorded_at"]))
        for frame in (taken.documents, taken.observations)
    )
    documents = documents.with_columns(
        text=pl.lit("the whole article"),
        attribution=pl.when(pl.col("licence").is_not_null()).then(pl.lit("Epoch AI, CC BY 4.0")),
    )
    observations = observations.with_columns(entity=pl.col("entity").replace("doubao", "huggingface:Qwen/Qwen3"))
    ledger = reckon(observations, documents, pl.DataFrame(schema=RULINGS), catalog)
    return {
        "figures": named(ledger.figures, catalog, NOW.date()),
        "observations": observations,
        "tellings": ledger.tellings.select(TELLINGS),
        "claims": ledger.claims,
        "documents": documents,
        "entities": entities(catalog),
        "metrics": metrics(catalog),
    }


@pytest.fixture(scope="module")
def folder(views: dict[str, pl.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    dest = tmp_path_factory.mktemp("out") / "figures"
    export(views, dest, query=QUERY)
    return dest


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def descriptor(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_a_folder_holds_these_files_and_no_other(folder: Path) -> None:
    expected = ["figures", "observations", "tellings", "claims", "documents", "entities", "metrics"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [*(f"{name}.csv" for name in expected), "datapackage.json", "CITATION.md"]
    )
    assert sorted(FILES) == sorted(path.name for path in folder.iterdir())
    assert [each["name"] for each in descriptor(folder)["resources"]] == expected


def test_frictionless_finds_nothing_wrong(folder: Path) -> None:
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert [task.stats["rows"] for task in report.tasks][1] == 6


@pytest.mark.parametrize("name", ["figures", "observations", "tellings", "claims"])
def test_frictionless_would_find_a_key_that_names_nothing(folder: Path, tmp_path: Path, name: str) -> None:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    package = descriptor(folder)
    (resource,) = (each for each in package["resources"] if each["name"] == name)
    assert resource["schema"]["foreignKeys"]
    for each in package["resources"]:
        del each["hash"], each["bytes"]
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    for key in resource["schema"]["foreignKeys"]:
        other = tmp_path / f"{key['reference']['resource']}.csv"
        whole = other.read_bytes()
        pl.read_csv(whole, infer_schema=False).head(1).write_csv(other)
        (task,) = (each for each in validate(str(tmp_path / "datapackage.json")).tasks if each.name == name)
        assert "foreign-key" in {error.type for error in task.errors}, other
        other.write_bytes(whole)


def test_frictionless_would_find_a_changed_byte(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes().replace(b"AICPB", b"AICPC"))
    assert not validate(str(tmp_path / "datapackage.json")).valid


def test_sizes_hashes_and_the_query_are_told(folder: Path) -> None:
    package = descriptor(folder)
    for resource in package["resources"]:
        raw = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}")
    assert package["_query"] == {
        "select": "export", "as_published": "2025-03-01", "as_recorded": None, "metrics": ["users"]
    }  # fmt: skip
    assert package["created"] == "2026-11-24T09:30:00.000000Z"
    assert {"title": "Cegelem", "path": "https://example.org/a", "version": "read 2026-11-24"} in package["sources"]
    assert any(each["name"] == "CC-BY-4.0" and "path" in each for each in package["licenses"])


def test_the_same_views_give_the_same_bytes_in_any_order(
    views: dict[str, pl.DataFrame], folder: Path, tmp_path: Path
) -> None:
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=1) for name, frame in views.items()}
    export(shuffled, tmp_path / "again", query=QUERY)
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes(), name


def test_texts_stay_and_quotes_travel(folder: Path) -> None:
    assert "text" not in rows(folder / "documents.csv")[0]
    assert not any(b"the whole article" in file.read_bytes() for file in folder.iterdir())
    assert any("1+1" in row["quote"] for row in rows(folder / "observations.csv"))


def test_no_cell_is_a_formula_and_no_control_character_leaves(folder: Path) -> None:
    for file in folder.glob("*.csv"):
        for row in rows(file):
            for name, text in row.items():
                assert not text.startswith(("=", "+", "@", "\t", "\r")), (file.name, name)
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8")
        assert not any(char in text for char in "\x1b\u202e"), file.name


def test_a_subject_that_only_its_source_names_has_a_row_of_its_own(folder: Path) -> None:
    names = {row["id"]: row["name"] for row in rows(folder / "entities.csv")}
    assert names["huggingface:Qwen/Qwen3"] == "huggingface:Qwen/Qwen3"


def test_rows_that_name_what_is_not_there_are_left_out(views: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    cut = {**views, "claims": views["claims"].filter(pl.col("metric") == "annualized_revenue")}
    export(cut, tmp_path / "cut", query={})
    assert validate(str(tmp_path / "cut" / "datapackage.json")).valid
    assert len(rows(tmp_path / "cut" / "tellings.csv")) == 2


def test_an_empty_market_can_be_exported(views: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    export({name: frame.clear() for name, frame in views.items()}, tmp_path / "none", query={})
    assert validate(str(tmp_path / "none" / "datapackage.json")).valid
    assert "created" not in descriptor(tmp_path / "none")


def test_credits_name_every_attribution_and_cite_every_figure(views: dict[str, pl.DataFrame], folder: Path) -> None:
    text = (folder / "CITATION.md").read_text(encoding="utf-8")
    assert "- Epoch AI, CC BY 4.0 (licence: CC-BY-4.0)\n" in text
    lines = text.split("## Figures\n\n")[1].splitlines()
    assert len([line for line in lines if line.startswith("- ")]) == views["figures"].height
    assert "### DeepSeek" in lines
    assert any(
        "AICPB, quoted by Cegelem (2025): DeepSeek, 22.15 million daily active users on" in line for line in lines
    )
    assert "<https://example.org/a>" in text
    assert "<b>" not in text


def shown(views: dict[str, pl.DataFrame]) -> pl.DataFrame:
    keep = ("entity", "entity_name", "metric", "value", "unit", "origin", "url", "quote", "stated_on", "start", "end")
    figures = views["figures"]
    return figures.select(
        *keep, series=pl.concat_list("value"), _publisher="publisher", _label=pl.lit("for the screen")
    )


def test_a_flat_export_is_the_view_and_its_citations(views: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    view = shown(views)
    export_flat(view, tmp_path / "flat")
    found = rows(tmp_path / "flat")
    assert list(found[0]) == [*(name for name in view.columns if not name.startswith("_")), "citation"]
    assert [row["entity"] for row in found] == view["entity"].to_list()
    assert all("[1 origin, " in row["citation"] for row in found)
    assert any(row["citation"].startswith("AICPB, quoted by Cegelem (2025): ") for row in found)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_names_the_format_of_a_file(views: dict[str, pl.DataFrame], tmp_path: Path, suffix: str) -> None:
    view = shown(views)
    for name in ("a", "b"):
        export_file(view, tmp_path / f"{name}{suffix}")
    raw = (tmp_path / f"a{suffix}").read_bytes()
    assert raw == (tmp_path / f"b{suffix}").read_bytes()
    assert b"for the screen" not in raw
    readers = {".csv": pl.read_csv, ".json": pl.read_json, ".ndjson": pl.read_ndjson, ".parquet": pl.read_parquet}
    height = readers[suffix](raw).height if suffix in readers else raw.count(b"\n") - 2
    assert height == view.height


def test_another_suffix_is_refused(views: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.parquet"):
        export_file(shown(views), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []
