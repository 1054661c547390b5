import pytest

DAILY = {"outlet": "Gazette", "value": 9e6, "period": "2030-03", "origin": "Court of Hearings", "said": "2030-04-23"}
SERIES = {"outlet": "Later", "value": 35e6, "period": "2030-05", "origin": "Court of Hearings", "said": "2030-06-23"}


def test_four_outlets_that_print_nine_are_all_bent(tell):
    echoes = [{**DAILY, "outlet": f"Echo {i}", "value": 9} for i in range(4)]
    told = tell(DAILY, SERIES, *echoes)
    assert set(told.severe()) == {"Echo 0", "Echo 1", "Echo 2", "Echo 3"}
    assert told.bent("Echo 0") == ["magnitude"]
    assert told.message("Echo 0") == "Court of Hearings's figure is 9 M (Mar 2030), told here as 9"


def test_nine_users_without_a_day_are_the_nine_million_of_a_day(tell):
    told = tell(DAILY, SERIES, {**DAILY, "outlet": "Echo", "metric": "users", "value": 9})
    assert told.bent("Echo") == ["magnitude"]
    assert set(told.severe()) == {"Echo"}


@pytest.mark.parametrize("wrong", [2_000, 20_000])
def test_a_dropped_myriad_is_seen_against_the_series(tell, wrong):
    told = tell(
        {"outlet": "Gazette", "value": 20e6, "period": "2030-04", "origin": "Acme"},
        {"outlet": "Echo", "value": wrong, "period": "2030", "origin": "Gazette", "comparator": "~"},
    )
    assert "magnitude" in told.bent("Echo")


def test_tenfold_growth_is_no_slip_of_magnitude(tell):
    told = tell(
        {"outlet": "One", "value": 2e6, "period": "2030-01", "origin": "Panelia"},
        {"outlet": "Two", "value": 20e6, "period": "2030-06", "origin": "Panelia"},
    )
    assert told.severe() == {}


def test_downloads_that_take_off_are_no_slip_of_magnitude(tell):
    told = tell(
        {"outlet": "One", "metric": "app_downloads", "value": 3_000, "period": "2030-01-11", "origin": "Panelia"},
        {"outlet": "Two", "metric": "app_downloads", "value": 3e6, "period": "2030-02-11", "origin": "Panelia"},
    )
    assert told.severe() == {}


WORTH = {"entity": "acme", "metric": "valuation", "period": "2030-03"}


def test_yuan_stored_as_dollars_are_seen_by_the_exchange_rate(tell):
    told = tell(
        {"outlet": "Gazette", "value": 70e9, "comparator": "~", "said": "2030-03-10", **WORTH},
        {"outlet": "Echo", "value": 490e9, "said": "2030-03-12", **WORTH},
    )
    assert told.severe() == {"Echo": ["currency"]}


def test_a_valuation_seven_times_another_in_a_dollar_country_is_no_currency_slip(tell):
    there = {**WORTH, "entity": "rival"}
    told = tell(
        {"outlet": "Gazette", "value": 70e9, "said": "2030-03-10", **there},
        {"outlet": "Echo", "value": 490e9, "said": "2030-03-12", **there},
    )
    assert "currency" not in told.bent("Echo")


TENTH = {"outlet": "Gazette", "value": 731e6, "period": "2030-03-31", "origin": "Panelia", "said": "2030-04-20"}


@pytest.mark.parametrize("wrong", [73.1e6, 7.31e9])
def test_a_point_out_of_place_is_seen_against_the_same_party_and_day(tell, wrong):
    told = tell(TENTH, TENTH | {"outlet": "Echo", "value": wrong, "said": "2030-04-25"})
    assert told.severe() == {"Echo": ["magnitude"]}


@pytest.mark.parametrize("other", [{"origin": None}, {"period": None}, {"origin": None, "period": None}])
def test_a_point_out_of_place_is_seen_where_no_party_or_no_day_is_named(tell, other):
    told = tell(TENTH, {**TENTH, "outlet": "Echo", "value": 73.1e6, "said": "2030-04-25", **other})
    assert "magnitude" in told.bent("Echo")


@pytest.mark.parametrize("other", [{"period": "2030-02-28"}, {"origin": "Countly"}, {"value": 73.2e6}])
def test_another_day_party_or_number_is_no_point_out_of_place(tell, other):
    told = tell(TENTH, {**TENTH, "outlet": "Echo", "value": 73.1e6, "said": "2030-04-25", **other})
    assert "magnitude" not in told.bent("Echo")
