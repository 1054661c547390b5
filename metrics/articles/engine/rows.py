"""Which of several dates or metrics belongs to which of several numbers: "daily and monthly users are 5 and 9 million respectively"."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from ...model import Period
from ...vocabulary import Precision
from ..whens import When, WhenKind
from .fitness import fits_class, is_sane
from .linked import Linked, Turn
from .measures import Measure
from .metrics import Link
from .scene import Sentence
from .surfaces import Hit
from .words import Table, Word

_BESIDE, _JOINED = 12, 8
_WORDS_JOINED = {True: 14, False: 5}
_ROW = 0.9
_ROWED = frozenset({WhenKind.MONTH, WhenKind.QUARTER, WhenKind.HALF, WhenKind.YEAR, WhenKind.SPAN})


def row_of(sentence: Sentence, measure: Measure, measures: Sequence[Measure]) -> list[Measure]:
    """Return the numbers of one class that stand beside a number, and it; none where nothing says "respectively"."""
    word = next(sentence.of(Table.LINKS, "respectively"), None)
    alike = [each for each in measures if each.kind is measure.kind and not each.foreign]
    if word is None or measure not in alike:
        return []
    runs: list[list[Measure]] = []
    for each in alike:
        apart = not runs or each.start - runs[-1][-1].end > _BESIDE or _is_dated(sentence, runs[-1][-1], each)
        # What stands before the word is another row than what stands behind it.
        parted = bool(runs) and runs[-1][-1].end <= word.start and word.end <= each.start
        if apart or parted:
            runs.append([])
        runs[-1].append(each)
    run = next(each for each in runs if measure in each)
    return run if len(run) > 1 else []


def _is_dated(sentence: Sentence, one: Measure, two: Measure) -> bool:
    return any(one.end <= each.start and each.end <= two.start for each in sentence.whens)


def dated_in_row(sentence: Sentence, measure: Measure, measures: Sequence[Measure]) -> When | None:
    """Return the date of a number in a row of dates as long as the row of numbers, in the same order."""
    row = row_of(sentence, measure, measures)
    if not row:
        return None
    dates = [each for each in sentence.whens if each.end <= row[0].start and each.kind in _ROWED and each.period.start]
    place = row.index(measure)
    if len(dates) >= len(row) and _are_joined(named := dates[-len(row) :]):
        return named[place]
    years = _years(dates)
    if years and years[-1] - years[0] + 1 == len(row):
        year = years[0] + place
        period = Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
        return When(
            start=dates[-1].start, end=dates[-1].end, cue_start=dates[-1].cue_start, as_written=dates[-1].as_written,
            period=period, kind=WhenKind.YEAR,
        )  # fmt: skip
    return None


def _are_joined(dates: Sequence[When]) -> bool:
    return all(two.start - one.end <= _JOINED for one, two in pairwise(dates))


def _years(dates: Sequence[When]) -> list[int]:
    """Return the first and the last year of "2022 to 2024"."""
    named = dates[-2:]
    if len(named) < 2 or any(each.kind is not WhenKind.YEAR for each in named) or not _are_joined(named):  # noqa: PLR2004
        return []
    return [each.period.start.year for each in named if each.period.start]


def rowed(
    turn: Turn, links: list[Link | None], triggers: Sequence[Hit[Word]], earlier: Linked | None
) -> list[Link | None]:
    """Read "daily and monthly users are 5 and 9 million respectively", and "the two numbers were 4 and 8 million"."""
    for place, measure in enumerate(turn.measures):
        row = row_of(turn.sentence, measure, turn.measures)
        words = _words_of(turn, row, triggers) if row else []
        metrics: list[tuple[str, Hit[Word] | None]] = [(hit.payload.key, hit) for hit in words]
        if row and not words and any(True for _ in turn.sentence.of(Table.REFERENCES, "figure")):
            told = _told(earlier)[-len(row) :]
            metrics = [
                (each.link.metric, each.link.word) for each in told if each.sentence.index >= turn.sentence.index - 2
            ]
        if row and not metrics and (behind := _behind(turn, row, links)) and _is_open(measure, links[place]):
            metrics = [(behind.metric, behind.word)] * len(row)
        if not row or len(metrics) != len(row):
            continue
        key, word = metrics[row.index(measure)]
        metric = turn.scene.catalog.metrics.get(key)
        if metric is not None and fits_class(metric, measure) and is_sane(key, measure):
            links[place] = Link(key, _ROW, word, "near, in a row")
    return links


def _behind(turn: Turn, row: Sequence[Measure], links: Sequence[Link | None]) -> Link | None:
    """Return what the noun behind a row says of all its numbers: "have 172 and 145 million monthly users respectively"."""
    link = links[turn.measures.index(row[-1])]
    noun = link is not None and link.word is not None and link.word.payload.form == "nouns"
    return link if noun and link is not None and link.word is not None and link.word.start >= row[-1].end else None


def _is_open(measure: Measure, link: Link | None) -> bool:
    """Tell whether a number has no noun of its own."""
    own = any(hit.payload.form == "nouns" for hit in measure.heads)
    return not own and (link is None or link.how.startswith("carried") or link.word in measure.heads)


def _told(linked: Linked | None) -> list[Linked]:
    """Return what was linked in the sentence of a measure up to it, in order."""
    told: list[Linked] = []
    while linked is not None:
        told.insert(0, linked)
        linked = linked.before
    return told


def _words_of(turn: Turn, row: Sequence[Measure], triggers: Sequence[Hit[Word]]) -> list[Hit[Word]]:
    """Return the words of different metrics that stand side by side before a row of numbers."""
    before = sorted(
        (hit for hit in triggers if hit.end <= row[0].start and hit.payload.form == "nouns"),
        key=lambda hit: (hit.start, hit.start - hit.end),
    )
    found: list[Hit[Word]] = []
    for hit in before:
        if found and hit.start < found[-1].end:
            continue
        if found and hit.start - found[-1].end > _WORDS_JOINED[turn.scene.lexicon.spaced]:
            found = []
        found.append(hit)
    return found if len({hit.payload.key for hit in found}) == len(found) > 1 else []
