"""``show`` prints one row an entity and metric, with the fields that scripts rely on."""

FIELDS = (
    "entity entity_name owner metric value comparator unit start end status basis origin grade tellings distorted "
    "rivals spread change series stated_on url quote age_days stale"
).split()


def one(rows, entity, metric):
    found = [row for row in rows if (row["entity"], row["metric"]) == (entity, metric)]
    assert len(found) == 1
    return found[0]


def test_the_newest_figure_of_each_metric_is_shown_with_every_field(filled):
    rows = filled("show", "--format", "json").json
    assert [list(row) for row in rows] == [FIELDS] * len(rows)
    row = one(rows, "kimi", "daily_active_users")
    assert (row["value"], row["end"], row["origin"]) == (24000000, "2025-02-28", "AICPB")
    assert row["series"] == [22150000, 24000000]
    assert round(row["change"], 4) == round(24 / 22.15 - 1, 4)
    assert row["stale"] is True
    assert row["age_days"] == 634


def test_time_travel_shows_what_was_known_on_a_day(filled):
    row = one(filled("show", "--as-published", "2025-02-28", "--format", "json").json, "kimi", "daily_active_users")
    assert (row["value"], row["end"]) == (22150000, "2025-01-31")
    assert (row["tellings"], row["distorted"], row["rivals"]) == (4, 1, 1)
    assert round(row["spread"], 3) == round(30 / 22.15, 3)
    assert filled("show", "--as-published", "2024-01-01", "--format", "json").json == []
    assert filled("show", "--as-recorded", "2026-11-23", "--format", "json").json == []


def test_rows_are_cut_by_metric_group_entity_and_period(filled):
    def metrics(*arguments):
        return {(r["entity"], r["metric"]) for r in filled("show", *arguments, "--format", "json").json}

    assert metrics("money") == {("mistral", "valuation"), ("openai", "valuation")}
    assert metrics("valuation", "--entity", "OpenAI") == {("openai", "valuation")}
    assert metrics("--since", "2025-03-01") == set()
    assert metrics("--until", "2024-07-01") == {("mistral", "valuation")}


def test_rows_are_sorted_grouped_and_limited(filled):
    rows = filled("show", "--sort", "value", "--limit", "2", "--format", "json").json
    assert [row["entity"] for row in rows] == ["openai", "mistral"]
    assert [r["entity"] for r in filled("show", "money", "--group-by", "country", "--format", "json").json] == [
        "mistral",
        "openai",
    ]
    assert filled("show", "--sort", "beauty").code == 2


def test_a_forecast_is_never_the_newest_figure_beside_a_fact(filled):
    row = one(filled("show", "--format", "json").json, "kimi", "public_repositories")
    assert (row["value"], row["status"]) == (8, "A")


def test_an_unknown_name_names_the_nearest_and_exits_2(filled):
    printed = filled("show", "--entity", "deepsek")
    assert printed.code == 2
    assert "deepseek" in printed.err
    printed = filled("show", "dialy_active_users")
    assert printed.code == 2
    assert "daily_active_users" in printed.err
    assert printed.out == ""


def test_no_rows_is_no_error(empty, aimarket):
    assert aimarket("show", "--format", "json").json == []
    assert aimarket("show").code == 0
    assert aimarket("show", "--format", "csv").out.strip() == ",".join(FIELDS)


def test_a_piped_table_has_one_line_a_row_with_name_and_value(filled):
    lines = [line for line in filled("show").out.splitlines() if "Kimi" in line]
    assert len(lines) == 2
    assert any("24" in line for line in lines)
    assert "\x1b" not in filled("show").out


def test_the_starter_figures_are_there_without_configuration(home, aimarket):
    rows = aimarket("show", "--format", "json").json
    assert len({row["entity"] for row in rows}) >= 40
    assert len({row["metric"] for row in rows}) >= 12
    row = one(
        aimarket("show", "--as-published", "2025-03-01", "--format", "json").json, "deepseek", "daily_active_users"
    )
    assert row["origin"]
