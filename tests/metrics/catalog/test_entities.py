"""The shipped entities hold together: every name leads somewhere, every reference exists, every id has its shape."""

import csv
import os
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from metrics.catalog.loader import SHIPPED, build
from metrics.catalog.names import canonical

ENTITIES = next(path for path in SHIPPED if path.name == "entities.toml")
SHAPES = {
    "huggingface": r"[A-Za-z0-9][\w.-]*",
    "huggingface_models": r"[\w.-]+/[\w.-]+",
    "github": r"[A-Za-z0-9][A-Za-z0-9-]*",
    "github_repositories": r"[A-Za-z0-9][A-Za-z0-9-]*/[\w.-]+",
    "github_former": r"[A-Za-z0-9][A-Za-z0-9-]*/[\w.-]+",
    "wikipedia": r"[a-z]{2,3}\.wikipedia/[^\s/]+",
    "wikipedia_former": r"[a-z]{2,3}\.wikipedia/[^\s/]+( until 20\d\d-\d\d-\d\d)?",
    "appstore": r"\d{9,10}",
    "pypi": r"[a-z0-9]+(-[a-z0-9]+)*",
    "docker": r"[a-z0-9]+/[a-z0-9._-]+",
    "openrouter": r"[a-z0-9]+(-[a-z0-9]+)*",
    "sec_cik": r"[1-9]\d{3,9}",
    "modelscope": r"[A-Za-z0-9][\w.-]*",
    "domains": r"[a-z0-9-]+(\.[a-z0-9-]+)+",
}
LOCAL_NAMES = {
    "doubao": ["豆包", "더우바오"],
    "deepseek": ["深度求索", "ディープシーク", "딥시크"],
    "high_flyer": ["幻方"],
    "qwen": ["通义千问", "通義千問", "千问", "큐원"],
    "moonshot": ["문샷AI", "月之暗面", "ムーンショット"],
    "kimi": ["키미"],
    "yuanbao": ["元宝", "元寶"],
    "zhipu": ["智谱", "智譜", "즈푸AI"],
    "minimax": ["ミニマックス"],
    "ernie": ["文心一言", "文小言", "Wenxin Assistant", "어니봇"],
    "chatgpt": ["챗GPT", "Chat GPT"],
    "openai": ["오픈AI", "オープンAI"],
    "bytedance": ["字节跳动", "字節跳動", "火山引擎", "バイトダンス"],
    "alibaba": ["阿里巴巴", "アリババ", "알리바바"],
    "baidu": ["百度", "バイドゥ"],
    "tencent": ["腾讯", "騰訊"],
    "gemini": ["제미나이", "Bard"],
    "google": ["谷歌", "グーグル"],
    "alphabet": ["アルファベット"],
    "copilot": ["코파일럿"],
    "github_copilot": ["깃허브 코파일럿"],
    "microsoft": ["微软", "微軟", "マイクロソフト"],
    "claude": ["클로드"],
    "anthropic": ["アンソロピック", "앤트로픽"],
    "meta_ai": ["메타 AI"],
    "meta": ["メタ"],
    "mistral": ["ミストラル"],
    "lechat": ["ル・シャ", "르샤"],
    "perplexity": ["パープレキシティ", "퍼플렉시티"],
    "grok": ["그록"],
    "character_ai": ["캐릭터AI"],
    "hf": ["ハギングフェイス", "허깅페이스"],
    "openrouter": ["오픈라우터"],
    "nvidia": ["英伟达", "輝達", "エヌビディア", "엔비디아"],
    "cursor": ["Anysphere", "애니스피어"],
    "midjourney": ["ミッドジャーニー"],
    "elevenlabs": ["イレブンラボ"],
    "suno": ["スノ"],
    "codex": ["코덱스"],
    "wrtn": ["뤼튼"],
}
MISSPELLINGS = {
    "Douban": "doubao",
    "Deepseak": "deepseek",
    "Mistal": "mistral",
    "Antropic": "anthropic",
    "ChatGTP": "chatgpt",
    "Open IA": "openai",
    "Nividia": "nvidia",
    "Hugginface": "hf",
    "Perplexty": "perplexity",
}
COMMON_WORDS = (
    "claude", "gemini", "llama", "mistral", "copilot", "kimi", "manus", "cursor", "falcon", "phi", "command",
    "yi", "grok", "pi", "poe", "whisper", "meta", "amazon", "apple", "oracle", "intel", "runway", "suno", "sora",
    "codex", "flux", "granite", "transformers", "windsurf", "lovable", "cohere", "lambda",
)  # fmt: skip
AT_LEAST = 900
ANONYMOUS_HOUR = 60
TOO_GENERAL = {"API", "All products", "Full company"}


@pytest.fixture(scope="module")
def catalog():
    return build([ENTITIES])


@pytest.fixture(scope="module")
def entities(catalog):
    return catalog.entities.values()


@pytest.fixture(scope="module")
def shared():
    """Return the folder of gathered material that may lie beside the repository."""
    folder = Path(os.environ.get("AIMARKET_SHARED", Path(__file__).parents[4] / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("the gathered material is not here")
    return folder / "data"


def test_there_are_entities_of_every_kind(entities):
    kinds = {each.kind for each in entities}
    assert len(entities) >= AT_LEAST
    assert kinds == {"company", "product", "model_family", "model", "repository", "hub", "tool"}


def test_the_file_lists_each_entity_once():
    text = ENTITIES.read_text(encoding="utf-8")
    ids = re.findall(r'^id = "(\w+)"$', text, re.MULTILINE)
    assert len(ids) == text.count("[[entity]]") == len(set(ids))


def test_owners_are_companies_or_hubs(catalog, entities):
    wrong = [each.id for each in entities if each.owner and catalog.entities[each.owner].kind not in ("company", "hub")]
    assert wrong == []


def test_relations_lead_to_other_entities_in_order_of_time(catalog, entities):
    for each in entities:
        for relation in each.relations:
            assert relation.target in catalog.entities
            assert relation.target != each.id
            assert relation.since is None or relation.until is None or relation.since <= relation.until


def test_a_product_belongs_to_its_owner_without_saying_so_twice(entities):
    doubled = [
        each.id for each in entities for one in each.relations if one.kind == "part_of" and one.target == each.owner
    ]
    assert doubled == []


def test_no_present_name_means_two_entities(entities):
    meant = defaultdict(set)
    for each in entities:
        present = [alias.name for alias in each.aliases if not alias.misspelling and alias.until is None]
        for name in (each.id, each.name, *present):
            meant[canonical(name)].add(each.id)
    assert {name: ids for name, ids in meant.items() if len(ids) > 1} == {}


def test_a_misspelling_is_nobodys_name(catalog, entities):
    wrong = [
        (each.id, alias.name)
        for each in entities
        for alias in each.aliases
        if alias.misspelling and catalog.find_entity(alias.name)
    ]
    assert wrong == []


@pytest.mark.parametrize(("written", "meant"), MISSPELLINGS.items())
def test_a_known_misspelling_names_whom_it_misspells(catalog, written, meant):
    assert catalog.misspelling(written).id == meant
    assert catalog.find_entity(written) is None


@pytest.mark.parametrize(("meant", "written"), [(id_, name) for id_, names in LOCAL_NAMES.items() for name in names])
def test_a_name_in_another_script_is_known(catalog, meant, written):
    assert catalog.entity(written).id == meant


def test_no_alias_stands_twice_or_repeats_the_name(entities):
    for each in entities:
        names = [each.name, *(alias.name for alias in each.aliases)]
        assert len(names) == len(set(names)), each.id


def test_a_dated_name_ends_on_the_day_its_successor_begins_or_before(catalog):
    names = {alias.name: alias for alias in catalog.entity("ernie").aliases}
    assert names["文心一言"].until < names["文小言"].since


@pytest.mark.parametrize("name", COMMON_WORDS)
def test_a_name_that_is_also_a_word_asks_for_context(catalog, name):
    entity = catalog.entities[name]
    assert entity.require
    assert entity.forbid


def test_no_context_word_is_both_required_and_forbidden(entities):
    for each in entities:
        assert not {word.casefold() for word in each.require} & {word.casefold() for word in each.forbid}, each.id


def test_no_name_of_an_entity_is_forbidden_beside_it(entities):
    wrong = [
        (each.id, word)
        for each in entities
        for word in each.forbid
        if canonical(word) in {canonical(name) for name in (each.name, *(alias.name for alias in each.aliases))}
    ]
    assert wrong == []


def test_openness_is_told_in_order_of_time(entities):
    for each in entities:
        days = [record.since or date.min for record in each.openness]
        assert days == sorted(set(days)), each.id


def test_open_weights_name_their_licence(entities):
    assert [each.id for each in entities for record in each.openness if not record.licence] == []


def test_deepseek_v3_opened_up_with_its_march_version(catalog):
    assert catalog.openness_at("deepseek_v3", date(2025, 1, 31)) == "open-weights-restricted"
    assert catalog.openness_at("deepseek_v3", date(2025, 3, 24)) == "open-weights-permissive"


def test_releases_are_not_in_the_future(entities):
    assert [
        each.id for each in entities if each.released and not date(2010, 1, 1) < each.released < date(2026, 12, 1)
    ] == []


def test_the_app_the_model_and_the_company_called_deepseek_are_three(catalog):
    assert catalog.entity("deepseek").released == date(2025, 1, 11)
    assert catalog.entity("DeepSeek R1").released == date(2025, 1, 20)
    assert catalog.entity("deepseek_v3").released == date(2024, 12, 26)
    assert catalog.owner_chain("deepseek") == ("deepseek", "deepseek_ai", "high_flyer")
    assert "deepseek-ai" in catalog.entity("deepseek").ids["huggingface"]


def test_ids_have_the_shape_of_their_platform(entities):
    wrong = [
        (each.id, platform, name)
        for each in entities
        for platform, names in each.ids.items()
        for name in names
        if not re.fullmatch(SHAPES[platform], name)
    ]
    assert wrong == []


def test_an_id_on_a_platform_belongs_to_one_entity(entities):
    held = defaultdict(set)
    for each in entities:
        for platform, names in each.ids.items():
            for name in names:
                held[platform, name.casefold()].add(each.id)
    assert {key: ids for key, ids in held.items() if len(ids) > 1} == {}


def test_an_entity_has_one_article_a_language(entities):
    for each in entities:
        languages = [title.partition(".")[0] for title in each.ids.get("wikipedia", ())]
        assert len(languages) == len(set(languages)), each.id


def test_what_github_is_asked_by_default_fits_the_hour_of_an_anonymous_reader(entities):
    asked = [name for each in entities for key in ("github", "github_repositories") for name in each.ids.get(key, ())]
    assert len(asked) < ANONYMOUS_HOUR


def test_a_person_speaks_for_one_company(entities):
    speaks = defaultdict(set)
    for each in entities:
        for person in each.people:
            speaks[canonical(person)].add(each.id)
    assert {person: ids for person, ids in speaks.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("person", "company"),
    [("Altman", "openai"), ("Lightcap", "openai"), ("Turley", "openai"), ("Mensch", "mistral"), ("Delangue", "hf"),
     ("Wolf", "hf"), ("Pichai", "google"), ("Zuckerberg", "meta"), ("Nadella", "microsoft"), ("Robin Li", "baidu")],
)  # fmt: skip
def test_a_statement_of_the_head_is_the_companys(catalog, person, company):
    assert person in catalog.entities[company].people


def test_every_entity_of_the_gathered_figures_is_known(catalog, shared):
    with (shared / "figures" / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        names = {row["entity"] for row in csv.DictReader(file)}
    assert {name for name in names if catalog.find_entity(name) is None} == set()


def test_every_company_and_product_of_the_epoch_reports_is_known(catalog, shared):
    names = set()
    for path in (shared / "epoch_ai_companies").glob("*/*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            names |= {row[key] for row in csv.DictReader(file) for key in ("Company", "Product") if row.get(key)}
    assert names
    assert {name for name in names - TOO_GENERAL if catalog.find_entity(name) is None} == set()
