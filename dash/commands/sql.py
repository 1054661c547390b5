"""``aimarket sql``: polars SQL over the tables."""

from datetime import date, datetime

import click

from ..options import Invocation, format_option, time_travel


@click.command("sql")
@click.argument("query")
@time_travel
@format_option
@click.pass_obj
def command(
    call: Invocation, *, query: str, as_published: date | None, as_recorded: datetime | None, form: str
) -> None:
    """Ask the tables in SQL; reads nothing else and writes nothing.

    Tables: figures claims tellings observations documents entities metrics runs findings rulings.
    observations.document = documents.id, tellings.observation = observations.id, tellings.claim = claims.claim.
    The last example prints the columns of a table.

    \b
    Examples:
      aimarket sql "SELECT entity, value, unit FROM figures WHERE metric = 'valuation' ORDER BY value DESC"
      aimarket sql "SELECT role, COUNT(*) AS n FROM tellings GROUP BY role" --format csv
      aimarket sql "SELECT * FROM claims LIMIT 0" --format csv
    """
    from metrics.query import run
    from metrics.views.library import Library

    from ..asking import asked
    from ..output import emit

    part = asked(call, published=as_published, recorded=as_recorded)
    emit("sql", run(query, Library(call.market, part).tables()), form, call)
