import polars as pl
import pytest

from metrics.ledger.losses import losses

PANEL = {"outlet": "Panelia", "value": 22.15e6, "period": "2030-01-31", "origin": "Panelia", "said": "2030-02-03"}
RELAY = PANEL | {"outlet": "Gazette", "said": "2030-02-10"}
OWN = {"outlet": "Acme", "value": 22.15e6, "period": "2030-01-31", "origin": "Acme", "said": "2030-02-03"}


@pytest.fixture
def lost(tell, registry):
    """What a telling lost, by kind."""

    def found(*rows, outlet="Gazette"):
        told = tell(*rows)
        mine = told.tellings.filter(pl.col("publisher") == outlet)
        return dict(losses(mine, told.claims, registry).select("kind", "message").iter_rows())

    return found


def test_a_rounded_figure_names_the_exact_one(lost):
    assert lost(PANEL, RELAY | {"value": 22.2e6, "digits": 3}) == {
        "rounded": "Panelia's figure is 22.15 M (31 Jan 2030), told here as 22.2 M"
    }


def test_who_says_about_lost_nothing(lost):
    assert lost(PANEL, RELAY | {"value": 22.2e6, "digits": 3, "comparator": "~"}) == {}


def test_a_panel_that_is_not_named_is_missed(lost):
    assert lost(PANEL, RELAY | {"origin": None}) == {
        "attribution_dropped": "22.15 M (31 Jan 2030) is Panelia's figure, who is not named"
    }


def test_the_own_figure_of_an_entity_needs_no_further_name(lost):
    assert lost(OWN, OWN | {"outlet": "Gazette", "origin": None, "said": "2030-02-10"}) == {}


def test_a_part_told_as_the_whole_is_named_where_nobody_is(lost):
    part = PANEL | {"platform": "app"}
    found = lost(part, RELAY | {"origin": None})
    assert found["scope_dropped"] == "Panelia's 22.15 M (31 Jan 2030) covers only app, which is not said here"
    assert lost(part, RELAY) == {}


def test_the_whole_dropped_is_no_loss(lost):
    assert set(lost(PANEL | {"platform": "all platforms"}, RELAY | {"origin": None})) == {"attribution_dropped"}


def test_a_point_told_as_a_mean_is_named(lost):
    found = lost(PANEL | {"span": "point"}, RELAY | {"span": "mean"})
    assert found == {"span": "Panelia's 22.15 M (31 Jan 2030) is the level of one moment, told here as a mean"}


def test_what_is_bent_may_have_lost_something_too(lost):
    told = lost(PANEL, RELAY | {"value": 22.2e6, "digits": 3, "period": "2030-01-11", "origin": None})
    assert set(told) == {"rounded", "attribution_dropped"}
