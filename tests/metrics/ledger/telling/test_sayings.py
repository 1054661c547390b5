import pytest

PANEL = {"outlet": "Gazette", "value": 22_150_000, "period": "2030-01-31", "origin": "Panelia", "said": "2030-02-05"}


def test_a_panels_figure_told_as_the_companys_own_swaps_the_attribution(tell):
    told = tell(PANEL, {"outlet": "Echo", "value": 22_150_000, "origin": "Acme says"})
    assert told.severe() == {"Echo": ["attribution_swapped"]}
    assert told.message("Echo") == "22.15 M (31 Jan 2030) is Panelia's figure, told here as Acme's"


def test_two_panels_with_near_values_are_rivals_not_swaps(tell):
    told = tell(PANEL, {"outlet": "Echo", "value": 22_200_000, "period": "2030-01-31", "origin": "Countly"})
    assert told.severe() == {}
    assert told.claims.height == 2


def test_the_companys_own_round_figure_is_no_swap(tell):
    told = tell(PANEL, {"outlet": "Echo", "value": 22e6, "period": "2030-01-31", "origin": "Acme"})
    assert told.severe() == {}


INFERRED = {
    "outlet": "Gazette", "entity": "chatter", "metric": "users", "value": 800e6, "comparator": "<",
    "period": "2030-04-11", "origin": "inference", "said": "2030-04-13", "status": "U", "basis": "derived",
}  # fmt: skip


def test_an_inferred_upper_bound_told_as_a_level_raises_certainty(tell):
    echo = {
        "outlet": "Echo",
        "entity": "chatter",
        "metric": "weekly_active_users",
        "value": 800e6,
        "period": "2030-04-11",
    }
    told = tell(INFERRED, {**echo, "origin": "Rivalry (as reported)", "said": "2030-04-15", "status": "U"})
    assert told.severe() == {"Echo": ["certainty_raised"]}
    assert told.of("Gazette")["severe"] is False


def test_a_level_said_before_the_bound_raises_nothing(tell):
    early = {
        "outlet": "Early",
        "entity": "chatter",
        "metric": "weekly_active_users",
        "value": 800e6,
        "period": "2030-04-11",
    }
    assert tell(INFERRED, {**early, "origin": "Rivalry", "said": "2030-04-12"}).severe() == {}


PROMISE = {
    "outlet": "Gazette",
    "entity": "acme",
    "metric": "revenue",
    "value": 4.5e9,
    "period": "2030",
    "origin": "Acme",
}


def test_a_target_told_as_reached_before_its_time_raises_certainty(tell):
    told = tell(
        {**PROMISE, "status": "F", "said": "2030-02-01"},
        {**PROMISE, "outlet": "Echo", "status": "A", "said": "2030-05-01"},
    )
    assert told.severe() == {"Echo": ["certainty_raised"]}


def test_a_promise_kept_is_no_raised_certainty(tell):
    told = tell(
        {**PROMISE, "status": "F", "said": "2030-02-01"},
        {**PROMISE, "outlet": "Echo", "status": "A", "said": "2031-02-01"},
    )
    assert told.severe() == {}


GUESS = {
    "outlet": "Gazette", "value": 5_230_000, "period": "2030-05", "origin": "Estimo", "status": "E", "said": "2030-06-03",
}  # fmt: skip
PLAIN = {**GUESS, "outlet": "Echo", "status": "A", "said": "2030-06-11"}


@pytest.mark.parametrize(("status", "word"), [("E", "an estimate"), ("P", "provisional")])
@pytest.mark.parametrize("origin", ["Estimo", None])
def test_an_estimate_told_as_a_fact_raises_certainty_and_the_sentence_says_so(tell, status, word, origin):
    told = tell({**GUESS, "status": status}, {**PLAIN, "origin": origin})
    assert told.severe()["Echo"][0] == "certainty_raised"
    assert set(told.severe()) == {"Echo"}
    assert told.message("Echo") == f"Estimo's 5.23 M (May 2030) is {word}, told here as a fact"


def test_a_forecast_told_as_what_came_raises_certainty(tell):
    exact = {**PROMISE, "value": 4.53e9}
    told = tell(
        {**exact, "status": "F", "said": "2030-02-01"},
        {**exact, "outlet": "Echo", "status": "A", "said": "2031-02-01"},
    )
    assert told.severe() == {"Echo": ["certainty_raised"]}
    assert told.message("Echo") == "Acme's 4.53 B (2030) is a forecast, told here as a fact"


@pytest.mark.parametrize(
    ("first", "more"),
    [
        ({}, {"status": "E"}),
        ({"origin": "Panelia"}, {"origin": "Panelia"}),
        ({}, {"method": "reader/1"}),
        ({}, {"said": "2030-05-31"}),
        ({}, {"value": 5_600_000}),
        ({}, {"outlet": "Acme", "origin": "Acme"}),
        ({"value": 5_000_000}, {"value": 5_000_000}),
    ],
    ids=[
        "an estimate again",
        "names a panel",
        "read in an article",
        "said before",
        "another value",
        "own page",
        "one digit",
    ],
)
def test_what_does_not_pose_as_more_than_an_estimate_raises_nothing(tell, first, more):
    assert tell({**GUESS, **first}, {**PLAIN, **first, **more}).severe() == {}


def test_a_provisional_value_that_its_maker_has_settled_is_a_fact(tell):
    maker = {"origin": "Acme", "status": "P"}
    final = {"outlet": "Acme", "origin": "Acme", "said": "2030-06-20"}
    told = tell({**GUESS, **maker}, {**PLAIN, **final}, {**PLAIN, "origin": "Acme", "said": "2030-06-25"})
    assert told.severe() == {}


OWN = {
    "outlet": "Acme",
    "value": 22_150_000,
    "period": "2030-01-31",
    "origin": "Acme",
    "said": "2030-02-01",
    "kind": "company",
}


def test_nearly_the_origins_own_value_is_transcribed_wrongly(tell):
    told = tell(OWN, {**OWN, "outlet": "Base", "kind": "database", "value": 22_510_000, "said": "2030-03-01"})
    assert told.severe() == {"Base": ["transcribed"]}


def test_a_rounding_of_the_origins_own_value_is_not_transcribed_wrongly(tell):
    told = tell(OWN, {**OWN, "outlet": "Base", "kind": "database", "value": 22_200_000, "said": "2030-03-01"})
    assert told.bent("Base") == ["rounded"]
