"""Articles that a person gives are opened, read in order, and stored once."""

from datetime import UTC, datetime

import pytest

from metrics.catalog import load
from metrics.config import load as configured
from metrics.errors import UsageError
from metrics.reading import Content, Said, open_sources, read_articles, read_many, workers_for

AT = datetime(2026, 11, 24, tzinfo=UTC)


def contents(count):
    return [
        Content(f"{number}.txt", f"Kimi has {number}1 million monthly users.".encode())
        for number in range(1, count + 1)
    ]


def values(articles):
    return [[figure.observation.value for figure in each.reading.figures] for each in articles]


def test_several_processes_read_what_one_reads():
    said = Said(language="en")
    alone = values(read_articles(contents(4), load(), said, at=AT))
    assert values(read_many(contents(4), (), said, at=AT, workers=2)) == alone
    assert alone == [[11e6], [21e6], [31e6], [41e6]]


def test_few_articles_are_not_worth_a_second_process():
    assert workers_for(3) == 1
    assert workers_for(100_000) >= 1


def test_a_refused_article_is_named(home):
    with pytest.raises(UsageError, match=r"a\.pdf: .*PDF"):
        list(read_articles([Content("a.pdf", b"%PDF-1.4")], load(), Said(), at=AT))


def test_a_file_that_is_not_there_is_refused(home, tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        open_sources([str(tmp_path / "none.txt")], configured(None))
