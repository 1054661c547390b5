import pytest

FEB = {"period": "2030-02", "entity": "chatter"}
WEEKLY = {
    "outlet": "Gazette", "metric": "weekly_active_users", "value": 400e6, "origin": "Rivalry", "said": "2030-02-20", **FEB,
}  # fmt: skip


def test_weekly_users_told_as_monthly_users_without_a_source_are_bent(tell):
    told = tell(
        WEEKLY, {"outlet": "Echo", "metric": "monthly_active_users", "value": 400e6, "said": "2030-04-02", **FEB}
    )
    assert told.severe() == {"Echo": ["period_unit"]}
    assert told.message("Echo") == (
        "Rivalry's 400 M (Feb 2030) is weekly active users, told here as monthly active users"
    )


def test_monthly_users_told_as_daily_are_bent_towards_the_shorter_period(tell):
    monthly = {"metric": "monthly_active_users", "value": 100e6, "origin": "Rivalry", **FEB}
    told = tell(
        {"outlet": "Gazette", "said": "2030-03-01", **monthly},
        {"outlet": "Echo", **monthly, "metric": "daily_active_users", "period": None},
    )
    assert told.severe() == {"Echo": ["period_unit"]}


def test_the_company_itself_may_count_daily_and_monthly_alike(tell):
    told = tell(
        WEEKLY,
        {"outlet": "Rivalry", "metric": "monthly_active_users", "value": 400e6, "origin": "Rivalry", **FEB},
    )
    assert "Rivalry" not in told.severe()


def test_another_panels_monthly_users_that_happen_to_be_as_many_are_not_bent(tell):
    told = tell(
        WEEKLY, {"outlet": "Echo", "metric": "monthly_active_users", "value": 400e6, "origin": "Countly", **FEB}
    )
    assert told.severe() == {}


def test_a_near_value_of_one_digit_is_no_period_swap(tell):
    told = tell(WEEKLY, {"outlet": "Echo", "metric": "monthly_active_users", "value": 410e6, **FEB})
    assert told.severe() == {}


VISITS = {"outlet": "Gazette", "metric": "monthly_visits", "value": 12.4e6, "period": "2030-01-26", "origin": "Panelia"}


def test_visits_rounded_to_users_are_bent_even_on_the_same_page(tell):
    page = {"url": "https://gazette.example/one"}
    told = tell(
        {**VISITS, **page},
        {"outlet": "Gazette", "metric": "users", "value": 12e6, "period": "2030-01-26", "origin": "Panelia", **page},
    )
    assert told.tellings.filter("severe")["metric"].to_list() == ["users"]
    assert told.findings["kind"].to_list() == ["metric_swap"]


@pytest.mark.parametrize("metric", ["daily_active_users", "users"])
def test_downloads_told_as_users_are_bent(tell, metric):
    same = {"value": 149_000, "period": "2030-03-02", "origin": "Panelia", "said": "2030-03-07"}
    told = tell({"outlet": "Gazette", "metric": "app_downloads", **same}, {"outlet": "Echo", "metric": metric, **same})
    assert told.severe() == {"Echo": ["metric_swap"]}


def test_one_page_that_tells_calls_and_registrations_apart_swaps_nothing(tell):
    page = {"value": 200e6, "period": "2030-04-16", "origin": "Acme", "url": "https://gazette.example/two"}
    told = tell(
        {"outlet": "Gazette", "metric": "calls_daily", **page},
        {"outlet": "Gazette", "metric": "registered_users", "comparator": ">", **page},
    )
    assert told.severe() == {}


def test_calls_told_elsewhere_as_users_are_bent(tell):
    same = {"value": 200e6, "period": "2030-04-16", "origin": "Acme"}
    told = tell({"outlet": "Gazette", "metric": "calls_daily", **same}, {"outlet": "Echo", "metric": "users", **same})
    assert told.severe() == {"Echo": ["metric_swap"]}


def test_repositories_told_as_models_are_bent(tell):
    same = {"entity": "acme", "value": 5, "period": "2030-02", "origin": "Acme", "status": "F"}
    told = tell(
        {"outlet": "Readme", "url": "https://github.com/acme-ai/index", "metric": "public_repositories", **same},
        {"outlet": "Echo", "metric": "model_repositories", **same},
    )
    assert told.severe() == {"Echo": ["metric_swap"]}
    assert told.of("Readme")["role"] == "origin"


def test_a_different_number_of_models_is_not_bent(tell):
    same = {"entity": "acme", "period": "2030-02", "origin": "Acme"}
    told = tell(
        {"outlet": "Gazette", "metric": "public_repositories", "value": 5, **same},
        {"outlet": "Echo", "metric": "model_repositories", "value": 8, **same},
    )
    assert told.severe() == {}


def test_paying_users_told_as_customers_are_bent(tell):
    same = {"entity": "rival", "value": 2e6, "period": "2030-02", "origin": "Rivalry"}
    told = tell(
        {"outlet": "Gazette", "metric": "paying_subscribers", "said": "2030-02-20", **same},
        {"outlet": "Echo", "metric": "enterprise_customers", **same},
    )
    assert told.severe() == {"Echo": ["unit_swap"]}


RATE = {"outlet": "Gazette", "entity": "rival", "metric": "annualized_revenue", "value": 20e9, "period": "2030-12"}


def test_a_december_run_rate_told_as_the_years_revenue_is_bent(tell):
    told = tell(
        {**RATE, "origin": "Rivalry", "said": "2031-01-18"},
        {
            "outlet": "Echo",
            "entity": "rival",
            "metric": "revenue",
            "value": 20e9,
            "period": "2030",
            "origin": "Rivalry",
        },
    )
    assert told.severe() == {"Echo": ["basis_swap"]}


def test_revenue_near_a_run_rate_of_the_summer_is_not_bent(tell):
    told = tell(
        {**RATE, "origin": "Rivalry", "period": "2030-08", "value": 13e9, "said": "2030-08-20"},
        {
            "outlet": "Echo",
            "entity": "rival",
            "metric": "revenue",
            "value": 13.1e9,
            "period": "2030",
            "origin": "Rivalry",
        },
    )
    assert told.severe() == {}


def test_the_same_digits_in_dollars_instead_of_yuan_are_bent(tell):
    same = {"entity": "acme", "metric": "valuation", "value": 490e9, "period": "2030-03", "said": "2030-03-10"}
    told = tell({"outlet": "Gazette", "unit": "CNY", "origin": "Acme", **same}, {"outlet": "Echo", **same})
    assert told.severe() == {"Echo": ["currency"]}


def test_dollars_are_the_slip_even_if_nobody_names_an_origin(tell):
    same = {"entity": "acme", "metric": "valuation", "value": 490e9, "period": "2030-03", "said": "2030-03-10"}
    told = tell({"outlet": "Gazette", "unit": "CNY", "comparator": "~", **same}, {"outlet": "Echo", **same})
    assert told.severe() == {"Echo": ["currency"]}


WORTH = {"entity": "acme", "metric": "valuation", "value": 70e9, "period": "2030-03"}


@pytest.mark.parametrize("origin", ["Acme", None])
def test_dollars_told_first_and_by_name_make_the_yuan_the_slip(tell, origin):
    told = tell(
        {**WORTH, "outlet": "Gazette", "unit": "USD", "origin": "Acme", "said": "2030-03-10"},
        {**WORTH, "outlet": "Echo", "unit": "CNY", "origin": origin, "said": "2030-03-12"},
    )
    assert told.severe()["Echo"][0] == "currency"
    assert set(told.severe()) == {"Echo"}
    assert told.message("Echo") == "Acme's figure is 70 B USD (Mar 2030), told here as 70 B CNY"


def test_dollars_on_the_origins_own_page_are_no_slip_whenever_they_were_said(tell):
    told = tell(
        {**WORTH, "outlet": "Acme", "unit": "USD", "origin": "Acme", "said": "2030-03-12"},
        {**WORTH, "outlet": "Echo", "unit": "CNY", "origin": "Acme", "said": "2030-03-12"},
    )
    assert told.severe() == {"Echo": ["currency"]}


def test_one_worth_in_two_currencies_with_their_own_numbers_is_not_bent(tell):
    told = tell(
        {**WORTH, "outlet": "Gazette", "unit": "USD", "origin": "Acme", "said": "2030-03-10"},
        {**WORTH, "outlet": "Echo", "unit": "CNY", "value": 498e9, "origin": "Acme", "said": "2030-03-12"},
    )
    assert told.severe() == {}


ESTIMATE = {
    "outlet": "Gazette", "value": 8_420_000, "period": "2030-04", "origin": "Countly", "status": "E", "basis": "panel",
    "said": "2030-05-06",
}  # fmt: skip
ECHO = {"outlet": "Echo", "value": 8_420_000, "period": "2030-04", "said": "2030-05-20"}


@pytest.mark.parametrize(
    ("source", "more"),
    [
        ("panel", {"origin": "Acme", "basis": "disclosed"}),
        ("modelled", {"origin": "Acme", "basis": "filing"}),
        ("survey", {"origin": None, "basis": "disclosed"}),
        ("panel", {"origin": "Countly", "basis": "measured"}),
        ("modelled", {"origin": None, "basis": "measured", "status": "E"}),
        ("panel", {"origin": "Acme", "basis": "measured", "period": None}),
        ("unstated", {"origin": "Acme", "basis": "disclosed"}),
    ],
)
def test_an_estimate_told_as_counted_or_as_the_companys_word_swaps_the_basis(tell, source, more):
    told = tell({**ESTIMATE, "basis": source}, {**ECHO, **more})
    assert "basis_swap" in told.bent("Echo")
    assert set(told.severe()) == {"Echo"}


def test_the_sentence_says_how_it_was_known_and_how_it_is_told(tell):
    told = tell(ESTIMATE, {**ECHO, "origin": "Countly", "basis": "measured"})
    assert told.message("Echo") == "Countly's 8.42 M (Apr 2030) is a panel's estimate, told here as measured"


@pytest.mark.parametrize(
    "more",
    [
        {"origin": "Countly", "basis": "panel", "status": "E"},
        {"origin": "Countly", "basis": "disclosed"},
        {"origin": None, "status": "E"},
        {"outlet": "Acme", "origin": "Acme", "basis": "disclosed"},
        {"origin": "Acme", "basis": "disclosed", "said": "2030-05-02"},
        {"origin": "Panelia", "basis": "measured"},
        {"value": 9_100_000, "origin": "Acme", "basis": "disclosed"},
    ],
    ids=["as a panel's", "a panel's own disclosure", "unsaid", "own page", "said before", "another's", "another value"],
)
def test_what_may_be_known_in_its_own_way_swaps_no_basis(tell, more):
    assert tell(ESTIMATE, {**ECHO, **more}).severe() == {}


def test_a_billion_a_month_without_a_day_is_no_billion_a_week(tell):
    weekly = {
        "outlet": "Rivalry",
        "entity": "chatter",
        "metric": "weekly_active_users",
        "value": 1e9,
        "origin": "Rivalry",
    }
    told = tell(
        weekly | {"period": "2030-03-20", "said": "2030-03-20"},
        weekly | {"outlet": "Echo", "metric": "monthly_active_users", "origin": None, "said": "2030-04-02"},
    )
    assert told.severe() == {}
