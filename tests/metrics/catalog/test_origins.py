import pytest
from hypothesis import given
from hypothesis import strategies as st

PARTIES = {
    "QuestMobile": "questmobile",
    "AICPB (not named)": "aicpb",
    "AICPB (inferred from the identical number; not named in the excerpt)": "aicpb",
    "Sensor Tower (per Guancha); Appfigures is named for the ranking": "sensor_tower",
    "sensortower": "sensor_tower",
    "OpenAI COO Lightcap to CNBC": "openai",
    "OpenAI (Altman at TED, 'last time we said')": "openai",
    "Altman (as reported)": "openai",
    "OpenAI/NBER paper fig. 3, digitised +-5M": "openai",
    "openai coo lightcap": "openai",
    "오픈AI가 밝혔다": "openai",
    "Forbes inference from Altman": "forbes",
    "Google court exhibit": "google",
    "Google Play": "google_play",
    "Bloomberg (provider dropped)": "bloomberg",
    "documents seen by NYT": "new_york_times",
    "Wolf (HF) to Bloomberg": "hf",
    "lmarena-ai/leaderboard-dataset": "lmarena",
    "DataEye / company": "dataeye",
    "Qwen team": "alibaba",
    "DeepSeek README": "deepseek_ai",
    "DeepSeek app ('revendique')": "deepseek_ai",
    "据QuestMobile数据": "questmobile",
    "字节跳动内部人士": "bytedance",
    "CNBC, citing Sensor Tower": "sensor_tower",
    "Les Échos citant Médiamétrie": "mediametrie",
    "selon AICPB": "aicpb",
    "Mistral (Mensch to Le Parisien)": "mistral",
    "Meta AI": "meta",
    "The Information": "the_information",
    "GitHub": "github",
    "ATOM Report arXiv 2604.07190": "atom_project",
}
NOBODY = [
    "", " ", "-", "—", "n/a", "N/A", "unknown", "unattributed", "not named", "Not named in the excerpt", "none", "(?)",
    "official", "industry trackers", "traffic estimate", "earlier reports", "platform/press", "company/press", "analysts",
    "selon des analystes", "官方数据", "unnamed people familiar with the matter",
]  # fmt: skip
WORDS = {
    "the Academy of Sums": "academy sums",
    "page's own arithmetic": "page s own arithmetic",
    "Smith & Sons analysts": "smith sons",
    "at the time of the last map": "at time last map",
    "\x1b[31mRed\u202e Herring": "31mred herring",
}


@pytest.mark.parametrize(("text", "party"), PARTIES.items())
def test_an_attribution_is_traced_to_the_party_that_made_the_figure(catalog, text, party):
    assert catalog.origin(text) == party


@pytest.mark.parametrize("text", NOBODY)
def test_words_that_name_nobody_are_no_origin(catalog, text):
    assert catalog.origin(text) is None


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_an_unknown_party_is_its_own_plain_words(catalog, text, words):
    assert catalog.origin(text) == words


@given(st.text() | st.lists(st.sampled_from([*PARTIES, *NOBODY, *WORDS]), min_size=1, max_size=3).map(" ".join))
def test_the_origin_of_an_origin_is_itself(catalog, text):
    origin = catalog.origin(text)
    assert origin is None or catalog.origin(origin) == origin


def test_a_party_is_known_by_every_id_of_the_catalog(catalog):
    assert {catalog.origin(each) for each in catalog.publishers} == set(catalog.publishers)
    assert all(
        catalog.origin(each) == catalog.maker(each) for each in catalog.entities if each not in catalog.publishers
    )
