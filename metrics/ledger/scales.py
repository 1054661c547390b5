"""When the digits are right and the size is not: a million dropped, 万 read as thousand, yuan stored as dollars."""

import math

import polars as pl

from ..vocabulary import Distortion, MetricKind
from . import relations as r
from .agreement import agree
from .pairs import ACCUSED, MANTISSAS, MANY, NEEDED, anchors, bucket, gap, gathered, meetings, straddling
from .relations import a, b

_YEAR, _MONTHS, _WEEKS = 400, 60, 45
_RATE_ERROR = 0.06
_FEW = 1e5
_APART = 20
_LONELY = 3
_CROWD = 2
_SLACK = 0.25
_EXACT, _ONCE = 9, 0.5
_HUNDREDFOLD = 95
_ASTRAY = (1.4, 0.9)
"""The farther of two that are three (two) powers of ten apart is at least nearly half of that from the middle."""
_SIZED = ("a", "value", "digits", "first", "last", "kind", "comparable", "told", "own", "weak", "origin_id", "itself")
LOCAL = {
    "CN": ("CNY", 7.15), "HK": ("HKD", 7.8), "IN": ("INR", 85.0), "JP": ("JPY", 150.0), "KR": ("KRW", 1390.0),
    "TW": ("TWD", 32.0), "RU": ("RUB", 90.0), "BR": ("BRL", 5.5), "SE": ("SEK", 10.3), "AE": ("AED", 3.67),
}  # fmt: skip
"""The currency of a country and roughly how many of it a dollar buys: only to see that two were mistaken for each other."""

KEYS = ("subject",)


def magnitude(said: pl.DataFrame) -> pl.DataFrame:
    """Find assertions that are a power of ten off another of the same quantity, and those far from all others."""
    powers = _powers(said)
    others = pl.concat([_lonely(said), _far_apart(said), _tenfold(said)]).join(powers, on="a", how="anti")
    return pl.concat([powers, others]).with_columns(kind=pl.lit(Distortion.MAGNITUDE.value))


def currency(said: pl.DataFrame) -> pl.DataFrame:
    """Find dollars that are another telling's dollars times the exchange rate of the entity's own country."""
    rates = {country: rate for country, (_, rate) in LOCAL.items()}
    money = said.filter("money", (a("unit") == "USD") & (a("value") > 0))
    told = money.filter("told", ~a("own"), a("country").is_in(list(rates)), a("digits") <= r.CLOSE)
    rate = a("country").replace_strict(rates, default=None, return_dtype=pl.Float64)
    left = told.with_columns(_rate=rate, _bucket=bucket(a("value") / rate)).lazy()
    right = straddling(anchors(money.select(*NEEDED).with_columns(_bucket=bucket(a("value"))), *KEYS, "_bucket")).lazy()
    pairs = left.join(right, on=[*KEYS, "_bucket"], suffix="_b", coalesce=False).with_columns(gap())
    off = (a("value") / (b("value") * a("_rate")) - 1).abs() <= _RATE_ERROR
    found = pairs.filter(off, r.near(_WEEKS) | a("gap").is_null(), ~r.protected())
    return found.select("a", by="a_b", kind=pl.lit(Distortion.CURRENCY.value)).collect()


def _powers(said: pl.DataFrame) -> pl.DataFrame:
    sized = said.filter(a("value") > 0, ~r.rate()).select(*KEYS, *_SIZED, _whole=_whole())
    reach = sized.group_by("_whole").agg(
        _typical=a("value").log10().median(), _most=a("value").max(), _least=a("value").min()
    )
    reach = reach.filter(a("_most") >= _HUNDREDFOLD * a("_least")).select("_whole", "_typical")
    sized = sized.join(reach, on="_whole", maintain_order="left").with_columns(_mantissa=MANTISSAS[0][0])
    right = anchors(sized, *KEYS, "_mantissa").drop("_typical")
    astray = (a("value").log10() - a("_typical")).abs()
    told = sized.filter("told", ~a("own"), (astray >= _ASTRAY[0]) | ((astray >= _ASTRAY[1]) & (a("digits") >= r.CLOSE)))
    power = (a("value") / b("value")).log10().round(0)
    scaled = b("value") * pl.lit(10.0).pow(power)
    shared = pl.min_horizontal("digits", "digits_b")
    large = (power.abs() >= _LONELY) | ((power.abs() == _CROWD) & (shared >= r.CLOSE) & r.no_other_origin())
    growing = (a("kind") == MetricKind.CUMULATIVE).fill_null(value=False) & (shared < r.ROUGH)
    within = pl.when(a("kind") == MetricKind.FLOW).then(_MONTHS).otherwise(_YEAR)
    near = (a("gap") <= within) | a("gap").is_null()
    one = (a("subject") == b("subject")) | _windowless()
    same = agree(a("value"), a("digits"), scaled, b("digits"))
    held = [
        met.filter(one, large).with_columns(gap()).filter(~growing, near, same, _smaller_is_wrong())
        for _, met in meetings(told, right, ["_whole"], MANTISSAS)
    ]
    return gathered([met.select("a", by="a_b") for met in held], ACCUSED, many=told.height > MANY)


def _tenfold(said: pl.DataFrame) -> pl.DataFrame:
    """The very digits that a party gives the same day, the point elsewhere: ten times is then no growth.

    Told by the same party or by nobody, for that day or for none.
    """
    keys = [*KEYS, "_figures"]
    sharp = said.filter(~r.rate(), a("value") > 0, a("digits") >= r.CLOSE)
    figures = (a("value") / pl.lit(10.0).pow(a("value").log10().floor())).round_sig_figs(_EXACT)
    narrow = sharp.select(*_SIZED, "known", "said_first", "said_last", *KEYS, _figures=figures)
    told = narrow.filter("told", ~a("own")).lazy()
    held = anchors(narrow.filter("known", a("last").is_not_null()), *keys).lazy()
    pairs = told.join(held, on=keys, suffix="_b", coalesce=False)
    off = (a("value") / b("value")).log10().abs() >= _ONCE
    time = r.undated() | (a("last") == b("last"))
    wrong = off & time & r.no_other_origin() & r.better() & ~r.protected()
    return gathered([pairs.filter(wrong).select("a", by="a_b")], ACCUSED, many=narrow.height > MANY)


def _whole() -> pl.Expr:
    """Say which quantities are of one size: those of a comparable group, and people counted without a window."""
    people = a("comparable").is_not_null() | _windowless()
    return pl.struct("entity", "unit", quantity=pl.when(people).then("unit").otherwise("metric")).hash()


def _windowless() -> pl.Expr:
    """Said of people, but of neither a day nor a week nor a month."""
    return (a("kind") == MetricKind.CLAIM).fill_null(value=False)


def _smaller_is_wrong() -> pl.Expr:
    """Blame the one farther from what else is said; if there is nothing else, the nameless or the tiny one."""
    size, size_b, typical = a("value").log10(), b("value").log10(), a("_typical")
    farther = (size - typical).abs() - (size_b - typical).abs()
    tiny = (a("value") < _FEW) & (a("value") < b("value"))
    nameless = a("weak") & ~b("weak")
    level = farther.abs() <= _SLACK
    return (farther > _SLACK) | (level & (nameless | (~(b("weak") & ~a("weak")) & tiny)))


def _lonely(said: pl.DataFrame) -> pl.DataFrame:
    """Levels of users at least a thousand times off everything else said of the entity's users."""
    users = said.filter(a("comparable").is_not_null(), a("value") > 0, a("kind") != MetricKind.CUMULATIVE)
    group = ["entity", "comparable", "unit"]
    values = users.unique([*group, "value"], keep="first", maintain_order=True).sort(*group, "value")
    size = a("value").log10()
    below, above = size - size.shift(1).over(group), size.shift(-1).over(group) - size
    nearest = (
        pl.when(below.fill_null(math.inf) <= above.fill_null(math.inf))
        .then(a("a").shift(1).over(group))
        .otherwise(a("a").shift(-1).over(group))
    )
    marked = values.with_columns(
        by=nearest,
        _off=pl.min_horizontal(below.fill_null(math.inf), above.fill_null(math.inf)),
        _others=pl.len().over(group) - 1,
    )
    far = marked.filter((a("_off") >= _LONELY) & (a("_others") >= _CROWD)).select(*group, "value", "by")
    return users.filter("told", ~a("own")).join(far, on=[*group, "value"]).select("a", "by")


def _far_apart(said: pl.DataFrame) -> pl.DataFrame:
    """Two nameless figures for the very same days, twenty times apart: the rounder one is the looser."""
    nameless = said.filter("told", ~a("known"), ~a("own"), a("value") > 0, a("last").is_not_null())
    keys = [*KEYS, "first", "last"]
    narrow = nameless.select("a", "digits", "value", *keys)
    pairs = narrow.lazy().join(anchors(narrow, *keys).lazy(), on=keys, suffix="_b")
    ratio = a("value") / b("value")
    apart = (ratio >= _APART) | (ratio <= 1 / _APART)
    found = pairs.filter(apart, a("digits") < b("digits")).select("a", by="a_b")
    return gathered([found], ACCUSED, many=narrow.height > MANY)
