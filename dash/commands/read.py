"""``aimarket read``: the figures in an article."""

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from ..crash import say
from ..narration import told_missed
from ..options import DayType, Invocation, format_option

if TYPE_CHECKING:
    from metrics.reading import Article, Content, Said


@click.command("read")
@click.argument("sources", nargs=-1, required=True, metavar="FILE/URL/-...")
@click.option(
    "--published", type=DayType(), metavar="D", help="The day of publication, where the article does not say."
)
@click.option("--language", metavar="L", help="Its language (en fr zh de es ja pt it ko), where it cannot be told.")
@click.option("--all", "everything", is_flag=True, help="Print the doubtful ones too; the field tier tells them apart.")
@click.option("--save", is_flag=True, help="Store the article and its figures.")
@click.option("--explain", is_flag=True, help="Say on stderr of every number what linked it or why it was left out.")
@format_option
@click.pass_context
def command(
    ctx: click.Context, /, *, sources: tuple[str, ...], published: date | None, language: str | None, everything: bool,
    save: bool, explain: bool, form: str,
) -> None:  # fmt: skip
    """Read the AI-market figures in articles: who, what, how much, when, and the sentence that says so.

    Files are HTML, Markdown, plain text or feeds, in nine languages; - is standard input. A file never needs the
    network. What an article says of itself (day, language) wins over what is told here.

    \b
    Examples:
      aimarket read article.html
      aimarket read article.txt --published 2025-02-24 --format json
      aimarket read https://example.org/news --save
      aimarket read *.html --all --format csv
    """
    from metrics.articles.tiers import Tier
    from metrics.reading import STDIN, Said, open_sources
    from metrics.reading import save as store
    from metrics.views.reading import read

    from ..output import emit

    call = ctx.ensure_object(Invocation)
    stdin = sys.stdin.buffer.read() if STDIN in sources else None
    opened = open_sources(sources, call.configuration, stdin)
    articles = _read(call, opened.contents, Said(published, language), explain=explain)
    rows = [(each.source, each.document.language, each.reading.figures) for each in articles]
    emit("read", read(rows, call.catalog, everything=everything), form, call)
    for each in articles:
        _tell(each, explain=explain)
    waiting = sum(len(each.reading.of_tier(Tier.REVIEW)) for each in articles)
    if waiting and not everything:
        say(f"{waiting} more wait for review: --all prints them")
    if save:
        done = store(call.market, articles)
        say(f"{done.added} observations stored, {done.unchanged} known already")
    ctx.exit(told_missed(opened.missed))


def _read(call: Invocation, contents: Sequence["Content"], said: "Said", *, explain: bool) -> list["Article"]:
    """Read articles; many at once where nobody else has to be asked about them."""
    from metrics.opinion import is_wanted, seconded
    from metrics.reading import read_articles, read_many, workers_for

    whole = explain or is_wanted(call.configuration)
    workers = 1 if whole else workers_for(len(contents))
    if workers > 1:
        return [*read_many(contents, call.configuration.extra_catalogs, said, at=call.now, workers=workers)]
    articles = read_articles(contents, call.catalog, said, at=call.now, whole=whole)
    return seconded(articles, call.configuration, whole=explain)


def _tell(article: "Article", *, explain: bool) -> None:
    """Say what a person should know of an article, and on demand what was made of each of its numbers."""
    for note in article.reading.notes:
        say(f"{article.source}: {note}")
    if explain:
        from metrics.articles.engine.explaining import explained

        for line in (*explained(article.reading), *article.opinions):
            say(line)
