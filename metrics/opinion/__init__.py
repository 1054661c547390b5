"""A second opinion on articles, where a person wants one: a language model points, the reader's grammar reads.

Off unless ``[llm]`` names an endpoint and a model. The model sees numbered sentences and answers with places in them;
no value, date or word of it ever becomes part of an observation.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..config import Configuration

if TYPE_CHECKING:
    from ..reading import Article


def is_wanted(configuration: Configuration) -> bool:
    """Tell whether ``[llm]`` asks for a second opinion; half of what it needs is enough to be told what is missing."""
    named = configuration.values["llm.base_url"] or configuration.values["llm.model"]
    return configuration.flag("llm.enabled") and bool(named)


def seconded(articles: Iterable["Article"], configuration: Configuration, *, whole: bool = False) -> list["Article"]:
    """Return articles, read with ``whole=True``, as they stand after a second opinion; as they are if none is wanted.

    What both say is sure, what only one says or what they say differently waits for review; whatever goes wrong becomes a
    note of the article, which then stands as it was read. ``opinions`` tell what the model said and what came of it.
    ``whole`` keeps what explains each number.
    """
    if not is_wanted(configuration):
        return [*articles]
    from .hearing import heard

    return heard(articles, configuration, whole=whole)
