"""Names that share a number, "both have 5 million", and numbers shared out among names, "12 and 9 respectively"."""

from itertools import pairwise

from .claims import BESIDE, Claim
from .givers import is_investor
from .measures import Measure
from .mentions import Mention
from .roles import is_owner, is_source
from .scene import Scene, Sentence
from .words import Table


def respectively(scene: Scene, claim: Claim) -> Mention | None:
    """Return whose number it is where names and numbers stand in the same order: "A and B have 12 and 9 respectively"."""
    sentence, measure, measures = claim.sentence, claim.measure, claim.measures
    word = next(sentence.of(Table.LINKS, "respectively"), None)
    if word is None:
        return None
    last = max((each.end for each in sentence.mentions if each.end <= max(word.start, measures[-1].start)), default=0)
    row = [each for each in measures if each.kind is measure.kind and each.start >= min(word.start, last)]
    if measure not in row or len(row) == 1:
        return None
    names = [
        each for each in sentence.mentions
        if each.end <= row[0].start and not is_source(scene, sentence, each) and not is_owner(scene, sentence, each)
        and not is_investor(scene, sentence, each, claim.metric)
    ]  # fmt: skip
    named = names[-len(row) :]
    close = len(named) == len(row) and all(b.start - a.end <= BESIDE for a, b in pairwise(named))
    return named[row.index(measure)] if close else None


def together(sentence: Sentence, mention: Mention, measure: Measure) -> list[Mention]:
    """Return those who share a number with a mention: named beside it, with a word for "both"."""
    if not any(
        hit.start > mention.end - 1 and hit.end <= measure.start + 1 for hit in sentence.of(Table.LINKS, "both")
    ):
        return []
    if any(mention.end <= hit.start < measure.start for hit in sentence.of(Table.REFERENCES, "first", "second")):
        return []  # "both grow; the latter has"
    shared: list[Mention] = []
    place = sentence.mentions.index(mention) if mention in sentence.mentions else 0
    for each in reversed(sentence.mentions[:place]):
        following = shared[-1] if shared else mention
        if following.start - each.end > BESIDE:
            break
        shared.append(each)
    return [each for each in shared if not each.stranger]
