"""How trafilatura is asked for the body of a page: in haste, and again in full where that may have missed the text.

In full it holds its choice against two other algorithms. That takes twice the time and changes one page in twenty: those
where the hasty body is small beside the running text of the page.
"""

import logging
from copy import copy
from functools import cache
from itertools import islice
from typing import Any

_LEAST = 250
"""A shorter body trafilatura itself does not trust, nor one of tables alone."""
_MOST_TIMES = 2
"""No other algorithm is heeded that finds less than so many times the text."""
_MOST_TIMES_IN_DOUBT = 1.25
"""Short, or full of tables and so perhaps a layout, the body is enough where there is hardly anything else."""
_TANGLED = 30_000
"""Links times their depth, above which one of the other algorithms, which weighs every link in every element around it,
takes seconds. The pages of ``tests/bench/news_pages.py`` hold 3,600 at most."""
_TEASERS = ("div", "li", "ul", "ol", "p", "section", "span")
"""What it takes for a teaser if it is called one, but not in haste."""
_WEIGHED = frozenset(("form", "figure", "math"))
"""What trafilatura looks into before it drops it."""

logging.getLogger("trafilatura").addHandler(
    logging.NullHandler()
)  # it logs pages that it gives up; we say so ourselves


def body_of(root: Any, running: int) -> Any:
    """Return the body that trafilatura makes of a document, ``None`` if it finds none.

    ``running`` is how many characters of running text the document holds.
    """
    hasty = _body(_lightened(root), fast=True)
    if (hasty is not None and _is_enough(hasty, running)) or _is_tangled(root):
        return hasty
    return _body(root)


def _is_tangled(root: Any) -> bool:
    around = (None for link in root.iter("a") for _ in link.iterancestors())
    return sum(1 for _ in islice(around, _TANGLED)) == _TANGLED


def _lightened(root: Any) -> Any:
    from lxml import etree

    light = copy(root)
    etree.strip_elements(light, *_dropped(), with_tail=False)
    for element in [*light.iter(*_TEASERS)]:
        names = f"{element.get('class')} {element.get('id')}"
        if "teaser" in names or "Teaser" in names:
            element.drop_tree()
    return light


def _body(root: Any, *, fast: bool = False) -> Any:
    from trafilatura import bare_extraction

    # "csv" only means that no text is made of what was chosen: the lines are read from its elements.
    document = bare_extraction(root, include_comments=False, favor_precision=True, output_format="csv", fast=fast)
    return getattr(document, "body", None)


def _is_enough(body: Any, running: int) -> bool:
    size, paragraphs = len(" ".join(body.itertext())), body.findall(".//p")
    doubtful = size < _LEAST or len(body.findall(".//table")) > len(paragraphs)
    times = _MOST_TIMES_IN_DOUBT if doubtful else _MOST_TIMES
    return times * size >= running > 0 and any(any(each.itertext()) for each in paragraphs)


@cache
def _dropped() -> tuple[str, ...]:
    """Return the elements that trafilatura drops unread, but only after it searched them with a dozen expressions."""
    from trafilatura.settings import MANUALLY_CLEANED

    return tuple(tag for tag in MANUALLY_CLEANED if tag not in _WEIGHED)
