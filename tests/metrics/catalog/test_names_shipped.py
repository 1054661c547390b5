"""The shipped names: known in the scripts in which they are written, and no ordinary word among them."""

import pytest

from metrics.articles.engine.names import names_of
from metrics.articles.engine.surfaces import folded
from metrics.catalog import load

CATALOG = load()
WRITTEN = {
    "智元机器人": "agibot",
    "壁仞科技": "biren",
    "엑사원": "exaone",
    "퓨리오사AI": "furiosa",
    "하이퍼클로바X": "hyperclova",
    "キオクシア": "kioxia",
    "さくらインターネット": "sakura_internet",
    "小爱同学": "xiao_ai",
    "阿里云": "alibaba",
    "谷歌云": "google_cloud",
}
WORDS = [
    "Clay", "Figure", "Magic", "Modal", "Periodic", "Step", "Turing", "Writer", "Arc", "Otter", "Warp", "Dust", "Factory",
    "浪潮", "智慧与城市", "合格芯片", "学生数量", "计算能力", "扫码云端", "小冰箱", "小艺术家",
]  # fmt: skip
VERSIONS = {
    "GPT-4.1": "gpt", "o4-mini": "gpt", "Claude Opus 4.5": "claude_models", "Gemini 2.5 Pro": "gemini_models",
    "Grok 4": "grok_models", "Llama 3.1": "llama", "Qwen3-Coder": "qwen", "GLM-4.6": "glm", "ERNIE 4.5": "ernie_models",
    "Mistral Large 3": "mistral_models", "Phi-4": "phi", "Gemma 3": "gemma", "Command R+": "command",
}  # fmt: skip


def named(text):
    """Return the entities whose names stand in a text, whatever stands around them."""
    hits = names_of(CATALOG).surfaces.find(text, folded(text))
    return {hit.payload.entity for hit in hits if text[hit.start : hit.end] == hit.payload.written}


@pytest.mark.parametrize(("name", "id_"), WRITTEN.items())
def test_a_name_is_known_in_its_own_script(name, id_):
    assert id_ in named(name)


@pytest.mark.parametrize("word", WORDS)
def test_an_ordinary_word_names_nobody(word):
    assert named(word) == set()


@pytest.mark.parametrize(("name", "family"), VERSIONS.items())
def test_a_version_is_a_model_and_part_of_its_family(name, family):
    entity = CATALOG.entity(name)
    assert entity.kind == "model"
    assert [each.target for each in entity.relations if each.kind == "part_of"] == [family]


def test_the_users_of_the_mobile_internet_are_not_china_mobiles():
    names = [hit.payload for hit in names_of(CATALOG).surfaces.find("中国移动互联网", "中国移动互联网")]
    assert max(names, key=lambda name: len(name.written)).entity.startswith("!")
