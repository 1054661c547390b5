"""A small catalog, so that these tests do not hang on the shipped one's entities."""

import pytest

from metrics.catalog.loader import SHIPPED, build

SMALL = """
[[entity]]
id = "openai"
name = "OpenAI"
kind = "company"
country = "US"
people = ["Sam Altman", "Altman", "Brad Lightcap", "Lightcap", "Turley"]
aliases = [{name="オープンAI", language="ja"}, {name="오픈AI", language="ko"}]
ids = {domains=["openai.com"]}

[[entity]]
id = "chatgpt"
name = "ChatGPT"
kind = "product"
owner = "openai"
ids = {domains=["chatgpt.com"]}

[[entity]]
id = "deepseek_ai"
name = "DeepSeek AI"
kind = "company"
country = "CN"

[[entity]]
id = "deepseek"
name = "DeepSeek"
kind = "product"
owner = "deepseek_ai"
released = 2025-01-11
aliases = [{name="深度求索", language="zh"}]

[[entity]]
id = "bytedance"
name = "ByteDance"
kind = "company"
aliases = [{name="字节跳动", language="zh"}]

[[entity]]
id = "doubao"
name = "Doubao"
kind = "product"
owner = "bytedance"
aliases = [{name="豆包", language="zh"}, {name="Douban", misspelling=true}]

[[entity]]
id = "alphabet"
name = "Alphabet"
kind = "company"

[[entity]]
id = "google"
name = "Google"
kind = "company"
owner = "alphabet"

[[entity]]
id = "gemini"
name = "Gemini"
kind = "product"
owner = "google"
aliases = [{name="Bard", until=2024-02-08}]
openness = [
  {level="api-only", since=2023-03-21, licence="proprietary"},
  {level="open-weights-restricted", since=2024-02-21},
]

[[entity]]
id = "alibaba"
name = "Alibaba"
kind = "company"

[[entity]]
id = "qwen"
name = "Qwen"
kind = "model_family"
owner = "alibaba"

[[entity]]
id = "meta"
name = "Meta"
kind = "company"

[[entity]]
id = "meta_ai"
name = "Meta AI"
kind = "product"
owner = "meta"

[[entity]]
id = "microsoft"
name = "Microsoft"
kind = "company"

[[entity]]
id = "hf"
name = "Hugging Face"
kind = "hub"
people = ["Delangue", "Wolf"]

[[entity]]
id = "github"
name = "GitHub"
kind = "hub"
owner = "microsoft"

[[entity]]
id = "openrouter"
name = "OpenRouter"
kind = "hub"

[[entity]]
id = "mistral"
name = "Mistral AI"
kind = "company"
aliases = [{name="Mistral"}]
"""


@pytest.fixture(scope="session")
def catalog(tmp_path_factory):
    path = tmp_path_factory.mktemp("catalog") / "entities.toml"
    path.write_text(SMALL, encoding="utf-8")
    return build([path, *(each for each in SHIPPED if each.name != "entities.toml")])
