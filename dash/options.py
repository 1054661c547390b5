"""The options that several commands share, and what a call of the command line was told by them."""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from metrics.clock import moment, now
from metrics.errors import AimarketError, UsageError
from metrics.literal import path_of

if TYPE_CHECKING:
    from metrics.catalog import Catalog
    from metrics.config import Configuration
    from metrics.market import Market

F = TypeVar("F", bound=Callable[..., Any])

_NEGATIVE = re.compile(r"-(?:\.?\d|inf|nan)", re.IGNORECASE)
_MARK = "\0"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

FORMATS = ("table", "json", "ndjson", "csv", "markdown")


@dataclass
class Invocation:
    """What the global options said, and what is opened because of them, once."""

    told: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def now(self) -> datetime:
        """The present moment, the same for the whole call."""
        return now()

    @property
    def config_path(self) -> Path | None:
        """The configuration file that was named, if one was."""
        path = self.told.get("config")
        if path == "":
            raise UsageError("--config is empty: name a file, or leave it out")
        return path_of(path) if path else None

    @cached_property
    def configuration(self) -> "Configuration":
        """The configuration, read on first use."""
        from metrics.config import load

        return load(self.config_path, store=self.told.get("store"))

    @cached_property
    def catalog(self) -> "Catalog":
        """The catalog, with the user's own files."""
        from metrics.catalog import load

        return load(self.configuration.extra_catalogs)

    @cached_property
    def market(self) -> "Market":
        """The store and the catalog, with the starter figures in it."""
        from metrics.market import Market

        return Market.open(self.configuration, self.catalog, now=self.now)

    def notes(self) -> list[str]:
        """What went wrong beside the work, such as figures that could not be added to a store that is only read."""
        market = vars(self).get("market")
        if market is None:
            return []
        made = [f"made a new store at {market.store.uri}"] if market.store.is_new and self.told.get("store") else []
        return [*made, *market.notes, *market.store.notes]

    @property
    def color(self) -> str:
        """``auto``, ``always`` or ``never``."""
        return str(self.told.get("color") or "auto")

    @property
    def verbose(self) -> bool:
        """Whether narration may be long."""
        return bool(self.told.get("verbose"))


def remembered() -> Invocation:
    """Start a call of the command line."""
    return Invocation()


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Keep a global option; said after the command it overrides what was said before it."""
    call = ctx.ensure_object(Invocation)
    if value is not None and value is not False and param.name:
        call.told[param.name] = value


class FileType(click.Path):
    """A path of a file or folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Read it."""
        return Path(os.fsdecode(super().convert(path_of(str(value)), param, ctx)))


def complete_file(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Let the shell complete files."""
    del ctx, param
    return [CompletionItem(incomplete, type="file")]


def everywhere(command: click.Command) -> click.Command:
    """Give a command (and the commands inside it) the global options."""
    if any(param.name == "config" and param.opts == ["--config"] for param in command.params):
        return command
    command.params.extend(
        [
            click.Option(["--config"], shell_complete=complete_file, metavar="PATH", expose_value=False, callback=_remember,
                         help="Configuration file (env AIMARKET_CONFIG)."),
            click.Option(["--store"], shell_complete=complete_file, metavar="URI", expose_value=False, callback=_remember,
                         help="Where the figures are kept (env AIMARKET_STORE)."),
            click.Option(["--color"], type=click.Choice(["auto", "always", "never"]), expose_value=False,
                         callback=_remember, help="Colour on a terminal."),
            click.Option(["-v", "--verbose"], is_flag=True, expose_value=False, callback=_remember,
                         help="Say more on stderr."),
        ]
    )  # fmt: skip
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            everywhere(inner)
    return command


def format_option(command: F) -> F:
    """Add ``--format``."""
    return click.option(
        "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print."
    )(command)


class DayType(click.ParamType["date"]):
    """A date ``YYYY-MM-DD``."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it, or fail with what was expected."""
        if isinstance(value, date):
            return value
        text = value.strip()
        try:
            return date.fromisoformat(text if _DAY.fullmatch(text) else "")
        except ValueError:
            self.fail(f"{value!r} is not a date: write YYYY-MM-DD", param, ctx)


class MomentType(click.ParamType["datetime"]):
    """A time in ISO 8601; a date alone means its end."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it, or fail with what was expected."""
        if isinstance(value, datetime):
            return value
        try:
            return moment(value)
        except ValueError:
            self.fail(f"{value!r} is not a time: write ISO 8601, such as 2025-02-01T12:00:00Z", param, ctx)


def time_travel(command: F) -> F:
    """Add ``--as-published`` and ``--as-recorded``."""
    command = click.option("--as-recorded", type=MomentType(), metavar="T", help="As this store held it at time T.")(
        command
    )
    return click.option("--as-published", type=DayType(), metavar="D", help="As the public could know it on day D.")(
        command
    )


class Negatives(click.Command):
    """A command whose arguments may be negative numbers: ``-1`` is then no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed, numbers under a mark that no option begins with."""
        rest = super().parse_args(ctx, [_MARK + word if _NEGATIVE.match(word) else word for word in args])
        for name, value in ctx.params.items():
            if isinstance(value, str):
                ctx.params[name] = value.removeprefix(_MARK)
        return rest


def _completed(names: Callable[[Invocation], Iterable[str]]) -> Callable[..., list[CompletionItem]]:
    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        del param
        call = ctx.find_object(Invocation) or remembered()
        try:
            return [CompletionItem(name) for name in names(call) if name.startswith(incomplete)]
        except AimarketError:  # nobody wants to read about a wrong configuration while typing
            return []

    return complete


def _keys(call: Invocation) -> list[str]:
    from metrics.config import specs

    del call
    return list(specs())


def _sources(call: Invocation) -> list[str]:
    from metrics.config import SOURCES

    del call
    return list(SOURCES)


complete_entity = _completed(lambda call: sorted(call.catalog.entities))
complete_metric = _completed(lambda call: sorted(call.catalog.metrics))
complete_metric_or_group = _completed(lambda call: sorted({*call.catalog.metrics, *call.catalog.groups}))
complete_key = _completed(_keys)
complete_source = _completed(_sources)
