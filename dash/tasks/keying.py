"""Keys that do what they are bound to as they come, so that the next one reaches what they open."""

from textual import events
from textual.app import App
from textual.widgets import Input


class Keying(App[None]):
    """An app whose keys act at once, unless somebody types.

    Textual sends a key to what has the focus, and looks what it is bound to when it comes back unused. What was typed
    meanwhile (``/deepseek`` in one go, or on a busy machine) has then gone to the table, and each letter is a key of it.
    """

    async def on_event(self, event: events.Event) -> None:
        """Do what a key is bound to before the next one is taken."""
        at_once = isinstance(event, events.Key) and not event.is_forwarded and not isinstance(self.focused, Input)
        if at_once and isinstance(event, events.Key) and await self._check_bindings(event.key):
            return
        await super().on_event(event)
