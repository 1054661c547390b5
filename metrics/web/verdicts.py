"""What an answer that is no success means: gone, refused, or given up after all tries; with the reason that it gives."""

from ..errors import Changed, Denied, Gone, Limited, SourceError, Unreachable
from ..literal import one_line
from .answer import Answer

_SHOWN = 100


def judge(answer: Answer) -> None:
    """Let a success pass.

    Raises:
        Gone: 404 or 410.
        Denied: any other status.
    """
    if 200 <= answer.status < 300:  # noqa: PLR2004 HTTP's own numbers
        return
    if answer.status in (404, 410):
        raise _answered(answer, Gone(f"{answer.request_url}: {answer.status}, there is no such thing{_said(answer)}"))
    raise _answered(answer, Denied(f"{answer.request_url}: refused with {answer.status}{_said(answer)}"))


def gave_up(answer: Answer, tries: int) -> SourceError:
    """Return the error for a source that put us off as often as it was asked."""
    text = f"{answer.request_url}: answered {answer.status} {tries} times{_said(answer)}"
    return _answered(answer, Limited(text) if answer.status in (403, 429) else Unreachable(text))


def _answered(answer: Answer, error: SourceError) -> SourceError:
    error.status = answer.status
    return error


def _said(answer: Answer) -> str:
    """Quote the reason that an error's JSON gives."""
    try:
        told = answer.json()
    except Changed:
        return ""
    for key in ("message", "error", "detail"):
        found = told.get(key)
        found = found.get("message") or found if found is not None else None
        if found is not None and isinstance(found.value, str):
            return f" ({one_line(found.value)[:_SHOWN]})"
    return ""
