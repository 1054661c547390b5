import tomllib

import pytest

from metrics.catalog.lines import line_of, line_of_fault

TEXT = '''# a comment
[[entity]]
id = "a"
aliases = [
  {name="A"},
  {name="Ay", langauge="en"},
]
note = """
[[entity]]
id = "inside a text"
"""

[[metric]]
id = "m"

[[entity]]
id = "b"
aliases = [{name="B", kind="x"}]
kind = "tool"
ids.github = ["b"]

[entity.ids2]
pypi = []
'''


@pytest.mark.parametrize(
    ("table", "index", "keys", "line"),
    [
        ("entity", 0, (), 2),
        ("entity", 0, ("id",), 3),
        ("entity", 0, ("aliases", "langauge"), 6),
        ("metric", 0, ("id",), 14),
        ("entity", 1, ("id",), 17),
        ("entity", 1, ("kind",), 19),
        ("entity", 1, ("ids", "github"), 20),
        ("entity", 1, ("ids2", "pypi"), 23),
        ("entity", 1, ("owner",), 16),
        ("metric", 0, ("kind",), 13),
    ],
)
def test_a_key_is_found_in_its_own_table(table, index, keys, line):
    assert line_of(TEXT, table, index, keys) == line


@pytest.mark.parametrize(("text", "line"), [("a = 1\nb = = 2\n", 2), ("a = 1\n\nb = [1,\n2", 4), ("a = 1\na = 2\n", 2)])
def test_the_line_of_a_syntax_error_is_read_from_its_message(text, line):
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    assert line_of_fault(text, str(caught.value)) == line
