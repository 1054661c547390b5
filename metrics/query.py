"""SQL over the tables of the market: which tables a query needs, what it may not do, and errors a person can act on."""

import re
from collections.abc import Callable, Mapping

import polars as pl

from .catalog.names import nearest
from .errors import StoreUnreadable, UnknownName, UsageError
from .literal import one_line

_FIRST_WORD = re.compile(r"(?:\s|\(|--[^\n]*(?:\n|$)|/\*.*?\*/)*(\w*)", re.DOTALL)
_FILE_FUNCTION = re.compile(r"\b(?:read|scan|sink|write)_\w+", re.IGNORECASE)
_OPERATOR = re.compile(r"[^\w\s,.'\"()]+|\b(?:and|or|not|is|in|like|between|case|when|join)\b", re.IGNORECASE)
_APART = re.compile(r"('(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$\$.*?\$\$|--[^\n]*|/\*.*?\*/)", re.DOTALL)
_SET_OPERATOR = re.compile(r"\b(?:union|intersect|except)\b", re.IGNORECASE)

# polars resolves long chains by recursion and dies of a full stack: at 6,000 operators, at 1,000 set operators.
_MOST_OPERATORS = 2_000
_MOST_SET_OPERATORS = 200

_LONGEST = 80
_NO_TABLE = re.compile(r"relation '(.*?)' was not found|no table or struct column named '(.*?)' found", re.DOTALL)
_NO_COLUMN = re.compile(r"unable to find column \"(.*?)\";|no column named '(.*?)' found", re.DOTALL)

Tables = Mapping[str, Callable[[], pl.LazyFrame]]


def run(sql: str, tables: Tables) -> pl.DataFrame:
    """Answer one SELECT over the tables that it names; only those are made, and nothing else is read or written.

    >>> run("SELECT value * 2 AS twice FROM figures", {"figures": lambda: pl.LazyFrame({"value": [2]})}).rows()
    [(4,)]

    Raises:
        UnknownName: a table, column or field that is not there, with the nearest ones.
        UsageError: anything else than a readable SELECT, or one that fails on the values.
    """
    _refuse_all_but_select(sql)
    sql = _with_end_as_name(sql)
    known = {name.lower(): name for name in tables}
    made: dict[str, pl.LazyFrame] = {}
    while True:
        try:
            return pl.SQLContext(made).execute(sql, eager=False).collect(engine="streaming")
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            missing = known.get(_found(_NO_TABLE, str(error)).lower())
            if missing is None or missing in made:
                raise _explained(error, made, tables) from None
            made[missing] = tables[missing]()


def _refuse_all_but_select(sql: str) -> None:
    """Refuse what is no query, what names a file function even in a string, and what would overflow polars' stack."""
    if any("\ud800" <= char <= "\udfff" for char in sql):
        raise UsageError("the query is not readable text (UTF-8)")
    first = _FIRST_WORD.match(sql)
    word = first[1] if first else ""
    if word.lower() not in {"select", "with"}:
        raise UsageError(f"sql only reads: a query starts with SELECT or WITH{f', not {word}' if word else ''}")
    if named := _FILE_FUNCTION.search(sql):
        raise UsageError(f"sql reads its own tables and no files: {named[0]} is not available")
    if len(_OPERATOR.findall(sql)) > _MOST_OPERATORS or len(_SET_OPERATOR.findall(sql)) > _MOST_SET_OPERATORS:
        raise UsageError(f"the query is too long: at most {_MOST_OPERATORS:,} operators, {_MOST_SET_OPERATORS} UNIONs")


def _with_end_as_name(sql: str) -> str:
    """Quote ``end``, a column of ours and a keyword of CASE, where there is no CASE that it could close.

    >>> _with_end_as_name("SELECT value, end FROM figures -- the end")
    'SELECT value, "end" FROM figures -- the end'
    """
    parts = _APART.split(sql)
    plain = parts[::2]
    if any(re.search(r"\bcase\b", part, re.IGNORECASE) for part in plain):
        return sql
    parts[::2] = [re.sub(r"(?i)\bend\b", '"end"', part) for part in plain]
    return "".join(parts)


def _explained(error: BaseException, made: Mapping[str, pl.LazyFrame], tables: Tables) -> Exception:
    text = str(error)
    if isinstance(error, OSError) or text.startswith("parquet: "):
        return StoreUnreadable(f"the store cannot be read: {_first_line(text)}. Run `aimarket store verify`")
    if name := _found(_NO_COLUMN, text):
        return UnknownName("column", _brief(name), nearest(name, _columns(made)))
    if isinstance(error, pl.exceptions.StructFieldNotFoundError):
        name = _first_line(text)
        return UnknownName("field", name, nearest(name, _struct_fields(made)))
    if name := _found(_NO_TABLE, text):
        return UnknownName("table", _brief(name), nearest(name, tables))
    return UsageError(f"the query fails: {_first_line(text)}")


def _brief(name: str) -> str:
    return one_line(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…")


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return next((group for group in match.groups() if group), "") if match else ""


def _columns(made: Mapping[str, pl.LazyFrame]) -> list[str]:
    return sorted({name for frame in made.values() for name in frame.collect_schema()})


def _struct_fields(made: Mapping[str, pl.LazyFrame]) -> list[str]:
    types = [dtype for frame in made.values() for dtype in frame.collect_schema().values()]
    return sorted({field.name for dtype in types if isinstance(dtype, pl.Struct) for field in dtype.fields})


def _first_line(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "no reason is given")
    return one_line(line.removeprefix("sql parser error: ").split("; valid columns: ")[0])[:300]
