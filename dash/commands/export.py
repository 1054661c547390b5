"""``aimarket export``: figures as files that travel."""

from datetime import date, datetime
from pathlib import Path

import click

from metrics.literal import path_text

from ..crash import say
from ..options import FileType, Invocation, complete_entity, complete_metric_or_group, time_travel


@click.command("export")
@click.argument("dest", type=FileType())
@click.option("--what", metavar="METRIC or GROUP", shell_complete=complete_metric_or_group, help="Only these metrics.")
@click.option(
    "--entity", "-e", "entities", multiple=True, shell_complete=complete_entity, help="Only this one; repeat."
)
@click.option("--flat", is_flag=True, help="One CSV: the rows of `show` with a citation each.")
@time_travel
@click.pass_obj
def command(
    call: Invocation,
    *,
    dest: Path,
    what: str | None,
    entities: tuple[str, ...],
    flat: bool,
    as_published: date | None,
    as_recorded: datetime | None,
) -> None:
    """Write a folder of linked CSVs with datapackage.json and CITATION.md, or one file by its ending.

    An export folder is replaced whole or not at all; any other folder is left alone. Endings of single files:
    .csv .parquet .json .ndjson .md.

    \b
    Examples:
      aimarket export figures/
      aimarket export users.csv --flat --what users
      aimarket export february.parquet --as-published 2025-02-28
    """
    from metrics.views.exporting import export_to

    from ..asking import asked, nothing

    part = asked(call, what, entities, published=as_published, recorded=as_recorded)
    if not export_to(call.market, part, dest, flat=flat):
        nothing(part, call)
    say(path_text(dest))
