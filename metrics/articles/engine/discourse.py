"""How a sentence goes on from those before it: about the same subject, below a heading, about the topic, about another."""

from ..page import BlockKind
from .mentions import Mention
from .roles import is_source
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_FIRST, _SUBJECT = 4, 24


def is_of_rival(sentence: Sentence, word: Hit[Word]) -> bool:
    """Tell whether a sentence opens with somebody else, whom it does not name: "Its younger rival forecasts"."""
    return word.start - sentence.start <= _FIRST and any(
        0 < hit.start - word.end <= _SUBJECT
        and not any(word.end <= each.start <= hit.end + _FIRST for each in sentence.mentions)
        for hit in sentence.of(Table.LINKS, "opponent")
    )


def is_chief(scene: Scene) -> bool:
    """Tell whether half of all that a text names is of one house: "the company" may be said before its name is."""
    return scene.houses.get(scene.owner or "", 0) * 2 >= max(2, sum(scene.houses.values()))


def is_of_topic(scene: Scene, mention: Mention) -> bool:
    """Tell whether a mention is of the house that the text is about: "the company" that opens a paragraph is rather that."""
    entities = scene.catalog.entities
    return mention.entity == scene.topic or (
        mention.entity in entities and scene.topic in entities
        and scene.catalog.maker(mention.entity) == scene.catalog.maker(scene.topic or "")
    )  # fmt: skip


def opens_paragraph(scene: Scene, earlier: Sentence, mention: Mention) -> bool:
    """Tell whether a mention is the subject of its whole paragraph: the next one may go on about it."""
    first = earlier.index == 0 or scene.sentences[earlier.index - 1].paragraph != earlier.paragraph
    return first and mention.start - earlier.start <= _SUBJECT


def heads(earlier: Sentence, mention: Mention) -> bool:
    """Tell whether a heading is hardly more than a name: what stands below it is about whom it names."""
    heading = earlier.block.kind is BlockKind.HEADING
    return heading and (mention.end - mention.start) * 2 >= earlier.end - earlier.start


def labels(sentence: Sentence, earlier: Sentence, mention: Mention) -> bool:
    """Tell whether a paragraph begins with no more than a name: "**OpenAI.** The house has raised money. It employs"."""
    alone = (mention.end - mention.start) + _FIRST >= earlier.end - earlier.start
    return alone and earlier.paragraph == sentence.paragraph and earlier.index < sentence.index


def goes_on_about(scene: Scene, sentence: Sentence, word: Hit[Word], earlier: Sentence, mention: Mention) -> bool:
    """Tell whether a sentence that opens with "it" goes on about a mention: the last named subject of its paragraph."""
    if not scene.lexicon.spaced or word.start - sentence.start > _FIRST or earlier.paragraph != sentence.paragraph:
        return False
    if (
        earlier.index >= sentence.index
        or mention.start - earlier.start > _SUBJECT
        or (is_source(scene, earlier, mention) and not _announces(earlier, mention))
    ):
        return False
    following = next((each for each in earlier.mentions if each.start >= mention.end), None)
    owns = following is not None and following.start - mention.end <= _FIRST
    between = scene.sentences[earlier.index + 1 : sentence.index]
    return mention is earlier.mentions[0] and not owns and not any(each.mentions for each in between)


def _announces(earlier: Sentence, mention: Mention) -> bool:
    """Tell whether who says something opens a sentence that names nobody else: "Databricks announced a product"."""
    alone = len({each.entity for each in earlier.mentions}) == 1 and not mention.stranger
    return alone and mention.start - earlier.start <= _FIRST


def is_sibling(sentence: Sentence, earlier: Sentence) -> bool:
    """Tell whether an earlier item stands beside this one in a list: whom it names is only its own."""
    kinds = {sentence.block.kind, earlier.block.kind}
    return (
        kinds == {BlockKind.LIST_ITEM}
        and earlier.block is not sentence.block
        and earlier.block.level >= sentence.block.level
    )
