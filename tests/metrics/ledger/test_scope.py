import polars as pl
import pytest

from metrics.frames import SCOPE
from metrics.ledger.scope import FIELDS, compatible, covers, fields, one_part, spelled, unsaid


def of(*parts):
    return pl.DataFrame({"scope": [dict(zip(FIELDS, part, strict=True)) for part in parts]}, schema={"scope": SCOPE})


def pair(one, other):
    """Two scopes beside each other as the rules meet them."""
    sides = [of(scope).select(spelled("_")) for scope in (one, other)]
    return pl.concat([sides[0], sides[1].select(pl.all().name.suffix("_w"))], how="horizontal")


def test_the_fields_are_those_of_the_frames():
    assert [field.name for field in SCOPE.fields] == list(FIELDS)


def test_a_scope_is_compared_without_case_and_blanks():
    assert of((" CN ", "App", None)).select(spelled()).row(0) == ("cn", "app", None)


def test_a_scope_is_unsaid_only_if_all_of_it_is():
    told = of((None, None, None), (None, "app", None)).select(unsaid(fields()))
    assert told.to_series().to_list() == [True, False]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("app", "app only, web excluded", True),
        ("ios", "ios + android", False),
        ("app", "application", False),
        ("app", None, True),
        ("app", "web", False),
    ],
)
def test_two_words_may_mean_one_part(one, other, same):
    frame = pl.DataFrame({"a": [one], "b": [other]}, schema={"a": pl.String, "b": pl.String})
    forth, back = compatible(pl.col("a"), pl.col("b")), compatible(pl.col("b"), pl.col("a"))
    assert frame.select(forth, back=back).row(0) == (same, same)


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ((None, None, None), (None, None, None), True),
        ((None, "app", None), (None, None, None), False),
        (("world", None, None), ("global", None, None), True),
        (("CN", "app", None), ("cn", "app only, web excluded", None), True),
        ((None, None, "input"), (None, None, "output"), False),
    ],
)
def test_only_what_both_say_or_both_leave_out_is_surely_one_part(one, other, sure):
    assert pair(one, other).select(one_part("_w")).item() is sure


def test_the_whole_covers_its_part_and_not_the_reverse():
    frame = pair(("world", None, None), ("CN", None, None))
    assert frame.select(covers("", "_w"), back=covers("_w", "")).row(0) == (True, False)
