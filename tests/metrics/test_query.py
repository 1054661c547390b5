import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import StoreUnreadable, UnknownName, UsageError
from metrics.query import run

SCOPE = {"geo": "CN", "platform": "app", "plan": None}


def figures() -> pl.LazyFrame:
    rows = {"entity": ["deepseek", "doubao"], "value": [22_150_000.0, 16_950_000.0], "scope": [SCOPE, SCOPE]}
    return pl.LazyFrame({**rows, "end": [dt.date(2025, 1, 31), None]})


def claims() -> pl.LazyFrame:
    return pl.LazyFrame({"claim": ["c1", "c2"], "entity": ["deepseek", "doubao"]})


TABLES: dict[str, Callable[[], pl.LazyFrame]] = {"figures": figures, "claims": claims}


def test_a_query_is_answered_from_the_tables() -> None:
    answer = run("SELECT c.claim, f.value FROM figures f JOIN claims c ON f.entity = c.entity ORDER BY f.value", TABLES)
    assert answer.rows() == [("c2", 16_950_000.0), ("c1", 22_150_000.0)]


@pytest.mark.parametrize(
    "sql",
    [
        "select entity from FIGURES where entity in (select entity from claims where claim = 'c1')",
        "with c as (select * from claims) select f.entity from figures f semi join c on f.entity = c.entity limit 1",
        "(select entity from figures limit 1)",
        "-- a comment\nselect entity from figures limit 1;",
        "/* a comment */ select f.entity from figures f left join claims c on f.entity = c.entity limit 1",
    ],
)
def test_only_reading_is_enough_for_subqueries_ctes_and_comments(sql: str) -> None:
    assert run(sql, TABLES).rows() == [("deepseek",)]


def test_only_the_tables_that_are_named_are_made() -> None:
    made: list[str] = []

    def noted(name: str) -> Callable[[], pl.LazyFrame]:
        return lambda: (made.append(name), TABLES[name]())[1]

    tables = {name: noted(name) for name in TABLES}
    run("SELECT 1 AS one", tables)
    assert made == []
    run(
        "WITH claims AS (SELECT 'claims' AS entity) SELECT f.entity FROM figures f JOIN claims c USING (entity)", tables
    )
    assert made == ["figures"]


def test_an_empty_answer_keeps_its_columns() -> None:
    answer = run("SELECT entity, value FROM figures WHERE value < 0", TABLES)
    assert answer.schema == {"entity": pl.String, "value": pl.Float64}
    assert answer.is_empty()


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT * FROM figure", "unknown table 'figure'. Nearest: figures, claims"),
        ("SELECT * FROM '/etc/passwd'", "unknown table '/etc/passwd'. Nearest:"),
        ("SELECT vale FROM figures", "unknown column 'vale'. Nearest: value,"),
        ("SELECT f.vale FROM figures f", "unknown column 'vale'. Nearest: value,"),
        ("SELECT * FROM figures WHERE vale > 1", "unknown column 'vale'. Nearest: value,"),
        ("SELECT entity FROM figures ORDER BY vale", "unknown column 'vale'. Nearest: value,"),
        ("SELECT clam FROM figures JOIN claims USING (entity)", "unknown column 'clam'. Nearest: claim,"),
        ("SELECT scope.gio FROM figures", "unknown field 'gio'. Nearest: geo,"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(sql: str, message: str) -> None:
    with pytest.raises(UnknownName) as caught:
        run(sql, TABLES)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "sql",
    ["", "   ", "SELECT", "SELEC * FROM figures", "SELECT * FROM figures WHERE", "SELECT 1; SELECT 2", "SELECT foo(1)",
     "SELECT sum(entity) FROM figures", "SELECT entity, entity FROM figures", "SELECT DATE '2025-02-30'",
     "SELECT CAST(entity AS INT) FROM figures", "SELECT entity ~ '(' FROM figures", "SELECT 'open", "SELECT \ud800",
     "SELECT COLUMNS('(') FROM figures"],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_in_one_line(sql: str) -> None:
    with pytest.raises(UsageError) as caught:
        run(sql, TABLES)
    assert len(str(caught.value).splitlines()) == 1
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "sql",
    ["DROP TABLE figures", "DELETE FROM figures", "TRUNCATE TABLE figures", "INSERT INTO figures VALUES (1)",
     "CREATE TABLE t AS SELECT * FROM figures", "UPDATE figures SET value = 1", "COPY figures TO '{out}'",
     "EXPLAIN SELECT * FROM figures", "SHOW TABLES", "FROM figures", "VALUES (1)", "SELECT * INTO t FROM figures",
     "WITH c AS (SELECT * FROM figures) DELETE FROM c"],
)  # fmt: skip
def test_nothing_but_reading_is_taken(sql: str) -> None:
    with pytest.raises(UsageError):
        run(sql, TABLES)


@pytest.mark.parametrize("suffix", ["csv", "parquet", "ndjson"])
@pytest.mark.parametrize(
    "source",
    ["read_{s}('{f}')", "READ_{s}('{f}')", '"read_{s}"(\'{f}\')', "read_{s}/**/('{f}')", "scan_{s}('{f}')", "'{f}'", '"{f}"',
     "(SELECT * FROM read_{s}('{f}'))"],
)  # fmt: skip
def test_no_file_is_ever_read(tmp_path: Path, suffix: str, source: str) -> None:
    file = tmp_path / f"secret.{suffix}"
    frame = pl.DataFrame({"secret": [1]})
    {"csv": frame.write_csv, "parquet": frame.write_parquet, "ndjson": frame.write_ndjson}[suffix](file)
    with pytest.raises(UsageError):
        run(f"SELECT * FROM {source.format(s=suffix, f=file)}", TABLES)
    with pytest.raises(UsageError):
        run(f"SELECT $$'$$ AS a FROM {source.format(s=suffix, f=file)} WHERE '1' = '1'", TABLES)


@pytest.mark.parametrize(
    "sql",
    ["SELECT " + "+".join(["1"] * 50_000), " UNION ALL ".join(["SELECT 1"] * 5_000), "SELECT " + "(" * 50_000,
     "SELECT " + "- " * 50_000 + "1", "SELECT * FROM figures WHERE " + " AND ".join(["value > 1"] * 50_000)],
    ids=["sum", "union", "parentheses", "signs", "and"],
)  # fmt: skip
def test_a_monstrous_query_is_refused_and_kills_nothing(sql: str) -> None:
    with pytest.raises(UsageError):
        run(sql, TABLES)


def test_a_long_list_of_values_is_no_monster() -> None:
    values = ", ".join(f"'e{n}'" for n in range(20_000))
    assert run(f"SELECT entity FROM figures WHERE entity IN ({values}, 'doubao')", TABLES).rows() == [("doubao",)]


def test_a_table_whose_file_is_gone_means_an_unreadable_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreadable):
        run("SELECT * FROM figures", {"figures": lambda: pl.scan_parquet(tmp_path / "gone.parquet")})


def test_foreign_text_in_an_error_is_made_visible() -> None:
    with pytest.raises(UnknownName) as caught:
        run('SELECT "\x1b[31mred" FROM figures', TABLES)
    assert "\x1b" not in str(caught.value)


WORDS = ["select", "with", "from", "figures", "claims", "where", "entity", "value", "scope", "scope.geo", "end", "(", ")",
         ",", "*", "=", "'x'", '"y"', "1", "0", "-1", "join", "on", "group by", "order by", "limit", "as", "a", "union",
         "case", "when", "then", "cast(", "as int)", "count(*)", "sum(", "over (", "partition by", "null", "in", "not",
         "between", "and", "like", "'%'", "::date", "interval '1 day'", ";", "--", "/*", "$$", "is distinct from",
         "unnest(", "exists (", "lateral", "having", "distinct", "read_csv(", "extract(year from", "->>", "[1]"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.text(max_size=80).map("SELECT {}".format)))
def test_random_text_raises_nothing_unforeseen(sql: str) -> None:
    with suppress(UsageError):
        run(sql, TABLES)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(lambda words: "select " + " ".join(words)))
def test_random_words_of_sql_raise_nothing_unforeseen(sql: str) -> None:
    with suppress(UsageError):
        run(sql, TABLES)
