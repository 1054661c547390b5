MONEY = {"entity": "rival", "metric": "annualized_revenue", "period": "2030-10"}
RIVALS = (
    {"outlet": "Gazette", "value": 7.0e9, "digits": 2, "origin": "Rivalry", **MONEY},
    {"outlet": "Herald", "value": 7.4e9, "origin": "Panelia", **MONEY},
)


def test_a_databases_mean_of_two_rivals_is_invented(tell):
    told = tell(*RIVALS, {"outlet": "Base", "kind": "database", "value": 7_267_334_159.78, **MONEY})
    assert told.bent("Base")[0] == "arithmetic_invented"
    assert set(told.severe()) == {"Base"}


def test_a_mean_that_borrows_an_origin_bends_nobody_elses_figure(tell):
    told = tell(*RIVALS, {"outlet": "Base", "value": 7_267_334_159.78, "origin": "Rivalry", **MONEY})
    assert told.severe() == {"Base": ["arithmetic_invented"]}


def test_a_filed_value_with_many_digits_is_not_invented(tell):
    told = tell(*RIVALS, {"outlet": "Rivalry", "kind": "company", "value": 7_267_334_159, "origin": "Rivalry", **MONEY})
    assert "Rivalry" not in told.severe()


def test_a_doubtful_double_of_the_pages_own_figure_is_invented(tell):
    page = {"url": "https://gazette.example/ted", "entity": "chatter"}
    told = tell(
        {
            "outlet": "Gazette",
            "metric": "weekly_active_users",
            "value": 500e6,
            "period": "2030-03-31",
            "origin": "Rivalry",
            **page,
        },
        {"outlet": "Gazette", "metric": "users", "value": 1e9, "period": "2030-04-11", "status": "U", **page},
    )
    assert told.tellings.filter("severe")["metric"].to_list() == ["users"]
    assert told.findings["kind"].to_list() == ["arithmetic_invented"]


def test_monthly_users_twice_the_weekly_ones_are_not_invented(tell):
    page = {"url": "https://gazette.example/ted", "entity": "chatter", "period": "2030-03"}
    told = tell(
        {"outlet": "Gazette", "metric": "weekly_active_users", "value": 200e6, "origin": "Rivalry", **page},
        {"outlet": "Gazette", "metric": "monthly_active_users", "value": 400e6, **page},
    )
    assert told.severe() == {}


OWN = {"outlet": "Readme", "url": "https://github.com/acme-ai/index", "entity": "acme", "metric": "tokens_daily"}
PARTS = (
    {**OWN, "value": 608e9, "period": "2030-02-28", "origin": "Acme", "said": "2030-03-01"},
    {**OWN, "value": 168e9, "period": "2030-02-28", "origin": "Acme", "said": "2030-03-01"},
)
WHOLE = {"entity": "acme", "metric": "tokens_daily", "period": "2030-02-28", "origin": "Acme", "said": "2030-03-12"}


def test_a_database_that_misses_the_sum_of_the_parts_transcribed_wrongly(tell):
    told = tell(*PARTS, {"outlet": "Base", "kind": "database", "value": 788e9, **WHOLE})
    assert told.severe() == {"Base": ["transcribed"]}


def test_the_right_sum_of_the_parts_is_not_bent(tell):
    assert tell(*PARTS, {"outlet": "Base", "kind": "database", "value": 776e9, **WHOLE}).severe() == {}
