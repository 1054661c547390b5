"""The tabs of the market: what each asks for, which rows of the answer are its own, and how they are drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from .. import columns
from ..questions import Figures, Promises, Question, Sources
from ..sheet import Column, Look
from ..spark import window
from ..widgets.picture import Picture, empty

_NOTHING = "`aimarket collect` asks the sources, `aimarket import FILE` takes your own figures."


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its title, what its rows are called, the fields of their key, its question and its columns."""

    title: str
    noun: str
    keys: tuple[str, ...]
    question: Callable[[date | None], Question]
    columns: Callable[[pl.DataFrame, Look], list[Column]]
    group: str | None = None

    def rows(self, answer: pl.DataFrame) -> pl.DataFrame:
        """Keep the rows that belong to this tab."""
        return answer if self.group is None else answer.filter(pl.col("_group") == self.group)

    def nothing(self, typed: str, published: date | None) -> Picture:
        """Say why there is no row, and what to do next."""
        if typed:
            return empty(f"no {self.noun} has all of: {typed}", "escape takes the filter away.")
        if published is not None:
            return empty(f"nothing of this was published by {published}", "] and } lead back to the present.")
        return empty(f"no {self.noun} is held here yet", _NOTHING)


def _figures(frame: pl.DataFrame, look: Look) -> list[Column]:
    bounds = frame.select(first=pl.col("_times").list.min().min(), last=pl.col("_times").list.max().max())
    drawn = columns.of_figures(window(bounds.rows(), look.today))
    # What a figure covers is told beside the table too; its grade and its witnesses are what one looks for.
    ranks = {"covers": 8, "tellings": 2}
    ranked = [replace(column, rank=ranks.get(column.header, column.rank)) for column in drawn]
    return [replace(column, least=12) if column.header == "metric" else column for column in ranked]


def _group(name: str, title: str) -> Tab:
    return Tab(title, "figure", ("entity", "metric"), Figures, _figures, name)


TABS: Mapping[str, Tab] = {
    "users": _group("users", "Users"),
    "open_models": _group("open_models", "Open models"),
    "developers": _group("developers", "Developers"),
    "attention": _group("attention", "Attention"),
    "money": _group("money", "Money"),
    "prices": _group("prices", "Prices"),
    "promises": Tab("Promises", "promise", ("entity", "metric", "due", "promised", "stated_on", "url"), Promises,
                    lambda _, __: columns.of_promises()),
    "sources": Tab("Sources", "source", ("name",), lambda _: Sources(), lambda _, __: columns.of_sources()),
}  # fmt: skip
"""Every tab by its name, in the order in which they stand."""
