import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.catalog.names import Collision, NameIndex, Standing, canonical, nearest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ChatGPT", "chat-gpt"),
        ("daily_active_users", "Daily active users"),
        ("Le Chat", "LECHAT"),
        ("Character.AI", "character_ai"),
        ("Médiamétrie", "mediametrie"),
        ("DeepSeek–R1", "deepseek r1"),
        ("ＤｅｅｐＳｅｅｋ", "DeepSeek"),
        ("ル・シャ", "ルシャ"),
        ("Where’s Your Ed At", "wheres your ed at"),
        ("Deep\u200bSeek\u202e", "DeepSeek"),
        ("Claude™", "Claude"),
        ("달러\u1100\u1161", "달러가"),
    ],
)
def test_spellings_of_one_name_have_one_canonical_form(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("GPT-4.1", "GPT-41"), ("Doubao", "Douban"), ("豆包", "元宝"), ("ガ", "カ"), ("o1", "o3"), ("R&D", "RD")],
)
def test_different_names_keep_different_forms(one, other):
    assert canonical(one) != canonical(other)


@given(st.text())
def test_the_canonical_form_is_its_own_canonical_form(text):
    assert canonical(canonical(text)) == canonical(text)


def test_the_nearest_names_come_best_first():
    known = ["daily_active_users", "weekly_active_users", "users", "revenue"]
    assert nearest("dialy_active_users", known) == ["daily_active_users", "weekly_active_users", "users"]


def test_a_very_long_name_is_looked_up_without_much_ado():
    index = NameIndex()
    index.add("ChatGPT", "chatgpt")
    assert index.find("x" * 1_000_000) is None
    assert index.nearest("chatgpt" * 1_000_000) == ["chatgpt"]


def test_two_owners_of_one_present_name_collide():
    index = NameIndex()
    index.add("Gemini", "gemini", Standing.NAME)
    with pytest.raises(Collision, match="'GEMINI' already means 'gemini'"):
        index.add("GEMINI", "gemini_exchange")


@pytest.mark.parametrize("former_first", [True, False])
def test_a_former_name_yields_to_a_present_one(former_first):
    index = NameIndex()
    adds = [("Bard", "gemini", Standing.FORMER), ("Bard", "bard_the_poet", Standing.NAME)]
    for add in adds if former_first else reversed(adds):
        index.add(*add)
    assert index.find("bard") == "bard_the_poet"


def test_a_name_of_separators_alone_names_nothing():
    index = NameIndex()
    index.add("- _", "dash")
    assert index.find("-") is None
