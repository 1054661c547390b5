"""``aimarket compare``: several entities in one chart, if they may stand in one."""

from datetime import date, datetime

import click

from ..crash import say
from ..options import DayType, Invocation, complete_entity, complete_metric, format_option, time_travel


@click.command("compare")
@click.argument("metric", shell_complete=complete_metric)
@click.argument("entities", nargs=-1, required=True, metavar="ENTITY ENTITY...", shell_complete=complete_entity)
@click.option("--log", "logarithmic", is_flag=True, help="Logarithmic scale.")
@click.option("--rebase", type=DayType(), metavar="D", help="Every line is 100 at its first figure from this day on.")
@time_travel
@format_option
@click.pass_obj
def command(
    call: Invocation,
    *,
    metric: str,
    entities: tuple[str, ...],
    logarithmic: bool,
    rebase: date | None,
    as_published: date | None,
    as_recorded: datetime | None,
    form: str,
) -> None:
    """Print several histories in one chart, or say why they may not be compared (exit 2).

    \b
    Examples:
      aimarket compare weekly_active_users chatgpt doubao
      aimarket compare annualized_revenue openai anthropic --log
      aimarket compare monthly_active_users deepseek kimi doubao --rebase 2025-01-31
    """
    from metrics.views.history import compare

    from ..asking import asked, entity_id
    from ..output import emit

    if len({entity_id(call, name) for name in entities}) < 2:  # noqa: PLR2004 two is what a comparison takes
        raise click.UsageError("compare takes a metric and at least two entities")
    known = call.catalog.metric(metric)
    part = asked(call, f"metric:{known.id}", entities, published=as_published, recorded=as_recorded)
    frame, notes = compare(call.market, part, rebase=rebase)
    for note in notes:
        say(note)
    emit("compare", frame, form, call, log=logarithmic, rebase=rebase)
