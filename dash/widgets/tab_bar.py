"""The tabs in one line; on a narrow screen those far from the chosen one give way."""

from collections.abc import Mapping

from rich.text import Text
from textual import events
from textual.reactive import reactive
from textual.widget import Widget

from ..messages import Tabbed


class TabBar(Widget):
    """Names of tabs, one of them chosen: told by brackets and by style."""

    chosen: reactive[str] = reactive("")
    """The name of the chosen tab."""

    def __init__(self, tabs: Mapping[str, str], *, chosen: str = "", id: str | None = None) -> None:  # noqa: A002 textual's name
        super().__init__(id=id)
        self.tabs = dict(tabs)
        self.set_reactive(TabBar.chosen, chosen or next(iter(self.tabs)))

    def step(self, by: int) -> None:
        """Choose the tab after or before, round the end."""
        names = list(self.tabs)
        self.chosen = names[(names.index(self.chosen) + by) % len(names)]  # at once, for the next key counts from here
        self.post_message(Tabbed(self.chosen))

    def _labels(self) -> list[tuple[str, str]]:
        """Choose the tabs that have room, the chosen one among them; an arrow stands for those that have none."""
        names, room = list(self.tabs), self.size.width
        at = names.index(self.chosen)
        first, last = 0, len(names)
        while last - first > 1 and self._width(names[first:last], first > 0, last < len(names)) > room:
            # From the far end, so that the neighbour one goes to next is in sight.
            if last - 1 - at > at - first:
                last -= 1
            else:
                first += 1
        return [
            *([(names[first - 1], "< ")] if first else []),
            *(
                (name, f"[{self.tabs[name]}]" if name == self.chosen else f" {self.tabs[name]} ")
                for name in names[first:last]
            ),
            *([(names[last], " >")] if last < len(names) else []),
        ]

    def _width(self, names: list[str], *arrows: bool) -> int:
        return sum(len(self.tabs[name]) + 2 for name in names) + 2 * sum(arrows)

    def render(self) -> Text:
        """Draw the names on one line."""
        line = Text(no_wrap=True, overflow="crop", end="")
        for name, label in self._labels():
            line.append(label, "bold reverse" if name == self.chosen else "")
        return line

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the mouse."""
        right = 0
        for name, label in self._labels():
            right += len(label)
            if event.x < right:
                self.post_message(Tabbed(name))
                return
