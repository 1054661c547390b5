"""``aimarket store``: what is kept, and whether it is well."""

import click

from ..options import Invocation, format_option


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
@format_option
@click.pass_obj
def verify(call: Invocation, *, form: str) -> None:
    """Check schema, keys, references and files; exit 5 if anything is wrong.

    \b
    Examples:
      aimarket store verify
    """
    import polars as pl

    from metrics.errors import StoreUnreadable
    from metrics.store import Store

    from ..output import emit

    settings = call.configuration
    problems = Store.open(settings.store_uri, settings.store_options, create=False).verify()
    rows = [{"table": problem.table, "kind": problem.kind, "message": problem.message} for problem in problems]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("table", "kind", "message"), pl.String))
    if form != "table" or rows:
        emit("problems", frame, form, call)
    else:
        click.echo("ok: schema, keys, references and files are as they should be")
    if rows:
        count = "1 problem" if len(rows) == 1 else f"{len(rows)} problems"
        raise StoreUnreadable(f"{settings.store_uri}: {count}, listed above. Restore what is named from a copy")


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
