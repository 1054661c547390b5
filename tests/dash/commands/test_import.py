"""``import`` stores all rows of a file or none, and says what is wrong with each bad one."""

import json

import pytest


@pytest.fixture
def write(tmp_path, header):
    """Write a CSV file with the usual header."""

    def write(*rows, name="f.csv"):
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def test_a_file_is_counted_and_the_same_again_adds_nothing(empty, aimarket, figures, rows, write):
    first = aimarket("import", figures, "--format", "json").json
    assert first == [{"file": str(figures), "rows": 10, "added": 10, "unchanged": 0, "rejected": 0}]
    shuffled = write(*reversed(rows), name="other.csv")
    again = aimarket("import", shuffled, "--format", "json").json
    assert (again[0]["added"], again[0]["unchanged"]) == (0, 10)
    assert aimarket("store", "info", "--format", "json").json["observations"] == 10


def test_ndjson_and_parquet_give_the_same_observations_as_csv(empty, aimarket, figures, tmp_path):
    import polars as pl

    frame = pl.read_csv(figures, infer_schema=False)
    frame.write_parquet(tmp_path / "f.parquet")
    (tmp_path / "f.ndjson").write_text("\n".join(json.dumps(row) for row in frame.to_dicts()), encoding="utf-8")
    assert aimarket("import", figures).code == 0
    for name in ("f.parquet", "f.ndjson"):
        assert aimarket("import", tmp_path / name, "--format", "json").json[0]["added"] == 0


GOOD = "kimi,users,5,=,users,2025-01,2025-01,,,,,https://x.example/1,X,2025-02-01,"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (GOOD.replace("kimi", "nobody at all"), "entity"),
        (GOOD.replace("users,5", "userz,5"), "metric"),
        (GOOD.replace(",5,", ",NaN,"), "value"),
        (GOOD.replace(",5,", ",inf,"), "value"),
        (GOOD.replace(",5,", ",-5,"), "value"),
        (GOOD.replace(",5,", ",,"), "value"),
        (GOOD.replace("=,users", "=,"), "unit"),
        (GOOD.replace("=,users", "=,repositories"), "unit"),
        (GOOD.replace("5,=,", "5,!,"), "comparator"),
        (GOOD.replace("2025-01,2025-01", "2025-02-30,2025-03"), "start"),
        (GOOD.replace("2025-01,2025-01", "2025-03,2025-01"), "start"),
        (GOOD.replace("https://x.example/1", "javascript:alert(1)"), "url"),
        ("openai,valuation,5,=,,2025-01,2025-01,,,,,https://x.example/1,X,2025-02-01,", "unit"),
        ("openai,valuation,5,=,users,2025-01,2025-01,,,,,https://x.example/1,X,2025-02-01,", "unit"),
        (GOOD.replace("2025-02-01", "yesterday"), "stated_on"),
        (GOOD.replace("2025-01,2025-01,,", "2025-01,2025-01,sideways,"), "span"),
    ],
)
def test_a_bad_row_is_named_with_line_column_and_reason_and_nothing_is_stored(empty, aimarket, write, row, column):
    path = write(GOOD, row)
    printed = aimarket("import", path)
    assert printed.code == 2
    assert "line 3" in printed.err
    assert column in printed.err
    assert aimarket("store", "info", "--format", "json").json["observations"] == 0


def test_skip_bad_stores_the_good_rows_and_lists_the_bad(empty, aimarket, write):
    path = write(GOOD, GOOD.replace("kimi", "nobody at all"))
    printed = aimarket("import", path, "--skip-bad", "--format", "json")
    assert printed.code == 0
    assert printed.json == [{"file": str(path), "rows": 2, "added": 1, "unchanged": 0, "rejected": 1}]
    assert "line 3" in printed.err
    assert "1 of 2 rows skipped" in printed.err


def test_what_a_metric_can_hardly_be_is_stored_with_a_warning(empty, aimarket, write):
    printed = aimarket("import", write(GOOD, GOOD.replace(",5,", ",99000000000,")), "--format", "json")
    assert (printed.code, printed.json[0]["added"]) == (0, 2)
    assert "line 3, value: 99,000,000,000 is outside what users can be" in printed.err
    added = aimarket("add", "kimi", "market_share", "250", "--unit", "percent")
    assert added.code == 0
    assert "value: 250 is outside what market_share can be, from 0 to 100" in added.err


def test_a_bad_row_in_the_second_file_keeps_the_first_out_too(empty, aimarket, write):
    good, bad = write(GOOD, name="good.csv"), write(GOOD.replace(",5,", ",NaN,"), name="bad.csv")
    assert aimarket("import", good, bad).code == 2
    assert aimarket("store", "info", "--format", "json").json["observations"] == 0


def test_bom_crlf_and_newlines_in_quotes_are_read(empty, aimarket, header, tmp_path):
    path = tmp_path / "f.csv"
    row = GOOD + '"two\nlines"'
    path.write_bytes(b"\xef\xbb\xbf" + f"{header}\r\n{row}\r\n".encode())
    assert aimarket("import", path, "--format", "json").json[0]["added"] == 1
    (shown,) = aimarket("show", "--format", "json").json
    assert shown["quote"] == "two\nlines"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"entity,metric\n",
        b"entity,metric,value,unit,colour\nkimi,users,1,users,red\n",
        b"\xff\xfe\x00\x01",
        b"\x00",
    ],
)
def test_another_header_or_no_text_is_refused(empty, aimarket, tmp_path, content):
    path = tmp_path / "f.csv"
    path.write_bytes(content)
    assert aimarket("import", path).code == 2


def test_a_ragged_row_names_its_line(empty, aimarket, write):
    printed = aimarket("import", write(GOOD, "kimi,users,5"))
    assert printed.code == 2
    assert "line 3" in printed.err


def test_a_file_that_is_not_there_is_refused(empty, aimarket, tmp_path):
    printed = aimarket("import", tmp_path / "nothing.csv")
    assert printed.code == 2
    assert "nothing.csv" in printed.err


def test_add_stores_one_figure_by_hand(empty, aimarket):
    done = aimarket(
        "add", "kimi", "daily_active_users", "1.5e6", "--unit", "users", "--start", "2025-03", "--end", "2025-03",
        "--origin", "AICPB", "--url", "https://x.example/1", "--publisher", "X", "--stated-on", "2025-04-02",
    )  # fmt: skip
    assert done.code == 0, done.err
    (row,) = aimarket("show", "--format", "json").json
    assert (row["value"], row["end"], row["origin"]) == (1500000, "2025-03-31", "AICPB")
    assert aimarket("add", "kimi", "daily_active_users", "many", "--unit", "users").code == 2
    assert aimarket("add", "kimi", "valuation", "5e9").code == 2


def test_a_file_without_rows_a_folder_and_a_binary_file_say_what_they_are(home, tmp_path, aimarket):
    (tmp_path / "head.csv").write_text("entity,metric,value,unit\n")
    (tmp_path / "bin.csv").write_bytes(bytes(range(32)) * 20)
    (tmp_path / "folder.csv").mkdir()
    assert "it holds no rows" in aimarket("import", tmp_path / "head.csv").err
    binary = aimarket("import", tmp_path / "bin.csv")
    assert (binary.code, len(binary.err) < 300) == (2, True)
    assert "a directory" in aimarket("import", tmp_path / "folder.csv").err
