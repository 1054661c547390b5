"""Whom a figure is of that goes on about the one before it: in its sentence, across sentences, "up from 350"."""

from dataclasses import replace

from .candidate import Candidate
from .carrying import ACROSS
from .fitness import is_of_products
from .scene import Scene
from .surfaces import Hit
from .words import Table, Word

_TOUCH, _GIVEN = 2, 6
_DOWNLOADED = {"app_downloads", "model_downloads"}
"""One and the same word, until it is settled who was downloaded."""


def carry_subject(scene: Scene, made: Candidate, told: Candidate | None) -> None:
    """Let what goes on about the figure of the sentence before be of whom that was: "Today that number exceeds 1,000"."""
    if told is None or told.subject is None or made.link is None:
        return
    if scene.text[max(0, made.measure.start - 3) : made.measure.start].rstrip()[-1:] == "@":
        return  # "X @ 9.5b" is of X, whoever that is
    if _goes_on(made, told) or _is_of_whom_it_was(scene, made, told):
        made.subject = replace(told.subject, score=told.subject.score * 0.8, how="carried")
    if made.link.how != ACROSS:
        return
    if made.subject is None or made.subject.how == "carried" or not made.sentence.mentions:
        made.subject = replace(told.subject, score=told.subject.score * 0.9, how="carried")
        _raise_to_house(scene, made)


def _raise_to_house(scene: Scene, made: Candidate) -> None:
    """Put the maker in the place of its product where the sentence says "the company"."""
    assert made.subject is not None
    words = (hit for hit in made.sentence.of(Table.REFERENCES, "company") if " " in scene.text[hit.start : hit.end])
    maker = scene.catalog.maker(made.subject.mention.entity)
    product = made.subject.mention.entity != maker and not is_of_products(made.link.metric if made.link else "")
    if product and any(True for _ in words) and not made.sentence.mentions:
        made.subject = replace(made.subject, mention=replace(made.subject.mention, entity=maker))


def _goes_on(made: Candidate, told: Candidate) -> bool:
    """Tell whether a number goes on about whom the one before in its sentence was of: nobody else is named between."""
    if told.sentence is not made.sentence or made.sentence.block.cells:
        return False
    if made.subject is None:
        return True
    between = any(told.measure.end <= each.start < made.measure.start for each in made.sentence.mentions)
    same = told.link is not None and made.link is not None and told.link.metric == made.link.metric
    same = same or _earns(made, told)
    return same and not between and (made.subject.how == "carried" or _is_before(made, told))


def _is_before(made: Candidate, told: Candidate) -> bool:
    """Tell whether a bare number would be of a name that stands before whom the one before was of: "A: B has 3, 2.5 in May"."""
    assert made.subject is not None
    if told.subject is None or made.link is None or not made.link.how.startswith("carried"):
        return False
    if made.subject.how != "named" or told.subject.how != "named":
        return False
    return made.subject.mention.start < told.subject.mention.start < told.measure.start


def _is_of_whom_it_was(scene: Scene, made: Candidate, told: Candidate) -> bool:
    """Tell whether a number is of whom the one before it is, being what that was earlier: "1,000 people, up from 350 when ASML came on board"."""
    if told.sentence is not made.sentence or made.subject is None or made.subject.how != "named":
        return False
    metrics = {each.link.metric for each in (told, made) if each.link is not None}
    same = len(metrics) == 1 or metrics == _DOWNLOADED
    start, mention = made.measure.quantity.bound_start, made.subject.mention
    earlier = [
        hit for hit in made.sentence.of(Table.LINKS, "earlier")
        if told.measure.end <= hit.start and 0 <= start - hit.end <= _TOUCH
    ]  # fmt: skip
    # ", up from 165" is of whom the clause before the comma was, whoever stands in it
    since = start if any(_opens_clause(scene, hit) for hit in earlier) else told.measure.end
    between = any(since <= each.start < start and each.end > told.measure.end for each in made.sentence.mentions)
    if since == start and mention.end <= start:
        return same and told.subject is not None and not _is_given(made, start)
    given = made.sentence.of(Table.LINKS, "to", "at", "host")
    own = any(0 <= mention.start - hit.end <= _GIVEN and hit.start >= made.measure.end for hit in given)
    return (
        same and bool(earlier) and not between and mention.start - made.measure.quantity.unit_end > _GIVEN and not own
    )


def _opens_clause(scene: Scene, hit: Hit[Word]) -> bool:
    """Tell whether a comma or bracket stands right before a word: ", up from"."""
    return scene.lexicon.spaced and scene.text[max(0, hit.start - 2) : hit.start].strip() in {",", "("}


def _is_given(made: Candidate, start: int) -> bool:
    """Tell whether a number is given to somebody named behind it: "compared with 95 million at Doubao"."""
    links = [hit.end for hit in made.sentence.of(Table.LINKS, "to", "at", "host") if hit.start >= start]
    return any(0 <= each.start - end <= _GIVEN for each in made.sentence.mentions for end in links)


def _earns(made: Candidate, told: Candidate) -> bool:
    """Tell whether revenue is that of the app whose downloads were told right before it."""
    company = any(True for _ in made.sentence.of(Table.REFERENCES, "company"))
    apps = told.link is not None and told.link.metric == "app_downloads"
    return apps and made.link is not None and made.link.metric == "revenue" and not company
