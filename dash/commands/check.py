"""``aimarket check``: an article proof-read against the ledger."""

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from ..crash import say
from ..narration import told_missed
from ..options import DayType, Invocation, complete_file, format_option

if TYPE_CHECKING:
    from metrics.reading import Article

BENT = 6
"""What ``check`` leaves with when a figure is bent."""


@click.command("check")
@click.argument("sources", nargs=-1, required=True, metavar="FILE/URL/-...", shell_complete=complete_file)
@click.option(
    "--published", type=DayType(), metavar="D", help="The day of publication, where the article does not say."
)
@click.option("--language", metavar="L", help="Its language (en fr zh de es ja pt it ko), where it cannot be told.")
@click.option("--all", "everything", is_flag=True, help="Check the doubtful ones too; the field tier tells them apart.")
@format_option
@click.pass_context
def command(
    ctx: click.Context, /, *, sources: tuple[str, ...], published: date | None, language: str | None, everything: bool,
    form: str,
) -> None:  # fmt: skip
    """Proof-read articles: hold each figure against what is known of it, and say what is bent and by what evidence.

    Nothing is stored. Into a pipe it prints path:line:column: kind: message, which editors understand. It leaves with 6
    when a figure is told otherwise than its origin said it, be it only with fewer digits (such findings are marked mild).

    \b
    Examples:
      aimarket check article.txt
      aimarket check draft.md --published 2025-02-24 --format json
      aimarket check https://example.org/news
      aimarket check drafts/*.html --all
    """
    from metrics.articles.tiers import Tier
    from metrics.checking import bent, check_articles, summary
    from metrics.opinion import is_wanted, seconded
    from metrics.reading import STDIN, Said, open_sources, read_articles

    from ..output import emit, emit_proof

    call = ctx.ensure_object(Invocation)
    stdin = sys.stdin.buffer.read() if STDIN in sources else None
    opened = open_sources(sources, call.configuration, stdin)
    said, second = Said(published, language), is_wanted(call.configuration)
    read = read_articles(opened.contents, call.catalog, said, at=call.now, whole=second)
    articles = seconded(read, call.configuration)
    checked = check_articles(call.market, articles, everything=everything)
    if form == "table":
        emit_proof(checked, call)
    else:
        emit("check", checked, form, call)
    _tell(articles, 0 if everything else sum(len(each.reading.of_tier(Tier.REVIEW)) for each in articles))
    say(summary(checked))
    missed = told_missed(opened.missed)
    ctx.exit(BENT if bent(checked) else missed)


def _tell(articles: Sequence["Article"], waiting: int) -> None:
    for each in articles:
        for note in each.reading.notes:
            say(f"{each.source}: {note}")
    if waiting:
        say(f"{waiting} more wait for review: --all prints them")
