"""Which words for a day, a week or a month tell within what users are counted: those of a date or a price do not."""

from collections.abc import Iterator

from .fitness import windowed
from .measures import Measure
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_OF_PRICE = 3


def windows_of(scene: Scene, sentence: Sentence) -> Iterator[Hit[Word]]:
    """Yield the words for a day, a week or a month within which something is counted."""
    return (
        hit for hit in sentence.of(Table.WINDOWS, "day", "week", "month")
        if not _is_dated(scene, sentence, hit) and not _is_of_price(sentence, hit)
    )  # fmt: skip


def window_at(scene: Scene, sentence: Sentence, measure: Measure, *, before: int, behind: int) -> str | None:
    """Return the users counted in the window at a number: "650 million a month", 月間6億人; a reach below 0 looks nowhere."""
    number = measure.quantity
    for hit in windows_of(scene, sentence):
        if 0 <= hit.start - number.unit_end <= behind or 0 <= number.start - hit.end <= before:
            return windowed(hit.payload.key)
    return None


def _is_dated(scene: Scene, sentence: Sentence, hit: Hit[Word]) -> bool:
    """Tell whether a window word only ends the name of a month or begins in a date: the 月に of 10月に and of 同月に."""
    if scene.text[hit.start - 1 : hit.start].isdigit() or any(
        each.start <= hit.start < each.end for each in sentence.whens
    ):
        return True
    return any(each.start <= hit.start < each.end for each in sentence.of(Table.LINKS, "that_month"))


def _is_of_price(sentence: Sentence, hit: Hit[Word]) -> bool:
    """Tell whether a window word is that of a price: "$20 a month"."""
    priced = (each for each in sentence.quantities if each.currencies)
    return any(each.unit_end <= hit.start <= each.unit_end + _OF_PRICE for each in priced)
