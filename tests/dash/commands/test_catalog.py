"""``catalog`` prints entities, metrics with their traps, and sources."""


def test_entities_have_their_fields_and_are_found_by_any_name(home, aimarket):
    rows = aimarket("catalog", "entities", "--format", "json").json
    assert list(rows[0]) == ["id", "name", "kind", "owner", "country", "aliases"]
    assert len(rows) >= 90
    (row,) = aimarket("catalog", "entities", "豆包", "--format", "json").json
    assert row["id"] == "doubao"


def test_metrics_have_their_fields_and_a_card_with_traps(home, aimarket):
    rows = aimarket("catalog", "metrics", "--format", "json").json
    assert list(rows[0]) == ["id", "label", "unit", "kind", "definition"]
    card = aimarket("catalog", "metrics", "annualized_revenue")
    assert card.code == 0
    assert "trap" in card.out.lower()


def test_sources_are_listed_with_their_last_run(home, aimarket):
    rows = aimarket("catalog", "sources", "--format", "json").json
    fields = ["name", "enabled", "base_url", "every", "last_run", "next_due", "records", "error"]
    assert list(rows[0]) == fields
    starter = next(row for row in rows if row["name"] == "starter")
    assert starter["records"] >= 320
    assert starter["last_run"] == "2026-11-24T12:00:00Z"


def test_entities_of_ones_own_are_known_and_a_bad_file_is_named(home, aimarket, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text('[[entity]]\nid = "myco"\nname = "My Company"\nkind = "company"\n', encoding="utf-8")
    config = tmp_path / "config.toml"
    config.write_text(f'[catalog]\nextra = ["{mine}"]\n', encoding="utf-8")
    assert len(aimarket("--config", config, "catalog", "entities", "myco", "--format", "json").json) == 1
    mine.write_text('[[entity]]\nid = "myco"\nname = "My Company"\nkindd = "company"\n', encoding="utf-8")
    printed = aimarket("--config", config, "config", "check")
    assert printed.code == 2
    assert f"{mine}: line 4" in printed.err
    assert "kind" in printed.err
