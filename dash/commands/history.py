"""``aimarket history``: a series with its chart and its rivals."""

from datetime import date, datetime

import click

from ..options import Invocation, complete_entity, complete_metric, format_option, time_travel


@click.command("history")
@click.argument("entity", shell_complete=complete_entity)
@click.argument("metric", shell_complete=complete_metric)
@click.option("--all-claims", is_flag=True, help="Also what was not chosen: one row a claim.")
@time_travel
@format_option
@click.pass_obj
def command(
    call: Invocation,
    *,
    entity: str,
    metric: str,
    all_claims: bool,
    as_published: date | None,
    as_recorded: datetime | None,
    form: str,
) -> None:
    """Print the figures of one entity over time, with a chart; only what is comparable shares a line.

    \b
    Examples:
      aimarket history chatgpt weekly_active_users
      aimarket history deepseek mau --all-claims
      aimarket history openai annualized_revenue --as-published 2025-06-30 --format csv
    """
    from metrics.views.history import history

    from ..asking import asked, nothing
    from ..output import emit

    known = call.catalog.metric(metric)
    part = asked(call, f"metric:{known.id}", [entity], published=as_published, recorded=as_recorded)
    frame = history(call.market, part, all_claims=all_claims)
    if frame.is_empty():
        nothing(part, call)
    emit("history", frame, form, call)
