"""One thing with everything that is known of it: a name and a text a line, long texts hanging under themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from metrics.model import Metric

from .sheet import GAP
from .text import foreign, number

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


def metric_card(metric: Metric, charset: str = "braille") -> Card:
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
