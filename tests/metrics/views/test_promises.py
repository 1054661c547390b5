from datetime import date

from metrics.market import Asked
from metrics.views.promises import FIELDS, promises

GOAL = {
    "entity": "deepseek", "metric": "public_repositories", "unit": "repositories", "value": 5, "status": "F", "origin": "DeepSeek",
    "start": "2026-02-24", "end": "2026-02-28", "stated_on": "2026-02-21", "url": "https://a.example/goal",
}  # fmt: skip
CAME = GOAL | {"value": 8, "status": "A", "stated_on": "2026-02-28", "url": "https://a.example/came"}


def test_a_promise_stands_beside_what_came(market_of):
    frame = promises(market_of(GOAL, CAME), Asked())
    row = frame.row(0, named=True)
    assert (row["promised"], row["delivered"], row["kept"]) == (5, 8, True)
    assert (row["due"], row["delivered_on"]) == (date(2026, 2, 28), date(2026, 2, 28))
    assert tuple(frame.columns[: len(FIELDS)]) == FIELDS


def test_nothing_came_yet_is_no_broken_promise(market_of):
    assert promises(market_of(GOAL), Asked()).select("delivered", "kept").rows() == [(None, None)]


def test_the_latest_due_comes_first(market_of):
    later = GOAL | {"value": 12, "start": "2027", "end": "2027", "url": "https://a.example/later"}
    assert promises(market_of(GOAL, later), Asked())["promised"].to_list() == [12, 5]


def test_a_goal_that_its_page_has_replaced_is_no_promise_any_more(market_of):
    market_of(GOAL)
    assert promises(market_of(GOAL | {"value": 7}), Asked())["promised"].to_list() == [7]


def test_what_came_keeps_its_comparator(market_of):
    more = promises(market_of(GOAL | {"comparator": ">"}, CAME | {"value": 4, "comparator": ">"}), Asked())
    assert more.select("comparator", "delivered", "delivered_comparator", "kept").rows() == [(">", 4, ">", None)]
