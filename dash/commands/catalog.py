"""``aimarket catalog``: what is known: entities, metrics with their traps, sources."""

import click

from ..options import Invocation, complete_entity, complete_metric, format_option


@click.group("catalog")
def command() -> None:
    """Print what is known: entities, metrics and their traps, sources.

    \b
    Examples:
      aimarket catalog entities
      aimarket catalog metrics daily_active_users
      aimarket catalog grades
      aimarket catalog sources --format json
    """


@command.command("entities")
@click.argument("name", required=False, shell_complete=complete_entity)
@format_option
@click.pass_obj
def entities(call: Invocation, *, name: str | None, form: str) -> None:
    """Print the entities, or one with everything that is known of it.

    \b
    Examples:
      aimarket catalog entities
      aimarket catalog entities 豆包
    """
    from metrics.views.library import entities as every

    from ..output import emit

    frame = every(call.catalog).drop("released")
    if name is not None:
        frame = frame.filter(frame["id"] == call.catalog.entity(name).id)
    emit("entities", frame, form, call)


@command.command("metrics")
@click.argument("name", required=False, shell_complete=complete_metric)
@format_option
@click.pass_obj
def metrics(call: Invocation, *, name: str | None, form: str) -> None:
    """Print the metrics, or the card of one: definition, unit, what may be done with it, its traps.

    \b
    Examples:
      aimarket catalog metrics
      aimarket catalog metrics annualized_revenue
    """
    from metrics.views.library import metrics as every

    from ..output import emit, emit_card

    if name is not None and form == "table":
        emit_card(call.catalog.metric(name), call)
        return
    frame = every(call.catalog).select("id", "label", "unit", "kind", "definition")
    if name is not None:
        frame = frame.filter(frame["id"] == call.catalog.metric(name).id)
    emit("metrics", frame, form, call)


@command.command("grades")
@click.pass_obj
def grades(call: Invocation) -> None:
    """Print how to read a line: grades, witnesses, comparators, status letters, trends.

    \b
    Examples:
      aimarket catalog grades
    """
    from ..output import emit_legend

    emit_legend(call)


@command.command("sources")
@format_option
@click.pass_obj
def sources(call: Invocation, *, form: str) -> None:
    """Print the sources: whether they are asked, how often, what came of the last run; as a table their terms too.

    \b
    Examples:
      aimarket catalog sources
    """
    from metrics.views.sources import sources as every

    from ..output import emit

    rows = every(call.market, call.configuration)
    told = {name: name.removeprefix("_") for name in rows.columns if name.startswith("_")}
    emit("sources", rows.rename(told) if form == "table" else rows, form, call)
