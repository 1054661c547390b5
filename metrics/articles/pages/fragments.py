"""The link that opens a page at a quote: a text fragment, as short as it may be without meaning another place."""

import re
from urllib.parse import quote as percent_encoded

from .assembly import CELL_BREAK

_WHOLE = 120
_ENDS = 4
_CONTEXT = 3
_WORD = re.compile(r"[^ \n]+")
_BREAKS = re.compile(rf"\n\n|{re.escape(CELL_BREAK)}|\n")
_SPACES = re.compile(r"[ \n]+")
_CLAUSE = re.compile(r"[^，。、；：！？,.;:!?]+[，。、；：！？,.;:!?]?")
_LONG_WORD = 24


def link_to(url: str, text: str, start: int, end: int) -> str:
    """Return the address that opens a page at ``text[start:end]``, where ``text`` is the whole text of the page.

    >>> link_to("https://example.org/a", "It has 22.2 million daily-users. So.", 0, 32)
    'https://example.org/a#:~:text=It%20has%2022.2%20million%20daily%2Dusers.'
    """
    directive = fragment(text, start, end)
    if not directive:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:{directive}"


def fragment(text: str, start: int, end: int) -> str:
    """Return the directive ``text=[prefix-,]first[,last][,-suffix]`` of a quote, or nothing if it is blank."""
    start, end = _trimmed(text, start, min(end, len(text)))
    if start >= end:
        return ""
    quoted = text[start:end]
    if len(quoted) <= _WHOLE and not _BREAKS.search(quoted):
        first, last = quoted, ""
    else:
        first, last = _ends(quoted)
    prefix, suffix = _context(text, start, end, first, last)
    parts = [f"{_escaped(prefix)}-," if prefix else "", _escaped(first)]
    parts += [f",{_escaped(last)}" if last else "", f",-{_escaped(suffix)}" if suffix else ""]
    return "text=" + "".join(parts)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    quoted = text[start:end]
    return start + len(quoted) - len(quoted.lstrip()), end - (len(quoted) - len(quoted.rstrip()))


def _ends(quoted: str) -> tuple[str, str]:
    """Return the first and last words of a long quote, or its first and last cells or lines where it has several."""
    lines = [line for line in _BREAKS.split(quoted) if line.strip()]
    if len(lines) > 1:
        return _first(lines[0]), _last(lines[-1])
    first, last = _first(quoted), _last(quoted)
    # Ends that meet would ask the browser for more text than there is.
    return (quoted, "") if len(first) + len(last) >= len(quoted) else (first, last)


def _first(line: str) -> str:
    pieces = _pieces(line)
    return line[: pieces[min(_ENDS, len(pieces)) - 1].end()]


def _last(line: str) -> str:
    pieces = _pieces(line)
    return line[pieces[-min(_ENDS, len(pieces))].start() :]


def _pieces(line: str) -> list[re.Match[str]]:
    """Cut a line where a browser takes words to end: at plain spaces, or between the clauses of unspaced scripts."""
    words = list(_WORD.finditer(line))
    return list(_CLAUSE.finditer(line)) if max(len(word[0]) for word in words) > _LONG_WORD else words


def _context(text: str, start: int, end: int, first: str, last: str) -> tuple[str, str]:
    """Return the words before or after a quote by which it is told from others, empty where it is alone."""
    if _occurs(text, first) <= 1 and (not last or _occurs(text, last) <= 1 or text.find(first) == start):
        return "", ""
    before = text[:start].rpartition("\n")[2].strip()
    after = text[end:].partition("\n")[0].strip()
    prefix = _tail(before)
    if prefix and text.count(text[text.rfind(prefix, 0, start) : start] + first) == 1:
        return prefix, ""
    return prefix, _lead(after)


def _occurs(text: str, words: str) -> int:
    return text.count(words)


def _tail(line: str) -> str:
    words = list(_WORD.finditer(line[-200:]))
    return line[-200:][words[-min(_CONTEXT, len(words))].start() :] if words else ""


def _lead(line: str) -> str:
    words = list(_WORD.finditer(line[:200]))
    return line[: words[min(_CONTEXT, len(words)) - 1].end()] if words else ""


def _escaped(words: str) -> str:
    return percent_encoded(_SPACES.sub(" ", words), safe="").replace("-", "%2D")
