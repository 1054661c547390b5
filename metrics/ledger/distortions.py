"""Each telling compared with what it tells: rules accuse, verdicts decide, and each bent telling gets its sentence."""

from collections.abc import Callable, Mapping

import polars as pl

from ..vocabulary import Distortion
from . import claims as grouping
from . import counted, dates, kin, sayings, scales, sums, swaps
from .assertions import assertions, ordered
from .joins import kinships
from .pairs import matched
from .registry import Registry
from .relations import unheard
from .sentences import own_words, sentences
from .verdicts import decide
from .wordings import betrayed

FINDINGS = pl.Schema({
    "observation": pl.String, "claim": pl.String, "kind": pl.String, "message": pl.String, "against": pl.String,
})  # fmt: skip
RULES: Mapping[Distortion, Callable[[], pl.Expr]] = {**dates.RULES, **swaps.RULES, **sayings.RULES}
"""Every rule that reads one pair of assertions, by the distortion it names."""


def compare(tellings: pl.DataFrame, registry: Registry) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Group tellings into claims and name what each bends: tellings, claims and findings.

    Tellings gain claim, role, distortions (List[String]) and severe. A finding is one bent telling's distortion, with
    the observation it is held against; what merely loses detail is no finding.
    """
    told, counts = counted.apart(tellings)
    alone = counted.attach(counts)
    claims = counted.claims_of(alone, grouping.party_names(registry))
    if told.is_empty():
        return alone, claims.sort("claim"), pl.DataFrame(schema=FINDINGS)
    rows = ordered(told, registry)
    said = assertions(rows, registry)
    pairs = marked(matched(said), said)
    verdicts = decide(said.height, kinships(pairs), accusations(pairs, said, registry))
    del pairs
    words = betrayed(rows, registry)
    rows = grouping.attach(rows, said, verdicts, words)
    retold = grouping.claims_of(rows, registry)
    findings = _findings(rows, retold, words, said, registry)
    every = pl.concat([rows.select(alone.columns), alone])
    return every, pl.concat([retold, claims]).sort("claim"), findings


def marked(pairs: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """Add to pairs what rules need to know of third assertions: outgrown, unreached, disputed and settled."""
    return sayings.settled(swaps.disputed(dates.overtaken(pairs, said), said), said)


def accusations(pairs: pl.DataFrame, said: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Let every rule speak: ``a`` (the accused assertion), ``by`` (what it is held against), ``kind``."""
    flags = pairs.lazy().filter(~unheard()).select("a", by="a_b", **{str(kind): rule() for kind, rule in RULES.items()})
    named = flags.filter(pl.any_horizontal(str(kind) for kind in RULES)).collect()
    read = named.unpivot(index=["a", "by"], variable_name="kind").filter("value").drop("value")
    searched = [
        scales.magnitude(said), scales.currency(said), sums.multiples(said), sums.means(said), sums.sums(said),
        kin.entity_swap(said, registry), kin.metric_swap(said, registry),
    ]  # fmt: skip
    return pl.concat([read, *searched]).unique().sort("a", "by", "kind")


def _findings(
    rows: pl.DataFrame, claims: pl.DataFrame, words: pl.DataFrame, said: pl.DataFrame, registry: Registry
) -> pl.DataFrame:
    bent = (
        rows.filter("severe")
        .select("a", "observation", "claim", "by", kind="bent")
        .explode("kind")
        .drop_nulls(["kind", "by"])
    )
    best = claims.select("claim", _best="observation")
    heard = words.join(rows.select("observation", "a", "claim"), on="observation").join(best, on="claim", how="left")
    heard = heard.with_columns(against=pl.when(pl.col("_best") != pl.col("observation")).then("_best"))
    found = pl.concat([sentences(bent, said, registry), own_words(heard, said, registry)])
    return found.select(FINDINGS.names()).sort("observation", "kind", "against")
