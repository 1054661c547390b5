"""The full view of one figure: chart with rivals, the sentence, who says so, the past, what the metric means."""

from datetime import date
from typing import Any, ClassVar

from rich.console import RenderableType
from textual.binding import Binding, BindingType

from .. import story as drawn
from ..headline import subject
from ..messages import Browse, Copy
from ..questions import Answer, Behind, Story
from ..sheet import Look, Row
from .choice import Choice
from .page_screen import PageScreen


class Figure(PageScreen):
    """Everything behind one row of the table."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "article", "article", id="article", tooltip="the text of one of those who tell it"),
        Binding("o", "open", "open", id="open"),
        Binding("y", "copy", "copy citation", id="copy"),
    ]

    def __init__(self, row: dict[str, Any], published: date | None, look: Look) -> None:
        self.row, self._opened_at = row, published
        self.shown: Row | None = row
        """The figure that is shown; ``None`` where there is none on the day that is shown."""
        self._since_changed = False
        self.story: Story | None = None
        asked = Behind(row["entity"], row["metric"], published)
        super().__init__(asked, subject(row, look), look, f"aimarket-{row['metric']}.svg")

    def picture(self, answer: Answer) -> RenderableType:
        """Make the page."""
        assert isinstance(answer, Story)
        self.story = answer
        if self.published != self._opened_at:
            self.shown = drawn.newest(answer)
        else:
            self.shown = drawn.again(self.row, answer) if self._since_changed else self.row
        row = self.shown
        return drawn.nothing(self.published, self.look) if row is None else drawn.page(row, answer, self.look)

    def on_store_changed(self) -> None:
        """Ask again: the figure may have another value, or be gone."""
        self._since_changed = True
        super().on_store_changed()

    def travel_to(self, day: date | None) -> None:
        """Show the figure of a day."""
        if day != self.published:
            self.shown = None
        super().travel_to(day)

    def _figure(self) -> Row | None:
        """Return the figure that is shown, or say that there is none."""
        if self.shown is None:
            self.say("no figure is shown here")
        return self.shown

    def action_open(self) -> None:
        """Open the page in the browser, at the sentence."""
        if (row := self._figure()) is not None:
            self.post_message(Browse(drawn.address(row, self.story)))

    def action_copy(self) -> None:
        """Copy the citation."""
        if (row := self._figure()) is not None:
            self.post_message(Copy(drawn.cited(row, self.story), "the citation"))

    def action_article(self) -> None:
        """Open the article of one of those who tell it; of several, ask which."""
        from .article import ArticleScreen  # from which full views are opened in turn

        if (shown := self._figure()) is None:
            return
        told = drawn.documents(shown, self.story)
        names = [drawn.document(row, self.story, self.look) for row in told]

        def go(name: str | None) -> None:
            if name is not None:
                observation = str(told[names.index(name)]["observation"])
                self.app.push_screen(ArticleScreen(observation, self.published, self.look))

        if len(told) == 1:
            go(names[0])
        elif told:
            self.app.push_screen(Choice("Read the article of:", names), go)
