"""``why`` answers who says so, who said it first, and what each telling bent."""

FIELDS = (
    "claim role distortions findings entity entity_name metric value comparator unit start end origin publisher url "
    "stated_on quote quote_start quote_end observation document"
).split()


def test_each_telling_has_its_role_and_what_it_bent(filled):
    rows = filled("why", "kimi", "dau", "--on", "2025-01-31", "--format", "json").json
    assert [list(row) for row in rows] == [FIELDS] * len(rows)
    told = {row["publisher"]: row for row in rows}
    assert told["AICPB"]["role"] == "origin"
    assert told["One Daily"]["role"] == "relay"
    assert told["One Daily"]["distortions"] == []
    assert told["Two Weekly"]["distortions"] == ["rounded"]
    assert told["Three News"]["role"] == "distorted"
    assert "date_shift" in told["Three News"]["distortions"]
    assert told["Three News"]["claim"] == told["AICPB"]["claim"] != told["QuestMobile"]["claim"]
    assert rows[0]["publisher"] == "AICPB"


def test_the_tree_shows_origin_tellings_distortion_quote_and_rival(filled):
    text = filled("why", "kimi", "daily_active_users").out
    for words in ("AICPB", "One Daily", "Three News", "date_shift", "QuestMobile", "22.15 million daily users"):
        assert words in text, words


def test_a_ruling_takes_a_claim_out_and_gives_it_back(filled):
    rows = filled("why", "kimi", "dau", "--format", "json").json
    february = next(row for row in rows if row["end"] == "2025-02-28")
    done = filled("rule", february["observation"][:12], "deprecated", "--reason", "a test")
    assert done.code == 0, done.err

    def newest(*arguments):
        rows = filled("show", "dau", "--entity", "kimi", *arguments, "--format", "json").json
        return rows[0]["end"]

    assert newest() == "2025-01-31"
    assert filled("rule", february["observation"], "normal", "--reason", "a test").code == 0
    assert newest() == "2025-02-28"
    rulings = filled("sql", "SELECT rank FROM rulings ORDER BY recorded_at", "--format", "json").json
    assert [row["rank"] for row in rulings] == ["deprecated", "normal"]


def test_a_ruling_needs_a_known_observation(filled):
    assert filled("rule", "0" * 32, "deprecated", "--reason", "x").code == 2
    assert filled("rule", "abc", "deprecated", "--reason", "x").code == 2
    assert filled("rule", "0" * 32, "deprecated", "--reason", " ").code == 2


def test_the_founding_example_on_the_starter_figures(home, aimarket):
    text = aimarket("why", "deepseek", "daily_active_users").out
    for words in ("AICPB", "22.15", "31 Jan 2025", "Freenews", "date_shift", "KrASIA", "quote not archived"):
        assert words in text, words
    rows = aimarket("why", "deepseek", "daily_active_users", "--format", "json").json
    founding = [row for row in rows if row["publisher"] == "Freenews"]
    assert [row["role"] for row in founding] == ["distorted"]
    assert "date_shift" in founding[0]["distortions"]


def test_words_in_the_wrong_order_are_put_right(home, aimarket):
    done = aimarket("why", "daily_active_users", "deepseek")
    assert done.code == 2
    assert "'deepseek' is an entity: name it first, then the metric" in done.err
