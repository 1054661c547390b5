"""Claims: one party's assertion about one quantity, with all its tellings; and what each telling is to its claim."""

import polars as pl

from ..frames import hashed
from ..vocabulary import Distortion, DocumentKind, Rank, Role, Span
from .agreement import same
from .nouns import cleared
from .overlap import QUANTITY
from .registry import Registry
from .scope import FIELDS, unsaid

_LENGTH = 16
_KEY = ("entity", "metric", "unit", "value", "comparator", "start", "end", "span", "status", "origin_id")
_OF_BEST = (
    "entity", "metric", "value", "low", "high", "comparator", "digits", "unit", "start", "end", "precision", "span",
    "scope", "status", "basis", "origin_id", "method", "observation", "url", "quote", "publisher", "recorded_at",
)  # fmt: skip
CLAIMS = (
    "claim", "entity", "metric", "value", "low", "high", "comparator", "digits", "unit", "start", "end", "precision",
    "span", "scope", "status", "basis", "origin", "origin_id", "method", "origin_seen", "tellings", "distorted",
    "observation", "url", "quote", "publisher", "stated_on", "recorded_at", "rank", "superseded",
)  # fmt: skip


def attach(
    tellings: pl.DataFrame, assertions: pl.DataFrame, verdicts: pl.DataFrame, words: pl.DataFrame
) -> pl.DataFrame:
    """Give each telling its ``claim``, ``distortions``, ``severe`` and ``role``; keeps ``bent`` and ``by``.

    ``words`` holds observation and kind of what tellings betray by their own words. The origin's own page bends nothing.
    """
    judged = _judged(assertions, verdicts)
    rows = cleared(pl.concat([tellings, judged.select(pl.all().gather(tellings["a"]))], how="horizontal"))
    none = pl.lit([], dtype=pl.List(pl.String))
    rows = rows.with_columns(
        severe=pl.col("bent").is_not_null() & ~pl.col("own"),
        distortions=pl.when("own").then(none).otherwise(pl.col("distortions")),
    )
    return _with_words(rows, words).with_columns(role=_role())


def _judged(assertions: pl.DataFrame, verdicts: pl.DataFrame) -> pl.DataFrame:
    """Give each assertion claim, bent, by and distortions (first what is bent, then what is merely lost)."""
    heads = verdicts["root"]
    compared = assertions.select(_compared())
    roots = compared.select(pl.all().gather(heads).name.suffix("_r"))
    ids = pl.DataFrame({"root": heads.unique().sort()})
    ids = ids.with_columns(
        assertions.select(*_KEY, *FIELDS).select(pl.all().gather(ids["root"])).select(claim=_claim_id())
    )
    both = pl.concat([compared, roots, verdicts.select("root", "bent", "by")], how="horizontal")
    mild = list(_mild())
    packed = pl.sum_horizontal([value.cast(pl.UInt32) * (1 << bit) for bit, value in enumerate(_mild().values())])
    found = both.with_columns(_lost=packed).select("root", "bent", "by", "_lost")
    texts = [[kind.value for bit, kind in enumerate(mild) if lost >> bit & 1] for lost in range(1 << len(mild))]
    written = pl.DataFrame(
        {"_lost": range(len(texts)), "lost": texts}, schema={"_lost": pl.UInt32, "lost": pl.List(pl.String)}
    )
    found = found.join(ids, on="root", how="left", maintain_order="left")
    found = found.join(written, on="_lost", how="left", maintain_order="left")
    every = pl.when(pl.col("bent").is_null()).then("lost").otherwise(pl.col("bent").list.concat("lost"))
    return found.select("claim", "bent", "by", distortions=every)


def _with_words(rows: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    if words.is_empty():
        return rows
    spoken = words.group_by("observation").agg(_spoken=pl.col("kind").unique().sort())
    rows = rows.join(spoken, on="observation", how="left", maintain_order="left")
    added = pl.col("_spoken").is_not_null()
    every = pl.col("_spoken").list.concat("distortions").list.unique(maintain_order=True)
    return rows.with_columns(
        severe=pl.col("severe") | added, distortions=pl.when(added).then(every).otherwise("distortions")
    ).drop("_spoken")


def claims_of(tellings: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Give one row a claim, with the columns :data:`CLAIMS`.

    What a page said before it said something else is no telling any more: it is counted, and speaks for the origin,
    nowhere; a claim that only such readings tell has no tellings left, and ``superseded``. What a person deprecated is
    not counted beside others.
    """
    standing = ~pl.col("superseded")
    heard = standing & (pl.col("rank") != Rank.DEPRECATED.value).fill_null(value=True)
    straight = standing & ~pl.col("severe")
    counts = tellings.group_by("claim").agg(
        origin_seen=(pl.col("own") & (standing | pl.col("superseded").all())).any(),
        tellings=pl.when(heard.any()).then(heard.sum()).otherwise(standing.sum()).cast(pl.Int64),
        distorted=(standing & pl.col("severe")).sum().cast(pl.Int64),
        stated_on=pl.coalesce(_stated().filter(straight).min(), _stated().min()),
        rank=_rank(),
    )
    order = (pl.col("severe"), pl.col("superseded"))
    ranked = tellings.select("claim", *order).with_row_index("_place").sort(order, maintain_order=True)
    places = ranked.unique("claim", keep="first", maintain_order=True)["_place"]
    best = tellings.select("claim", *_OF_BEST, "origin", "superseded").select(pl.all().gather(places))
    return named(best.join(counts, on="claim", how="left"), party_names(registry)).select(CLAIMS)


def party_names(registry: Registry) -> pl.DataFrame:
    """Give the English name of every party that may be an origin: ``origin_id``, ``_name``."""
    return pl.DataFrame(
        {"origin_id": list(registry.names), "_name": list(registry.names.values())},
        schema={"origin_id": pl.String, "_name": pl.String},
    )


def named(rows: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Write each origin by its name, if its party is known."""
    found = rows.select("origin_id").join(names, on="origin_id", how="left", maintain_order="left")
    return rows.with_columns(origin=pl.coalesce(found["_name"], "origin"))


def _stated() -> pl.Expr:
    """The day it was said, as far as anybody says; the day of reading is none."""
    return pl.coalesce("stated_on", "published_on")


def _claim_id() -> pl.Expr:
    scope = [pl.col(name) for name in FIELDS]
    return hashed(*(pl.col(name) for name in _KEY), *scope).str.slice(0, _LENGTH)


def _compared() -> list[str]:
    return ["metric", "unit", "entity", "value", "digits", "span", "weak", *FIELDS]


def _mild() -> dict[Distortion, pl.Expr]:
    """What a telling lost of its claim's detail, compared with the assertion that heads it."""
    comparable = pl.all_horizontal([pl.col(name) == pl.col(f"{name}_r") for name in QUANTITY])
    fewer = (pl.col("digits") < pl.col("digits_r")) & ~same(pl.col("value"), pl.col("value_r"))
    within = (pl.col("value") - pl.col("value_r")).abs() <= pl.col("value_r").abs() / 10
    mine, its = ([pl.col(f"{name}{side}") for name in FIELDS] for side in ("", "_r"))
    spans = [pl.col(name) != Span.UNSTATED for name in ("span", "span_r")]
    found = {
        Distortion.ROUNDED: fewer & within,
        Distortion.SPAN: (pl.col("span") != pl.col("span_r")) & spans[0] & spans[1],
        Distortion.SCOPE_DROPPED: unsaid(mine) & ~unsaid(its),
        Distortion.ATTRIBUTION_DROPPED: pl.col("weak") & ~pl.col("weak_r"),
    }
    return {kind: (comparable & expression).fill_null(value=False) for kind, expression in found.items()}


def _role() -> pl.Expr:
    return (
        pl.when("severe").then(pl.lit(Role.DISTORTED.value))
        .when("own").then(pl.lit(Role.ORIGIN.value))
        .when(pl.col("document_kind") == DocumentKind.DATABASE).then(pl.lit(Role.DATABASE.value))
        .when(pl.col("origin_id").is_null()).then(pl.lit(Role.UNATTRIBUTED.value))
        .otherwise(pl.lit(Role.RELAY.value))
    )  # fmt: skip


def _rank() -> pl.Expr:
    rank = pl.col("rank")
    return (
        pl.when((rank == Rank.PREFERRED).any()).then(pl.lit(Rank.PREFERRED.value))
        .when((rank == Rank.DEPRECATED).all()).then(pl.lit(Rank.DEPRECATED.value))
        .otherwise(pl.lit(Rank.NORMAL.value))
    )  # fmt: skip
