from datetime import UTC, datetime

import pytest

ROW = {"outlet": "Gazette", "value": 5e6, "period": "2030-01", "said": "2030-02-05"}


@pytest.mark.parametrize(
    "more",
    [
        {"outlet": "Acme", "origin": "Acme"},
        {"outlet": "Acme"},
        {"outlet": "Wire", "url": "https://blog.acme.example/users"},
        {"outlet": "Wire", "url": "https://github.com/acme-ai/index", "origin": "Wile Coyote"},
        {"outlet": "Wire", "url": "https://panelia.example/2030", "origin": "Panelia"},
        {"outlet": "Estimo", "origin": "estimo"},
    ],
)
def test_the_origins_own_page_is_known_by_its_name_or_address(tell, more):
    assert tell({**ROW, **more}).tellings["own"].to_list() == [True]


@pytest.mark.parametrize(
    "more",
    [
        {"origin": "Acme"},
        {"origin": None},
        {"outlet": "Acme", "origin": "Panelia"},
        {"url": "https://github.com/somebody/acme-ai", "origin": "Acme"},
        {"url": "https://notacme.example/users", "origin": "Acme"},
        {"outlet": "Estimo fan blog", "origin": "Estimo"},
    ],
)
def test_another_page_is_not_the_origins_own(tell, more):
    assert tell({**ROW, **more}).tellings["own"].to_list() == [False]


def test_what_nobody_dated_counts_as_said_on_the_day_it_was_retrieved(tell):
    assert str(tell({**ROW, "said": None}).of("Gazette")["said"]) == "2031-06-01"


@pytest.mark.parametrize(
    ("origin", "role"),
    [("Panelia", "relay"), (None, "unattributed"), ("not named", "unattributed")],
)
def test_a_telling_names_its_origin_or_is_unattributed(tell, origin, role):
    assert tell({**ROW, "origin": origin}).of("Gazette")["role"] == role


def test_a_database_keeps_its_role(tell):
    assert tell({**ROW, "kind": "database", "origin": "Panelia"}).of("Gazette")["role"] == "database"


@pytest.mark.parametrize(("status", "replaced"), [("P", True), ("A", True), ("F", False)])
def test_a_page_replaces_what_was_provisional_but_not_what_it_forecast(tell, status, replaced):
    before = {**ROW, "status": status, "value": 9e6, "recorded": datetime(2030, 2, 6, tzinfo=UTC)}
    after = {**ROW, "recorded": datetime(2030, 2, 7, tzinfo=UTC)}
    told = tell(before, after).tellings
    assert dict(told.select("value", "superseded").iter_rows()) == {9e6: replaced, 5e6: False}
