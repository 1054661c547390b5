"""Articles proof-read against the ledger: each figure judged as one more telling, nothing stored."""

from collections.abc import Sequence

import polars as pl

from .articles.tiers import Tier
from .frames import documents_frame, observations_frame
from .market import Market
from .reading import Article
from .views.checking import STANDINGS, check, empty, is_bent, located
from .views.reading import read


def check_articles(market: Market, articles: Sequence[Article], *, everything: bool = False) -> pl.DataFrame:
    """Judge the figures of articles, the sure ones or all; the fields of ``views.checking.CHECK``.

    Each article is held against the store alone, so that what is said of one does not depend on the others.
    """
    checked = [_checked(market, each, everything=everything) for each in articles]
    return pl.concat([empty(), *checked])


def bent(checked: pl.DataFrame) -> int:
    """Count the figures of :func:`check_articles` that are told otherwise than they were said."""
    return checked.filter(is_bent()).height


def summary(checked: pl.DataFrame) -> str:
    """Say how the figures of :func:`check_articles` stand: ``3 figures checked: 2 bent, 1 new``."""
    counts = dict(checked["_standing"].value_counts().iter_rows())
    told = ", ".join(f"{counts[standing]} {standing}" for standing in STANDINGS if standing in counts)
    figures = f"{checked.height} figure{'' if checked.height == 1 else 's'} checked"
    return f"{figures}: {told}" if told else figures


def _checked(market: Market, article: Article, *, everything: bool) -> pl.DataFrame:
    figures = [each for each in article.reading.figures if everything or each.tier is Tier.SURE]
    if not figures:
        return empty()
    documents = documents_frame([article.document])
    observations = observations_frame([each.observation for each in figures], documents)
    rows = read([(article.source, article.document.language, figures)], market.catalog, everything=True)
    lines, columns = located(article.reading.page.text, figures)
    placed = rows.with_columns(pl.Series("_line", lines), pl.Series("_column", columns))
    part = market.weigh(documents, observations.unique("id", keep="first", maintain_order=True))
    return check(placed, observations["id"], part, market.catalog)
