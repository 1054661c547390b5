"""``aimarket doctor``: whether everything is well, and what to do if not."""

import click

from ..options import Invocation, format_option


@click.command("doctor")
@click.option("--offline", is_flag=True, help="Leave the sources out.")
@format_option
@click.pass_obj
def command(call: Invocation, *, offline: bool, form: str) -> None:
    """Check program, configuration, catalog, store, terminal and sources; say what is wrong and what to do.

    Each source that is switched on is asked for one thing. One that cannot be reached is told, but is no failure:
    what was collected before stays.

    \b
    Examples:
      aimarket doctor
      aimarket doctor --offline --format json
    """
    import polars as pl

    from ..checkup import checkup, sources
    from ..crash import say
    from ..output import emit

    checks = checkup(call)
    asked = [] if offline or any(check.error for check in checks) else sources(call)
    rows = [{"check": each.name, "ok": each.error is None, "detail": each.detail} for each in [*checks, *asked]]
    emit("doctor", pl.DataFrame(rows), form, call)
    for check in checks:
        if check.error is not None:
            raise check.error
    silent = [check.name.removeprefix("source ") for check in asked if check.error is not None]
    if silent:
        say(
            f"not reached: {', '.join(silent)}. What they gave before stays. One that stays away can be left out: "
            f"aimarket config set sources.{silent[0]}.enabled false"
        )
