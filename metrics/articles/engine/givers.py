"""Who gives the money that somebody else gets: named behind "led by", in a row of investors, or before "invests"."""

import re
from dataclasses import replace

from ..page import BlockKind
from .mentions import Mention
from .scene import Scene, Sentence
from .surfaces import Hit
from .words import Table, Word

_ASIDE = re.compile(r" ?[(（][^()（）]{1,24}[)）]")
_DIGIT = re.compile(r"\d")
_TITLED = re.compile(r" ?(?:[^\W\d]+[ '\u2019-]){1,5}")
_ARTICLE = 5
_VERB, _SUBJECT = 42, 25
_COMMA = re.compile(r"[,;]")
_EXPLAINED = re.compile(r", [^,;:.\d]{3,60},")
_LAST, _LED, _BEHIND = 2, 6, 4
_VERBAL = ("하", "한", "했", "할", "해", "키", "し", "す", "じ", "ん")
"""How a noun goes on that is a verb: 투자한다 and 投資した, but not 투자 유치."""
_ROW = 90
_TOKEN = re.compile(r"\w+|[^\w\s]")
_NAME = re.compile(r"[A-Z\u00c0-\u00de]\w*|[a-z]{1,3}|[-&,.'’]")
RAISED = frozenset({"funding_raised", "valuation"})
_PREPOSITIONS = frozenset({"at", "to", "host", "into", "from", "having", "partner", "clause", "investor", "toward"})


def stands(sentence: Sentence, mention: Mention, key: str, before: int = -1, behind: int = -1) -> bool:
    """Tell whether a word of ``links`` stands within so many characters before a mention, or behind it."""
    return any(
        0 <= mention.start - hit.end <= before or 0 <= hit.start - mention.end <= behind
        for hit in sentence.of(Table.LINKS, key)
    )


def invests(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a mention gives the money: "led by X and Y", "hat von X, Y und Z", "X领投"."""
    if metric not in RAISED or _owns_amount(sentence, mention):
        return False
    aside = _ASIDE.match(scene.text, mention.end)
    ends = stands(sentence, replace(mention, end=aside.end()) if aside else mention, "investor", behind=1)
    led = any(
        0 <= mention.start - hit.end <= _BEHIND and hit.end - hit.start >= _LED
        for hit in sentence.of(Table.LINKS, "investor")
    )
    if ends or (scene.lexicon.topics is not None and _is_listed_before(scene, sentence, mention)):
        return True
    if sentence.block.kind is BlockKind.HEADING and not sentence.quantities:
        return led  # "key facts of X": a bare "of" of a heading names no investor
    first = sentence.quantities[0].start if sentence.quantities else 0
    row = [each for each in sentence.mentions if each.end <= mention.start]
    if row and _begins_clause(scene, sentence, row[-1], mention):
        return False
    early = mention.end <= first
    while not stands(sentence, mention, "investor", before=_BEHIND) and not _is_listed(scene, sentence, mention):
        if not row or not 0 <= mention.start - row[-1].end <= _ARTICLE + 1:
            return False
        mention = row.pop()
    return led or not early or bool(row)


def _owns_amount(sentence: Sentence, mention: Mention) -> bool:
    """Tell whether an amount right behind a genitive is a mention's own: "compares with OpenAI's 852 billion"."""
    ends = [hit.end for hit in sentence.of(Table.LINKS, "genitive") if hit.start == mention.end]
    return any(0 <= each.bound_start - end <= 1 for end in ends for each in sentence.quantities)


def _is_listed_before(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a mention is one of a row that a word for investors ends: 아마존, AMD 등으로부터; its topic is none."""
    marks = scene.lexicon.topics
    if marks is not None and marks.match(scene.text, mention.end):
        return False
    row = [each for each in sentence.mentions if each.start >= mention.end]
    while (
        row and 0 < row[0].start - mention.end <= _ARTICLE and not _DIGIT.search(scene.text, mention.end, row[0].start)
    ):
        mention = row.pop(0)
        if stands(sentence, mention, "investor", behind=1):
            return True
    return False


def _begins_clause(scene: Scene, sentence: Sentence, before: Mention, mention: Mention) -> bool:
    """Tell whether no row goes on with a mention behind a comma: "After a deal with Nvidia, OpenAI is worth"."""
    gap = scene.text[before.end : mention.start] if scene.lexicon.spaced else ""
    if gap.startswith(", ") and len(gap) > len(", ") and _has_verb(scene, sentence, mention):
        return True
    if gap != ", ":
        return False
    joined = any(0 <= hit.start - mention.end <= 1 for hit in sentence.of(Table.LINKS, "clause"))
    return not joined and scene.text[mention.end : mention.end + 1] not in {",", ";", ")", ".", ":"}


def _has_verb(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Tell whether a mention behind ", and" goes on to an amount of its own: "backed by X, and Anthropic has raised 8 billion"."""
    following = next((each for each in sentence.quantities if each.start >= mention.end), None)
    if following is None or following.bound_start - mention.end > _VERB:
        return False
    gap = scene.text[mention.end : following.bound_start]
    words = scene.words_in(mention.end, mention.end + _VERB)
    bound = any(
        each.start - mention.end <= 1 and each.payload.table is Table.LINKS and each.payload.key in _PREPOSITIONS
        for each in words
    )
    return gap.startswith(" ") and not (bound or _COMMA.search(gap))


def _is_listed(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Tell whether nothing but names stands between a word for investors and a mention: "led by Index Ventures and X"."""
    for hit in sentence.of(Table.LINKS, "investor"):
        between = scene.text[hit.end : mention.start] if 0 < mention.start - hit.end <= _ROW else ""
        names = between and all(_NAME.fullmatch(token) for token in _TOKEN.findall(between))
        if names and not _begins_other(scene, hit.end, mention.start):
            return True
        if scene.lexicon.spaced and hit.end - hit.start >= _LED and _TITLED.fullmatch(between):
            return True  # "led by the Dutch chipmaker ASML"
    return False


def _begins_other(scene: Scene, start: int, end: int) -> bool:
    """Tell whether a word of grammar stands in a stretch that names no row: "después de que xAI recaudara"."""
    words = {token.casefold() for token in _TOKEN.findall(scene.text[start:end]) if token.islower()}
    joins = {
        scene.text[hit.start : hit.end].casefold() for hit in scene.words_in(start, end) if hit.payload.key == "clause"
    }
    return bool(words & (scene.lexicon.function - scene.lexicon.linking - joins))


def puts_in(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a mention is the subject of "invests", with no number between unless the verb comes right behind it."""
    if metric not in RAISED:
        return False
    explained = _EXPLAINED.match(scene.text, mention.end)
    end = explained.end() if explained else mention.end
    for hit in sentence.of(Table.LINKS, "investing"):
        if not 0 <= hit.start - end <= _VERB:
            continue
        if hit.start == end and scene.lexicon.topics is not None:
            continue  # OpenAI投資 is put into it
        if _is_led(scene, sentence, end, hit.start) or _is_noun_of_round(scene, sentence, hit):
            continue
        if hit.start - end > _SUBJECT and _COMMA.search(scene.text, end, hit.start):
            continue
        between = [each for each in sentence.quantities if end <= each.start and each.end <= hit.start]
        one = len(between) == 1 or (bool(between) and scene.lexicon.topics is not None)
        last = (
            one
            and hit.start - between[-1].unit_end <= _LAST
            and (_comes_last(scene, hit) or (scene.lexicon.spaced and not _takes(sentence, end, between[-1].start)))
        )
        topic = scene.lexicon.topics is not None and scene.lexicon.topics.match(scene.text, mention.end) is not None
        if not between or (last and (topic or not any(end <= each.start < hit.start for each in sentence.mentions))):
            return True
    return False


def _is_led(scene: Scene, sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether 由 stands before the verb: who "获得由X领投的" money gives none."""
    if scene.lexicon.spaced or scene.lexicon.topics is not None:
        return False
    return any(start <= hit.start and hit.end <= end for hit in sentence.of(Table.LINKS, "investor"))


def _is_noun_of_round(scene: Scene, sentence: Sentence, hit: Hit[Word]) -> bool:
    """Tell whether a word for investing is part of a longer one for a round, and so no verb: 투자 라운드."""
    if scene.lexicon.topics is None:
        return False
    rounds = sentence.of(Table.TRIGGERS, "funding_raised")
    return any(each.payload.form == "nouns" and each.start <= hit.start and hit.end < each.end for each in rounds)


def _takes(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a verb of raising stands in a stretch: who "received a 40 billion investment" gave none."""
    verbs = (hit for hit in sentence.of(Table.TRIGGERS, "funding_raised") if hit.payload.form == "verbs")
    return any(start <= hit.start and hit.end <= end for hit in verbs)


def _comes_last(scene: Scene, hit: Hit[Word]) -> bool:
    """Tell whether a verb may stand behind its number; what is followed by a mark of the object is no verb: 투자를 유치."""
    if scene.lexicon.nouns_capital:
        return True
    return scene.lexicon.topics is not None and scene.text[hit.end - 1 : hit.end + 1].endswith(_VERBAL)


def is_of_giver(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a mention is only the product of who gives the money: "spends 100 billion at AWS, while Amazon invests 5"."""
    if metric != "funding_raised":
        return False
    owners = scene.catalog.owner_chain(mention.entity)[1:]
    return any(each.entity in owners and puts_in(scene, sentence, each, metric) for each in sentence.mentions)


def is_investor(scene: Scene, sentence: Sentence, mention: Mention, metric: str) -> bool:
    """Tell whether a mention gives the money that somebody else gets."""
    return invests(scene, sentence, mention, metric) or puts_in(scene, sentence, mention, metric)
