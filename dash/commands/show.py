"""``aimarket show``: the figures."""

from datetime import date, datetime

import click

from ..options import DayType, Invocation, complete_entity, complete_metric_or_group, format_option, time_travel


@click.command("show")
@click.argument("what", required=False, metavar="[METRIC or GROUP]", shell_complete=complete_metric_or_group)
@click.option(
    "--entity", "-e", "entities", multiple=True, shell_complete=complete_entity, help="Only this one; repeat."
)
@click.option("--group-by", type=click.Choice(["owner", "country", "openness"]), help="Keep rows of a kind together.")
@click.option("--since", type=DayType(), metavar="D", help="Figures whose period ends on or after this day.")
@click.option("--until", type=DayType(), metavar="D", help="Figures whose period begins on or before this day.")
@click.option("--sort", metavar="FIELD", help="Sort by a field of --format json; a minus in front turns it round.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many rows.")
@time_travel
@format_option
@click.pass_obj
def command(
    call: Invocation,
    /,
    *,
    what: str | None,
    entities: tuple[str, ...],
    since: date | None,
    until: date | None,
    as_published: date | None,
    as_recorded: datetime | None,
    form: str,
    **cut: str | int | None,
) -> None:
    """Print the newest figure of every entity and metric: value, period, change, trend, grade, tellings, age.

    \b
    How to read 22.15 M  31 Jan 2025  C2  ○1 ←6 ⚠2
      C2   source A (best) to F, information 1 (confirmed) to 6 (cannot be judged)
      ○1   one origin whose own page was not seen (● seen); ←6 tellings, ⚠2 bent
      All signs: aimarket catalog grades

    \b
    Examples:
      aimarket show
      aimarket show users
      aimarket show weekly_active_users --sort value --limit 5
      aimarket show --entity deepseek --as-published 2025-02-10
      aimarket show money --group-by country --format csv
    """
    from metrics.views.show import Wanted, show

    from ..asking import asked, nothing
    from ..output import emit

    part = asked(call, what, entities, published=as_published, recorded=as_recorded)
    wanted = Wanted(since=since, until=until, **cut)  # type: ignore[arg-type]  # click has checked the three
    frame = show(call.market, part, wanted)
    if frame.is_empty():
        nothing(part, call)
    emit("show", frame, form, call, group_by=wanted.group_by)
