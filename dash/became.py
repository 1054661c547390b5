"""What became of one figure of a document, in words: the figure shown, another, bent, replaced, or waiting for a person."""

from collections.abc import Iterator, Mapping

from rich.text import Text

from metrics.vocabulary import Rank

from . import cells
from .echo import distortions
from .sheet import Look, Row
from .text import foreign, glyphs

STANDINGS: Mapping[str, str] = {
    "chosen": "this is the figure that is shown",
    "other": "told, but another is shown",
    "bent": "bent: it supports nothing",
    "superseded": "replaced: its page says otherwise since",
    "deprecated": "a person has ruled it deprecated: it counts nowhere",
    "waiting": "waits for review: it counts once it is ruled preferred",
}
"""What each standing means, for a reader."""


_CLAIMED: Mapping[str, str] = {"bent": "it bends", "chosen": "shown as"}
"""What the claim is to a figure, by its standing."""


def became(figure: Row, number: int, count: int, look: Look) -> list[Text]:
    """Tell of the so-many-th figure what it says, what became of it, and what is held against it."""
    signs = glyphs(look.charset)
    named = f"{cells.name(figure, look)} {signs.dot} {cells.label(figure, look)}"
    head = Text("   ").join([
        Text.assemble((f"{number + 1} of {count}  ", "dim"), (named, "bold")), cells.figure(figure, look),
        cells.when(figure, look), Text(cells.scope({"scope": figure.get("_scope")}, look)),
    ])  # fmt: skip
    head.rstrip()
    return [head, _standing(figure, look), *_against(figure, look), *_ruled(figure, look), *_pointed(figure, look)]


def _standing(figure: Row, look: Look) -> Text:
    signs, standing = glyphs(look.charset), str(figure.get("standing"))
    sign = {"chosen": signs.seen, "bent": signs.bent}.get(standing, signs.unseen)
    word = STANDINGS.get(standing, standing)
    retold = standing == "chosen" and figure.get("_claimed")
    line = Text.assemble(f"{sign} ", ("it tells the figure that is shown" if retold else word, "bold"))
    if standing == "chosen" and figure.get("_grade"):
        line.append(f", graded {foreign(figure['_grade'], look.charset)}")
    if standing == "waiting" and figure.get("_confidence") is not None:
        line.append(f" (the reader is sure of it to {figure['_confidence'] * 100:.0f} %)")
    return line.append(_telling(figure, look), "dim")


def _telling(figure: Row, look: Look) -> str:
    role, origin = figure.get("role"), foreign(figure.get("origin"), look.charset)
    named = f"names {origin}" if origin else "names no origin"
    return f"   {foreign(role, look.charset)}, {named}" if role else f"   {named}"


def _against(figure: Row, look: Look) -> Iterator[Text]:
    """Name what it bends or what was chosen over it, each distortion in words, and what the checks say."""
    claimed = figure.get("_claimed")
    if claimed:
        row = {**claimed, "_metric_label": claimed.get("metric_label"), "_digits": claimed.get("digits")}
        named = f"{cells.name(row, look)} {glyphs(look.charset).dot} {cells.label(row, look)}"
        words = _CLAIMED.get(str(figure.get("standing")), "shown instead")
        who = foreign(claimed.get("origin"), look.charset) or "origin not stated"
        yield Text.assemble(
            f"  {words}: ", named, "  ", cells.figure(row, look), "  ", cells.when(row, look), f"  {who}"
        )
    for told in distortions(figure, look):
        yield Text.assemble("  ", told)
    for message in figure.get("_messages") or ():
        yield Text(f"  {foreign(message, look.charset)}")


def _ruled(figure: Row, look: Look) -> Iterator[Text]:
    rank, reason = figure.get("rank"), foreign(figure.get("_ruling_reason"), look.charset)
    if reason and rank is not None:
        word = "ruled normal again" if rank == Rank.NORMAL else f"ruled {foreign(rank, look.charset)}"
        yield Text(f"  {word}: {reason}", "bold")


def _pointed(figure: Row, look: Look) -> Iterator[Text]:
    """Say where a number without a sentence stood, and who read it there."""
    if not figure.get("quote") and figure.get("pointer"):
        by = f", read by {foreign(figure['method'], look.charset)}" if figure.get("method") else ""
        yield Text(f"  at {foreign(figure['pointer'], look.charset)}{by}", "dim")
