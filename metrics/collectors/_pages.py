"""Lists that go on, page by page, where the ``Link`` header leads (RFC 8288)."""

from collections.abc import AsyncIterator, Mapping
from types import MappingProxyType
from urllib.parse import urljoin

from ..collector import Errand
from ..errors import Changed
from ..web import Answer


async def pages(
    errand: Errand, url: str, params: Mapping[str, object], headers: Mapping[str, str] = MappingProxyType({})
) -> AsyncIterator[Answer]:
    """Yield the pages of a list one after another, holding none.

    Raises:
        Changed: a page leads back to one that was read.
    """
    answer = await errand.door.get(url, params=params, headers=headers)
    seen = {answer.request_url}
    yield answer
    while answer.next_page is not None:
        following = urljoin(answer.url, answer.next_page)
        if following in seen:
            raise Changed(answer.request_url, "a further page", "one that was read before")
        seen.add(following)
        answer = await errand.door.get(following, headers=headers, foreign=True)
        yield answer
