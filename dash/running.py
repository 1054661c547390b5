"""How far the sources are that are being asked, in words, while they are and when they have ended."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
from rich.text import Text

from .text import glyphs


@dataclass(frozen=True, slots=True)
class Running:
    """One source: how far it is in words, whether it has ended and how, and what failed, a line a reason."""

    source: str
    told: str
    done: int = 0
    expected: int = 0
    ended: bool = False
    trouble: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The source with what it has done so far.

        >>> Running("github", "3 of 9", done=3, expected=9).short
        'github 3/9'
        """
        return f"{self.source} {self.done}/{self.expected or '?'}"


def with_running(sources: pl.DataFrame, running: Mapping[str, Running]) -> pl.DataFrame:
    """Add to the sources ``_now``, how far each is, and ``_trouble``, what failed in this run; null without a run."""
    told = {name: each.told for name, each in running.items()}
    trouble = {name: "\n".join(each.trouble) for name, each in running.items() if each.trouble}
    said = [pl.col("name").replace_strict(words, default=None, return_dtype=pl.String) if words else pl.lit(None, pl.String)
            for words in (told, trouble)]  # fmt: skip
    return sources.with_columns(_now=said[0], _trouble=said[1])


def line(running: Mapping[str, Running], charset: str) -> Text:
    """Say on one line how far all of them are, and how to stop them; nothing where all have ended."""
    going = [each for each in running.values() if not each.ended]
    ended = len(running) - len(going)
    count = f"{ended} of {len(running)} done" if running else "looking what is due"
    dot = f" {glyphs(charset).dot} "
    told = dot.join([f"collecting: {count}", *(each.short for each in going)])
    return Text.assemble(("escape stops  ", "bold"), told, no_wrap=True, overflow="ellipsis")
