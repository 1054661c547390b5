from datetime import date

from metrics.catalog import load
from metrics.views.makers import Makers


def test_a_subject_that_only_its_platform_names_is_its_organisations():
    makers = Makers(load(), ["huggingface:deepseek-ai/DeepSeek-Nobody", "huggingface:nobody/nothing", "chatgpt"])
    assert makers.owners["huggingface:deepseek-ai/DeepSeek-Nobody"] == "DeepSeek AI"
    assert makers.countries["huggingface:deepseek-ai/DeepSeek-Nobody"] == "CN"
    assert makers.owners["huggingface:nobody/nothing"] is None
    assert makers.owners["chatgpt"] == "OpenAI"


def test_a_record_counts_from_its_day():
    makers = Makers(load(), ["deepseek"])
    assert makers.levels(date(2025, 1, 19)) == {"deepseek": "open-weights-restricted"}
    assert makers.levels(date(2025, 1, 20)) == {"deepseek": "open-weights-permissive"}
    told = makers.told({"entity": "deepseek", "value": 1.0}, date(2025, 2, 1))
    assert (told["entity_name"], told["openness"], told["since"]) == (
        "DeepSeek",
        "open-weights-permissive",
        date(2025, 1, 20),
    )
    assert makers.told({"entity": "deepseek"}, date(2020, 1, 1))["openness"] is None
