"""``aimarket import``: a person's own files of figures."""

from pathlib import Path

import click

from ..crash import say
from ..options import FileType, Invocation, format_option

_LISTED = 100


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FileType())
@click.option("--skip-bad", is_flag=True, help="Store the good rows and list the bad ones.")
@format_option
@click.pass_obj
def command(call: Invocation, *, files: tuple[Path, ...], skip_bad: bool, form: str) -> None:
    """Store the figures of CSV, NDJSON or Parquet files: all rows or none, one run a file.

    Columns: entity metric value unit, and as you have them comparator start end span status basis origin url
    publisher stated_on quote. Entity is an id, name or alias; dates are YYYY, YYYY-MM or YYYY-MM-DD.

    \b
    Examples:
      aimarket import figures.csv
      aimarket import january.ndjson february.parquet --skip-bad
    """
    from metrics.importing import import_files

    from ..output import emit

    counts = []
    for done in import_files(call.market, files, skip_bad=skip_bad):
        if not done.rows:
            say(f"{done.file}: it holds no rows")
        for row in done.bad:
            say(f"{done.file}: {row}")
        if done.rejected:
            say(f"{done.file}: {done.rejected} of {done.rows} rows skipped, for the reasons above")
        for row in done.doubtful[:_LISTED]:
            say(f"{done.file}: {row}; it is stored all the same")
        if len(done.doubtful) > _LISTED:
            say(f"{done.file}: {len(done.doubtful) - _LISTED} more values are outside what their metric can be")
        counts.append(done.counts())
    if form == "json":
        from metrics.formats import written

        click.echo(written(counts))
        return
    import polars as pl

    emit("imported", pl.DataFrame(counts), form, call)
