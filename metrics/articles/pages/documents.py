"""The document that a page becomes in the store."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from ...catalog import Catalog
from ...model import Document, Publisher
from ...vocabulary import DocumentKind
from ..page import Page


def document_of(
    page: Page,
    *,
    retrieved_at: datetime | None,
    request_url: str | None = None,
    status_code: int | None = None,
    catalog: Catalog | None = None,
) -> Document:
    """Make the document of a page, with its id; a catalog knows who publishes at its address, and of what kind that is.

    The same text at the same address is the same document, whatever stands around it on the page.
    """
    from ...frames import documents_frame

    address = page.canonical_url or page.url
    known = _publisher(catalog, page, address)
    document = Document(
        url=address,
        final_url=page.url,
        request_url=request_url,
        title=page.title,
        publisher=known.name if known else page.publisher or _host(address),
        kind=known.kind if known else DocumentKind.PRESS,
        language=page.language,
        author=page.author,
        published_on=page.published_on,
        published_precision=page.published_precision,
        published_from=page.published_from,
        retrieved_at=retrieved_at,
        status_code=status_code,
        media_type=page.media_type,
        sha256=page.sha256,
        text=page.text,
    )
    return replace(document, id=documents_frame([document])["id"][0])


def _publisher(catalog: Catalog | None, page: Page, address: str | None) -> Publisher | None:
    if catalog is None:
        return None
    return next((found for name in (address, page.publisher) if name and (found := catalog.publisher(name))), None)


def _host(address: str | None) -> str | None:
    host = urlsplit(address).hostname if address else None
    return host.removeprefix("www.") if host else None
