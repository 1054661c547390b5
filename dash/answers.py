"""What the screen asks of the market, answered: one question in, frames out, one at a time, each read once a version.

The views are imported when they are asked for, so that the screen is painted before they are.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

import polars as pl

from metrics.clock import now

from . import questions
from .lastseen import LastSeen
from .options import Invocation
from .questions import Answer, Article, Comparison, Question, Story

if TYPE_CHECKING:
    from metrics.views.why import Why

_KEPT = 64
"""Answers that are kept: going back and forth reads nothing again."""
_ARTICLES = 40
"""Articles whose text is fetched for one figure."""


class Answers:
    """The market as the screen sees it; safe to ask from several threads, which then wait for each other."""

    def __init__(self, call: Invocation, seen: LastSeen | None = None) -> None:
        self.call, self._seen = call, seen
        self._alone = Lock()
        self._at, self._kept = -1, OrderedDict[Question, Answer]()
        """The version of the store, and what it answered; what older versions answered is never asked for again."""

    def version(self) -> int:
        """Return a number that grows when something lands in the store, whoever wrote it; raises ``StoreError``."""
        with self._alone:
            return self.call.market.store.version

    def renew(self) -> None:
        """Open everything anew, so that no reading that was given up stands in the way."""
        self.call, self._alone, self._at = Invocation(self.call.told), Lock(), -1

    def today(self) -> date:
        """Return the day it is (UTC); on another day than that of the last answer everything is reckoned anew."""
        day = now().date()
        if day != self.call.now.date():
            self.renew()
        return day

    def judge(self, observation: str, rank: str | None, reason: str) -> str:
        """Rule on an observation, or undo the last ruling on it, and say what stands; raises the errors of the tree."""
        from metrics.judging import judge, undo

        with self._alone:
            market = self.call.market
            ruling = undo(market, observation) if rank is None else judge(market, observation, rank, reason)
        return f"{ruling.observation[:8]} is now {ruling.rank}: {ruling.reason}"

    def answer(self, question: Question) -> Answer:
        """Answer a question; raises the errors of the tree, among them ``Refused`` for what may not be compared."""
        with self._alone:
            version = self.call.market.store.version
            if version != self._at:
                self._at = version
                self._kept.clear()
            if question not in self._kept:
                self._kept[question] = answer = _WAYS[type(question)](self.call, question)
                if self._seen is not None:
                    self._seen.keep(question, answer)
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(question)
            return self._kept[question]


def _figures(call: Invocation, question: questions.Figures) -> pl.DataFrame:
    from metrics.market import Asked
    from metrics.views.show import Wanted, show

    return show(call.market, Asked(published=question.published), Wanted())


def _promises(call: Invocation, question: questions.Promises) -> pl.DataFrame:
    from metrics.market import Asked
    from metrics.views.promises import promises

    return promises(call.market, Asked(published=question.published))


def _sources(call: Invocation, question: questions.Sources) -> pl.DataFrame:
    from metrics.views.sources import sources

    del question
    return sources(call.market, call.configuration)


def _ran(call: Invocation, question: questions.Ran) -> pl.DataFrame:
    from metrics.views.sources import runs

    return runs(call.market, question.source)


def _days(call: Invocation, question: questions.Days) -> Answer:
    from metrics.market import Asked

    del question
    said = pl.coalesce("stated_on", pl.col("retrieved_at").dt.date())
    found = call.market.collect(call.market.scan(Asked()).select(day=said).unique())
    return sorted(found["day"].drop_nulls().to_list())


def _behind(call: Invocation, question: questions.Behind) -> Story:
    from metrics.market import Asked
    from metrics.views.history import arranged
    from metrics.views.why import why

    asked = Asked(metrics=(question.metric,), entities=(question.entity,), published=question.published)
    part = call.market.reckon(asked)
    past, claimed = (arranged(rows, part, call.market) for rows in (part.figures, part.claims))
    told = why(call.market, asked, question.on)
    return Story(past, claimed, told.tellings, told.claims, told.findings,
                 call.catalog.metrics.get(question.metric), _articles(call, told))  # fmt: skip


def _articles(call: Invocation, told: "Why") -> dict[str, str]:
    """Fetch the stored texts of the first articles that are quoted."""
    quoted = told.tellings.filter(pl.col("quote").is_not_null())["document"].unique(maintain_order=True).head(_ARTICLES)
    if quoted.is_empty():
        return {}
    stored = call.market.store.documents().filter(pl.col("id").is_in(quoted.implode()), pl.col("text").is_not_null())
    return dict(call.market.collect(stored.select("id", "text")).iter_rows())


def _compared(call: Invocation, question: questions.Compared) -> Comparison:
    from metrics.market import Asked
    from metrics.views.history import compare

    asked = Asked(metrics=(question.metric,), entities=question.entities, published=question.published)
    frame, notes = compare(call.market, asked)
    return Comparison(frame, notes)


def _in_article(call: Invocation, question: questions.InArticle) -> Article:
    from metrics.market import Asked
    from metrics.views.article import article

    found = article(call.market, question.observation, Asked(published=question.published))
    return Article(found.document, found.text, str(found.kept), found.figures, found.beyond, found.newer)


def _moved(call: Invocation, question: questions.Moved) -> pl.DataFrame:
    from metrics.market import Asked
    from metrics.views.moved import moved

    return moved(call.market, question.since, Asked(published=question.published))


def _openness(call: Invocation, question: questions.Openness) -> pl.DataFrame:
    from metrics.market import Asked
    from metrics.views.openness import Division, openness

    division = Division(question.by, question.definition)
    return openness(call.market, Asked(published=question.published), division)


def _names(call: Invocation, question: questions.Names) -> pl.DataFrame:
    from metrics.views.names import names

    del question
    return names(call.catalog)


_WAYS: dict[type, Callable[[Invocation, Any], Answer]] = {
    questions.Figures: _figures, questions.Promises: _promises, questions.Sources: _sources,
    questions.Ran: _ran, questions.Days: _days,
    questions.Behind: _behind, questions.Compared: _compared, questions.InArticle: _in_article,
    questions.Moved: _moved, questions.Openness: _openness, questions.Names: _names,
}  # fmt: skip
