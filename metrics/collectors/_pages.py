"""Lists that go on, page by page, where the ``Link`` header leads (RFC 8288)."""

from collections.abc import AsyncIterator, Mapping
from types import MappingProxyType

from ..collector import Errand
from ..errors import Changed
from ..web import Answer
from ..web.hosts import led_to


async def pages(
    errand: Errand, url: str, params: Mapping[str, object], headers: Mapping[str, str] = MappingProxyType({})
) -> AsyncIterator[Answer]:
    """Yield the pages of a list one after another, holding none.

    Raises:
        Changed: a page leads to one that was read, by its address or by what it says.
        Denied: what it leads to is no address.
    """
    answer = await errand.door.get(url, params=params, headers=headers)
    seen = {answer.request_url, answer.sha256}
    yield answer
    while answer.next_page is not None:
        following = led_to(answer.url, answer.next_page)
        again = following in seen
        if not again:
            answer = await errand.door.get(following, headers=headers, foreign=True)
            again = answer.sha256 in seen
        if again:
            raise Changed(following, "a further page", "one that was read before")
        seen |= {following, answer.sha256}
        yield answer
