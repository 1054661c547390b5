"""``aimarket collect``: ask the sources, store what is new, say what failed."""

from datetime import date
from typing import TYPE_CHECKING

import click

from ..crash import report
from ..options import DayType, Invocation, complete_entity, complete_source, format_option

if TYPE_CHECKING:
    from metrics.update import Outcome, Wanted


@click.command("collect")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", shell_complete=complete_source)
@click.option("--since", type=DayType(), metavar="D", help="Fetch history from day D on, where the source keeps it.")
@click.option("--only", metavar="ENTITY", shell_complete=complete_entity, help="Ask about one entity and its own only.")
@click.option("--dry-run", is_flag=True, help="Ask, and tell what would be new, but store nothing.")
@click.option("--watch", is_flag=True, help="Stay, and collect whatever is due when it is due.")
@format_option
@click.pass_context
def command(
    ctx: click.Context, *, sources: tuple[str, ...], since: date | None, only: str | None, dry_run: bool,
    watch: bool, form: str,
) -> None:  # fmt: skip
    """Ask every source that is due, or those that are named, and store what is new.

    Each source stands alone: one that fails stops no other, and whatever it gave before is stored. A second run asks
    only what the first did not finish. See `aimarket catalog sources` for the sources.

    \b
    Examples:
      aimarket collect
      aimarket collect huggingface github
      aimarket collect wikimedia --since 2025-01-01 --only deepseek
      aimarket collect --dry-run --format json

    Exit codes: 0 all well, 3 some sources failed or gave only a part, 4 every source failed.
    """
    from metrics.update import Wanted, exit_code

    call: Invocation = ctx.obj
    wanted = Wanted(sources=_known(sources), since=since, only=_entity(call, only), dry_run=dry_run)
    if watch:
        from ..watching import watch as stay

        stay(call, lambda fresh: _collected(fresh, wanted, form))
        return
    ctx.exit(exit_code(_collected(call, wanted, form)))


def _collected(call: Invocation, wanted: "Wanted", form: str) -> "list[Outcome]":
    import asyncio

    import polars as pl

    from metrics.update import Ears, update

    from ..output import emit
    from ..progress import complaints, narrated

    with narrated(quiet=False) as progress:
        ears = Ears(progress=progress, crash=lambda error: str(report(error)))
        outcomes = asyncio.run(update(call.market, call.configuration, wanted, ears))
    complaints(outcomes)
    schema = {"source": pl.String, "outcome": pl.String, "added": pl.Int64, "confirmed": pl.Int64,
              "requests": pl.Int64, "seconds": pl.Float64, "error": pl.String}  # fmt: skip
    emit("collected", pl.DataFrame([each.counts() for each in outcomes], schema=schema), form, call)
    return outcomes


def _known(sources: tuple[str, ...]) -> tuple[str, ...]:
    import difflib

    from metrics.config import SOURCES
    from metrics.errors import UnknownName

    for name in sources:
        if name not in SOURCES:
            near = difflib.get_close_matches(name, SOURCES, n=3, cutoff=0)
            raise UnknownName("source", name, near, "See: aimarket catalog sources")
    return tuple(dict.fromkeys(sources))


def _entity(call: Invocation, only: str | None) -> str | None:
    from ..asking import entity_id

    return None if only is None else entity_id(call, only)
