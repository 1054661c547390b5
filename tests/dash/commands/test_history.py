"""``history`` prints one row a period, and all claims when asked."""

FIELDS = (
    "entity entity_name metric value low high comparator unit start end precision span status basis origin series "
    "grade tellings distorted rivals stated_on recorded_at url quote"
).split()


def test_one_row_a_period_oldest_first(filled):
    rows = filled("history", "kimi", "daily_active_users", "--format", "json").json
    assert [list(row) for row in rows] == [FIELDS, FIELDS]
    assert [(row["end"], row["value"]) for row in rows] == [("2025-01-31", 22150000), ("2025-02-28", 24000000)]
    assert rows[0]["series"] == rows[1]["series"]


def test_all_claims_show_the_rival_in_a_series_of_its_own(filled):
    rows = filled("history", "kimi", "dau", "--all-claims", "--format", "json").json
    assert [(row["value"], row["origin"]) for row in rows[:2]] == [(22150000, "AICPB"), (30000000, "QuestMobile")]
    assert rows[0]["series"] != rows[1]["series"]


def test_history_travels_in_published_time(filled):
    rows = filled("history", "kimi", "dau", "--as-published", "2025-02-28", "--format", "json").json
    assert [row["end"] for row in rows] == ["2025-01-31"]


def test_an_entity_without_figures_is_no_error(filled):
    assert filled("history", "chatgpt", "dau", "--format", "json").json == []
