"""What each column may hold: one reading a column, from a file's text to the store's own words."""

import json
from collections.abc import Callable
from itertools import count

import polars as pl

from ..catalog import Catalog
from ..catalog.registry import index_metrics
from ..errors import UsageError
from ..literal import FORBIDDEN
from ..model import Metric
from ..vocabulary import CURRENCIES, Basis, Comparator, DocumentKind, MetricKind, Span, Status
from .dates import read_dates
from .numbers import read_count, read_number
from .records import Repeated, once
from .sheet import Sheet, one_of, shown

METHOD = "import/1"

_ASCII = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", "==": "=", "≈": "~"}
_ACTS = r"\s" + "".join(rf"\x{{{ord(char):x}}}" for char in FORBIDDEN)
_HOST = rf"(?:\[[0-9A-Fa-f:.]+\]|[^\[\]/?#@:{_ACTS}]+)"
_PORT = r"(?::(?:[0-5]?\d{1,4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5]))?"
_URL = rf"^(?i:https?)://(?:[^/?#@{_ACTS}]*@)?{_HOST}{_PORT}(?:[/?#][^{_ACTS}]*)?$"
_PAIR = "\x1f"
_MOST_EXPLAINED = 50
_SIGNED = (MetricKind.PRICE, MetricKind.SCORE, MetricKind.SHARE)
_FREE = ("origin", "attribution", "pointer", "publisher", "title", "language", "author", "licence")
_SCOPE = ("geo", "platform", "plan")
_LONGEST_QUOTE = 2**31


def check(sheet: Sheet, catalog: Catalog) -> pl.DataFrame:
    """Read every column of a sheet; what is wrong is noted in it.

    Returns:
        As many rows, with what ``frames.OBSERVATIONS`` needs of a file, and of the document ``url``, ``publisher``,
        ``title``, ``kind``, ``language``, ``author``, ``licence``, ``published_on``, ``published_precision``; ``_said``
        and ``_said_precision`` are the first day and the precision of ``stated_on``.
    """
    columns = [*_quantity(sheet, catalog), *_words(sheet), *_evidence(sheet), *read_dates(sheet)]
    return pl.DataFrame([*columns, _scope(sheet)])


def _quantity(sheet: Sheet, catalog: Catalog) -> list[pl.Series]:
    """Read who and what is measured, and how much of it."""
    metrics = index_metrics(catalog.metrics.values())
    entity = sheet.read("entity", _resolver("entity", lambda text: _id(catalog, text), catalog.entity))
    metric = sheet.read("metric", _resolver("metric", metrics.find, catalog.metric))
    numbers = [read_number(sheet, name) for name in ("value", "low", "high")]
    for column in (entity, metric, numbers[0]):
        sheet.require(column.name, column)
    counted = metric.is_in([each.id for each in catalog.metrics.values() if _counts(each)])
    for column in numbers:
        sheet.fault(column.name, counted & (column < 0), "a count cannot be negative")
    sheet.fault("high", numbers[2] < numbers[1], "is less than low")
    for column in numbers:
        _doubt_size(sheet, catalog, metric, column)
    return [entity, metric, *numbers, _unit(sheet, catalog, metric)]


def _doubt_size(sheet: Sheet, catalog: Catalog, metric: pl.Series, values: pl.Series) -> None:
    """Note each value that is outside what its metric can plausibly be; it is kept, and the ledger says so too."""
    known = [each for each in catalog.metrics.values() if each.id in set(metric.unique())]
    bounds = pl.DataFrame(
        {
            "metric": [each.id for each in known],
            "low": [each.low for each in known],
            "high": [each.high for each in known],
        },
        schema={"metric": pl.String, "low": pl.Float64, "high": pl.Float64},
    )
    held = metric.alias("metric").to_frame().join(bounds, on="metric", how="left", maintain_order="left")

    def reason(row: int) -> str:
        most = held["high"][row]
        upto = f" to {most:,.15g}" if most is not None else " upwards"
        return f"{values[row]:,.15g} is outside what {metric[row]} can be, from {held['low'][row]:,.15g}{upto}"

    sheet.doubt(values.name, (values < held["low"]) | (values > held["high"]), reason)


def _id(catalog: Catalog, text: str) -> str | None:
    entity = catalog.find_entity(text)
    return entity.id if entity else None


def _resolver(
    what: str, find: Callable[[str], str | None], explain: Callable[[str], object]
) -> Callable[[str], str]:  # fmt: skip
    """Return a reader of names; only the first unknown ones are compared with every known name."""
    unknown = count()

    def read(text: str) -> str:
        found = find(text)
        if found is not None:
            return found
        if next(unknown) < _MOST_EXPLAINED:
            explain(text)
        raise ValueError(f"unknown {what} {shown(text)}")

    return read


def _counts(metric: Metric) -> bool:
    return metric.kind not in _SIGNED and not metric.money and metric.unit != "percent" and metric.low >= 0


def _unit(sheet: Sheet, catalog: Catalog, metric: pl.Series) -> pl.Series:
    """Return the metric's own word for the unit, or the currency; there is never a default."""
    written = sheet.text("unit")
    if written.null_count():
        monies = [each.id for each in catalog.metrics.values() if each.money]
        missing = written.is_null()
        needs = metric.is_in(monies).fill_null(value=False)
        sheet.fault("unit", missing & ~needs, "is missing")
        sheet.fault("unit", missing & needs, "is missing: money needs its currency (ISO 4217), such as USD")
    pairs = pl.select(pl.concat_str(metric, written, separator=_PAIR).alias("unit")).to_series()

    def read(pair: str) -> str:
        name, _, unit = pair.partition(_PAIR)
        return _unit_of(catalog.metrics[name], unit)

    return sheet.translate(pairs, read)


def _unit_of(metric: Metric, written: str) -> str:
    if metric.money:
        if written.upper() in CURRENCIES:
            return written.upper()
        raise ValueError(f"{shown(written)} is no currency that is known: {metric.id} needs ISO 4217, such as USD")
    for unit in metric.units:
        if unit.casefold() == written.casefold():
            return unit if metric.distinct_units else metric.unit
    raise ValueError(f"{metric.id} is not counted in {shown(written)}: write {' or '.join(metric.units)}")


def _words(sheet: Sheet) -> list[pl.Series]:
    """Read the closed vocabularies, the address and the free text."""
    comparator = one_of(Comparator)
    url = sheet.text("url")
    sheet.fault("url", ~url.str.contains(_URL), lambda row: f"{shown(url[row])} is no http or https address")
    return [
        # A part of an export may come home: there a sign has an apostrophe before it, as a formula would have.
        sheet.read("comparator", lambda text: comparator(_ASCII.get(bare := text.removeprefix("'"), bare))).fill_null(
            str(Comparator.EQUAL)
        ),
        sheet.read("span", one_of(Span)).fill_null(str(Span.UNSTATED)),
        sheet.read("status", one_of(Status)).fill_null(str(Status.NORMAL)),
        sheet.read("basis", one_of(Basis)).fill_null(str(Basis.UNSTATED)),
        sheet.read("kind", one_of(DocumentKind)),
        sheet.text("method").fill_null(METHOD),
        url,
        *(sheet.text(name) for name in _FREE),
    ]


def _evidence(sheet: Sheet) -> list[pl.Series]:
    """Read where the figure stands in its document, and how sure its reader was."""
    quote = sheet.verbatim("quote")
    start = read_count(sheet, "quote_start", (0, _LONGEST_QUOTE), pl.Int64)
    end = read_count(sheet, "quote_end", (0, _LONGEST_QUOTE), pl.Int64)
    sheet.fault("quote_end", (end <= start) | (start.is_null() ^ end.is_null()), "is not after quote_start")
    length = quote.str.replace_all("\r\n", "\n", literal=True).str.len_chars().cast(pl.Int64)
    sheet.fault("quote", (end > start) & (length != end - start), "is not as long as quote_start and quote_end say")
    confidence = read_number(sheet, "confidence")
    sheet.fault("confidence", ~confidence.is_between(0, 1), "is not between 0 and 1")
    return [
        sheet.verbatim("as_written"),
        quote,
        start,
        end,
        read_count(sheet, "digits", (1, 17), pl.Int8),
        confidence.fill_null(1.0).cast(pl.Float32),
    ]


def _scope(sheet: Sheet) -> pl.Series:
    """Read what part the value covers: an object in ``scope``, columns of their own, or a plain word for the platform."""
    raw = sheet.raw("scope")
    parts = []
    for name in _SCOPE:
        column = sheet.text(name)
        if isinstance(raw.dtype, pl.Struct):
            held = raw.struct.unnest()
            inside = held[name] if name in held.columns else sheet.nothing(name)
            if inside.dtype not in (pl.String, pl.Null):
                sheet.fault("scope", inside.is_not_null(), f"{name} is no text")
                inside = sheet.nothing(name)
            inside = inside.cast(pl.String)
        else:
            inside = sheet.read("scope", lambda text, name=name: _scope_of(text)[name])  # type: ignore[misc]
        sheet.fault(name, column != inside, "is not what scope says")
        parts.append(pl.select(pl.coalesce(column, inside).alias(name)).to_series())
    return pl.DataFrame(parts).to_struct("scope")


def _scope_of(text: str) -> dict[str, str | None]:
    nothing: dict[str, str | None] = dict.fromkeys(_SCOPE)
    if not text.startswith("{"):
        return nothing | {"platform": text}
    try:
        found = json.loads(text, object_pairs_hook=once)
    except Repeated as error:
        raise ValueError(f"{shown(text)} has {shown(error.args[0])} twice") from None
    except (ValueError, RecursionError):
        raise ValueError(f"{shown(text)} is no JSON object") from None
    if not set(found) <= set(_SCOPE) or not all(each is None or isinstance(each, str) for each in found.values()):
        raise UsageError(f"{shown(text)} holds more than the words geo, platform, plan")
    return nothing | {name: each or None for name, each in found.items()}
