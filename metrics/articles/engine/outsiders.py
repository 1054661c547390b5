"""Whether a figure is of somebody whom the catalog does not know: a name of no entity that is the subject of its verb."""

import re

from .givers import is_investor
from .measures import Measure
from .metrics import Link
from .scene import Scene, Sentence
from .subjects import Subject
from .words import Table

_OF_COMPANIES = frozenset({"funding_raised", "valuation", "revenue", "annualized_revenue", "employees"})
_NAME = re.compile(r"[\s\"“„«*#>-]{0,4}([A-ZÀ-Þ][\w&.-]*\w(?: (?:[A-ZÀ-Þ][\w&.-]*\w|AI)){0,2})")
_SUBJECT = re.compile(
    r"[\s\"“„«*#>-]{0,4}(?:([A-Z][a-z]{0,2}) )?([A-ZÀ-Þ][\w&.-]*\w(?: (?:[A-ZÀ-Þ][\w&.-]*\w|AI)){0,2})"
)
_OWNED, _DETERMINED = re.compile(r"['\u2019]s? "), 6
"""What makes the name in an apposition its owner: "Meta's app", or a noun before it, "the app of Meta"."""
_APPOSITION = re.compile(r", [^,;:]{3,80},")
_AUXILIARY = re.compile(r"\s?(?:[a-zà-ÿ]{1,5} ){0,2}")
_KATAKANA = re.compile(r"[\s「『・]{0,3}([ァ-ヶーA-Za-z0-9]{3,20})(?:[（(][^（）()]{1,20}[）)])?")
_COMMA = re.compile(r"[,;，、]")


def outsider_of(scene: Scene, sentence: Sentence, measure: Measure, link: Link, subject: Subject) -> str | None:
    """Return the name of an unknown subject: "Brightfold, an Oslo start-up, raised 40 million to challenge Perplexity"."""
    if sentence.block.cells:
        return None
    if scene.lexicon.spaced and (apposed := _apposed(scene, sentence, measure, subject)):
        return apposed
    if link.metric not in _OF_COMPANIES or link.word is None:
        return None
    named = sentence.start <= subject.mention.start < sentence.end
    found = (_spaced if scene.lexicon.spaced else _marked)(scene, sentence)
    if found is None or (subject.how != "carried" and not named):
        return None
    name, end, inserted = found
    if named:
        behind = subject.mention.start >= measure.end
        parted = (
            behind
            and scene.lexicon.spaced
            and _COMMA.search(scene.text, measure.end, subject.mention.start) is not None
        )
        aside = subject.mention.end <= inserted or is_investor(scene, sentence, subject.mention, link.metric)
        return name if (behind and not parted) or aside else None
    return name if _is_name(scene, name, end) else None


def _apposed(scene: Scene, sentence: Sentence, measure: Measure, subject: Subject) -> str | None:
    """Return the unknown name whose owner only an apposition names: "Edits, the video app of Meta, has 45 million users"."""
    found = _SUBJECT.match(scene.text, sentence.start, sentence.end)
    inserted = _APPOSITION.match(scene.text, found.end(), sentence.end) if found else None
    mention = subject.mention
    if found is None or inserted is None or not inserted.start() < mention.start < inserted.end() <= measure.start:
        return None
    if _is_known(scene, sentence, *found.span(2)) or (
        found[1] and found[1].casefold() not in scene.lexicon.determiners
    ):
        return None
    # "Altman, the head of OpenAI, said it had": who speaks is nobody's product
    words = [*scene.words_in(inserted.start(), measure.start)]
    speaks = any(each.payload.table is Table.ATTRIBUTION or each.payload.key == "speaker" for each in words)
    between = any(inserted.end() <= each.start < measure.start for each in sentence.mentions)
    further = _COMMA.search(scene.text, inserted.end(), measure.quantity.bound_start)
    owned = _OWNED.match(scene.text, mention.end) or mention.start - inserted.start() > _DETERMINED
    return found[2] if owned and not (speaks or between or further) else None


def _spaced(scene: Scene, sentence: Sentence) -> tuple[str, int, int] | None:
    """Return the unknown name that opens a sentence right before its verb, where it ends, and where what is inserted ends."""
    found = _NAME.match(scene.text, sentence.start, sentence.end)
    if found is None or _is_known(scene, sentence, *found.span(1)):
        return None
    inserted = _APPOSITION.match(scene.text, found.end(), sentence.end)
    end = inserted.end() if inserted else found.end()
    verbs = (hit for hit in sentence.of(Table.TRIGGERS, *_OF_COMPANIES) if hit.payload.form == "verbs")
    if not any(hit.start >= end and _AUXILIARY.fullmatch(scene.text, end, hit.start) for hit in verbs):
        return None
    return found[1], found.end(), end


def _marked(scene: Scene, sentence: Sentence) -> tuple[str, int, int] | None:
    """Return the unknown name in katakana or Latin letters that a mark says to be the topic."""
    found = _KATAKANA.match(scene.text, sentence.start, sentence.end) if scene.lexicon.topics is not None else None
    if found is None or scene.lexicon.topics is None:
        return None
    topic = scene.lexicon.topics.match(scene.text, found.end())
    if topic is None or _is_known(scene, sentence, *found.span(1)):
        return None
    return found[1], found.end(1), topic.end()


def _is_known(scene: Scene, sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether an opening word is one of ours: an entity, a date, a number, a word of the pack."""
    if scene.text[start:end].split()[0].casefold() in scene.lexicon.function:
        return True
    placed = [
        *((each.start, each.end) for each in sentence.mentions),
        *((each.start, each.end) for each in sentence.whens),
        *((each.start, each.end) for each in sentence.quantities),
    ]
    words = (hit for hit in scene.words_in(start, end) if hit.payload.table is not Table.LINKS)
    return any(first < end and start < last for first, last in placed) or any(True for _ in words)


def _is_name(scene: Scene, name: str, end: int) -> bool:
    """Tell whether an opening word is written with a capital elsewhere within a sentence, or as no common word is."""
    if any(char.isupper() or char.isdigit() for char in name[1:]) or not scene.lexicon.spaced:
        return True
    within = re.compile(rf"(?<=[a-zà-ÿ,] ){re.escape(name)}(?!\w)")
    return within.search(scene.text, 0, end - len(name)) is not None or within.search(scene.text, end) is not None
