"""Docker Hub: pulls of every manifest since the beginning."""

import httpx
import pytest

from metrics.vocabulary import Basis, Span

HUB = "https://hub.docker.com/v2/repositories"


def hub(request):
    path = request.url.path.removeprefix("/v2/repositories/").rstrip("/")
    if path == "acme/gone":
        return httpx.Response(404, json={"message": "object not found", "errinfo": {}})
    if path == "acme/moved":
        return httpx.Response(200, json={"namespace": "other", "name": "thing", "pull_count": 1})
    if path == "acme/odd":
        return httpx.Response(200, json={"namespace": "acme", "name": "odd", "pull_count": -5})
    if not request.url.path.endswith("/"):
        return httpx.Response(301, headers={"location": f"{request.url.path}/"})
    namespace, name = path.split("/")
    return httpx.Response(200, json={"namespace": namespace, "name": name, "pull_count": 987_654, "star_count": 3})


def test_pulls_are_counted_since_the_beginning(gather):
    found = gather("dockerhub", hub, repositories=["ollama/ollama", "acme/bolt"])
    assert found.values("image_pulls") == {"ollama": 987_654.0, "dockerhub:acme/bolt": 987_654.0}
    one = found.observations[0]
    assert (one.span, one.basis, one.pointer, one.unit) == (Span.CUMULATIVE, Basis.MEASURED, "/pull_count", "pulls")
    assert one.period.end.isoformat() == "2030-01-15"


def test_an_official_image_has_a_page_of_its_own(gather):
    found = gather("dockerhub", hub, repositories=["python"])
    assert str(found.asked[0].url) == f"{HUB}/library/python/"
    assert found.documents[0].url == "https://hub.docker.com/_/python"


@pytest.mark.parametrize(
    ("name", "reason"), [("acme/gone", "object not found"), ("acme/moved", "other/thing"), ("acme/odd", "whole number")]
)
def test_what_cannot_be_had_or_understood_is_missed_with_its_reason(gather, name, reason):
    found = gather("dockerhub", hub, repositories=[name, "acme/bolt"])
    assert [each.item for each in found.missed] == [name]
    assert reason in found.missed[0].reason
    assert len(found.observations) == 1


def test_the_catalog_says_what_to_ask_for(gather):
    found = gather("dockerhub", hub)
    assert "ollama" in found.values("image_pulls")
    assert len(found.asked) > 3
