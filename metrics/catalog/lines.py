"""Where in a TOML text a key stands; the parser of the standard library does not say."""

import re

_AT = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")
_FENCES = re.compile(r'"""|\'\'\'')


def line_of_fault(text: str, message: str) -> int:
    """Return the line that a ``TOMLDecodeError`` complains about."""
    found = _AT.search(message)
    if found is None or found.group(1) is None:
        return text.count("\n") + 1
    return int(found.group(1))


def line_of(text: str, table: str, index: int, keys: tuple[str, ...] = ()) -> int:
    """Return the line of a key in the ``index``-th ``[[table]]``, or of the table if the key is not to be seen.

    >>> text = chr(10).join(["[[entity]]", 'id = "a"', "[[entity]]", 'id = "b"', "[entity.ids]", 'github = ["b"]'])
    >>> line_of(text, "entity", 1, ("ids", "github"))
    6
    """
    start, end = _block(text, table, index)
    lines = text.splitlines()
    place = start
    for depth, key in enumerate(keys):
        name = rf"""["']?{re.escape(key)}["']?\s*[=.\]]"""
        patterns = [rf"\s*{name}|\s*\[{re.escape(table)}\.{name}"] if depth == 0 else []
        patterns.append(rf"(?:.*[\s{{,.\[])?{name}")
        found = (n for pattern in patterns for n in range(place, end) if re.match(pattern, lines[n]))
        place = next(found, place)
    return place + 1


def _block(text: str, table: str, index: int) -> tuple[int, int]:
    """Return the first line of a table and the line after its last, counted from zero."""
    lines = text.splitlines()
    header = re.compile(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]")
    other = re.compile(r"\s*\[\[")
    quoted, seen, start = False, -1, 0
    for number, line in enumerate(lines):
        if not quoted and header.match(line):
            seen += 1
            if seen > index:
                return start, number
            start = number
        elif not quoted and seen == index and other.match(line):
            return start, number
        quoted ^= len(_FENCES.findall(line)) % 2 == 1
    return start, len(lines)
