"""How a number comes to its metric: by its own words, its column, its list, or the number before or behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..page import BlockKind
from .carrying import CARRIED, carried, carried_back, enumerated, taken
from .fitness import PEOPLE, USERS, fits_class, is_sane, windowed
from .linked import Linked, Turn
from .measures import Class, Measure
from .metrics import Link, metric_of, triggers_of
from .pricing import priced
from .refining import refined
from .rows import rowed
from .scene import Scene, Sentence
from .surfaces import Hit
from .tables import linked_in_table
from .windows import window_at, windows_of
from .words import Table, Word

_LISTED = 0.7
_LOOK = 14
_LOOK_BACK = 3
_CLOSE = 25
_LEAST = 0.15
_NAMED = 4
_LEADS = 5
_ITEMS = {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}
_SURE = 0.5
_IN_WINDOWS = USERS | {"monthly_visits", "messages_daily", "tokens_processed_daily", "revenue"}
"""What is told of a day, a week or a month."""
_SOME_OF = PEOPLE | {"enterprise_customers"}
"""What is no figure of its own where it is only a part of the one before."""
_SOME, _BESIDE = 8, 2
_SIZE = 1_000


def links_of(
    scene: Scene, sentence: Sentence, measures: Sequence[Measure], earlier: Linked | None
) -> list[Link | None]:
    """Return the metric of each measure of a sentence, in order; ``earlier`` is the last one linked before it."""
    triggers = [hit for hit in triggers_of(sentence) if not _only_says(scene, sentence, hit)]
    turn = Turn(scene, sentence, measures)
    links: list[Link | None] = []
    before: Linked | None = None
    for measure in measures:
        link = None if measure.foreign else _own(scene, sentence, measure, measures, triggers)
        if before and _is_part(scene, sentence, measure):
            behind = link is not None and link.word is not None and 0 <= link.word.start - measure.end <= _CLOSE
            own = behind and link is not None and link.metric != before.link.metric
            some = before.link.metric in _SOME_OF  # "of whom 200 in London": only some of them
            link = link if own else None if some else taken(turn, before, measure, CARRIED) or link
            if some and not own:
                links.append(None)
                continue
        if link and before and (_yields(link, before, measure) or _rather_counts(turn, link, before, measure)):
            link = None
        if before and link:
            link = _as_it_was(turn, measure, link, before)
        if link is None and not measure.foreign:
            link = carried(turn, measure, before, earlier)
        if link:
            link = _in_own_window(scene, sentence, measure, refined(scene, sentence, measure, link))
            link = _compared(scene, sentence, measure, _as_before(scene, sentence, link), before or earlier)
            link = link if link.score >= _LEAST else None
        if link:
            before = Linked(sentence, measure, link, before)
        links.append(link)
    links = [
        _windowed_before(scene, sentence, *each)
        for each in zip(measures, carried_back(scene, measures, links), strict=True)
    ]
    links = enumerated(scene, measures, links)
    return rowed(turn, priced(turn, links), triggers, earlier)


def _as_it_was(turn: Turn, measure: Measure, link: Link, before: Linked) -> Link:
    """Give a number the metric of the one before it where it is what that moved to or was, or the same word tells both."""
    scene, sentence = turn.scene, turn.sentence
    moved = _is_moved_to(scene, sentence, measure, before) or _is_what_it_was(scene, sentence, measure, before)
    if link.metric != before.link.metric and moved:
        link = taken(turn, before, measure, CARRIED) or link
    return replace(link, metric=before.link.metric) if _is_same_revenue(link, before) else link


def _is_moved_to(scene: Scene, sentence: Sentence, measure: Measure, before: Linked) -> bool:
    """Tell whether a number is where the one before it moved to: "from 9.9 billion in the last round to 29.3 billion"."""
    if before.sentence is not sentence or before.measure.kind is not measure.kind or not scene.lexicon.spaced:
        return False
    lo, hi = before.measure, measure
    came = any(0 <= lo.quantity.bound_start - hit.end <= 1 for hit in sentence.of(Table.LINKS, "from"))
    went = any(0 <= hi.quantity.bound_start - hit.end <= 1 for hit in sentence.of(Table.LINKS, "toward"))
    return came and went and not any(char in scene.text[lo.end : hi.start] for char in ",;:()")


def _is_what_it_was(scene: Scene, sentence: Sentence, measure: Measure, before: Linked) -> bool:
    """Tell whether a number is what the one before it was: "worth 10 billion after its round, up from 4.5 billion"."""
    if before.sentence is not sentence or before.measure.kind is not measure.kind or not scene.lexicon.spaced:
        return False
    headed = any(hit.payload.form == "nouns" for hit in measure.heads)
    return not headed and any(
        before.measure.end < hit.start
        and 0 <= measure.quantity.bound_start - hit.end <= 1
        and scene.text[hit.start - 2 : hit.start] == ", "
        for hit in sentence.of(Table.LINKS, "earlier")
    )


def _only_says(scene: Scene, sentence: Sentence, hit: Hit[Word]) -> bool:
    """Tell whether a verb is that of who says so, put in behind a comma: "…, rapporte The Information"."""
    if hit.payload.form != "verbs" or scene.text[max(0, hit.start - 2) : hit.start] != ", ":
        return False
    said = any(hit.start == each.start for each in sentence.of(Table.ATTRIBUTION, "after"))
    return said and scene.text[hit.end : hit.end + 1] == " " and scene.text[hit.end + 1 : hit.end + 2].isupper()


def _is_same_revenue(link: Link, before: Linked) -> bool:
    """Tell whether a number is told by the very word that the one before it has, which more words made a yearly rate."""
    rate = link.metric == "revenue" and before.link.metric == "annualized_revenue"
    return rate and link.word is not None and link.word.end <= before.measure.start


def _windowed_before(scene: Scene, sentence: Sentence, measure: Measure, link: Link | None) -> Link | None:
    """Count users in the window right before their number, whatever that of the next one is: "reaches monthly 2 billion, B 75 a day"."""
    if link is None or link.how != "carried back" or link.metric not in USERS:
        return link
    reach = _CLOSE if scene.lexicon.spaced else _NAMED
    for hit in windows_of(scene, sentence):
        gap = scene.text[hit.end : measure.start] if hit.end <= measure.start else None
        if gap is not None and len(gap) <= reach and not any(char in gap for char in ",;，。、"):
            return replace(link, metric=windowed(hit.payload.key) or link.metric)
    return link


def _is_part(scene: Scene, sentence: Sentence, measure: Measure) -> bool:
    """Tell whether a number is a part of the one before: "62 billion of it", "dont 32 milliards"."""
    reach = 3 if scene.lexicon.spaced else 1
    if not scene.lexicon.spaced and measure.counter == "people":
        reach = _SOME  # 其中研发人员657人
    return any(
        0 <= hit.start - measure.end <= reach or 0 <= measure.start - hit.end <= reach
        for hit in sentence.of(Table.LINKS, "part")
    )


def _as_before(scene: Scene, sentence: Sentence, link: Link) -> Link:
    """Count bare users of somebody who is not named again as the sentences before do: "Monthly users rose. Users were"."""
    if link.metric != "users" or sentence.mentions:
        return link
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _LOOK_BACK), -1):
        earlier = scene.sentences[index]
        if earlier.paragraph != sentence.paragraph:
            break
        for hit in reversed(triggers_of(earlier)):
            if hit.payload.key in USERS and hit.payload.key != "users":
                return replace(link, metric=hit.payload.key, how="carried, as the figure before")
    return link


def _compared(scene: Scene, sentence: Sentence, measure: Measure, link: Link, before: Linked | None) -> Link:
    """Count bare users as the figure that they are held against: "a figure well ahead of Kimi (20 million users)"."""
    if link.metric != "users" or before is None or before.sentence.index < sentence.index - 1:
        return link
    weak = link.word is not None and link.word.payload.form == "weak"
    same = before.sentence is sentence
    noun = link.word is not None and link.word.payload.form == "nouns"
    if same and noun and any(before.measure.end <= each.start and each.end <= measure.start for each in sentence.whens):
        return link  # "has 800 million weekly users, after having been the first to reach 100 million users in 2023"
    if before.link.metric not in (PEOPLE if weak and same else USERS) or before.link.metric == "users":
        return link
    told = any(hit.start < measure.start for hit in sentence.of(Table.REFERENCES, "figure"))
    plain = {before.sentence.block.kind, sentence.block.kind} == {BlockKind.PARAGRAPH}
    apart = plain and bool(sentence.mentions) and _is_of_its_size(measure, before)
    near = weak and (before.sentence.paragraph == sentence.paragraph or apart)
    if not (same or told or near):
        return link
    score = before.link.score * CARRIED if weak else link.score
    own = window_at(scene, sentence, measure, before=_BESIDE, behind=_BESIDE)
    if own is not None:
        return replace(link, metric=own, score=score, how="near+window")
    return replace(link, metric=before.link.metric, score=score, how="carried, as the figure before")


def _is_of_its_size(measure: Measure, before: Linked) -> bool:
    """Tell whether a count may be held against the one before: 3,000 people in a hall are no daily users."""
    one, other = measure.quantity.value, before.measure.quantity.value
    return one is not None and other is not None and one * _SIZE >= other * before.link.scale


def _in_own_window(scene: Scene, sentence: Sentence, measure: Measure, link: Link) -> Link:
    """Count users in the window that touches their number, not in that of another one: "800 a week, Y has 650 a month"."""
    if link.metric not in USERS or link.how.startswith("head"):
        return link
    own = window_at(scene, sentence, measure, before=_BESIDE, behind=_BESIDE)
    return replace(link, metric=own, how="near+window") if own and own != link.metric else link


def _own(
    scene: Scene, sentence: Sentence, measure: Measure, measures: Sequence[Measure], triggers: Sequence[Hit[Word]]
) -> Link | None:
    if sentence.block.cells:
        link = linked_in_table(scene, sentence, measure)
        if link:
            return link
    return metric_of(scene, measure, measures, triggers) or _listed(scene, sentence, measure)


def _listed(scene: Scene, sentence: Sentence, measure: Measure) -> Link | None:
    """Read the metric of a list item from the line that leads to the list."""
    if sentence.block.kind not in _ITEMS or measure.unknown:
        return None
    named = any(0 <= measure.start - each.end <= _NAMED for each in sentence.mentions)
    # "75 million a day" are no subscribers.
    windowed_here = any(0 <= each.start - measure.quantity.unit_end <= _NAMED for each in sentence.of(Table.WINDOWS))
    best: Link | None = None
    for lead in _leads(scene, sentence, far=named):
        words = triggers_of(lead)
        item = lead.block.kind in _ITEMS and lead.block is not sentence.block
        if item and len({hit.payload.key for hit in words if hit.payload.form == "nouns"}) > 1:
            continue  # what tells several metrics itself leads to none
        for hit in words:
            metric = scene.catalog.metrics.get(hit.payload.key)
            score = hit.payload.strength * _LISTED
            fits = metric is not None and fits_class(metric, measure) and is_sane(metric.id, measure)
            fits = fits and (not windowed_here or hit.payload.key in _IN_WINDOWS)
            if fits and hit.payload.form == "nouns" and (best is None or score > best.score):
                best = Link(hit.payload.key, score, hit, "list")
        if best:
            break
    return best


def _leads(scene: Scene, sentence: Sentence, *, far: bool) -> Iterator[Sentence]:
    """Yield the lines that a list item may continue: the one before the list, and for "X: 0.2 %" those before that."""
    leads = 0
    for back in range(1, _LOOK):
        index = sentence.index - back
        if index < 0 or leads == (_LEADS if far else 1):
            return
        earlier = scene.sentences[index]
        if earlier.block.kind not in _ITEMS:
            leads += 1
            yield earlier
        elif far:
            yield earlier


def _rather_counts(turn: Turn, link: Link, before: Linked, measure: Measure) -> bool:
    """Tell whether a bare number after a count is another count: "was downloaded 1 million times, X makes 4 million"."""
    counts = before.measure.kind is Class.COUNT and not turn.metric(before.link).money
    verb = link.word is not None and link.word.payload.form != "nouns"
    return counts and verb and link.elided and not measure.heads


def _yields(link: Link, before: Linked, measure: Measure) -> bool:
    """Tell whether a far word gives way to the metric of the number before."""
    same = before.measure.kind is measure.kind
    return link.how == "near" and link.score < _SURE and same and before.link.score > link.score
