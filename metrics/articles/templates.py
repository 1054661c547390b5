"""The little notation in which packs write how dates look, and how a text is searched for them.

A template is text with ``{slots}``; ``[…]`` may be missing, ``(a|b)`` is a choice, a space is any space and ``'`` any
apostrophe. ``!(a|b)`` stands at the end and
forbids what may follow, ``=(a|b)`` demands it. ``[{weekday} ]{day} {month}[ {year}]`` is one. A cheap expression finds where any template may begin;
only there are the templates tried, in order, each compiled when it is first tried.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .patterns import SPACE, alternation, folded
from .spans import budget_of

_OPEN = {"[": "(?:", "(": "(?:"}
_CLOSE = {"]": ")?", ")": ")"}
_PLAIN = {" ": SPACE + "{1,2}", "'": "['\u2019]", "-": "[-\u2010\u2011\u2013]", "|": "|"}
_AHEAD = {"!(": "(?!", "=(": "(?="}
_SLOT = re.compile(r"\{(\w+)\}")
_STOPS = re.compile(r"[\[({]")


@dataclass(frozen=True, slots=True)
class Slot:
    """What a slot may hold: its expression, the words it may be (none if digits), and what they are worth."""

    pattern: str
    words: frozenset[str]
    read: Callable[[str], int | str | None]

    @property
    def firsts(self) -> frozenset[str]:
        """The characters it may begin with."""
        return frozenset(word[0] for word in self.words)


@dataclass(frozen=True)
class Form:
    """One template with its meaning."""

    meaning: str
    template: str
    slots: Mapping[str, Slot]
    end: str
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(_SLOT.findall(self.template)))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The template as an expression, with a group for each slot."""
        parts: list[str] = []
        position = 0
        while position < len(self.template):
            slot = _SLOT.match(self.template, position)
            if slot:
                parts.append(f"(?P<{slot[1]}>{self.slots[slot[1]].pattern})")
                position = slot.end()
                continue
            if ahead := _AHEAD.get(self.template[position : position + 2]):
                parts.append(ahead)
                position += 2
                continue
            char = self.template[position]
            parts.append(_OPEN.get(char) or _CLOSE.get(char) or _PLAIN.get(char) or re.escape(char))
            position += 1
        return re.compile("".join(parts) + self.end, re.IGNORECASE)

    @cached_property
    def begins(self) -> tuple[str, ...]:
        """The words and characters that it may begin with; digits as characters."""
        return tuple(_begins(self.template, self.slots))

    def values(self, match: re.Match[str]) -> dict[str, int | str]:
        """Return what the slots of a match are worth."""
        read = {name: self.slots[name].read(match[name]) for name in self.names if match[name] is not None}
        return {name: worth for name, worth in read.items() if worth is not None}


class Reader:
    """All templates of a language."""

    def __init__(self, forms: Iterable[Form], begin: str) -> None:
        self._forms = tuple(forms)
        words = {word for form in self._forms for word in form.begins}
        self._anchor = re.compile(begin + alternation(sorted(words)), re.IGNORECASE)
        self._likely: dict[str, tuple[Form, ...]] = {}

    def readings(self, text: str) -> Iterator[tuple[re.Match[str], str, dict[str, int | str]]]:
        """Yield each place where a template fits, with its meaning and the worth of its slots."""
        position = 0
        for _ in range(2 * budget_of(text)):
            anchor = self._anchor.search(text, position)
            if anchor is None:
                return
            start = anchor.start()
            found = self._reading(text, anchor)
            position = max(start + 1, found[0].end() if found else 0)
            if found:
                yield found[0], found[1].meaning, found[1].values(found[0])

    def _reading(self, text: str, anchor: re.Match[str]) -> tuple[re.Match[str], Form] | None:
        likely = self._likely.get(anchor[0])
        if likely is None:
            likely = self._likely[anchor[0]] = self._beginning(folded(anchor[0]))
        for form in likely:
            if match := form.pattern.match(text, anchor.start()):
                return match, form
        return None

    def _beginning(self, words: str) -> tuple[Form, ...]:
        """Return the templates that may begin so; ``words`` are the longest that any begins with in that place."""
        return tuple(form for form in self._forms if words.startswith(form.begins))


def _begins(template: str, slots: Mapping[str, Slot]) -> set[str]:
    """Return the words that a template may begin with, so that most places need no trial."""
    found: set[str] = set()
    for choice in _choices(template):
        rest = choice
        while rest:
            if slot := _SLOT.match(rest):
                found |= slots[slot[1]].words
                break
            if rest[0] not in _OPEN:
                stop = _STOPS.search(rest)
                found.add(rest[: stop.start()].lower() if stop else rest.lower())
                break
            inner, rest, optional = _group(rest)
            found |= _begins(inner, slots)
            if not optional:
                break
    return found


def _group(text: str) -> tuple[str, str, bool]:
    """Split a text that begins with a bracket into what is inside, what follows, and whether it may be missing."""
    depth = 0
    for place, char in enumerate(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth == 0:
            inner = text[1:place]
            return inner, text[place + 1 :], text[0] == "[" or "" in _choices(inner)
    raise ValueError(f"a bracket stays open in {text!r}")


def _choices(template: str) -> list[str]:
    """Split a template at its outermost bars."""
    depth, parts = 0, [""]
    for char in template:
        depth += (char in _OPEN) - (char in _CLOSE)
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts
