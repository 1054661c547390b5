"""The list of commands and the global options, nothing else."""

import difflib
import importlib
import io
import os
import sys

import click

from metrics import __version__
from metrics.errors import UnknownName, UsageError

from . import crash
from .narration import narrated
from .options import everywhere, remembered

COMMANDS = {
    "show": "show",
    "history": "history",
    "why": "why",
    "compare": "compare",
    "collect": "collect",
    "read": "read",
    "check": "check",
    "promises": "promises",
    "add": "add",
    "import": "import_",
    "rule": "rule",
    "export": "export",
    "sql": "sql",
    "catalog": "catalog",
    "config": "config",
    "store": "store",
    "doctor": "doctor",
}
"""Each command and the file in ``dash/commands`` that holds it, in the order of ``--help``."""


class Commands(click.Group):
    """A group that imports the file of a command when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in their written order."""
        del ctx
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named, or name the nearest ones."""
        typed = args and not ctx.resilient_parsing  # while a shell completes, nobody wants to be told
        if typed and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, n=3, cutoff=0.4)
            raise UnknownName("command", args[0], near, "See: aimarket --help")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f".commands.{COMMANDS[cmd_name]}", __package__)
        command: click.Command = module.command
        return everywhere(command)


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog='Completion of commands, names and keys in your shell: eval "$(_AIMARKET_COMPLETE=bash_source aimarket)" '
    "(or zsh_source, fish_source). "
    "Exit codes: 0 ok, 1 unexpected, 2 usage or configuration, 3 some sources failed, 4 nothing could be "
    "fetched, 5 the store is unusable, 6 check found something bent, 130 interrupted.",
)
@click.version_option(__version__, prog_name="aimarket")
@click.pass_context
def cli(ctx: click.Context) -> int | None:
    """Every AI-market number with its sentence, its origin and its history.

    \b
    Who says so, in which words?        aimarket why deepseek daily_active_users
    Who said it first, who repeats it?  aimarket why chatgpt weekly_active_users
    What was known on day X?            aimarket show users --as-published 2025-02-21
    May these two be compared?          aimarket compare weekly_active_users chatgpt doubao

    \b
    Examples:
      aimarket show
      aimarket show money --sort value --limit 10
      aimarket history chatgpt weekly_active_users
      aimarket export figures/
    """
    if ctx.invoked_subcommand is not None:
        return None
    from .commands import tui

    if tui.able():
        return tui.run(ctx.obj)
    command = cli.get_command(ctx, "show")
    assert command is not None
    ctx.invoke(command)
    return None


everywhere(cli)


def _text(word: str) -> str:
    """Read an argument as UTF-8, whatever the locale makes of its bytes."""
    if not any("\ud800" <= char <= "\udfff" for char in word):
        return word
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeError:
        raise UsageError("an argument is no readable text: write it in UTF-8") from None


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; no traceback reaches a person."""
    with crash.reported() as outcome:
        if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal of little encoding shows \u2190 rather than nothing
            sys.stdout.reconfigure(errors="backslashreplace")
        given = sys.argv[1:] if arguments is None else arguments
        call = remembered()
        with narrated(call):
            left = cli.main([_text(word) for word in given], prog_name="aimarket", standalone_mode=False, obj=call)
        outcome.code = left if isinstance(left, int) else 0  # what a command said to leave with
    return outcome.code


if __name__ == "__main__":
    sys.exit(main())
