"""ModelScope: organisations page by page."""

import httpx
import pytest

from metrics.vocabulary import Span


def hub(total=120, **more):
    def answer(request):
        number, size = int(request.url.params["page_number"]), int(request.url.params["page_size"])
        owner = request.url.params["owner"]
        first = (number - 1) * size
        models = [
            {"id": f"{owner}/Invented-{place}", "downloads": 1_000 + place, "likes": place}
            for place in range(first, min(first + size, total))
        ]  # fmt: skip
        data = {"models": models, "total_count": total, "page_number": number, "page_size": size, **more}
        return httpx.Response(200, json={"success": True, "code": "", "message": "", "data": data})

    return answer


def test_an_organisation_is_read_page_by_page(gather):
    found = gather("modelscope", hub(), organizations=["Qwen"])
    assert found.values("model_repositories") == {"qwen": 120.0}
    assert len(found.asked) == 3
    downloads = found.values("model_downloads")
    assert len(downloads) == 120
    assert downloads["modelscope:Qwen/Invented-119"] == 1119.0
    spans = {each.metric: each.span for each in found.observations}
    assert spans["model_downloads"] is Span.CUMULATIVE
    assert {each.scope.platform for each in found.observations} == {"ModelScope"}
    assert found.documents[1].url == "https://modelscope.cn/models/Qwen/Invented-0"
    assert found.observations[1].pointer == "/data/models/0/downloads"


def test_a_model_that_the_catalog_knows_from_another_hub_is_the_same_model(gather):
    def answer(request):
        data = {"models": [{"id": "deepseek-ai/DeepSeek-R1", "downloads": 5, "likes": 1}], "total_count": 1}
        return httpx.Response(200, json={"success": True, "data": data})

    found = gather("modelscope", answer, organizations=["deepseek-ai"])
    assert found.values("model_downloads") == {"deepseek_r1": 5.0}


def test_no_more_is_asked_for_than_the_hub_shows(gather):
    found = gather("modelscope", hub(total=4_000), organizations=["Qwen"])
    assert len(found.asked) == 60
    assert found.values("model_repositories") == {"qwen": 4000.0}
    assert [each.item for each in found.missed] == ["1000 models of Qwen"]
    assert "3,000" in found.missed[0].reason


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (httpx.Response(403, json={"success": False, "code": "QuotaLimitExceed", "message": "配额"}), "配额"),
        (
            httpx.Response(200, json={"success": False, "code": "ResourceNotFound", "message": "没有"}),
            "ResourceNotFound",
        ),
        (httpx.Response(200, json={"success": True, "data": {"models": [], "total_count": 7}}), "page 1 of 7"),
        (httpx.Response(200, json={"success": True, "data": {"models": [], "total_count": 0}}), "lists no model"),
        (httpx.Response(200, json={"success": True, "data": {"models": {}, "total_count": 1}}), "a list"),
        (httpx.Response(200, html="<p>维护</p>"), "expected JSON"),
    ],
)
def test_what_cannot_be_understood_is_missed_with_its_reason(gather, answer, reason):
    found = gather("modelscope", lambda _: answer, organizations=["Qwen"])
    assert reason in found.missed[0].reason
    assert found.values("model_downloads") == {}


def test_what_came_before_the_fault_stays(gather):
    def answer(request):
        if request.url.params["page_number"] == "2":
            return httpx.Response(200, text="{")
        return hub()(request)

    found = gather("modelscope", answer, organizations=["Qwen"])
    assert len(found.values("model_downloads")) == 50
    assert [each.item for each in found.missed] == ["Qwen"]


@pytest.mark.parametrize("wrong", [{"downloads": None}, {"likes": -1}, {"downloads": "7"}, {"id": 7}])
def test_an_odd_model_is_missed_and_the_others_stay(gather, wrong):
    def answer(request):
        told = hub(total=4)(request).json()
        told["data"]["models"][1].update(wrong)
        return httpx.Response(200, json=told)

    found = gather("modelscope", answer, organizations=["Qwen"])
    assert len(found.values("model_downloads")) == 3
    assert [each.item for each in found.missed] == ["model /data/models/1" if "id" in wrong else "Qwen/Invented-1"]


def test_a_page_that_comes_again_under_another_number_is_missed(gather):
    def answer(request):
        return hub()(httpx.Request("GET", request.url.copy_set_param("page_number", 1)))

    found = gather("modelscope", answer, organizations=["Qwen"])
    assert len(found.asked) == 2
    assert "page 2 of 120" in found.missed[0].reason
    assert len(found.values("model_downloads")) == 50
