"""``read``: the figures of articles, printed, saved, explained; bad input gets one line and exit 2."""

import pytest

FIELDS = [
    "source", "entity", "entity_name", "entity_as_written", "metric", "value", "low", "high", "comparator", "digits", "unit",
    "start", "end", "precision", "span", "scope", "status", "basis", "origin", "attribution", "as_written", "quote",
    "quote_start", "quote_end", "document", "stated_on", "language", "confidence", "tier",
]  # fmt: skip
ARTICLE = (
    "Kimi grows\r\n\r\nIn January Kimi reached 22.2 million daily active users, according to AICPB.\r\n\r\n"
    "Moonshot will open five code repositories next week.\r\n"
)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(ARTICLE.encode())
    return path


def test_the_fields_are_those_that_scripts_rely_on(aimarket, empty, article):
    printed = aimarket("read", article, "--published", "2025-02-24", "--format", "json", "--all")
    assert printed.code == 0
    assert [*printed.json[0]] == FIELDS


def test_offsets_count_the_file_with_lf_alone(aimarket, empty, article):
    text = ARTICLE.replace("\r\n", "\n")
    for row in aimarket("read", article, "--format", "json", "--all").json:
        assert text[row["quote_start"] : row["quote_end"]] == row["quote"]
        assert row["source"] == str(article)


def test_a_figure_is_read_whole(aimarket, empty, article):
    row = aimarket("read", article, "--published", "2025-02-24", "--format", "json").json[0]
    wanted = {"entity": "kimi", "metric": "daily_active_users", "value": 22_200_000, "start": "2025-01-01", "end": "2025-01-31",
              "origin": "AICPB", "basis": "panel", "as_written": "22.2 million", "digits": 3, "tier": "sure"}  # fmt: skip
    assert {key: row[key] for key in wanted} == wanted


def test_standard_input_is_read(aimarket, empty, monkeypatch):
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Claude has 19 million monthly users.")))
    (row,) = aimarket("read", "-", "--language", "en", "--format", "json").json
    assert (row["source"], row["entity"], row["value"]) == ("-", "claude", 19_000_000)


def test_an_article_without_figures_is_an_answer(aimarket, empty, tmp_path):
    path = tmp_path / "none.txt"
    path.write_text("Nothing is counted here.", encoding="utf-8")
    printed = aimarket("read", path, "--format", "json")
    assert (printed.code, printed.json) == (0, [])


def test_what_waits_for_review_is_told(aimarket, empty, tmp_path):
    path = tmp_path / "doubtful.txt"
    path.write_text("Of ChatGPT, Claude and others some 3000 people spoke there.", encoding="utf-8")
    sure, everything = aimarket("read", path, "--format", "json"), aimarket("read", path, "--all", "--format", "json")
    assert len(everything.json) > len(sure.json)
    assert "wait for review" in sure.err
    assert {row["tier"] for row in everything.json} == {"review"}


def test_explain_says_of_each_number_what_was_made_of_it(aimarket, empty, article):
    err = aimarket("read", article, "--explain").err
    assert "'22.2 million': daily_active_users" in err
    assert "'five': model_repositories" in err


def test_saved_figures_are_stored_once(aimarket, empty, article):
    first = aimarket("read", article, "--published", "2025-02-24", "--save")
    again = aimarket("read", article, "--published", "2025-02-24", "--save")
    assert "0 known already" in first.err
    assert "0 observations stored" in again.err
    rows = aimarket(
        "sql", "SELECT entity, value, quote FROM observations WHERE metric = 'daily_active_users'", "--format", "json"
    )
    assert [row["value"] for row in rows.json] == [22_200_000]


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"%PDF-1.7\n"), ("b.bin", bytes(range(256)) * 9), ("c.gz", b"\x1f\x8b\x08 ")]
)
def test_what_is_no_text_is_refused_in_one_line(aimarket, empty, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    printed = aimarket("read", path)
    assert printed.code == 2
    assert name in printed.err
    assert "Traceback" not in printed.err


def test_a_missing_file_and_a_folder_are_refused(aimarket, empty, tmp_path):
    assert aimarket("read", tmp_path / "nothing.txt").code == 2
    assert aimarket("read", tmp_path).code == 2


def test_an_unknown_language_is_an_answer_with_a_note(aimarket, empty, tmp_path):
    path = tmp_path / "ru.txt"
    path.write_text("Чат-бот Kimi насчитывает 5 миллионов пользователей в день.", encoding="utf-8")
    printed = aimarket("read", path, "--format", "json")
    assert (printed.code, printed.json) == (0, [])
    assert "language" in printed.err


def test_many_files_are_read_in_their_order(aimarket, empty, tmp_path):
    paths = []
    for number in range(1, 10):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(f"Kimi has {number}1 million monthly users.", encoding="utf-8")
    rows = aimarket("read", *paths, "--language", "en", "--format", "json").json
    assert [row["value"] for row in rows] == [(number * 10 + 1) * 1e6 for number in range(1, 10)]


def test_what_the_reader_is_unsure_of_counts_once_a_person_has_ruled(empty, aimarket):
    from metrics.catalog import load as load_catalog
    from metrics.clock import now
    from metrics.config import load as load_config
    from metrics.frames import documents_frame, observations_frame
    from metrics.market import Market
    from metrics.model import Document, Observation, Run

    market = Market.open(load_config(), load_catalog(), now=now())
    documents = documents_frame([Document(url="https://paper.example/a", publisher="Paper")])
    doubtful = Observation(
        entity="kimi", metric="users", value=7e6, unit="users", document=documents["id"][0], method="reader/1",
        confidence=0.2,
    )  # fmt: skip
    observations = observations_frame([doubtful], documents)
    market.store.append(Run(source="x", started_at=now(), ended_at=now()), documents, observations, now=now())
    assert aimarket("show", "metric:users", "--format", "json").json == []
    assert aimarket("rule", observations["id"][0], "preferred", "--reason", "I read it").code == 0
    assert [row["value"] for row in aimarket("show", "metric:users", "--format", "json").json] == [7e6]
