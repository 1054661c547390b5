def test_a_scope_that_says_visits_betrays_users(tell):
    told = tell({"outlet": "Farm", "metric": "users", "value": 1.6e9, "period": "2030-03", "platform": "web visits"})
    assert told.severe() == {"Farm": ["metric_swap"]}
    assert told.message("Farm") == "its own words speak of visits, told here as users"


def test_the_words_after_the_number_betray_it(tell):
    told = tell({
        "outlet": "Farm", "metric": "users", "value": 12.4e6, "as_written": "12.4 million", "origin": "Panelia",
        "quote": "The site drew 12.4 million daily visits on Monday.",
    })  # fmt: skip
    assert told.bent("Farm") == ["metric_swap"]


def test_a_sentence_that_says_users_beside_the_number_betrays_nothing(tell):
    told = tell({
        "outlet": "Farm", "metric": "users", "value": 12.4e6, "as_written": "12.4 million", "origin": "Panelia",
        "quote": "It had 12.4 million users and many more visits on Monday.",
    })  # fmt: skip
    assert told.severe() == {}


def test_home_made_arithmetic_is_invented(tell):
    row = {"outlet": "Farm", "metric": "monthly_active_users", "value": 400e6, "origin": "page's own arithmetic"}
    assert tell(row).severe() == {"Farm": ["arithmetic_invented"]}


def test_a_run_rate_in_the_sentence_betrays_revenue(tell):
    told = tell({
        "outlet": "Farm", "entity": "rival", "metric": "revenue", "value": 13e9, "as_written": "$13 billion", "origin": "Rivalry",
        "quote": "Its annualized revenue reached $13 billion in August.",
    })  # fmt: skip
    assert told.severe() == {"Farm": ["basis_swap"]}


def test_a_known_misspelling_swaps_the_entity_and_the_sentence_names_both(tell):
    told = tell({"outlet": "Farm", "value": 16.95e6, "as_written": "Boltt (16,95 millions)"})
    assert told.severe() == {"Farm": ["entity_swap"]}
    assert "Boltt" in told.message("Farm")
    assert "Bolt," in told.message("Farm")


def test_the_right_name_beside_the_misspelling_swaps_nothing(tell):
    told = tell({"outlet": "Farm", "value": 16.95e6, "quote": "Bolt, not to be taken for Boltt, has 16.95 million."})
    assert told.severe() == {}


def test_another_quantity_in_the_next_clause_betrays_nothing(tell):
    told = tell({
        "outlet": "Farm", "metric": "users", "value": 12e6, "as_written": "12 million", "origin": "Panelia",
        "quote": "The service reached 12 million, with downloads of 30 million.",
    })  # fmt: skip
    assert told.severe() == {}


def test_a_run_rate_in_the_next_clause_betrays_no_revenue(tell):
    told = tell({
        "outlet": "Farm", "entity": "rival", "metric": "revenue", "value": 13e9, "as_written": "$13 billion", "origin": "Rivalry",
        "quote": "Revenue was $13 billion in the year and its annualized run rate reached $20 billion.",
    })  # fmt: skip
    assert told.severe() == {}


def test_part_of_a_longer_name_is_no_misspelling(tell):
    told = tell({"outlet": "Farm", "value": 16.95e6, "quote": "Boltton has 16.95 million."})
    assert told.severe() == {}
