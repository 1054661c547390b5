"""``aimarket add``: one figure by hand."""

from collections.abc import Callable
from typing import Any

import click

from ..crash import say
from ..options import Invocation, Negatives, complete_entity, complete_metric

_FIELDS = {
    "unit": "Its unit; money takes an ISO 4217 code, there is no default.",
    "comparator": "One of = > ≥ ~ < ≤ (>= and <= are read too).",
    "start": "First day of the period: YYYY, YYYY-MM or YYYY-MM-DD.",
    "end": "Last day of the period.",
    "span": "What it is over the period: point mean sum peak trailing cumulative.",
    "status": "SDMX letter: A normal, E estimated, F forecast or promise, P provisional, U low reliability.",
    "basis": "measured disclosed filing court leaked panel modelled survey derived.",
    "geo": "Which part of the world.",
    "platform": "Which platform: app, web, api.",
    "plan": "Which plan: free, paid, enterprise.",
    "origin": "Who made the figure.",
    "url": "Where it stands.",
    "publisher": "Who tells it.",
    "stated_on": "The day it was said.",
    "quote": "The sentence that says it.",
}


def _with_fields(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, about in reversed(_FIELDS.items()):
        command = click.option(f"--{name.replace('_', '-')}", name, help=about)(command)
    return command


@click.command("add", cls=Negatives)
@click.argument("entity", shell_complete=complete_entity)
@click.argument("metric", shell_complete=complete_metric)
@click.argument("value")
@_with_fields
@click.pass_obj
def command(call: Invocation, /, *, entity: str, metric: str, value: str, **fields: str | None) -> None:
    """Store one figure of your own, as `import` would store a row.

    \b
    Examples:
      aimarket add kimi daily_active_users 1500000 --unit users --start 2025-03 --end 2025-03 --origin AICPB
      aimarket add openai valuation 5e11 --unit USD --status F --url https://example.org/a --publisher Example
    """
    from metrics.importing import add_one

    taken, done = add_one(call.market, {"entity": entity, "metric": metric, "value": value, **fields})
    for row in taken.doubtful:
        say(f"{row.column}: {row.reason}; it is stored all the same")
    word = "added" if done.added else "known already, nothing changed:"
    click.echo(f"{word} {taken.observations['id'][0]}")
