import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash.state import LEAST, MOST, Kept, State, default_path

LOOKED = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "screen.json"


def full():
    return State(
        tab="money", sort={"users": ("value", True)}, columns={"money": ["entity", "value"]}, place="below", hidden=True,
        shares={"right": 30, "below": 60}, marks=[("chatgpt", "weekly_active_users")], last_look=LOOKED,
    )  # fmt: skip


def test_what_is_saved_is_read_again(path):
    kept = Kept.at("/store", path)
    kept.state = full()
    assert kept.save() == ""
    assert Kept.at("/store", path).state == full()


def test_marks_and_the_last_look_belong_to_a_store_the_rest_to_the_person(path):
    kept = Kept.at("/store", path)
    kept.state = full()
    kept.save()
    other = Kept.at("s3://other", path)
    assert (other.state.marks, other.state.last_look, other.state.tab) == ([], None, "money")
    other.state.marks = [("kimi", "users")]
    other.save()
    assert Kept.at("/store", path).state.marks == [("chatgpt", "weekly_active_users")]
    assert Kept.at("s3://other", path).state.marks == [("kimi", "users")]


def test_nothing_is_written_while_nothing_has_changed(path):
    kept = Kept.at("/store", path)
    kept.save()
    assert not path.exists()
    kept.state.tab = "prices"
    kept.save()
    before = path.stat().st_mtime_ns
    kept.save()
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"format": 2, "screen": {}, "stores": {}}', '{"format": 1, "screen": [], "stores": {}}',
     '{"format": 1, "screen": {"sort": {"users": 3}}, "stores": {}}', '{"format": 1, "screen": {"place": "left"}, "stores": {}}',
     '{"format": 1, "screen": {}, "stores": {"/store": {"last_look": "yesterday"}}}', "[" * 100_000, "\x00\x01\x02",
     '{"format": 1, "screen": {"shares": {"right": "wide"}}, "stores": {}}', '{"format": 1, "screen": {}, "stores": {"/store": 1}}'],
)  # fmt: skip
def test_a_broken_or_foreign_file_is_kept_aside_and_told(path, text):
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    kept = Kept.at("/store", path)
    assert kept.state == State()
    assert "screen.json.broken" in kept.trouble
    assert path.with_name("screen.json.broken").read_text(encoding="utf-8") == text
    kept.state.tab = "money"
    assert kept.save() == ""
    assert Kept.at("/store", path).state.tab == "money"


def test_a_file_that_is_no_text_is_kept_aside(path):
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe\x00")
    assert "broken" in Kept.at("/store", path).trouble


def test_a_folder_in_its_place_is_told_and_changes_nothing(path):
    path.mkdir(parents=True)
    kept = Kept.at("/store", path)
    assert "cannot be read" in kept.trouble
    kept.state.tab = "money"
    assert "could not be saved" in kept.save()
    assert kept.save() == ""


def test_an_unknown_key_of_a_later_version_is_passed_over(path):
    path.parent.mkdir()
    tree = {"format": 1, "screen": {"tab": "prices", "zoom": 3}, "stores": {"/store": {"marks": [], "pins": [1]}}}
    path.write_text(json.dumps(tree), encoding="utf-8")
    kept = Kept.at("/store", path)
    assert (kept.state.tab, kept.trouble) == ("prices", "")


def test_only_the_last_used_stores_are_remembered(path):
    for number in range(60):
        kept = Kept.at(f"/store/{number}", path)
        kept.state.marks = [("a", "b")]
        kept.save()
    stores = json.loads(path.read_text(encoding="utf-8"))["stores"]
    assert len(stores) == 50
    assert "/store/59" in stores
    assert "/store/0" not in stores


def test_it_lies_in_the_state_folder(home):
    assert default_path() == home / "state" / "aimarket" / "screen.json"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["tab", "sort", "columns", "place", "hidden", "shares", "right", "marks", "last_look", "/store", "x"]),
        inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(screen=json_values, stores=json_values)
def test_whatever_stands_in_the_file_a_state_comes_of_it(tmp_path_factory, screen, stores):
    path = tmp_path_factory.mktemp("state") / "screen.json"
    path.write_text(json.dumps({"format": 1, "screen": screen, "stores": stores}), encoding="utf-8")
    state = Kept.at("/store", path).state
    assert isinstance(state, State)
    assert all(LEAST <= share <= MOST for share in state.shares.values())
