"""Of every number of a text, in one line: what linked it, or which rule left it out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .candidate import Candidate
from .scene import Scene

if TYPE_CHECKING:
    from ..reading import Reading


def explained(reading: "Reading") -> Iterator[str]:
    """Yield a line for each number of a page, with its place in the page's text."""
    if reading.scene is None:
        return
    for candidate in reading.candidates:
        yield _line(reading.scene, candidate)


def _line(scene: Scene, each: Candidate) -> str:
    quantity = each.measure.quantity
    start, end = scene.plain.origin(quantity.start, quantity.end)
    what = f"{start}-{end} {scene.page.text[start:end]!r}"
    if each.dropped is not None or each.link is None or each.subject is None:
        return f"{what}: left out: {each.dropped}"
    word = each.link.word
    by = "" if word is None else f" by {scene.text[word.start : word.end]!r}"
    first, last = each.subject.written
    whom = f"{each.subject.mention.entity} ({each.subject.how}, {each.subject.score:.2f}: {scene.text[first:last]!r})"
    parts = [f"{each.link.metric} ({each.link.how}, {each.link.score:.2f}{by})", f"of {whom}"]
    if each.dated and each.dated.when:
        parts.append(f"when {each.dated.when.as_written!r}")
    if each.status_word:
        parts.append(f"status {each.status} by {each.status_word!r}")
    if each.origin:
        parts.append(f"says {each.origin.attribution!r}")
    return f"{what}: {'; '.join(parts)}"
