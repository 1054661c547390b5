"""One thing with everything that is known of it: a name and a text a line, long texts hanging under themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from .cells import FLAGS
from .sheet import GAP
from .spark import spark
from .text import compared, foreign, glyphs, number

if TYPE_CHECKING:
    from metrics.model import Metric

_SUMS = {
    (True, True): "over time and over entities",
    (True, False): "over time, not over entities",
    (False, True): "over entities, not over time",
    (False, False): "never",
}


@dataclass(frozen=True, slots=True)
class Card:
    """Pairs of a name and its text; an empty name continues the one above."""

    title: str
    pairs: Sequence[tuple[str, str]]
    charset: str = "braille"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw into the width of the console, or each text on one line where nothing may wrap."""
        if self.title:
            yield Text(foreign(self.title, self.charset), "bold")
        wide = max((len(name) for name, _ in self.pairs), default=0) + GAP
        for name, told in self.pairs:
            text = Text(foreign(told, self.charset))
            room = max(1, options.max_width - wide)
            lines = [text] if options.no_wrap or wide * 2 > options.max_width else text.wrap(console, room)
            for number_, line in enumerate(lines):
                line.rstrip()
                yield Text.assemble((f"{name if number_ == 0 else '':<{wide}}", "dim"), line)

    def lines(self) -> Iterator[str]:
        """Write each text on one line, for a pipe."""
        wide = max((len(name) for name, _ in self.pairs), default=0) + GAP
        if self.title:
            yield foreign(self.title, self.charset)
        yield from (f"{name:<{wide}}{foreign(told, self.charset)}" for name, told in self.pairs)


SOURCES = {
    "A": "measured or filed by who keeps the count, in its own document",
    "B": "disclosed, told in court, a panel or a survey, in its own document; or A, known only from others",
    "C": "modelled, derived or known one cannot say how, in its own document; or B, known only from others",
    "D": "leaked; or C, known only from others",
    "E": "no origin is named",
    "F": "neither origin nor publisher is named",
}
"""The letter of a grade: how far its source may be trusted."""

INFORMATION = {
    "1": "an independent origin agrees, or the count itself was seen",
    "2": "the origin's own document was seen, or several tell the same",
    "3": "told once, or without a period",
    "4": "one doubt: rivals contest it, a check found something, or it is marked as of low reliability",
    "5": "several doubts",
    "6": "cannot be judged: no origin and told once, or no date at all",
}
"""The digit of a grade: how far the number itself is confirmed."""

_COMPARATORS = {">": "more than", "≥": "at least", "~": "about", "≤": "at most", "<": "less than"}


def legend(charset: str = "braille") -> Card:
    """Explain how a line is read: grades, tellings, comparators, status letters, the trend, what is stale."""
    signs = glyphs(charset)
    signed = [(compared(sign, charset), words) for sign, words in _COMPARATORS.items()]
    letters = [(told[0], told[2:]) for told in FLAGS.values()]
    pairs = [
        ("grade", "two characters: a letter for the source, a digit for the number; the two are judged apart"),
        *SOURCES.items(), *INFORMATION.items(),
        ("tellings", "whether the origin's own page was seen, how many tell the figure, how many of those bent it"),
        (f"{signs.seen}1", "the origin's own page was seen"),
        (f"{signs.unseen}1", "it was not: only others tell what it said"),
        (f"{signs.told}6", "six tell it"),
        (f"{signs.bent}2", "two of them bent it; why names what each changed"),
        ("value", "as many digits as its source wrote; before it, how the source bounded it, after it, how firm it is"),
        *signed, *letters,
        ("rivals", "other origins for the same thing: they agree up to a factor of 1.1, differ up to 1.5, else contest"),
        *_trend(charset),
        ("stale", "older than figures of its metric may grow; as old as the age beside it says"),
    ]  # fmt: skip
    return Card("How to read a line", pairs, charset)


def _trend(charset: str) -> list[tuple[str, str]]:
    days = [date(2025, month, 1) for month in (1, 3, 9, 12)]
    drawn = spark(days, [1.0, 2.0, 3.0, 4.0], (days[0], days[-1]), charset=charset)
    alone = spark(days[:1], [1.0], (days[0], days[-1]), charset=charset).strip()
    rule = "time goes across, the same for every line; the bottom is zero, a gap was not told"
    return [
        ("trend", rule),
        (drawn, "a series with gaps"),
        (alone, "one place in time: one figure, or several too close together to draw apart"),
    ]


def metric_card(metric: "Metric", charset: str = "braille") -> Card:
    """Explain a metric: what it means, in which unit, what may be done with it, and where it misleads."""
    pairs = [
        ("id", metric.id),
        ("in French", metric.label_fr),
        ("definition", metric.definition),
        ("unit", "money, with its ISO 4217 code" if metric.money else ", ".join(metric.units)),
        ("kind", metric.kind),
        ("may be summed", _SUMS[metric.additive_time, metric.additive_entities]),
    ]
    if metric.comparable:
        place = f", number {metric.order} of them in size" if metric.order else ""
        pairs.append(("compares with", f"{metric.comparable.replace('_', ' ')}{place}"))
    if metric.cadence:
        pairs.append(("published", metric.cadence))
    if metric.stale_days:
        pairs.append(("stale after", f"{metric.stale_days} days"))
    if metric.high is not None:
        pairs.append(("plausible", f"{number(metric.low)} to {number(metric.high)}"))
    traps = [("traps" if index == 0 else "", trap) for index, trap in enumerate(metric.traps)]
    return Card(metric.label, [*pairs, *traps], charset)
