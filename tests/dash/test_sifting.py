from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dash.sifting import arrange, sift, sortable


@pytest.fixture
def frame():
    return pl.DataFrame({
        "entity": ["chatgpt", "doubao", "huggingface:Qwen/Qwen3-8B"], "entity_name": ["ChatGPT", "Doubao 豆包", "Qwen3 [8B]"],
        "_owner_name": ["OpenAI", "ByteDance", None], "_country": ["US", "CN", "CN"],
        "_openness": ["api-only", None, "open-weights-permissive"], "value": [3.0, None, 9.0], "stale": [True, False, None],
        "end": [date(2025, 1, 1), None, date(2026, 1, 1)],
    })  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("", [0, 1, 2]),
        ("   ", [0, 1, 2]),
        ("chat", [0]),
        ("BYTEDANCE", [1]),
        ("豆包", [1]),
        ("country:cn", [1, 2]),
        ("country:c", []),
        ("country:cn openness:open", [2]),
        ("-country:cn", [0]),
        ("-chat", [1, 2]),
        ("stale:yes", [0]),
        ("stale:no", [1]),
        ("huggingface:qwen/qwen3-8b", [2]),
        ("nobody:knows", []),
        ("[8b]", [2]),
        (".*", []),
        ("-", [0, 2]),
    ],
)
def test_words_and_keys_leave_the_rows_that_have_all_of_them(frame, typed, left):
    assert sift(frame.with_row_index("row"), typed)["row"].to_list() == left


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_filter(typed):
    frame = pl.DataFrame({"entity_name": ["ChatGPT", None], "_country": ["US", None]})
    assert sift(frame, typed).height <= 2


def test_words_rise_and_numbers_fall_and_nothing_comes_last(frame):
    assert arrange(frame, "entity")["entity"].to_list()[0] == "chatgpt"
    assert arrange(frame, "value")["value"].to_list() == [9.0, 3.0, None]
    assert arrange(frame, "value", turned=True)["value"].to_list() == [3.0, 9.0, None]
    assert arrange(frame, "period")["end"].to_list() == [date(2026, 1, 1), date(2025, 1, 1), None]


def test_what_the_frame_does_not_have_sorts_nothing(frame):
    assert arrange(frame, "grade").equals(frame)
    assert arrange(frame, None).equals(frame)
    assert not sortable("grade", frame)
    assert not sortable("trend", frame)
    assert sortable("value", frame)
