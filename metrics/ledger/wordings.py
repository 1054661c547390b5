"""What a telling's own words betray: another metric's name beside the number, home-made arithmetic, a wrong name."""

import re

import polars as pl

from ..vocabulary import Basis, Distortion
from .registry import Registry

_ARITHMETIC = r"(?i)\barithmetic\b|\bmultipl(?:y|ied|ying)\b|[×x]\s?(?:4|7|12|30|52)\b|\b(?:4|7|12|30|52)\s?[×x]|\bown (?:calculation|maths?|estimate)\b|\bextrapolat\w*"
_PEOPLE = {"users", "people", "subscribers", "accounts", "members"}
_EVENTS = {"visits", "downloads", "messages", "requests", "calls", "sessions"}
_WINDOW = 42
_MARK = r"[0-9.,;:!?()，。；：、！？（）]"
_CLAUSE = r"\b(?:and|with|while|after|but|et|avec|mais|après)\b"
_BEYOND_LATIN = "\u0250"


def betrayed(tellings: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Find what tellings betray by their own words: ``observation``, ``kind``, ``word``."""
    told = tellings.filter("told", ~pl.col("own")).with_columns(_said=_labels(), _named=_sources())
    return pl.concat([_arithmetic(told), _events(told, registry), _rates(told, registry), _names(told, registry)])


def _labels() -> pl.Expr:
    fields = [pl.col("scope").struct.field(name) for name in ("platform", "plan")]
    return pl.concat_str(fields, separator=" ", ignore_nulls=True).str.to_lowercase()


def _sources() -> pl.Expr:
    return pl.concat_str("origin", "attribution", separator=" ", ignore_nulls=True).str.to_lowercase()


def _arithmetic(told: pl.DataFrame) -> pl.DataFrame:
    home_made = pl.concat_str("_said", "_named", separator=" ").str.extract(f"({_ARITHMETIC})")
    unsure = ~pl.col("known") & (pl.col("basis") != Basis.DERIVED) & (pl.col("_said") + pl.col("_named") != "")
    rows = told.filter(unsure).with_columns(word=home_made)
    return _found(rows, Distortion.ARITHMETIC_INVENTED)


def _events(told: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """People whose label, nameless source or following words speak of visits, downloads or messages."""
    metrics = registry.metrics
    people = metrics.filter(pl.col("unit").is_in(_PEOPLE))
    events = metrics.filter(pl.col("unit").is_in(_EVENTS), pl.col("group").is_in(people["group"].unique().implode()))
    telling = {word for words in events["words"].to_list() for word in words} | _EVENTS | {"api uses", "api calls"}
    words = _pattern(telling)
    mine = _pattern(
        {word for words in people["words"].to_list() for word in words} | _PEOPLE | {"utilisateurs", "用户"}
    )
    source = pl.when(~pl.col("known")).then(pl.col("_named")).otherwise(pl.lit(""))
    near = pl.concat_str("_said", source, pl.col("quote").fill_null(""), separator=" ")
    rows = told.filter(pl.col("metric").is_in(people["metric"].implode())).filter(_any_of(near, telling))
    texts = [pl.col("_said"), source, _after()]
    word = pl.coalesce([pl.when(~text.str.contains(mine)).then(text.str.extract(f"({words})")) for text in texts])
    return _found(rows.with_columns(word=word), Distortion.METRIC_SWAP)


def _rates(told: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Money of a whole period whose neighbouring words speak of a yearly rate."""
    money = registry.metrics.filter("money")
    stems = money.with_columns(_stem=pl.col("metric").str.extract(r"([^_]+)$"))
    rates = stems.join(stems.filter(pl.col("kind") == "flow").select("_stem"), on="_stem").filter(
        pl.col("kind") != "flow"
    )
    if rates.is_empty():
        return _found(told.head(0).with_columns(word=pl.lit("")), Distortion.BASIS_SWAP)
    flows = stems.filter(pl.col("kind") == "flow", pl.col("_stem").is_in(rates["_stem"].implode()))["metric"]
    telling = {word for words in rates["words"].to_list() for word in words}
    words = _pattern(telling)
    near = pl.concat_str("_said", pl.col("quote").fill_null(""), separator=" ")
    rows = told.filter(pl.col("metric").is_in(flows.implode())).filter(_any_of(near, telling))
    beside = pl.concat_str(_before(), _after(), separator=" … ", ignore_nulls=True)
    word = pl.coalesce(pl.col("_said").str.extract(f"({words})"), beside.str.extract(f"({words})"))
    return _found(rows.with_columns(word=word), Distortion.BASIS_SWAP)


def _names(told: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """Entities written under a known misspelling, where their own name does not stand beside it."""
    wrong = registry.entities.select("entity", "name", word="misspellings").explode("word").drop_nulls("word")
    texts = ("as_written", "attribution", "quote")
    rows = told.select("observation", "entity", *texts).join(wrong, on="entity")
    rows = rows.with_columns(_written=pl.concat_str(texts, separator=" ", ignore_nulls=True).str.to_lowercase())
    rows = rows.filter(pl.col("_written").str.contains(pl.col("word").str.to_lowercase(), literal=True))
    whole = pl.format(r"(?i)(?:^|\W){}(?:\W|$)", pl.col("word").str.escape_regex())
    rightly = pl.format(r"(?i)(?:^|\W){}(?:\W|$)", pl.col("name").str.escape_regex())
    named = pl.col("_written").str.contains(whole) | ~pl.col("word").str.contains(r"^[\x00-\x7f]+$")
    return _found(rows.filter(named & ~pl.col("_written").str.contains(rightly)), Distortion.ENTITY_SWAP)


def _after() -> pl.Expr:
    """The words that follow the number in its sentence, as far as the next mark, number or clause."""
    rest = pl.col("quote").str.splitn(pl.col("as_written"), 2).struct.field("field_1")
    return rest.str.slice(0, _WINDOW).str.to_lowercase().str.extract(rf"^(.*?)(?:{_MARK}|{_CLAUSE}|$)")


def _before() -> pl.Expr:
    """The words that lead up to the number, from the last mark, number or clause."""
    parts = pl.col("quote").str.splitn(pl.col("as_written"), 2)
    head = pl.when(parts.struct.field("field_1").is_not_null()).then(parts.struct.field("field_0"))
    return head.str.tail(_WINDOW).str.to_lowercase().str.extract(rf"^(?:.*(?:{_MARK}|{_CLAUSE}))?(.*)$")


def _any_of(text: pl.Expr, words: set[str]) -> pl.Expr:
    return text.str.contains_any(sorted(words), ascii_case_insensitive=True)


def _pattern(words: set[str]) -> str:
    """Match any of the words, the longest first; Latin ones only whole, since others are written without spaces."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    latin = [re.escape(word) for word in ordered if word[0] < _BEYOND_LATIN]
    other = [re.escape(word) for word in ordered if word[0] >= _BEYOND_LATIN]
    return "|".join([rf"\b(?:{'|'.join(latin)})\b", *other])


def _found(rows: pl.DataFrame, kind: Distortion) -> pl.DataFrame:
    return rows.filter(pl.col("word").is_not_null()).select("observation", kind=pl.lit(kind.value), word="word")
