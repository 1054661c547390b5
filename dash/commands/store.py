"""``aimarket store``: what is kept, and whether it is well."""

from typing import TYPE_CHECKING

import click

from ..options import Invocation, format_option

if TYPE_CHECKING:
    from metrics.store import Problem


@click.group("store")
def command() -> None:
    """Print what is kept, check it, or make it smaller.

    \b
    Examples:
      aimarket store info
      aimarket store verify
      aimarket --store s3://bucket/prefix store info
    """


@command.command("info")
@format_option
@click.pass_obj
def info(call: Invocation, *, form: str) -> None:
    """Print where the store is and how much is in it.

    \b
    Examples:
      aimarket store info
      aimarket store info --format json
    """
    from ..output import emit_object

    emit_object(call.market.store.info(), form, call)


@command.command("verify")
@click.option("--repair", is_flag=True, help="Put what is damaged aside, keep every row that a file still holds.")
@format_option
@click.pass_obj
def verify(call: Invocation, *, repair: bool, form: str) -> None:
    """Check schema, keys, references and files; exit 5 if anything is wrong.

    With --repair a broken log is begun anew from the files, damaged files are put into the folder `damaged` of the
    store, and what is lost is said; nothing is deleted.

    \b
    Examples:
      aimarket store verify
      aimarket store verify --repair
    """
    from metrics.errors import StoreUnreadable
    from metrics.store import Place, Store
    from metrics.store import repair as mend

    settings = call.configuration
    done = mend(Place.of(settings.store_uri, settings.store_options), call.now) if repair else []
    problems = Store.open(settings.store_uri, settings.store_options, create=False).verify()
    _list(call, [*done, *problems], form)
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        left = "left, listed last above" if repair else "listed above"
        or_so = "" if repair else ", or let `aimarket store verify --repair` keep what can be kept"
        raise StoreUnreadable(f"{settings.store_uri}: {count}, {left}. Restore what is named from a copy{or_so}")


def _list(call: Invocation, found: "list[Problem]", form: str) -> None:
    """Print what was found and done, or that all is well."""
    import polars as pl

    from ..output import emit

    rows = [{"table": each.table, "kind": each.kind, "message": each.message} for each in found]
    if form != "table" or rows:
        schema = dict.fromkeys(("table", "kind", "message"), pl.String)
        emit("problems", pl.DataFrame(rows, schema=schema), form, call)
    else:
        click.echo("ok: schema, keys, references and files are as they should be")


@command.command("compact")
@click.pass_obj
def compact(call: Invocation) -> None:
    """Merge small files and sort them, so that reading is fast; nothing is lost. Happens by itself too.

    \b
    Examples:
      aimarket store compact
    """
    store = call.market.store
    before = store.info()["files"]
    store.compact()
    click.echo(f"{before} files before, {store.info()['files']} now")
