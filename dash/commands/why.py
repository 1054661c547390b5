"""``aimarket why``: the echo tree of a figure."""

from datetime import date, datetime

import click

from ..options import DayType, Invocation, complete_entity, complete_metric, format_option, time_travel


@click.command("why")
@click.argument("entity", shell_complete=complete_entity)
@click.argument("metric", shell_complete=complete_metric)
@click.option("--on", type=DayType(), metavar="D", help="Only the claims whose period covers this day.")
@time_travel
@format_option
@click.pass_obj
def command(
    call: Invocation,
    *,
    entity: str,
    metric: str,
    on: date | None,
    as_published: date | None,
    as_recorded: datetime | None,
    form: str,
) -> None:
    """Print who says so: origin, every telling, what each bent, rivals, findings, a citation.

    \b
    Examples:
      aimarket why deepseek daily_active_users
      aimarket why chatgpt weekly_active_users --on 2025-02-20
      aimarket why openai annualized_revenue --format json
    """
    from metrics.views.why import why

    from ..asking import asked, nothing
    from ..output import emit, emit_tree

    known = call.catalog.metric(metric)
    part = asked(call, f"metric:{known.id}", [entity], published=as_published, recorded=as_recorded)
    answer = why(call.market, part, on)
    if answer.tellings.is_empty():
        nothing(part, call)
    if form == "table":
        emit_tree(answer, call)
    else:
        emit("why", answer.tellings, form, call)
