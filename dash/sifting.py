"""Which rows of a frame a few typed words leave, and their order by a column: all of it in polars."""

import polars as pl

_KEYS = {
    "entity": ("entity", "entity_name"), "owner": ("owner", "_owner_name"), "metric": ("metric", "_metric_label"),
    "country": ("_country",), "openness": ("_openness",), "origin": ("origin",), "grade": ("grade",),
    "basis": ("basis",), "status": ("status",), "group": ("_group", "group"), "stale": ("stale",), "source": ("name",),
    "kept": ("kept",), "error": ("error",), "moved": ("kind",), "ruling": ("rank",), "note": ("note",),
}  # fmt: skip
"""What may stand before a colon, and the columns that it asks about."""

_WORDS = (
    "entity", "entity_name", "owner", "_owner_name", "metric", "_metric_label", "_country", "_openness", "name", "group",
)  # fmt: skip
"""The columns in which a bare word is looked for."""

_WHOLE = frozenset({"country", "status"})
"""Keys that must be met whole: the country US is not in AUS."""

_AT_ONCE = 16

_YES = {"yes": "true", "no": "false"}

_SORTED_BY = {
    "entity": "entity_name", "metric": "_metric_label", "owner": "_owner_name", "openness": "_openness",
    "value": "value", "period": "end", "change": "change", "grade": "grade", "tellings": "tellings",
    "rivals": "rivals", "origin": "origin", "age": "age_days", "promised": "promised", "due": "due",
    "came": "delivered", "kept": "kept", "said on": "stated_on", "source": "name", "last run": "last_run",
    "next due": "next_due", "new": "records", "error": "error", "covers": "_parts", "on": "delivered_on",
    "moved": "kind", "ruling": "rank", "told by": "publisher", "stored": "recorded_at", "before": "before", "more": "more",
    "group": "group", "share": "share", "bar": "share", "entities": "entities", "sum": "value", "of it open": "open", "at": "at",
}  # fmt: skip
"""The field behind the header of a column."""


def keys(frame: pl.DataFrame) -> list[str]:
    """List the keys that a filter of this frame may use."""
    return [key for key, names in _KEYS.items() if any(name in frame.columns for name in names)]


def sift(frame: pl.DataFrame, typed: str) -> pl.DataFrame:
    """Keep the rows that have every word, and every ``key:value``; a minus before either turns it round.

    >>> frame = pl.DataFrame({"entity_name": ["ChatGPT", "Kimi"], "_country": ["US", "CN"]})
    >>> sift(frame, "country:cn")["entity_name"].to_list(), sift(frame, "-kimi")["entity_name"].to_list()
    (['Kimi'], ['ChatGPT'])
    """
    words = list(dict.fromkeys(typed.split()))
    for start in range(0, len(words), _AT_ONCE):
        if frame.is_empty():  # a whole page that was pasted need not be asked for to its end
            break
        frame = frame.filter([_asks(frame, word) for word in words[start : start + _AT_ONCE]])
    return frame


def _asks(frame: pl.DataFrame, word: str) -> pl.Expr:
    bare = word.removeprefix("-") if len(word) > 1 else word
    key, colon, told = bare.partition(":")
    names = [name for name in _KEYS.get(key.lower(), ()) if name in frame.columns] if colon else []
    if not names:
        names, told = [name for name in _WORDS if name in frame.columns], bare
    told = told.lower()
    told = _YES.get(told, told) if names in (["stale"], ["kept"]) else told
    each = [_has(pl.col(name), told, whole=key.lower() in _WHOLE) for name in names]
    met = pl.any_horizontal(each) if each else pl.lit(value=False)
    return ~met if bare is not word else met


def _has(column: pl.Expr, told: str, *, whole: bool) -> pl.Expr:
    text = column.cast(pl.String).str.to_lowercase()
    found = text == told if whole and told else text.str.contains(told, literal=True)
    return found.fill_null(value=False)


def sortable(header: str, frame: pl.DataFrame) -> bool:
    """Say whether a column's header names something that the frame can be sorted by."""
    return _SORTED_BY.get(header) in frame.columns


def arrange(frame: pl.DataFrame, header: str | None, *, turned: bool = False) -> pl.DataFrame:
    """Sort by the field behind a header: words rise, numbers and dates fall; ``turned`` the other way, nulls last."""
    field = _SORTED_BY.get(header or "")
    if field is None or field not in frame.columns:
        return frame
    words = frame.schema[field] == pl.String
    column = pl.col(field).str.to_lowercase() if words else pl.col(field)
    return frame.sort(column, descending=words == turned, nulls_last=True, maintain_order=True)
