"""What the checks found, each thing said once however many tellings or checks it was found in."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from metrics.vocabulary import Check, Distortion

from .cells import publisher
from .sheet import Look, Row
from .text import foreign

_OF_THE_CLAIM = frozenset(
    {Check.STICKINESS, Check.ORDER, Check.PART_OVER_WHOLE, Check.SUM_OF_PARTS, Check.JUMP, Check.OUTLIER}
)  # fmt: skip
"""What is found against the number itself, so that all who tell it are told the same."""

_SAME = {Check.RELEASE_DAY.value: Distortion.DATE_SHIFT.value}
"""Of two findings that say the same of one telling, the second is said."""


def told_once(rows: Sequence[Row], findings: Sequence[Row], look: Look) -> list[Text]:
    """Write each finding once, after all publishers it concerns, in the words of its message if there are any.

    ``rows`` have the fields of ``why``, ``findings`` observation, claim, kind, message.
    """
    tellers = {row.get("observation"): row for row in rows}
    told: dict[object, tuple[str, dict[str, None]]] = {}
    for found in _distinct(findings) if findings else _bare(rows):
        if not found.get("message"):
            continue
        who = publisher(tellers.get(found.get("observation"), {}), look).plain
        message = foreign(found["message"], look.charset)
        of_claim = found.get("kind") in _OF_THE_CLAIM
        key = (found.get("claim"), found["kind"]) if of_claim else message
        told.setdefault(key, (message, {}))[1].setdefault(who)
    lines = dict.fromkeys(f"{', '.join(who)}: {message}" for message, who in told.values())
    return [Text(line) for line in lines]


def _distinct(findings: Sequence[Row]) -> Iterator[Row]:
    """Leave out what another finding says of the same telling."""
    said = {(found.get("observation"), found.get("kind")) for found in findings}
    for found in findings:
        twin = _SAME.get(str(found.get("kind")))
        if twin is None or (found.get("observation"), twin) not in said:
            yield found


def _bare(rows: Sequence[Row]) -> Iterator[Row]:
    """Take the kinds for the messages."""
    for row in rows:
        for kind in row.get("findings") or ():
            yield {"observation": row.get("observation"), "claim": row.get("claim"), "kind": kind, "message": kind}
