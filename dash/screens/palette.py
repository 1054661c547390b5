"""What the palette finds: every action of the open screen with its key, every entity, metric and figure to jump to."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import polars as pl
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher

from .. import sifting
from ..text import foreign
from .market import Market

_MOST = 200
"""Figures that are ranked for one search."""
_HIDDEN = frozenset({None, "up", "down", "page_up", "page_down", "first", "last", "palette"})
_LONGEST = 100
"""Characters of what is told about an entity or metric."""
_ALIAS = 0.9
"""What a hit by another name counts, against one by the name that is shown."""


class _Verb(NamedTuple):
    """One action: what it does, its help, and what runs it."""

    does: str
    help: str
    action: str


class Palette(Provider):
    """Verbs, then objects, each with what it is; names from outside are literal."""

    async def discover(self) -> Hits:
        """List the verbs."""
        for verb in self._verbs():
            yield DiscoveryHit(Content(verb.does), partial(self.screen.run_action, verb.action), verb.does, verb.help)

    async def search(self, query: str) -> Hits:
        """Rank verbs, entities, metrics and figures by what is typed, its letters in their order."""
        matcher = self.matcher(query)
        for verb in self._verbs():
            if (score := matcher.match(verb.does)) > 0:
                yield Hit(score, Content(verb.does), partial(self.screen.run_action, verb.action), verb.does, verb.help)
        if (market := self.market) is None:
            return
        for row in market.names.iter_rows(named=True):
            if (score := _score(matcher, row)) > 0:
                named = self._literal(row["name"])
                about = self._literal(f"{row['what']}: {row['about'] or ''}")[:_LONGEST]
                yield Hit(score, Content(named), partial(self._leave_for, market.visit, row), named, about)
        for row in figures(market, query).iter_rows(named=True):
            named = self._literal(f"{row['entity_name']}: {row['_metric_label']}")
            place = (row["entity"], row["metric"], row["_group"])
            jump = partial(self._leave_for, market.jump, *place)
            yield Hit(max(matcher.match(named), 0.1), Content(named), jump, named, "go to this figure")

    @property
    def market(self) -> Market | None:
        """The first screen, wherever one has gone from it."""
        return next((screen for screen in self.app.screen_stack if isinstance(screen, Market)), None)

    def _literal(self, words: str) -> str:
        market = self.market
        return foreign(words, market.look.charset if market else "braille")

    def _leave_for(self, there: Any, *place: Any) -> None:
        """Go back to the first screen, and from it to a place."""
        while not isinstance(self.app.screen, Market) and len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        there(*place)

    def _verbs(self) -> Iterator[_Verb]:
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if active.enabled and binding.id not in _HIDDEN and binding.action not in seen:
                seen.add(binding.action)
                namespace = "app." if active.node is self.app else "focused." if active.node is self.focused else ""
                action = binding.action if "." in binding.action.partition("(")[0] else namespace + binding.action
                key = f"key {self.app.get_key_display(binding)}"
                yield _Verb(binding.description, f"{key}: {binding.tooltip}" if binding.tooltip else key, action)


def _score(matcher: Matcher, row: dict[str, Any]) -> float:
    """Rank an entity or metric by its best name."""
    others = (matcher.match(word) for word in (row["words"] or "").split("\n") if word)
    return max(matcher.match(row["name"]), matcher.match(row["id"]), _ALIAS * max(others, default=0.0))


def figures(screen: Market, query: str) -> pl.DataFrame:
    """Find the figures that have every word that is typed."""
    frame = screen.sight.known()
    return frame.head(0) if frame.is_empty() else sifting.sift(frame, query).head(_MOST)
