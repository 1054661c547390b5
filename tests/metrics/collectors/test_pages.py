"""Lists that go on where their Link header leads, and where that leads astray."""

import httpx
import pytest

HUB = "https://huggingface.co"
MODEL = {
    "_id": "1", "id": "acme/bolt", "downloads": 7, "likes": 2, "createdAt": "2029-05-01T00:00:00Z", "private": False,
}  # fmt: skip
COUNTS = {"name": "acme", "numModels": 9, "numDatasets": 0, "numSpaces": 0, "numFollowers": 3}


def hub(link):
    """An account whose every page of models is the same, and is followed by what ``link`` makes of its address."""

    def answer(request):
        if request.url.path != "/api/models":
            return httpx.Response(200, json=COUNTS)
        return httpx.Response(200, json=[MODEL], headers={"link": link(str(request.url))})

    return answer


def ask(gather, link):
    return gather("huggingface", hub(link), organizations=["acme"], models=[])


def test_pages_that_say_the_same_under_ever_new_addresses_end(gather):
    found = ask(gather, lambda url: f'<{url}x>; rel="next"')
    assert "one that was read before" in found.missed[0].reason
    assert len(found.asked) == 3


@pytest.mark.parametrize("link", ["<http://[::1>", "<https://hub.example:99999/>", "<file:///etc/passwd>"])
def test_a_next_page_that_is_no_address_is_missed_and_the_page_before_stays(gather, link):
    found = ask(gather, lambda _: f'{link}; rel="next"')
    assert "which is no web address" in found.missed[0].reason
    assert found.values("model_likes") == {"huggingface:acme/bolt": 2.0}


def test_an_address_with_commas_is_followed_whole(gather):
    def once(url):
        return "" if "ids=a,b" in url else f"<{HUB}/api/models?ids=a,b;c>; rel=next, <{HUB}/z>; rel=last"

    found = ask(gather, once)
    assert str(found.asked[-1].url) == f"{HUB}/api/models?ids=a,b;c"
