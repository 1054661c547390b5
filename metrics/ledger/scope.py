"""What part of the whole a value covers, and when two values cover the same part.

The columns of the other one of a pair have a suffix. A scope said of nothing is not the whole: it is unsaid.
"""

from collections.abc import Sequence

import polars as pl

FIELDS = ("geo", "platform", "plan")
"""The fields of a scope."""

WHOLE = r"(?i)^(?:(?:all|any|every|total|whole|overall|tous|toutes|全部|所有)\b|(?:global|world|worldwide|monde|全球)$)"
"""A field of such a text names the whole, not a part."""

JOINTS = r"\s*(?:[+&/]|\band\b|\bet\b|和)\s*"
"""What joins several parts in the text of a field."""


def fields(prefix: str = "") -> list[pl.Expr]:
    """Take the fields out of the column ``scope``, each named by itself after a prefix."""
    return [pl.col("scope").struct.field(name).alias(f"{prefix}{name}") for name in FIELDS]


def spelled(prefix: str = "") -> list[pl.Expr]:
    """Take the fields out of the column ``scope`` as they are compared: in lower case, without blanks around."""
    return [field.str.to_lowercase().str.strip_chars() for field in fields(prefix)]


def unsaid(columns: Sequence[pl.Expr]) -> pl.Expr:
    """Tell whether no field of a scope says anything."""
    return pl.all_horizontal([column.is_null() for column in columns])


def same_part(suffix: str) -> pl.Expr:
    """Tell whether a claim and the one with ``suffix`` cover compatible parts.

    Each field is equal, unsaid by one, or qualified by one ("app", "app only, web excluded"); "iOS + Android" is no
    qualification of "iOS".
    """
    return pl.all_horizontal([compatible(pl.col(f"_{name}"), pl.col(f"_{name}{suffix}")) for name in FIELDS])


def one_part(suffix: str) -> pl.Expr:
    """Tell whether a claim and the one with ``suffix`` surely cover one part, so that their values may be compared.

    Each field is unsaid by both, the whole in both, or said by both and compatible.
    """
    sides = [(pl.col(f"_{name}"), pl.col(f"_{name}{suffix}")) for name in FIELDS]
    return pl.all_horizontal(
        [
            (one.is_null() & other.is_null())
            | (one.is_not_null() & other.is_not_null() & (compatible(one, other) | _both_whole(one, other)))
            for one, other in sides
        ]
    ).fill_null(value=False)


def _both_whole(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    return one.str.contains(WHOLE) & other.str.contains(WHOLE)


def covers(larger: str, smaller: str) -> pl.Expr:
    """Tell whether one scope is no narrower than the other: in each field unsaid, the whole, or compatible with a said one."""
    sides = [(pl.col(f"_{name}{larger}"), pl.col(f"_{name}{smaller}")) for name in FIELDS]
    return pl.all_horizontal(
        [
            wide.is_null() | wide.str.contains(WHOLE) | (narrow.is_not_null() & compatible(wide, narrow))
            for wide, narrow in sides
        ]
    ).fill_null(value=False)


def compatible(left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """Tell whether two words of a scope may mean one part: unsaid, equal, or one a qualification of the other."""
    qualified = _qualifies(left, right) | _qualifies(right, left)
    return left.is_null() | right.is_null() | (left == right) | qualified


def _qualifies(text: pl.Expr, by: pl.Expr) -> pl.Expr:
    begun = by.str.starts_with(text) & by.str.slice(text.str.len_chars(), 1).str.contains(r"\W")
    return begun & ~by.str.contains(JOINTS)
