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


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT valeu FROM figures", "value"),
        ("SELECT * FROM figurs", "figures"),
        ("SELEKT", ""),
        ("DROP TABLE figures", ""),
        ("SELECT * FROM read_csv('/etc/passwd')", ""),
        ("CREATE TABLE x AS SELECT * FROM figures", ""),
        ("", ""),
    ],
)
def test_what_cannot_be_asked_is_refused(filled, query, words):
    printed = filled("sql", query)
    assert printed.code == 2
    assert words in printed.err
    assert "Traceback" not in printed.err
