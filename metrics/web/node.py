"""A place in a JSON answer that knows its pointer, so that what is read from it brings its evidence along."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from ..errors import Changed

_HALF = re.compile(r"[\ud800-\udfff]")
_LARGEST = 2.0**63
OUR_AGE = range(1990, 2200)
"""Years of which sources can have figures: the ends of the calendar are where days before and after are not."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Node:
    """A value of JSON at a pointer (RFC 6901) of the answer to ``url``; reading it as what it is not raises ``Changed``.

    >>> page = Node({"data": [{"likes": 7}]}, "https://hub.example/api")
    >>> likes = page["data"][0]["likes"]
    >>> likes.count(), likes.pointer
    (7, '/data/0/likes')
    """

    value: Any
    url: str
    pointer: str = ""

    def __getitem__(self, key: str | int) -> "Node":
        """Go down to a key of an object or a place of a list that must be there."""
        found = self.get(key)
        if found is None:
            raise self._not(f"a value at {key!r}")
        return found

    def get(self, key: str | int) -> "Node | None":
        """Go down, or return ``None`` where nothing, or null, is."""
        try:
            value = self.value[key]
        except (KeyError, IndexError, TypeError):
            return None
        if isinstance(self.value, str) or value is None:
            return None
        step = str(key).replace("~", "~0").replace("/", "~1")
        return Node(value, self.url, f"{self.pointer}/{step}")

    def __iter__(self) -> Iterator["Node"]:
        """Go through a list."""
        if not isinstance(self.value, list):
            raise self._not("a list")
        return (Node(value, self.url, f"{self.pointer}/{place}") for place, value in enumerate(self.value))

    def keys(self) -> list[str]:
        """List the keys of an object."""
        if not isinstance(self.value, dict):
            raise self._not("an object")
        return list(self.value)

    def count(self) -> int:
        """Read a whole number that is not negative."""
        number = self.number()
        if number < 0 or number != int(number):
            raise self._not("a whole number, zero or more")
        return int(number)

    def number(self) -> float:
        """Read a finite number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float) or not abs(self.value) < _LARGEST:
            raise self._not("a number")
        return float(self.value)

    def decimal(self) -> Decimal:
        """Read a number that is written as text or as a number, to the last digit."""
        try:
            number = Decimal("NaN" if isinstance(self.value, bool) else str(self.value).strip())
        except InvalidOperation:
            raise self._not("a decimal number") from None
        if not number.is_finite() or abs(number) >= _LARGEST:
            raise self._not("a decimal number")
        return number

    def text(self) -> str:
        """Read a text that is not empty, nor holds half a character (a lone surrogate) that no file can keep."""
        if not isinstance(self.value, str) or not self.value:
            raise self._not("a text")
        if not self.value.isascii() and _HALF.search(self.value):
            raise self._not("a text of whole characters")
        return self.value

    def flag(self) -> bool:
        """Read true or false."""
        if not isinstance(self.value, bool):
            raise self._not("true or false")
        return self.value

    def day(self) -> date:
        """Read a day: ISO 8601, with or without a time (then the day in UTC)."""
        return self.moment().date()

    def moment(self) -> datetime:
        """Read an ISO 8601 time of our age; without a zone it is UTC."""
        try:
            read = datetime.fromisoformat(self.text())
            read = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
        except (ValueError, OverflowError):
            raise self._not("a date") from None
        if read.year not in OUR_AGE:
            raise self._not("a date of our age")
        return read

    def _not(self, expected: str) -> Changed:
        if isinstance(self.value, dict):
            found = f"an object with {', '.join(list(map(str, self.value))[:8]) or 'no key'}"
        elif isinstance(self.value, list):
            found = f"a list of {len(self.value)}"
        else:
            found = repr(self.value)[:_SHOWN]
        return Changed(self.url, f"{expected} at {self.pointer or 'the top'}", found)
