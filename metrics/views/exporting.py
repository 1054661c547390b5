"""``export``: the views and tables of a part of the market, handed to the writer of files."""

from pathlib import Path

import polars as pl

from ..errors import UsageError
from ..export import export, export_file, export_flat
from ..ledger.policy import POLICY_ID
from ..market import Asked, Market
from .library import Library
from .show import Wanted, show

_TABLES = ("figures", "observations", "tellings", "claims", "documents", "entities", "metrics")


def export_to(market: Market, asked: Asked, dest: Path, *, flat: bool) -> int:
    """Write a folder, one flat CSV, or the file that the ending names, and return how many figures went there.

    Raises:
        UsageError: a place that holds something else or cannot be written.
    """
    if str(dest) == "-":
        raise UsageError("export writes files. For standard output: aimarket show --format csv (or json, ndjson)")
    if flat or dest.suffix:
        view = show(market, asked, Wanted())
        (export_flat if flat else export_file)(view, dest)
        return view.height
    tables = _tables(market, asked)
    export(tables, dest, query=_query(asked))
    return tables["figures"].height


def _tables(market: Market, asked: Asked) -> dict[str, pl.DataFrame]:
    library = Library(market, asked)
    tables = library.tables()
    frames = {name: market.collect(tables[name]()) for name in _TABLES}
    if asked.metrics is not None or asked.entities is not None:
        told = library.ledger.tellings.select(id="observation")
        frames["observations"] = frames["observations"].join(told, on="id", how="semi")
    named = frames["observations"].select(id="document").unique()
    frames["documents"] = frames["documents"].join(named, on="id", how="semi")
    return frames


def _query(asked: Asked) -> dict[str, object]:
    return {
        "metrics": list(asked.metrics) if asked.metrics is not None else None,
        "entities": list(asked.entities) if asked.entities is not None else None,
        "as_published": asked.published,
        "as_recorded": asked.recorded,
        "policy": POLICY_ID,
    }
