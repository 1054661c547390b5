import re

import pytest

from metrics.catalog import load
from metrics.catalog.loader import build
from metrics.errors import CatalogError

TOOL = '[[entity]]\nid = "mine"\nname = "Mine"\nkind = "tool"\n'
METRIC = (
    '[[metric]]\nid = "calls"\nlabel = "Calls"\ndefinition = "d"\ngroup = "users"\nkind = "flow"\nunits = ["calls"]\n'
)

BAD = {
    "unknown key": (TOOL + 'ownr = "x"\n', 5, "ownr", "owner"),
    "unknown table": ('[[entitiy]]\nid = "a"\n', 1, "entitiy", "[[entity]]"),
    "table without brackets": ('\n[entity]\nid = "a"\n', 2, "entity", "[[entity]]"),
    "key outside a table": ('name = "x"\n', 1, "name", "[["),
    "wrong type": (TOOL + "note = 3\n", 5, "note", "text"),
    "empty text": ('[[entity]]\nid = "a"\nname = ""\nkind = "tool"\n', 3, "name", "text"),
    "missing key": ('[[entity]]\nid = "a"\nname = "A"\n', 1, "kind", "missing"),
    "missing id": ('[[entity]]\nname = "A"\nkind = "tool"\n', 1, "id", "missing"),
    "bad id": ('[[entity]]\nid = "A b"\nname = "A"\nkind = "tool"\n', 2, "id", "lower-case"),
    "id of another type": ('[[entity]]\nid = ["a"]\nname = "A"\nkind = "tool"\n', 2, "id", "lower-case"),
    "bad enum": ('[[entity]]\nid = "a"\nname = "A"\nkind = "produkt"\n', 4, "kind", "product"),
    "date in quotes": (TOOL + 'released = "2025-01-01"\n', 5, "released", "2025-01-31"),
    "time for a date": (TOOL + "released = 2025-01-01T00:00:00\n", 5, "released", "2025-01-31"),
    "bad country": (TOOL + 'country = "China"\n', 5, "country", "CN"),
    "nested key": (TOOL + 'aliases = [\n  {name="M"},\n  {name="N", langauge="en"},\n]\n', 7, "aliases.langauge", "language"),
    "nested type": (TOOL + 'aliases = [{name="M", misspelling="yes"}]\n', 5, "aliases.misspelling", "true or false"),
    "alias as text": (TOOL + 'aliases = ["M"]\n', 5, "aliases", "table"),
    "alias without name": (TOOL + 'aliases = [{language="en"}]\n', 5, "aliases.name", "missing"),
    "alias backwards": (TOOL + 'aliases = [{name="M", since=2025-01-01, until=2024-01-01}]\n', 5, "aliases", "before"),
    "bad relation": (TOOL + 'relations = [{kind="eats", target="chatgpt"}]\n', 5, "relations.kind", "part_of"),
    "slip of a platform": (TOOL + '[entity.ids]\nhugging_face = ["m"]\n', 6, "ids.hugging_face", "huggingface"),
    "ids as text": (TOOL + '[entity.ids]\ngithub = "m"\n', 6, "ids.github", "list"),
    "unknown owner": (TOOL + 'owner = "mime"\n', 5, "owner", "mine"),
    "unknown target": (TOOL + 'relations = [{kind="part_of", target="mien"}]\n', 5, "relations.target", "mine"),
    "owns itself": (TOOL + 'owner = "mine"\n', 5, "owner", "itself"),
    "twice in one file": (TOOL + TOOL, 6, "id", "twice"),
    "name of another": (TOOL + '[[entity]]\nid = "yours"\nname = "MINE"\nkind = "tool"\n', 7, "name", "already means 'mine'"),
    "alias of another": (
        TOOL + '[[entity]]\nid = "yours"\nname = "Yours"\nkind = "tool"\naliases = [{name="mine"}]\n',
        9, "aliases", "already means 'mine'",
    ),
    "bad number": (METRIC + "high = nan\n", 8, "high", "number"),
    "low above high": (METRIC + "low = 2\nhigh = 1\n", 8, "low", "above"),
    "order of nothing": (METRIC + "order = 1\n", 8, "order", "comparable"),
    "no unit": (METRIC.replace('["calls"]', "[]"), 7, "units", "unit"),
    "true for a number": (METRIC + "stale_days = true\n", 8, "stale_days", "whole number"),
    "bad grade": ('[[publisher]]\nid = "p"\nname = "P"\nkind = "press"\nreliability = "Z"\n', 5, "reliability", "A, B"),
    "not TOML": ("[[entity]]\nid = = 1\n", 2, "", "not TOML"),
}  # fmt: skip


def written(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "line", "key", "says"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_told_with_file_line_key_and_what_to_write(tmp_path, text, line, key, says):
    path = written(tmp_path, text)
    with pytest.raises(CatalogError) as caught:
        build([path])
    message = str(caught.value)
    assert message.startswith(f"{path}: line {line}: ")
    assert f"key '{key}'" in message or not key
    assert says in message
    assert "\n" not in message


def test_a_missing_file_is_told_by_name(tmp_path):
    with pytest.raises(CatalogError, match=r"nowhere\.toml: cannot be read: No such file"):
        load([tmp_path / "nowhere.toml"])


def test_a_folder_is_no_catalog_file(tmp_path):
    with pytest.raises(CatalogError, match="cannot be read"):
        load([tmp_path])


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path):
    path = tmp_path / "latin.toml"
    path.write_bytes('[[entity]]\nid = "a"\nname = "Médoc"\n'.encode("latin-1"))
    with pytest.raises(CatalogError, match=re.escape(f"{path}: line 3: not UTF-8")):
        build([path])


def test_a_byte_order_mark_is_no_fault(tmp_path):
    path = tmp_path / "bom.toml"
    path.write_text(TOOL, encoding="utf-8-sig")
    assert build([path]).entity("Mine").kind == "tool"


def test_a_person_adds_entities_metrics_and_publishers(tmp_path):
    publisher = '[[publisher]]\nid = "my_desk"\nname = "My desk"\nkind = "blog"\nhosts = ["desk.example"]\n'
    catalog = load([written(tmp_path, TOOL + METRIC + publisher)])
    assert catalog.entity("mine").name == "Mine"
    assert catalog.metric("calls").label_fr == "Calls"
    assert catalog.publisher("https://www.desk.example/1").id == "my_desk"
    assert "daily_active_users" in catalog.metrics


def test_a_person_extends_lists_and_replaces_the_rest_of_what_is_shipped(tmp_path):
    text = (
        '[[metric]]\nid = "daily_active_users"\nstale_days = 7\nwords = ["dagliga användare"]\nunits = ["personer"]\n'
    )
    shipped = load().metric("dau")
    mine = load([written(tmp_path, text)]).metric("dau")
    assert (mine.stale_days, mine.words[-1], mine.unit) == (7, "dagliga användare", "users")
    assert set(shipped.words) < set(mine.words)
    assert mine.units == (*shipped.units, "personer")
    assert mine.definition == shipped.definition


def test_ids_on_platforms_grow_platform_by_platform(tmp_path):
    first, second = tmp_path / "1.toml", tmp_path / "2.toml"
    first.write_text(TOOL + 'ids = {github=["a"], pypi=["p"]}\n', encoding="utf-8")
    second.write_text('[[entity]]\nid = "mine"\nids = {github=["a", "b"], my_hub=["h"]}\n', encoding="utf-8")
    ids = build([first, second]).entity("mine").ids
    assert ids == {"github": ("a", "b"), "pypi": ("p",), "my_hub": ("h",)}


def test_a_new_group_of_a_persons_own_metric_comes_last(tmp_path):
    catalog = load([written(tmp_path, METRIC.replace('"users"', '"calls_group"'))])
    assert catalog.groups[-1] == "calls_group"
    assert catalog.groups[:-1] == load().groups


def test_a_name_taken_by_a_persons_file_is_told_in_that_file(tmp_path):
    path = written(tmp_path, METRIC.replace('label = "Calls"', 'label = "Revenue"'))
    with pytest.raises(CatalogError, match=re.escape(f"{path}: line 3: [[metric]] 'calls', key 'label'")):
        load([path])


def test_the_shipped_catalog_is_read_once():
    assert load() is load()
