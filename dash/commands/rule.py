"""``aimarket rule``: a person's judgement on an observation."""

import click

from metrics.literal import one_line

from ..options import Invocation


@click.command("rule")
@click.argument("observation")
@click.argument("rank", type=click.Choice(["preferred", "normal", "deprecated"]))
@click.option("--reason", required=True, help="Why; kept with the judgement.")
@click.pass_obj
def command(call: Invocation, *, observation: str, rank: str, reason: str) -> None:
    """Record that an observation is preferred or deprecated. Nothing is deleted; the latest ruling counts.

    OBSERVATION is its id as `why --format json` prints it, or a beginning of it that fits only one.

    \b
    Examples:
      aimarket rule 3f9c2a71 deprecated --reason "release day taken for the measuring day"
      aimarket rule 3f9c2a71 normal --reason "checked again, it is right"
    """
    from metrics.judging import judge

    ruling = judge(call.market, observation, rank, reason)
    click.echo(one_line(f"{ruling.observation} is now {ruling.rank}: {ruling.reason}"))
