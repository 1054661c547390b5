COST = {"metric": "training_cost", "origin": "Acme"}
FIRST = {"outlet": "Paper", "entity": "nova_1", "value": 5.576e6, "period": "2029-12", "said": "2029-12-27", **COST}


def test_the_cost_of_a_model_told_of_the_one_made_from_it_is_swapped(tell):
    told = tell(
        FIRST, {"outlet": "Echo", "entity": "nova_2", "value": 5.6e6, "period": "2030-01", "said": "2030-01-28", **COST}
    )
    assert told.severe() == {"Echo": ["entity_swap"]}
    assert told.message("Echo") == "Acme's 5.576 M (Dec 2029) is Nova 1's, told here of Nova 2"


def test_a_bound_on_the_cost_without_date_or_origin_is_swapped_too(tell):
    told = tell(
        FIRST, {"outlet": "Echo", "entity": "nova_2", "value": 6e6, "comparator": "<", "metric": "training_cost"}
    )
    assert told.severe() == {"Echo": ["entity_swap"]}


def test_a_models_own_cost_is_not_swapped(tell):
    told = tell(FIRST, {"outlet": "Echo", "entity": "nova_2", "value": 294_000, "period": "2030-09", **COST})
    assert told.severe() == {}


def test_two_models_of_one_size_are_not_swapped(tell):
    size = {"metric": "parameters", "value": 671e9, "origin": "Acme"}
    told = tell({"outlet": "Paper", "entity": "nova_1", **size}, {"outlet": "Echo", "entity": "nova_2", **size})
    assert told.severe() == {}


def test_a_products_users_told_of_its_company_are_not_swapped(tell):
    users = {"metric": "weekly_active_users", "value": 412e6, "period": "2030-02", "origin": "Acme"}
    told = tell({"outlet": "Gazette", "entity": "bolt", **users}, {"outlet": "Echo", "entity": "acme", **users})
    assert told.severe() == {}


def test_a_sisters_users_are_swapped(tell):
    users = {"value": 16_950_000, "period": "2030-01-31", "origin": "Panelia"}
    told = tell(
        {"outlet": "Gazette", "entity": "bolt", "said": "2030-02-05", **users},
        {"outlet": "Echo", "entity": "spark", "said": "2030-02-24", **users},
    )
    assert told.severe() == {"Echo": ["entity_swap"]}


def test_a_panels_number_told_of_a_stranger_is_swapped(tell):
    users = {"value": 16_950_000, "period": "2030-01-31", "origin": "Panelia"}
    told = tell(
        {"outlet": "Gazette", "entity": "bolt", "said": "2030-02-05", **users},
        {"outlet": "Echo", "entity": "chatter", "said": "2030-02-24", **users},
    )
    assert told.severe() == {"Echo": ["entity_swap"]}


def test_one_page_that_lists_two_equal_figures_swaps_nothing(tell):
    users = {"value": 16_950_000, "period": "2030-01-31", "origin": "Panelia", "url": "https://gazette.example/table"}
    told = tell({"outlet": "Gazette", "entity": "bolt", **users}, {"outlet": "Gazette", "entity": "chatter", **users})
    assert told.severe() == {}
