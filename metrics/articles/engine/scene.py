"""What stands in a text before anything is linked: sentences with their names, dates, numbers and words."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeVar

from ...catalog import Catalog
from ..dates import find_dates
from ..numbers import find_quantities
from ..packs import Pack
from ..page import Block, BlockKind, Page
from ..quantities import Quantity
from ..spans import masked
from ..whens import When
from .founders import founders_of, speakers_of
from .markup import Plain, plain_of
from .mentions import Mention, Scanner
from .names import MASK
from .sentences import sentences
from .surfaces import Hit, folded
from .unknowns import unknowns_of
from .words import Lexicon, Table, Word, lexicon_of

LONGEST, MOST_SENTENCES = 300_000, 3_000
"""What of a text is read: characters, and sentences; an article has a hundredth of it."""
_ROW = 2_000
_OPENING, _CLOSING = frozenset("“„«「"), frozenset("”»」")
_CLEAR = frozenset({
    "market_share", "daily_active_users", "weekly_active_users", "monthly_active_users", "annualized_revenue", "valuation",
    "funding_raised", "parameters", "context_window_tokens", "paying_subscribers", "app_downloads", "benchmark_score",
    "capex", "training_cost", "github_stars", "price_per_million_tokens",
    "enterprise_customers", "registered_users", "tokens_processed_daily",
})  # fmt: skip


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=_Placed)


@dataclass(slots=True)
class Sentence:
    """One sentence of the plain text and all that stands in it."""

    index: int
    start: int
    end: int
    block: Block
    paragraph: int
    mentions: Sequence[Mention] = ()
    quantities: Sequence[Quantity] = ()
    whens: Sequence[When] = ()
    words: Sequence[Hit[Word]] = ()

    tables: dict[tuple[Table, str], list[Hit[Word]]] = field(default_factory=dict)
    """The words by table and key; by table alone under the key ``*``."""

    def of(self, table: Table, *keys: str) -> Iterator[Hit[Word]]:
        """Yield the words of one table, or of some of its keys, that stand in it."""
        if not keys:
            return iter(self.tables.get((table, "*"), ()))
        return (hit for key in keys for hit in self.tables.get((table, key), ()))

    def sort_words(self) -> None:
        """Sort the words by what they are for."""
        for hit in self.words:
            self.tables.setdefault((hit.payload.table, "*"), []).append(hit)
            self.tables.setdefault((hit.payload.table, hit.payload.key), []).append(hit)


@dataclass(slots=True)
class Scene:
    """A text taken apart; every offset counts characters of ``plain.text``."""

    page: Page
    plain: Plain
    lexicon: Lexicon
    catalog: Catalog
    language: str
    published: date | None
    sentences: list[Sentence] = field(default_factory=list)
    owner: str | None = None
    """The company that the text speaks of most: who "we" are in its own announcement."""
    often: Mapping[str, int] = field(default_factory=dict)
    """How often each entity is named."""
    houses: Mapping[str, int] = field(default_factory=dict)
    """How often each maker is named, its products included."""
    topic: str | None = None
    """The entity that the text is about: named in its title, and again and again."""
    titled: frozenset[str] = frozenset()
    """The entities that the title names."""
    opening: Sentence | None = None
    """The first sentence that names the topic, with that mention alone."""
    of_apps: bool | None = None
    """Whether the text is about apps, once that was looked for."""
    investors: frozenset[str] | None = None
    """Who gives money to somebody in the text, once that was looked for."""
    moneys: frozenset[str] | None = None
    """The currencies that are told anywhere in the text, once that was looked for."""
    author: Mention | None = None
    """A mention of the owner."""
    words: Sequence[Hit[Word]] = ()

    @property
    def text(self) -> str:
        """The text that is read."""
        return self.plain.text

    def paragraph_at(self, place: int) -> int:
        """Return the number of the paragraph in which a place stands; -1 before the first."""
        index = bisect_right(self.sentences, place, key=lambda sentence: sentence.start) - 1
        return self.sentences[index].paragraph if index >= 0 else -1

    def words_in(self, start: int, end: int) -> Iterator[Hit[Word]]:
        """Yield the words that stand wholly within a stretch of the text."""
        place = bisect_left(self.words, start, key=lambda hit: hit.start)
        while place < len(self.words) and self.words[place].start < end:
            if self.words[place].end <= end:
                yield self.words[place]
            place += 1


def scene_of(page: Page, catalog: Catalog, pack: Pack, language: str) -> Scene:
    """Take a page apart."""
    plain = plain_of(page.text[:LONGEST])
    lexicon = lexicon_of(pack)
    scene = Scene(page, plain, lexicon, catalog, language, page.published_on)
    text = plain.text
    lower = folded(text)
    words = sorted(lexicon.surfaces.find(text, lexicon.spelled(text)), key=lambda hit: (hit.start, -hit.end))
    mentions = Scanner(catalog, lexicon.scales).find(text, lower, [hit.start for hit in words if _speaks(hit)])
    names = [(each.start, each.end) for each in mentions]
    mentions = [each for each in mentions if not each.entity.startswith(MASK)]
    whens = find_dates(masked(text, names), language, page.published_on)
    # The bare words of a year are left to the numbers where a scale or a unit follows; dates win everywhere else.
    quantities = find_quantities(text, language, [*names, *((each.start, each.end) for each in whens)])
    placed = [*((each.start, each.end) for each in whens), *((each.start, each.end) for each in quantities)]
    unnamed = [
        *unknowns_of(text, lexicon, words, [*names, *placed]),
        *founders_of(scene, lower, words, mentions),
    ]
    mentions = sorted([*mentions, *unnamed], key=lambda each: each.start)
    speakers = speakers_of(scene, lower, words, mentions)
    scene.often = Counter(each.entity for each in mentions)
    scene.houses = _houses(scene)
    scene.owner = max(scene.houses, key=lambda maker: (scene.houses[maker], maker), default=None)
    scene.sentences = [*_sentences(scene)]
    mentions = sorted([*mentions, *speakers], key=lambda each: each.start)
    scene.words = words
    for sentence in scene.sentences:
        sentence.mentions = _within(mentions, sentence)
        sentence.whens = _within(whens, sentence)
        sentence.quantities = _within(quantities, sentence)
        sentence.words = _within(words, sentence)
        sentence.sort_words()
    _settle_topic(scene, mentions)
    return scene


def _settle_topic(scene: Scene, mentions: Sequence[Mention]) -> None:
    """Note what is named in the title, what the page is about, who writes it and where the topic is first named."""
    head = [each for each in scene.sentences if each.block.kind is BlockKind.TITLE] or scene.sentences[:1]
    scene.titled = frozenset(mention.entity for each in head for mention in each.mentions)
    first = head[0].mentions[0].entity if head and head[0].mentions else None
    rank = {
        entity: count * (1 + (entity in scene.titled) + (entity == first)) for entity, count in scene.often.items()
    }  # fmt: skip
    scene.topic = max(rank, key=lambda entity: rank[entity], default=None)
    scene.author = next((each for each in mentions if each.entity == scene.owner), None)
    place = next((each for each in mentions if each.entity == scene.topic), None)
    stands = (each for each in scene.sentences if place is not None and each.start <= place.start < each.end)
    scene.opening = next((replace(each, mentions=[place]) for each in stands if place is not None), None)


def is_quoted(scene: Scene, sentence: Sentence, place: int) -> bool:
    """Tell whether a place stands within quotation marks of its paragraph."""
    text, start = scene.text, max(scene.plain.place(sentence.block.start), place - _ROW)
    opened = sum(text.count(char, start, place) for char in _OPENING)
    closed = sum(text.count(char, start, place) for char in _CLOSING)
    return opened > closed or text.count('"', start, place) % 2 == 1


def _speaks(hit: Hit[Word]) -> bool:
    """Tell whether a word speaks of a figure of ours so clearly that a name beside it is a product's."""
    return hit.payload.table is Table.TRIGGERS and hit.payload.form == "nouns" and hit.payload.key in _CLEAR


def _houses(scene: Scene) -> Counter[str]:
    makers: Counter[str] = Counter()
    for entity, count in scene.often.items():
        if entity in scene.catalog.entities:
            makers[scene.catalog.maker(entity)] += count
    return makers


def _sentences(scene: Scene) -> Iterator[Sentence]:
    lexicon, index, paragraph = scene.lexicon, 0, -1
    for block in scene.page.blocks:
        if block.start >= LONGEST or index > MOST_SENTENCES:
            return
        start, end = scene.plain.place(block.start), scene.plain.place(min(block.end, LONGEST))
        paragraph += 1
        if block.kind is BlockKind.TABLE_ROW and end - start < _ROW:
            spans = [(start, end)]
        else:
            spans = [*sentences(scene.text, start, end, lexicon.habits)]
        for first, last in spans:
            yield Sentence(index, first, last, block, paragraph)
            index += 1


def _within(placed: Sequence[P], sentence: Sentence) -> list[P]:
    first = bisect_left(placed, sentence.start, key=lambda each: each.start)
    last = bisect_left(placed, sentence.end, key=lambda each: each.start)
    return list(placed[first:last])
