"""``aimarket promises``: what was announced, when it was due, what came."""

from datetime import date, datetime

import click

from ..options import Invocation, complete_entity, format_option, time_travel


@click.command("promises")
@click.option(
    "--entity", "-e", "entities", multiple=True, shell_complete=complete_entity, help="Only this one; repeat."
)
@time_travel
@format_option
@click.pass_obj
def command(
    call: Invocation,
    *,
    entities: tuple[str, ...],
    as_published: date | None,
    as_recorded: datetime | None,
    form: str,
) -> None:
    """Print promises, targets and forecasts beside what came of them.

    \b
    Examples:
      aimarket promises
      aimarket promises --entity deepseek
      aimarket promises --as-published 2025-02-25 --format json
    """
    from metrics.views.promises import promises

    from ..asking import asked, nothing
    from ..output import emit

    part = asked(call, None, entities, published=as_published, recorded=as_recorded)
    frame = promises(call.market, part)
    if frame.is_empty():
        nothing(part, call)
    emit("promises", frame, form, call)
