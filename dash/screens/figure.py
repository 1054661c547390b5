"""The full view of one figure: chart with rivals, the sentence, who says so, the past, what the metric means."""

from datetime import date
from typing import Any, ClassVar

from rich.console import RenderableType
from textual.binding import Binding, BindingType

from .. import story as drawn
from ..headline import headline
from ..messages import Browse, Copy
from ..questions import Answer, Behind, Story
from ..sheet import Look
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
        self.story: Story | None = None
        title = headline(row, look).plain.partition("\n")[0]
        super().__init__(Behind(row["entity"], row["metric"], published), title, look, f"aimarket-{row['metric']}.svg")

    def picture(self, answer: Answer) -> RenderableType:
        """Make the page."""
        assert isinstance(answer, Story)
        self.story = answer
        row = self.row if self.published == self._opened_at else drawn.newest(answer)
        return drawn.nothing(self.published, self.look) if row is None else drawn.page(row, answer, self.look)

    def action_open(self) -> None:
        """Open the page in the browser, at the sentence."""
        self.post_message(Browse(drawn.address(self.row, self.story)))

    def action_copy(self) -> None:
        """Copy the citation."""
        self.post_message(Copy(drawn.cited(self.row, self.story), "the citation"))

    def action_article(self) -> None:
        """Open the article of one of those who tell it; of several, ask which."""
        from .article import ArticleScreen  # from which full views are opened in turn

        told = drawn.documents(self.row, self.story)
        names = [drawn.document(row, self.story, self.look) for row in told]

        def go(name: str | None) -> None:
            if name is not None:
                observation = str(told[names.index(name)]["observation"])
                self.app.push_screen(ArticleScreen(observation, self.published, self.look))

        if len(told) == 1:
            go(names[0])
        elif told:
            self.app.push_screen(Choice("Read the article of:", names), go)
