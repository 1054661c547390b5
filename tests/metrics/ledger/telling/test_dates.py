import pytest

PANEL = {"outlet": "Gazette", "value": 22_150_000, "period": "2030-01-31", "origin": "Panelia", "said": "2030-02-05"}


def test_a_figure_told_for_the_launch_day_is_shifted_and_the_sentence_says_so(tell):
    told = tell(PANEL, {"outlet": "Echo", "value": 22_200_000, "period": "2030-01-11", "origin": "Panelia (not named)"})
    assert told.severe() == {"Echo": ["date_shift", "rounded"]}
    assert told.message("Echo") == "11 Jan 2030 is the launch day; Panelia's figure is for 31 Jan 2030"
    assert told.against("Echo") == "Gazette"


def test_a_figure_told_for_another_day_of_the_month_is_shifted(tell):
    told = tell(PANEL, {"outlet": "Echo", "value": 22_150_000, "period": "2030-02-14", "said": "2030-03-01"})
    assert told.bent("Echo") == ["date_shift", "attribution_dropped"]
    assert told.message("Echo") == "Panelia's figure is for 31 Jan 2030, told here for 14 Feb 2030"


def test_a_month_that_contains_the_day_is_no_shift(tell):
    told = tell(PANEL, {"outlet": "Echo", "value": 22_200_000, "period": "2030-01", "origin": "Panelia"})
    assert told.bent("Echo") == ["rounded"]
    assert told.claims.height == 1


def test_a_new_figure_of_the_same_panel_is_no_shift(tell):
    told = tell(PANEL, {"outlet": "Echo", "value": 23_900_000, "period": "2030-02-14", "origin": "Panelia"})
    assert told.severe() == {}
    assert told.claims.height == 2


def test_a_flat_share_is_no_shifted_share(tell):
    share = {"metric": "market_share", "value": 64.5, "origin": "Panelia"}
    told = tell(
        {"outlet": "One", "period": "2030-01-02", "said": "2030-01-05", **share},
        {"outlet": "Two", "period": "2030-01-16", "said": "2030-01-19", **share},
    )
    assert told.severe() == {}


def test_what_was_said_before_the_day_measured_cannot_be_its_echo(tell):
    told = tell(PANEL, {"outlet": "Early", "value": 22_200_000, "period": "2030-01-20", "said": "2030-01-22"})
    assert told.severe() == {}


WEEKLY = {"metric": "weekly_active_users", "entity": "chatter", "origin": "Rivalry"}
GROWTH = (
    {"outlet": "Old", "value": 300e6, "period": "2029-12-04", "said": "2029-12-04", **WEEKLY},
    {"outlet": "New", "value": 800e6, "period": "2030-10-06", "said": "2030-10-06", **WEEKLY},
)


def test_last_years_december_told_for_this_december_is_a_shifted_year(tell):
    told = tell(*GROWTH, {"outlet": "Echo", "value": 300e6, "period": "2030-12", **WEEKLY})
    assert told.severe() == {"Echo": ["year_shift"]}
    assert told.against("Echo") == "Old"


def test_a_period_after_the_documents_own_day_is_a_shifted_year(tell):
    told = tell(GROWTH[0], {"outlet": "Echo", "value": 300e6, "period": "2030-12", "said": "2030-02-01", **WEEKLY})
    assert told.bent("Echo") == ["year_shift"]


def test_a_level_that_stays_for_a_year_is_not_shifted(tell):
    told = tell(GROWTH[0], {"outlet": "Flat", "value": 300e6, "period": "2030-12-04", "said": "2030-12-09", **WEEKLY})
    assert told.severe() == {}


@pytest.mark.parametrize("origin", ["Rivalry", "Rivalry (not named)", None])
def test_a_value_told_for_a_year_before_it_was_reached_is_a_shifted_year(tell, origin):
    early = {"outlet": "Echo", "value": 800e6, "period": "2029-10", "said": "2030-11-20", **WEEKLY, "origin": origin}
    told = tell(*GROWTH, early)
    assert "year_shift" in told.bent("Echo")
    assert set(told.severe()) == {"Echo"}
    assert told.message("Echo") == "Rivalry's figure is for 6 Oct 2030, told here for Oct 2029, another year"


FINE = {"outlet": "New", "value": 42.7e6, "period": "2030-05-10", "said": "2030-05-20", **WEEKLY}


@pytest.mark.parametrize(
    ("metric", "period"),
    [("weekly_active_users", "2029-05-10"), ("employees", "2029-05"), ("app_downloads", "2029-05")],
)
def test_three_digits_of_one_party_a_year_earlier_are_no_chance(tell, metric, period):
    told = tell(
        {**FINE, "metric": metric}, {**FINE, "metric": metric, "outlet": "Echo", "period": period, "said": "2030-06-02"}
    )
    assert told.bent("Echo") == ["year_shift"]


def test_a_year_named_alone_is_compared_by_the_year(tell):
    money = {"entity": "rival", "metric": "revenue", "value": 13.1e9, "origin": "Rivalry"}
    told = tell(
        {**money, "outlet": "New", "period": "2030", "said": "2031-01-20"},
        {**money, "outlet": "Echo", "period": "2029", "said": "2031-02-05"},
    )
    assert told.severe() == {"Echo": ["year_shift"]}


def test_a_time_for_which_the_maker_gives_another_value_betrays_the_year(tell):
    money = {"entity": "rival", "metric": "revenue", "origin": "Rivalry"}
    told = tell(
        {**money, "outlet": "Old", "value": 3.7e9, "period": "2029", "said": "2030-01-20"},
        {**money, "outlet": "New", "value": 12e9, "period": "2030", "said": "2031-01-20"},
        {**money, "outlet": "Echo", "value": 12e9, "period": "2029", "said": "2031-02-05"},
    )
    assert told.severe() == {"Echo": ["year_shift"]}


@pytest.mark.parametrize(
    "quiet",
    [
        {"value": 42e6, "period": "2029-05-10", "said": "2030-06-02"},
        {"period": "2029-05-10", "said": "2029-05-20"},
        {"period": "2029-05-10", "said": "2030-06-02", "origin": "Countly"},
        {"period": "2029-05-10", "said": "2030-06-02", "outlet": "Rivalry"},
        {"period": "2028-01-10", "said": "2030-06-02"},
    ],
    ids=["another value", "said at its own time", "another party's", "the maker's own page", "no year away"],
)
def test_what_may_be_true_of_an_earlier_year_is_not_shifted(tell, quiet):
    assert tell(FINE, {**FINE, "outlet": "Echo", **quiet}).severe() == {}


def test_a_share_that_is_the_same_a_year_earlier_is_not_shifted(tell):
    share = {"metric": "market_share", "value": 64.5, "origin": "Panelia"}
    told = tell(
        {"outlet": "One", "period": "2030-01", "said": "2030-02-05", **share},
        {"outlet": "Two", "period": "2029-01", "said": "2030-03-05", **share},
    )
    assert told.severe() == {}


MONTHLY = {"metric": "monthly_active_users", "entity": "chatter"}
RISE = (
    {"outlet": "Autumn", "value": 500e6, "period": "2029-10-30", "said": "2029-10-30", "origin": "Rivalry", **MONTHLY},
    {"outlet": "Winter", "value": 700e6, "period": "2030-01", "said": "2030-02-02", "origin": "Rivalry", **MONTHLY},
)


def test_an_old_value_told_after_a_higher_one_is_stale(tell):
    told = tell(*RISE, {"outlet": "Echo", "value": 500e6, "period": "2030-03", "said": "2030-04-24", **MONTHLY})
    assert told.bent("Echo") == ["stale_redated", "attribution_dropped"]
    assert told.against("Echo") == "Autumn"


def test_a_panels_own_lower_value_is_not_stale(tell):
    panel = {
        "outlet": "Echo",
        "value": 480e6,
        "period": "2030-03",
        "said": "2030-04-24",
        "origin": "Countly",
        **MONTHLY,
    }
    assert tell(*RISE, panel).severe() == {}


def test_the_makers_own_page_may_report_a_fall(tell):
    fall = {
        "outlet": "Rivalry",
        "value": 500e6,
        "period": "2030-03",
        "said": "2030-04-24",
        "origin": "Rivalry",
        **MONTHLY,
    }
    assert tell(*RISE, fall).of("Rivalry")["role"] == "origin"
