"""What touches the world beside the store: the clipboard, the browser, files."""

import webbrowser

from metrics.errors import AimarketError

from ..clipboard import native
from ..messages import Browse, Copy, Save
from .voice import Voice


class Outside(Voice):
    """An app that copies, opens pages and writes files."""

    def on_copy(self, message: Copy) -> None:
        """Copy by the terminal and by the system's own program, and say which of them is sure."""
        self.copy_to_clipboard(message.text)
        program = native(message.text)
        how = f"by {program}" if program else "through the terminal (OSC 52), if it allows that"
        self.say(f"copied {message.what} {how}: {message.text}")

    def on_browse(self, message: Browse) -> None:
        """Open an address in the browser, or tell it."""
        if message.url is None:
            self.say("there is no address to open: the figure came without one", "warning")
        elif webbrowser.open(message.url):
            self.say(f"opened {message.url}")
        else:
            self.say(f"no browser could be opened for {message.url}", "warning")

    def on_save(self, message: Save) -> None:
        """Write a file in a thread, and say where."""
        from ..saving import save

        def write() -> None:
            try:
                self.call_from_thread(self.say, f"written: {save(message.what, message.typed)}")
            except AimarketError as error:
                self.call_from_thread(self.say, str(error), "error")

        self.run_worker(write, group="save", thread=True, exit_on_error=False)
