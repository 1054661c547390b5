"""From a page to observations: pure functions, no network, no model; heavy libraries are loaded when a page is read."""

from .page import Block, BlockKind, Page
from .pages.documents import document_of
from .pages.feeds import read_entry
from .pages.fragments import link_to
from .pages.opening import read_page
from .reading import observations_of

__all__ = ["Block", "BlockKind", "Page", "document_of", "link_to", "observations_of", "read_entry", "read_page"]
