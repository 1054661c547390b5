"""``aimarket doctor``: whether everything is well, and what to do if not."""

import click

from ..options import Invocation, format_option


@click.command("doctor")
@format_option
@click.pass_obj
def command(call: Invocation, *, form: str) -> None:
    """Check program, configuration, catalog, store and terminal; say what is wrong and what to do.

    \b
    Examples:
      aimarket doctor
      aimarket doctor --format json
    """
    import polars as pl

    from ..checkup import checkup
    from ..output import emit

    checks = checkup(call)
    rows = [{"check": check.name, "ok": check.error is None, "detail": check.detail} for check in checks]
    emit("doctor", pl.DataFrame(rows), form, call)
    for check in checks:
        if check.error is not None:
            raise check.error
