"""Sorted 64-bit keys in files, a few of which are looked up in mapped memory without reading the file.

A segment is an Arrow IPC file of one uncompressed batch with one column, so that polars reads it too.
"""

import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import polars as pl
import polars_hash as plh

from ..literal import path_text

KEY = "key"
NO_KEYS = pl.Series(KEY, [], pl.UInt64)

_FEW = 50_000
_HEADER = 4096
_PROBES = 8


class Segment(NamedTuple):
    """One file: its name, how many keys it holds, and at which byte the first of them stands (-1 if unknown)."""

    name: str
    size: int
    offset: int


def keys_of(ids: pl.LazyFrame) -> pl.Series:
    """Hash the column ``id`` to keys, the same on every machine and for ever."""
    return ids.select(plh.col("id").nchash.xxhash64().alias(KEY)).collect()[KEY]


def write(folder: Path, keys: pl.Series) -> Segment:
    """Write sorted keys; ``OSError`` if that cannot be done."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{uuid4().hex}.arrow"
    keys.alias(KEY).to_frame().write_ipc(path_text(path), record_batch_size=max(1, keys.len()))
    first = struct.pack(f"<{min(_PROBES, keys.len())}Q", *keys.head(_PROBES))
    with path.open("rb") as file:
        return Segment(path.name, keys.len(), file.read(_HEADER).find(first))


def read(folder: Path, segment: Segment) -> pl.Series:
    """Read all keys; ``ValueError`` if there are more or fewer than there should be."""
    keys = pl.read_ipc(path_text(folder / segment.name))[KEY]
    if keys.len() != segment.size:
        raise ValueError(f"{segment.name} holds {keys.len()} keys instead of {segment.size}")
    return keys


def hits(folder: Path, segment: Segment, keys: pl.Series) -> pl.Series:
    """Say which of some keys are in a segment."""
    if keys.len() <= _FEW and segment.offset >= 0:
        with _mapped(folder / segment.name, segment) as held:
            sought = ((key, bisect_left(held, key)) for key in keys)
            return pl.Series(KEY, [key for key, at in sought if at < segment.size and held[at] == key], pl.UInt64)
    held_keys = read(folder, segment)
    places = held_keys.search_sorted(keys).clip(upper_bound=segment.size - 1)
    return keys.filter(held_keys.gather(places) == keys)


@contextmanager
def _mapped(path: Path, segment: Segment) -> Iterator[memoryview]:
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
        memoryview(mapped) as whole,
        whole[segment.offset : segment.offset + 8 * segment.size] as body,
    ):
        if body.nbytes != 8 * segment.size:
            raise ValueError(f"{segment.name} is shorter than {segment.size} keys")
        with body.cast("Q") as held:
            yield held
