from datetime import UTC, date, datetime

import polars as pl

from metrics.frames import RULINGS

PANEL = {"outlet": "Gazette", "value": 22_150_000, "period": "2030-01-31", "origin": "Panelia", "said": "2030-02-05"}


def test_one_origin_with_its_tellings_is_one_claim_and_bent_ones_count_among_them(tell):
    told = tell(
        {**PANEL, "platform": "app", "span": "point"},
        {**PANEL, "outlet": "Herald", "comparator": ">", "said": "2030-03-06"},
        {**PANEL, "outlet": "Mean", "value": 22_200_000, "period": "2030-01", "span": "mean", "platform": "app only"},
        {**PANEL, "outlet": "Month", "value": 22_200_000, "period": "2030-01"},
        {**PANEL, "outlet": "Shifted", "value": 22_200_000, "period": "2030-01-11"},
        {**PANEL, "outlet": "Swapped", "period": None, "origin": "Acme", "said": None},
    )
    claim = told.claims.row(0, named=True)
    assert told.claims.height == 1
    assert (claim["tellings"], claim["distorted"], claim["origin_seen"]) == (6, 2, False)
    assert (claim["value"], claim["origin"], claim["publisher"]) == (22_150_000, "Panelia", "Gazette")
    assert claim["stated_on"] == date(2030, 2, 5)
    assert told.bent("Mean") == ["rounded", "span"]
    assert told.bent("Month") == ["rounded", "scope_dropped"]


def test_a_telling_without_origin_joins_the_matching_claim(tell):
    told = tell(PANEL, {"outlet": "Echo", "value": 22e6, "period": "2030-01"})
    assert told.claims.height == 1
    assert told.bent("Echo") == ["rounded", "attribution_dropped"]
    assert told.of("Echo")["role"] == "unattributed"


def test_a_telling_without_period_joins_the_claim_of_the_same_number(tell):
    told = tell(
        {**PANEL, "value": 30e6, "comparator": ">"},
        {"outlet": "Echo", "value": 30e6, "comparator": ">", "said": "2030-02-20"},
    )
    assert told.claims.height == 1


def test_different_scopes_are_two_claims(tell):
    told = tell({**PANEL, "platform": "iOS"}, {**PANEL, "outlet": "Echo", "platform": "Android"})
    assert told.claims.height == 2
    assert told.severe() == {}


def test_a_mean_of_another_party_is_another_claim(tell):
    told = tell({**PANEL, "span": "point"}, {**PANEL, "outlet": "Echo", "span": "mean", "origin": "Countly"})
    assert told.claims.height == 2


def test_a_month_and_its_quarter_are_two_claims(tell):
    monthly = {"metric": "monthly_active_users", "origin": "Panelia"}
    told = tell(
        {"outlet": "One", "value": 169e6, "period": "2030-05", **monthly},
        {"outlet": "Two", "value": 170e6, "period": "2030-Q2", **monthly},
    )
    assert told.claims.height == 2


def test_the_origins_own_page_heads_its_claim_and_is_never_bent(tell):
    own = {**PANEL, "outlet": "Panelia", "url": "https://panelia.example/report", "kind": "panel", "said": "2030-02-09"}
    claim = tell(PANEL, own).claims.row(0, named=True)
    assert (claim["publisher"], claim["origin_seen"], claim["tellings"]) == ("Panelia", True, 2)


def test_a_bent_telling_supports_nothing(tell):
    early = {"outlet": "Swapped", "value": 22_150_000, "origin": "Acme"}
    claim = tell({**PANEL, "value": 22_150_000}, early).claims.row(0, named=True)
    assert claim["stated_on"] == date(2030, 2, 5)
    assert claim["publisher"] == "Gazette"


def test_the_same_page_with_another_number_later_supersedes_the_first(tell):
    told = tell(
        {**PANEL, "recorded": datetime(2030, 2, 6, tzinfo=UTC)},
        {**PANEL, "value": 24_000_000, "recorded": datetime(2030, 2, 8, tzinfo=UTC)},
    )
    assert dict(told.tellings.select("value", "superseded").iter_rows()) == {22_150_000: True, 24_000_000: False}
    assert dict(told.claims.select("value", "superseded").iter_rows()) == {22_150_000: True, 24_000_000: False}


def read_in(month, **more):
    return {**PANEL, "recorded": datetime(2030, month, 6, tzinfo=UTC), **more}


def test_a_replaced_reading_is_no_second_telling_of_what_it_agrees_with(tell):
    told = tell(read_in(2), read_in(3, value=22_200_000))
    assert told.claims.select("value", "tellings", "superseded").rows() == [(22_200_000, 1, False)]


def test_a_claim_that_only_replaced_readings_tell_has_no_tellings_left(tell):
    told = tell(read_in(2), read_in(3, value=30e6))
    assert dict(told.claims.select("value", "tellings").iter_rows()) == {22_150_000: 0, 30e6: 1}


def test_what_others_tell_of_a_replaced_value_they_still_tell(tell):
    own = {"outlet": "Panelia", "url": "https://panelia.example/report", "kind": "panel"}
    told = tell(read_in(2, **own), read_in(3, value=30e6, **own), {**PANEL, "outlet": "Echo", "said": "2030-02-11"})
    claim = told.claims.filter(value=22_150_000).row(0, named=True)
    assert (claim["tellings"], claim["publisher"], claim["superseded"]) == (1, "Echo", False)
    assert (claim["origin_seen"], claim["stated_on"]) == (False, date(2030, 2, 11))


def test_a_value_that_returned_is_told_once_however_often_it_was_read(tell):
    page = [read_in(2), read_in(3, value=30e6), read_in(4, comparator="~")]
    standing = tell(*page).tellings.filter(superseded=False)
    assert standing.select("value", "comparator").rows() == [(22_150_000, "~")]


def test_a_replaced_and_bent_reading_is_not_counted_as_bent(tell):
    shifted = {"outlet": "Echo", "period": "2030-01-11"}
    told = tell(PANEL, read_in(3, **shifted), read_in(4, **shifted, value=22_200_000))
    assert told.claims.filter(publisher="Gazette").select("tellings", "distorted").rows() == [(2, 1)]


def test_the_latest_ruling_counts(tell):
    observation = tell(PANEL).of("Gazette")["observation"]
    days = [datetime(2030, 3, day, tzinfo=UTC) for day in (1, 2)]
    rulings = pl.DataFrame(
        {"id": ["a", "b"], "observation": [observation] * 2, "rank": ["deprecated", "preferred"], "reason": ["", ""], "recorded_at": days},
        schema=RULINGS,
    )  # fmt: skip
    assert tell(PANEL, rulings=rulings).claims["rank"].to_list() == ["preferred"]
    assert tell(PANEL, rulings=rulings.filter(pl.col("rank") == "deprecated")).claims["rank"].to_list() == [
        "deprecated"
    ]


def test_no_observations_make_an_empty_ledger(tell):
    told = tell()
    assert told.tellings.is_empty()
    assert told.claims.is_empty()
    assert told.findings.is_empty()
