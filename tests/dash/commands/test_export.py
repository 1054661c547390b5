"""``export`` writes a package that validates, the same bytes each time, and never half of it."""

import csv
import hashlib
import json

import pytest

FILES = {
    "figures.csv", "observations.csv", "tellings.csv", "claims.csv", "documents.csv", "entities.csv", "metrics.csv",
    "datapackage.json", "CITATION.md",
}  # fmt: skip


@pytest.fixture
def exported(filled, tmp_path):
    done = filled("export", tmp_path / "out")
    assert done.code == 0, done.err
    return tmp_path / "out"


def test_the_folder_has_every_file_and_their_hashes_hold(exported):
    assert {path.name for path in exported.iterdir()} == FILES
    package = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        content = (exported / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    assert package["created"].startswith("2026-11-24")
    assert package["_query"]


def test_frictionless_finds_nothing_wrong(exported):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(exported / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_the_same_store_gives_the_same_bytes(exported, filled, tmp_path):
    assert filled("export", tmp_path / "again").code == 0
    for path in exported.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_an_export_replaces_an_older_one_but_nothing_else(exported, filled, tmp_path):
    assert filled("export", exported).code == 0
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("do not touch", encoding="utf-8")
    printed = filled("export", tmp_path / "mine")
    assert printed.code == 2
    assert (tmp_path / "mine" / "thesis.txt").read_text(encoding="utf-8") == "do not touch"


def test_flat_is_show_with_a_citation(filled, tmp_path):
    path = tmp_path / "flat.csv"
    assert filled("export", path, "--flat").code == 0
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    shown = list(csv.DictReader(filled("show", "--format", "csv").out.splitlines()))
    assert [{k: v for k, v in row.items() if k != "citation"} for row in rows] == shown
    assert "AICPB" in next(row["citation"] for row in rows if row["entity"] == "kimi")


@pytest.mark.parametrize("suffix", ["parquet", "json", "ndjson", "md"])
def test_one_file_by_its_ending(filled, tmp_path, suffix):
    path = tmp_path / f"figures.{suffix}"
    assert filled("export", path).code == 0
    assert path.stat().st_size > 100


def test_formulas_from_the_web_are_guarded(filled, tmp_path):
    evil = tmp_path / "evil.csv"
    evil.write_text(
        "entity,metric,value,unit,start,end,origin,url,publisher,stated_on,quote\n"
        'suno,users,5,users,2025,2025,=1+1,https://x.example/1,@evil,2025-02-01,"=HYPERLINK(""x"")"\n',
        encoding="utf-8",
    )
    assert filled("import", evil).code == 0
    assert filled("export", tmp_path / "out").code == 0
    for path in (tmp_path / "out").glob("*.csv"):
        for row in csv.reader(path.read_text(encoding="utf-8").splitlines(keepends=True)):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t", "\r")), (path.name, cell)


def test_a_flat_export_is_no_other_format_and_no_stream(filled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    for suffix in ("json", "ndjson", "parquet", "md", "xlsx"):
        printed = filled("export", f"x.{suffix}", "--flat")
        assert printed.code == 2
        assert "a flat export is CSV" in printed.err
    for arguments in (["-"], ["-", "--flat"]):
        printed = filled("export", *arguments)
        assert printed.code == 2
        assert "aimarket show --format csv" in printed.err
    assert set(tmp_path.iterdir()) == before


def test_a_name_that_is_too_long_is_exit_2(filled, tmp_path):
    for arguments in (["export", tmp_path / ("a" * 300)], ["import", tmp_path / ("a" * 300 + ".csv")]):
        printed = filled(*arguments)
        assert printed.code == 2
        assert "File name too long" in printed.err
        assert len(printed.err.splitlines()) == 1


def test_an_export_of_nothing_says_so(home, aimarket, tmp_path):
    done = aimarket("export", tmp_path / "none.csv", "--entity", "hf", "--what", "revenue")
    assert (done.code, done.out) == (0, "")
    assert "Hugging Face, Revenue: not_collected: nothing was collected" in done.err
