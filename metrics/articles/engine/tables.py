"""What the cell of a table states: its column's metric, its row's, or that of the line above the table."""

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from ..numbers import find_quantities
from ..page import BlockKind, Extent
from ..whens import When
from .fitness import fits_class, fits_entity, is_elided_money, is_sane
from .measures import Class, Measure
from .mentions import Mention
from .metrics import Link
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_PRICE = "price_per_million_tokens"
_PARTS = frozenset({"input", "output"})
_CAPTIONS, _ROWS = 2, 60
_CAPTIONED = 0.8
_BRACKETED = re.compile(r"[(（]([^()（）]{1,24})[)）]")
_WORD = re.compile(r"(?<!\w)\w|[^\w\s]")
_LONGEST, _MOST_WORDS = 160, 24
_FITS = 0.3
_EDGE = 4


def linked_in_table(scene: Scene, sentence: Sentence, measure: Measure) -> Link | None:
    """Return the metric of a number in a table: of its column, of the price list that the table is, or of its row."""
    head = _head(scene, sentence, measure)
    column = _of_words(scene, measure, head, _unit(scene, head), "column") if head else None
    return column or _of_list(scene, sentence, measure) or _of_label(scene, sentence, measure)


def named_above(scene: Scene, sentence: Sentence, measure: Measure, metric: str) -> Mention | None:
    """Return whom the head of a number's column names: "| | Mistral | OpenAI |"."""
    head = _head(scene, sentence, measure)
    for back in range(sentence.index - 1, max(-1, sentence.index - _ROWS), -1) if head else ():
        row = scene.sentences[back]
        if row.block.kind is not BlockKind.TABLE_ROW:
            return None
        for mention in row.mentions:
            inside = head is not None and head[0] <= mention.start and mention.end <= head[1]
            if inside and fits_entity(metric, scene.catalog.entities.get(mention.entity)) >= _FITS:
                return mention
    return None


def of_timeline(scene: Scene, sentence: Sentence) -> Mention | None:
    """Return whom a row is about that begins with a date, where the title names the topic: "| Jun 2024 | 60M led by A |".

    A cell that begins with a name says itself whom the row is about.
    """
    if scene.opening is None or scene.topic not in scene.titled:
        return None
    (start, end), *cells = (_place(scene, cell) for cell in sentence.block.cells)
    dated = any(when.start - start <= _EDGE and end - when.end <= _EDGE for when in sentence.whens)
    opened = {mention.start - cell[0] for cell in cells for mention in sentence.mentions}
    return scene.opening.mentions[0] if dated and not opened.intersection(range(_EDGE)) else None


def part_above(scene: Scene, sentence: Sentence, measure: Measure) -> str | None:
    """Return which part of a price the head of a number's column says it is: the input's or the output's."""
    head = _head(scene, sentence, measure)
    hits = (hit.payload for hit in scene.words_in(*head)) if head else ()
    return next((hit.key for hit in hits if hit.table is Table.PARTS and hit.key in _PARTS), None)


def date_above(scene: Scene, sentence: Sentence) -> When | None:
    """Return the one date that the lines above a table or a list tell: "Prices in dollars, read on 4 March"."""
    rows = sentence.block.cells or sentence.block.kind is BlockKind.LIST_ITEM
    whens = [each for line in _captions(scene, sentence) for each in line.whens] if rows else []
    return whens[0] if len(whens) == 1 else None


def _place(scene: Scene, extent: Extent) -> Extent:
    return scene.plain.place(extent[0]), scene.plain.place(extent[1])


def _head(scene: Scene, sentence: Sentence, measure: Measure) -> Extent | None:
    """Return where the words stand that head the column of a number."""
    for cell, head in zip(sentence.block.cells, sentence.block.heads, strict=False):
        start, end = _place(scene, cell)
        if start <= measure.quantity.start < end:
            return _place(scene, head) if head[0] != head[1] else None
    return None


def _of_words(scene: Scene, measure: Measure, extent: Extent, unit: tuple[float, str | None], how: str) -> Link | None:
    """Return the metric that the words of a cell say, if the number can be one of it in the unit of the cell."""
    fitting: list[Link] = []
    for hit in scene.words_in(*extent):
        metric = scene.catalog.metrics.get(hit.payload.key) if hit.payload.table is Table.TRIGGERS else None
        if metric is None:
            continue
        scale, money = unit if measure.quantity.scale == 1.0 else (1.0, unit[1])
        fits = fits_class(metric, measure)
        elided = not fits and metric.money and money is not None and measure.kind is Class.COUNT
        if (fits or elided) and is_sane(metric.id, measure, scale):
            fitting.append(Link(metric.id, hit.payload.strength, hit, how, scale, elided, money if elided else None))
    return max(fitting, key=lambda link: (link.score, _length(link.word)), default=None)


def _length(word: Hit[Word] | None) -> int:
    return word.end - word.start if word else 0


def _unit(scene: Scene, head: Extent) -> tuple[float, str | None]:
    """Return the scale and the currency that the head of a column says in brackets: "Revenue ($M)", "Umsatz (Mrd. Euro)"."""
    found = _BRACKETED.search(scene.text, *head)
    return _told_unit(found[1], scene.language) if found else (1.0, None)


@lru_cache(maxsize=512)
def _told_unit(words: str, language: str) -> tuple[float, str | None]:
    """Read a unit as it would be read with a one: behind it, or around it as in "US$ 1 bi"."""
    starts = [match.start() for match in _WORD.finditer(words)][:_MOST_WORDS]
    signed = [f"{words[:start]}1 {words[start:]}" for start in starts[1:4]]
    tried = [f"1{words}", f"{words[:1]}1{words[1:]}", *(f"1 {words[start:]}" for start in starts), *signed]
    best: tuple[float, str | None] = (1.0, None)
    for text in tried:
        for quantity in find_quantities(text, language, [])[:1]:
            code = quantity.currencies[0] if len(quantity.currencies) == 1 else None
            told = (quantity.scale, code)
            round_ = quantity.scale >= 1.0 and math.log10(quantity.scale).is_integer()  # 亿1美元 is no unit
            if (
                round_
                and quantity.value == quantity.scale
                and (code is not None, quantity.scale) > (best[1] is not None, best[0])
            ):
                best = told
    return best


def _of_list(scene: Scene, sentence: Sentence, measure: Measure) -> Link | None:
    """Read the columns "input" and "output" below "Prices in dollars per million tokens"."""
    for line in _captions(scene, sentence) if part_above(scene, sentence, measure) else ():
        for hit in sorted(line.of(Table.TRIGGERS, _PRICE), key=lambda each: -each.payload.strength):
            money = None if measure.quantity.currencies else _named_money(scene, line)
            if is_sane(_PRICE, measure) and (money or measure.quantity.currencies):
                return Link(
                    _PRICE, hit.payload.strength * _CAPTIONED, hit, "column", elided=money is not None, currency=money
                )
    return None


def _named_money(scene: Scene, line: Sentence) -> str | None:
    """Return the currency that a line names without an amount."""
    words = scene.text[line.start : min(line.end, line.start + _LONGEST)]
    starts = [match.start() for match in _WORD.finditer(words)][:_MOST_WORDS]
    return next((code for start in starts if (code := _told_unit(words[start : start + 12], scene.language)[1])), None)


def _captions(scene: Scene, sentence: Sentence) -> Iterator[Sentence]:
    """Yield the lines above the table that a row belongs to."""
    found = 0
    for back in range(sentence.index - 1, max(-1, sentence.index - _ROWS), -1):
        line = scene.sentences[back]
        if line.block.kind is not sentence.block.kind:
            yield line
            found += 1
        if found == _CAPTIONS:
            return


def _of_label(scene: Scene, sentence: Sentence, measure: Measure) -> Link | None:
    """Read the metric that the first cell of a row names for all its cells: "| Valuation | 12 billion | 150 billion |"."""
    first = _place(scene, sentence.block.cells[0])
    if measure.quantity.start < first[1]:
        return None
    link = _of_words(scene, measure, first, _unit(scene, first), "column")
    if link is None or not (link.currency or fits_class(scene.catalog.metrics[link.metric], measure)):
        return None
    return link if link.word is None or link.word.payload.form == "nouns" or is_elided_money(measure) else None
