"""The tabs of the market: what each asks for, which rows of the answer are its own, and how they are drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from .. import cells, columns
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


def _figures(**others: dict[str, Any]) -> Callable[[pl.DataFrame, Look], list[Column]]:
    """Draw the columns of the printed figures, as they differ where there is something beside them, and in this tab."""
    differing = {**_HERE, **others}

    def columns_of(frame: pl.DataFrame, look: Look) -> list[Column]:
        bounds = frame.select(first=pl.col("_times").list.min().min(), last=pl.col("_times").list.max().max())
        drawn = columns.of_figures(window(bounds.rows(), look.today))
        return [replace(column, **differing.get(column.header, {})) for column in drawn]

    return columns_of


# What a figure covers and who tells it is told beside the table too; its grade and its age are what one looks for.
_HERE: Mapping[str, dict[str, Any]] = {
    "covers": {"rank": 8}, "tellings": {"rank": 3}, "entity": {"least": 13}, "value": {"write": cells.fading},
    "status": {"write": cells.bent, "most": 2}, "age": {"rank": 2, "write": cells.short_age},
}  # fmt: skip


def _group(name: str, title: str, **others: dict[str, Any]) -> Tab:
    return Tab(title, "figure", ("entity", "metric"), Figures, _figures(**others), name)


TABS: Mapping[str, Tab] = {
    "users": _group("users", "Users"),
    "open_models": _group("open_models", "Open models"),
    "developers": _group("developers", "Developers"),
    "attention": _group("attention", "Attention"),
    "money": _group("money", "Money"),
    "prices": _group("prices", "Prices", covers={"rank": 1}),  # input or output: without it a price is none
    "promises": Tab("Promises", "promise", ("entity", "metric", "due", "promised", "stated_on", "url"), Promises,
                    lambda _, __: columns.of_promises()),
    "sources": Tab("Sources", "source", ("name",), lambda _: Sources(), lambda _, __: columns.of_sources()),
}  # fmt: skip
"""Every tab by its name, in the order in which they stand."""
