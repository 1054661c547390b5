"""Articles on their way to a model and back: part by part, and no failure there costs a figure."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..config import Configuration
from ..errors import Changed, ConfigError, SourceError
from ..reading import Article
from ..web import Web
from .endpoint import Endpoint, Line, door_of, endpoint_of, network_for
from .pointing import Pointing, pointings_of
from .question import Question, questions_of
from .weighing import Weighing

_STANDS = "the figures stand without it"


def heard(articles: Iterable[Article], configuration: Configuration, *, whole: bool) -> list[Article]:
    """Return articles with what a second opinion changes; see :func:`metrics.opinion.seconded`."""
    try:
        endpoint = endpoint_of(configuration)
    except ConfigError as error:
        return [_kept(_noted(each, str(error)), whole=whole) for each in articles]
    return asyncio.run(_all(articles, endpoint, configuration, whole=whole))


async def _all(
    articles: Iterable[Article], endpoint: Endpoint, configuration: Configuration, *, whole: bool
) -> list[Article]:
    async with Web(network_for(endpoint, configuration)) as web:
        hearing = _Hearing(endpoint, Line(endpoint, door_of(web, endpoint)))
        return [_kept(await hearing.hear(each), whole=whole) for each in articles]


def _kept(article: Article, *, whole: bool) -> Article:
    return article if whole else replace(article, reading=replace(article.reading, candidates=(), scene=None))


def _noted(article: Article, problem: str) -> Article:
    note = f"no second opinion: {problem}; {_STANDS}"
    return replace(article, reading=replace(article.reading, notes=(*article.reading.notes, note)))


@dataclass
class _Hearing:
    """A run over articles; an endpoint that is down, refuses or is too slow is not asked again within it."""

    endpoint: Endpoint
    line: Line
    given_up: bool = False
    faults: list[str] = field(default_factory=list)

    async def hear(self, article: Article) -> Article:
        """Return an article with what the model made of it."""
        reading = article.reading
        if reading.scene is None or not reading.candidates:
            return article
        if self.given_up:
            return _noted(article, f"{self.endpoint.model} was not asked any more")
        numbered = frozenset(each.sentence.index for each in reading.candidates)
        questions, whole = questions_of(reading.scene, numbered)
        if not questions:
            return article
        # The first one alone: what it shows of the endpoint the others need not find out again.
        answers = [await self._asked(questions[0])]
        answers += await asyncio.gather(*(self._asked(each) for each in questions[1:]))
        weighing = Weighing(reading, reading.scene, article.document, self.endpoint.model)
        for question, pointings in zip(questions, answers, strict=True):
            for pointing in pointings:
                weighing.hear(pointing, question.sentences)
        article = replace(article, reading=weighing.result(), opinions=tuple(weighing.lines))
        faults, self.faults = list(dict.fromkeys(self.faults)), []
        for fault in faults:
            article = _noted(article, fault)
        return article if whole else _noted(article, "it is long, and only its beginning was sent")

    async def _asked(self, question: Question) -> list[Pointing]:
        if self.given_up:
            return []
        try:
            return pointings_of(await self.line.ask(question.messages, question.schema))
        except SourceError as error:
            if not isinstance(error, Changed):
                self.given_up = True
            self.faults.append(self.endpoint.hidden(str(error)))
            return []
