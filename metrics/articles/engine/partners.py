"""Who is named only beside the subject before "the company" says whom is meant: "In a deal with Google, the company said"."""

from collections.abc import Sequence

from .mentions import Mention
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_BESIDE, _ROW = 2, 6


def is_beside(scene: Scene, sentence: Sentence, mention: Mention, place: int) -> bool:
    """Tell whether a mention of the opening clause is only a partner, and "the company" behind its comma is the subject."""
    return any(mention.end <= hit.start and hit.end <= place for hit in _firm(scene, sentence)) and _is_partner(
        scene, sentence, mention
    )


def without_partners(scene: Scene, sentence: Sentence, word: Hit[Word], named: Sequence[Mention]) -> list[Mention]:
    """Leave out those who are only named beside the subject where a word is the "the company" of the main clause."""
    if word not in _firm(scene, sentence):
        return list(named)
    return [each for each in named if not _is_partner(scene, sentence, each)]


def _firm(scene: Scene, sentence: Sentence) -> list[Hit[Word]]:
    """Return where a noun such as "the company" begins the main clause: behind a comma, in German behind its verb."""
    turned = scene.lexicon.nouns_capital
    return [
        hit for hit in sentence.of(Table.REFERENCES, "company")
        if " " in scene.text[hit.start : hit.end]
        and (turned or scene.text[max(sentence.start, hit.start - 2) : hit.start] == ", ")
        and scene.text[hit.end : hit.end + 1] == " "
        and not _explains(scene, sentence, hit)
    ]  # fmt: skip


def _explains(scene: Scene, sentence: Sentence, hit: Hit[Word]) -> bool:
    """Tell whether the noun only explains a name before its comma: "Anthropic, the company behind Claude"."""
    makers = sentence.of(Table.REFERENCES, "maker")
    if any(hit.start <= each.end and each.start <= hit.end + _BESIDE for each in makers):
        return True
    named = next((each for each in sentence.mentions if 0 <= hit.start - each.end <= _BESIDE), None)
    return named is not None and not _is_partner(scene, sentence, named)


def _is_partner(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a preposition stands before a mention, or before the row of names in which it stands."""
    if any(0 <= mention.start - hit.end <= _BESIDE for hit in sentence.of(Table.LINKS, "partner")):
        return True
    before = next((each for each in reversed(sentence.mentions) if each.end < mention.start), None)
    near = before is not None and mention.start - before.end <= _ROW
    return near and before is not None and _is_partner(scene, sentence, before)
