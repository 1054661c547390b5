"""``sql`` reads the tables and nothing else."""

import pytest


def test_every_table_can_be_read(filled):
    for table in "figures claims tellings observations documents entities metrics runs findings rulings".split():
        printed = filled("sql", f"SELECT * FROM {table} LIMIT 2", "--format", "json")
        assert printed.code == 0, printed.err


def test_tables_join(filled):
    rows = filled(
        "sql",
        "SELECT t.role, d.publisher FROM tellings t JOIN observations o ON t.observation = o.id "
        "JOIN documents d ON o.document = d.id WHERE d.publisher = 'Three News'",
        "--format",
        "json",
    ).json
    assert rows == [{"role": "distorted", "publisher": "Three News"}]


def test_the_column_end_needs_no_quotes_and_case_still_ends(filled):
    rows = filled("sql", "SELECT value, end FROM figures WHERE entity = 'openai'", "--format", "json").json
    assert rows == [{"value": 157000000000, "end": "2024-10-02"}]
    query = "SELECT CASE WHEN value > 1 THEN 'much' ELSE 'little' END AS size FROM figures LIMIT 1"
    assert filled("sql", query, "--format", "json").json == [{"size": "much"}]


def test_rulings_and_runs_are_seen_as_recorded(filled):
    for table in ("runs", "rulings"):
        query = f"SELECT COUNT(*) AS n FROM {table}"
        assert filled("sql", query, "--as-recorded", "2020-01-01", "--format", "json").json == [{"n": 0}]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT valeu FROM figures", "value"),
        ("SELECT * FROM figurs", "figures"),
        ("SELEKT", "a query starts with SELECT or WITH, not SELEKT"),
        ("DROP TABLE figures", "sql only reads"),
        ("SELECT * FROM read_csv('/etc/passwd')", "no files: read_csv is not available"),
        ("CREATE TABLE x AS SELECT * FROM figures", "not CREATE"),
        ("", "a query starts with SELECT or WITH"),
        ("SELECT value FROM figures WHERE", "the query fails: "),
    ],
)
def test_what_cannot_be_asked_is_refused(filled, query, words):
    printed = filled("sql", query)
    assert printed.code == 2
    assert words in printed.err
    assert "Traceback" not in printed.err
