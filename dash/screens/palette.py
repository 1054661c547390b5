"""What the palette finds: every action of the open screen with its key, and every figure to jump to."""

from collections.abc import Iterator

import polars as pl
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from .. import sifting
from ..text import foreign
from .market import Market

_MOST = 200
"""Figures that are ranked for one search."""
_HIDDEN = frozenset({None, "up", "down", "page_up", "page_down", "first", "last", "palette"})


class Palette(Provider):
    """Verbs, then objects; names from outside are literal."""

    async def discover(self) -> Hits:
        """List the verbs."""
        for does, key, action in self._verbs():
            yield DiscoveryHit(Content(does), lambda action=action: self.screen.run_action(action), does, f"key {key}")

    async def search(self, query: str) -> Hits:
        """Rank verbs and figures by what is typed."""
        matcher = self.matcher(query)
        for does, key, action in self._verbs():
            if (score := matcher.match(does)) > 0:
                yield Hit(
                    score, Content(does), lambda action=action: self.screen.run_action(action), does, f"key {key}"
                )
        screen = self.screen
        if isinstance(screen, Market):
            for row in figures(screen, query).iter_rows(named=True):
                named = foreign(f"{row['entity_name']}: {row['_metric_label']}", screen.look.charset)
                score = max(matcher.match(named), 0.1)
                where = (row["entity"], row["metric"], row["_group"])
                yield Hit(score, Content(named), lambda where=where: screen.jump(*where), named, "go to this figure")

    def _verbs(self) -> Iterator[tuple[str, str, str]]:
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if active.enabled and binding.id not in _HIDDEN and binding.action not in seen:
                seen.add(binding.action)
                namespace = "app." if active.node is self.app else "focused." if active.node is self.focused else ""
                action = binding.action if "." in binding.action.partition("(")[0] else namespace + binding.action
                yield binding.description, self.app.get_key_display(binding), action


def figures(screen: Market, query: str) -> pl.DataFrame:
    """Find the figures that have every word that is typed."""
    frame = screen.sight.known()
    return frame.head(0) if frame.is_empty() else sifting.sift(frame, query).head(_MOST)
