"""``promises`` shows what was announced beside what came."""


def test_five_promised_and_eight_delivered(filled):
    (row,) = filled("promises", "--format", "json").json
    assert (row["entity"], row["promised"], row["delivered"], row["kept"]) == ("kimi", 5, 8, True)
    assert row["due"] == "2025-02-28"


def test_before_the_delivery_nothing_had_come(filled):
    (row,) = filled("promises", "--as-published", "2025-02-25", "--format", "json").json
    assert row["delivered"] is None


def test_the_founding_promise_is_among_the_starter_figures(home, aimarket):
    rows = aimarket("promises", "--entity", "deepseek", "--format", "json").json
    assert any((row["promised"], row["delivered"]) == (5, 8) for row in rows)
