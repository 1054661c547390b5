"""Of whom a relative clause tells its number: "trails Doubao, which has 95 million"."""

import re
from collections.abc import Iterator

from .claims import ENOUGH, Claim
from .fitness import USERS, fits_entity
from .measures import Measure
from .mentions import Mention
from .roles import is_source
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_BEFORE = re.compile(r"[\"\u201d\u2019»*)]{0,2}(?:,|\s?\()\s?")
_ONE, _TWO = 1, 2
_BEGUN = 2
_LONG = 90
_ENDED = re.compile(r"[,;:.!?()\u2014](?=\s|$)| [-\u2013] |\n")
_LETTERS = re.compile(r"[^\W\d_]+")


def told_in_relative(scene: Scene, claim: Claim) -> Mention | None:
    """Return whom the relative clause explains in which a number stands, if it is somebody who may have it."""
    for hit, named in _clauses(scene, claim):
        if _is_article(scene, claim, hit):
            return _subject_before(scene, claim, hit, named)
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
            before = (each for each in claim.measures if each.end <= mention.start)
            if hit.payload.key == "having" and not any(_counts_the_same(claim.measure, each) for each in before):
                continue  # "Qwen has overtaken Llama, with 113,000": what nobody has yet is the subject's
            if mention.end <= hit.start and _BEFORE.fullmatch(scene.text, mention.end, hit.start):
                yield hit, _explained(scene, claim.sentence, mention)


def _counts_the_same(measure: Measure, other: Measure) -> bool:
    """Tell whether a number may be another's counterpart: it has no noun of its own, "with 41 million", or the same."""
    keys, others = ({hit.payload.key for hit in each.heads if hit.payload.form == "nouns"} for each in (measure, other))
    return measure.kind is other.kind and (not keys or bool(keys & others) or bool(keys & USERS and others & USERS))


def _is_article(scene: Scene, claim: Claim, hit: Hit[Word]) -> bool:
    """Tell whether a word only begins the next main clause: "grows faster than OpenAI, der Umsatz stieg auf 7 Milliarden"."""
    sentence = claim.sentence
    if not any(each.start == hit.start and each.end == hit.end for each in sentence.of(Table.LINKS, "article")):
        return False
    nouns = (each.start - hit.end for each in sentence.of(Table.TRIGGERS) if each.payload.form == "nouns")
    if any(each.start == hit.start for each in sentence.of(Table.REFERENCES)) or 1 in nouns:
        return True
    ended = _ENDED.search(scene.text, claim.measure.end, sentence.end)
    words = _LETTERS.findall(scene.text, claim.measure.end, ended.start() if ended else sentence.end)
    return not words or words[-1][0].isupper()  # the verb of a relative clause is its last word


def _subject_before(scene: Scene, claim: Claim, hit: Hit[Word], named: Mention) -> Mention | None:
    """Return who opens the clause before the next main clause, whose noun is nobody else's: "Meta kauft bei Nvidia, die Ausgaben"."""
    first, metric = claim.sentence.mentions[0], claim.metric
    other = first.entity == named.entity or is_source(scene, claim.sentence, first)
    if other or any(hit.end <= each.start for each in claim.sentence.mentions) or first.stranger:
        return None
    return first if fits_entity(metric, scene.catalog.entities.get(first.entity)) >= ENOUGH else None


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
