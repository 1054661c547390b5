"""Writing a file part by part, so that one larger than memory can be written; its entry in the log is counted meanwhile."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO

import polars as pl
from polars.io.plugins import register_io_source

from .shapes import PAGE_BYTES, Statistics, group_rows


def stream(parts: Iterator[pl.DataFrame], ranged: Sequence[str], target: IO[bytes]) -> str:
    """Write the rows of some frames, at least one, as one Parquet file and return its statistics for the log.

    Raises what polars raises, and whatever the parts do.
    """
    first, second = next(parts), next(parts, None)
    told, size = Statistics(tuple(ranged)), group_rows(first)
    if second is None:
        told.add(first)
        first.write_parquet(target, row_group_size=size, data_page_size=PAGE_BYTES)
        return told.written()

    schema, waiting = first.schema, deque((first, second))
    del first, second  # what is written is not to be held

    def source(*_: object) -> Iterator[pl.DataFrame]:
        while waiting:
            told.add(waiting[0])
            yield waiting.popleft()
            waiting.extend(islice(parts, 1))

    frame = register_io_source(source, schema=schema)
    frame.sink_parquet(target, row_group_size=size, data_page_size=PAGE_BYTES, maintain_order=True)
    return told.written()
