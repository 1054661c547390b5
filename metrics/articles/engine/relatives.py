"""Of whom a relative clause tells its number: "trails Doubao, which has 95 million"."""

import re
from collections.abc import Iterator

from .claims import ENOUGH, Claim
from .fitness import fits_entity
from .mentions import Mention
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_BEFORE = re.compile(r"[\"\u201d\u2019»*)]{0,2}(?:,|\s?\()\s?")
_ONE, _TWO = 1, 2
_BEGUN = 2
_LONG = 90


def told_in_relative(scene: Scene, claim: Claim) -> Mention | None:
    """Return whom the relative clause explains in which a number stands, if it is somebody who may have it."""
    for hit, named in _clauses(scene, claim):
        if _goes_on(scene, claim.sentence, hit, claim.measure.start):
            entity = scene.catalog.entities.get(named.entity)
            return named if named.stranger or fits_entity(claim.metric, entity) >= ENOUGH else None
    return None


def _clauses(scene: Scene, claim: Claim) -> Iterator[tuple[Hit[Word], Mention]]:
    """Yield the relative words before a number, the last first, each with whom it explains."""
    start = claim.measure.start
    hits = [hit for hit in claim.sentence.of(Table.LINKS, "relative") if hit.end <= start]
    # "ahead of Gemini, with 41 million"
    hits += [hit for hit in claim.sentence.of(Table.LINKS, "having") if 0 <= start - hit.end <= 1]
    for hit in sorted(hits, key=lambda each: -each.start):
        for mention in reversed(claim.sentence.mentions):
            if hit.payload.key == "having" and not any(each.end <= mention.start for each in claim.measures):
                continue  # "Qwen has overtaken Llama, with 113,000": what nobody has yet is the subject's
            if mention.end <= hit.start and _BEFORE.fullmatch(scene.text, mention.end, hit.start):
                yield hit, _explained(scene, claim.sentence, mention)


def _explained(scene: Scene, sentence: Sentence, mention: Mention) -> Mention:
    """Return the name that an apposition explains which another name ends: "AI Overviews, a feature of Google, which"."""
    for other in reversed([each for each in sentence.mentions if each.end < mention.start]):
        gap = scene.text[other.end : mention.start]
        if not gap.startswith(", ") or gap.count(",") > 1 or len(gap) > _LONG:
            continue
        opened = any(
            0 <= hit.start - other.end <= _BEGUN
            for hit in sentence.of(Table.LINKS, "opening", "investor", "relative", "rival", "clause")
        )
        if gap.strip(", ") and not opened:
            return other
    return mention


def _goes_on(scene: Scene, sentence: Sentence, hit: Hit[Word], place: int) -> bool:
    """Tell whether a relative clause has not ended before a place; who says so may be inserted at its beginning."""
    gap = scene.text[hit.end : place]
    if re.search(r"[;:()\u2014]", gap):
        return False
    commas = gap.count(", ")
    said = any(0 <= each.start - hit.end <= _BEGUN for each in sentence.of(Table.ATTRIBUTION, "before"))
    return not commas or (commas in {_ONE, _TWO} and said) or (commas == _TWO and gap.startswith(","))
