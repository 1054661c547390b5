"""CITATION.md: how to cite the export and each figure in it, and whom its licences ask to name."""

from datetime import datetime
from typing import TextIO

import polars as pl

from .. import __version__
from ..citations import citation
from ..formats import markdown

_INTRODUCTION = """\
# How to cite

Cite a figure by its line below: who made it stands first, then who told it. The whole export: *aimarket {version},
figures as recorded until {until}*.
"""


def write_credits(out: TextIO, figures: pl.DataFrame, documents: pl.DataFrame, created: datetime | None) -> None:
    """Write the credits of the documents, then one citation a figure with its address."""
    until = f"{created:%Y-%m-%d %H:%M:%S} UTC" if created else "now"
    out.write(_INTRODUCTION.format(version=__version__, until=until))
    out.write("\n## Credits\n\n")
    named = documents.filter(pl.col("attribution").is_not_null() | pl.col("licence").is_not_null())
    lines = named.group_by("attribution", "licence").agg(pl.col("publisher").drop_nulls().unique().sort())
    for attribution, licence, publishers in lines.sort("attribution", "licence", nulls_last=True).iter_rows():
        credit = attribution or ", ".join(publishers) or "Documents without a publisher"
        out.write(f"- {markdown(credit)}{f' (licence: {markdown(licence)})' if licence else ''}\n")
    if named.is_empty():
        out.write("No document asks for a credit.\n")
    out.write("\n## Figures\n\n")
    shown = None
    for row in figures.sort("entity", "metric", "end", "claim", nulls_last=True).iter_rows(named=True):
        name = row.get("entity_name") or row["entity"]
        if name != shown:
            out.write(f"\n### {markdown(name)}\n\n")
            shown = name
        url = f" <{_address(row['url'])}>" if row.get("url") else ""
        out.write(f"- {markdown(citation(row))}{url}\n")


def _address(url: str) -> str:
    """Write an address so that no part of it can end the link or start markup."""
    return "".join(
        char if char.isascii() and char.isprintable() and char not in '<>" \\' else _escaped(char) for char in url
    )


def _escaped(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
