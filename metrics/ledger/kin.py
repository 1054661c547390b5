"""When a figure of one entity is told of another: a model's sister, what it was made from, what it runs on."""

import polars as pl

from ..vocabulary import Distortion, MetricKind
from . import relations as r
from .pairs import MANY, NEEDED, VALUES, anchors, bucket, gap, gathered, likeness, meetings, widened
from .registry import Registry
from .relations import a, b

_NEAR, _LASTING = 60, 400
_SKIPPED = "prices"
_EXACT = 4
_RELATED = pl.Schema(
    {
        "a": pl.UInt32,
        "a_b": pl.UInt32,
        "agrees": pl.Boolean,
        "exact": pl.Boolean,
        "shared": pl.Int8,
        "relation": pl.String,
    }
)
_NARROW = ("entity", "metric", "unit", "value", "digits", "last", "told", "own")


def entity_swap(said: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Find figures that a better founded assertion gives to a relative of their entity, or to another of one panel."""
    usable = said.filter(~r.rate(), (a("group") != _SKIPPED).fill_null(value=True), a("value") > 0)
    found = pl.concat([_relatives(usable, said, registry), _strangers(usable)])
    return found.unique(maintain_order=True).with_columns(kind=pl.lit(Distortion.ENTITY_SWAP.value))


def metric_swap(said: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Find people who are another relative's events: the calls of an interface told as users of the product."""
    keys = ["family", "value", "first", "last"]
    counted = said.filter("told", a("worth") >= 0, *(a(name).is_not_null() for name in keys)).select(*NEEDED, "family")
    people = counted.filter(~a("own"), a("worth") > 0, a("first") == a("last"))
    events = anchors(
        counted.filter(a("worth") == 0).join(people.select(keys).unique(), on=keys, how="semi", maintain_order="left"),
        *keys,
    )
    pairs = people.join(events, on=keys, suffix="_b", coalesce=False).with_columns(gap())
    elsewhere = (a("address") != b("address")) & (a("entity") != b("entity"))
    found = pairs.filter(elsewhere, a("worth") > b("worth"), r.same_origin(), ~r.protected())
    related = found.join(registry.kin.rename({"relative": "entity_b"}), on=["entity", "entity_b"], how="semi")
    return related.select("a", by="a_b", kind=pl.lit(Distortion.METRIC_SWAP.value))


def _relatives(usable: pl.DataFrame, said: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    kin = registry.kin.rename({"relative": "entity_b"})
    narrow = usable.select("a", *_NARROW, "family", _bucket=bucket(a("value"))).filter(a("family").is_not_null())
    narrow = narrow.join(kin.select("entity").unique(), on="entity", how="semi", maintain_order="left")
    keys = ["family", "metric", "unit"]
    told = narrow.filter("told")
    met = meetings(told.filter(~a("own")), anchors(told, *keys, "_bucket"), keys, VALUES)
    alike = [pairs.filter(a("entity") != b("entity"), r.better()).with_columns(**likeness()) for _, pairs in met]
    near = [pairs.filter("agrees").join(kin.lazy(), on=["entity", "entity_b"]) for pairs in alike]
    held = widened(gathered(near, _RELATED, many=told.height > MANY), said).with_columns(gap())
    return held.filter(_blamed(), _close()).select("a", by="a_b")


def _strangers(said: pl.DataFrame) -> pl.DataFrame:
    """One party's number with four digits or more, told of two entities that have nothing to do with each other."""
    named = said.filter("known", a("digits") >= _EXACT).select(*NEEDED)
    keys = ["metric", "unit", "origin_id", "value"]
    told, others = named.filter("told", ~a("own")).lazy(), anchors(named, *keys).lazy()
    pairs = told.join(others, on=keys, suffix="_b", coalesce=False).with_columns(gap(), **likeness())
    time = r.overlap() & (r.later() | a("said_first").is_null())
    return pairs.filter(_blamed(), time).select("a", by="a_b").collect()


def _blamed() -> pl.Expr:
    elsewhere = (a("address") != b("address")).fill_null(value=True)
    return (
        (a("entity") != b("entity"))
        & a("agrees")
        & b("told")
        & elsewhere
        & r.better()
        & ~r.protected()
        & r.no_other_origin()
    )


def _close() -> pl.Expr:
    """What was made from the other needs fewer digits in common than a mere sister."""
    lasting = a("kind") == MetricKind.CLAIM
    time = r.near(_NEAR) | (lasting & r.near(_LASTING)) | a("gap").is_null()
    made_from = (a("relation") == "derived_from") & ((a("shared") >= r.ROUGH) | r.same_origin() | lasting)
    beside = a("relation").is_in(["sibling", "powers"]) & (
        (a("shared") >= r.CLOSE) | (a("exact") & r.identical_period() & r.same_origin())
    )
    return (time & (made_from | beside)).fill_null(value=False)
