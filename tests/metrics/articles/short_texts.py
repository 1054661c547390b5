"""A few sentences, read as an article in plain text would be: what most tests of the reader begin with."""

from datetime import date

from metrics.articles import read_page
from metrics.articles.reading import read_figures
from metrics.catalog import load

CATALOG = load()


def read(text, language="en", *, published=date(2026, 5, 9), media_type="text/plain"):
    """Return the observations of a text."""
    page = read_page(text.encode(), media_type=media_type, published=published, language=language)
    return [each.observation for each in read_figures(page, CATALOG).figures]


def told(text, language="en", **page):
    """Return entity, metric and value of each."""
    return {(each.entity, each.metric, each.value) for each in read(text, language, **page)}
