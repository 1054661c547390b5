"""``check`` proof-reads articles: what is bent, by what evidence, in a form for people, scripts and editors."""

import io
import json
import re
import sys

import pytest

FOUNDING = """L'ouverture comme arme

La jeune pousse de Hangzhou surprend encore. Sur le réseau X, DeepSeek a confirmé qu'elle rendra accessibles les \
dépôts de code source de cinq modèles supplémentaires dès la semaine prochaine.

Son succès tient en quelques semaines : son chatbot est devenu le plus utilisé en Chine, atteignant 22,2 millions \
d'utilisateurs actifs quotidiens au 11 janvier. C'est bien plus que Douban (16,95 millions d'utilisateurs).
"""
HONEST = "AICPB counts: Kimi had 22.15 million daily active users on 31 January 2025, according to AICPB.\n"
SHIFTED = "Two lines.\n\nAccording to AICPB, Kimi had 22.15 million daily active users on 11 January 2025.\n"
FIELDS = (
    "source entity entity_name entity_as_written metric value low high comparator digits unit start end precision span "
    "scope status basis origin attribution as_written quote quote_start quote_end document stated_on language "
    "confidence tier findings"
).split()


@pytest.fixture
def article(tmp_path):
    """Write an article and return its path."""

    def write(text, name="article.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_the_founding_article_has_exactly_three_distortions(home, aimarket, article):
    told = aimarket("check", article(FOUNDING), "--published", "2025-02-24", "--format", "json")
    assert told.code == 6
    found = {(row["entity"], each["kind"]): each["message"] for row in told.json for each in row["findings"]}
    assert set(found) == {("deepseek", "date_shift"), ("doubao", "entity_swap"), ("deepseek", "metric_swap")}
    assert "launch day" in found["deepseek", "date_shift"]
    assert "AICPB" in found["deepseek", "date_shift"]
    assert "31 Jan 2025" in found["deepseek", "date_shift"]
    assert "Douban" in found["doubao", "entity_swap"]
    assert "Doubao" in found["doubao", "entity_swap"]
    assert "repositories" in found["deepseek", "metric_swap"]


def test_the_fields_are_those_of_read_and_the_findings(filled, article):
    told = filled("check", article(SHIFTED), "--format", "json")
    [row] = told.json
    assert list(row) == FIELDS
    [finding] = row["findings"]
    assert list(finding) == ["kind", "message", "against"]
    ids = [each["observation"] for each in filled("why", "kimi", "dau", "--format", "json").json]
    assert finding["against"] in ids


def test_an_honest_article_leaves_with_zero(filled, article):
    told = filled("check", article(HONEST), "--format", "json")
    assert told.code == 0
    assert [row["findings"] for row in told.json] == [[]]


def test_a_pipe_gets_lines_that_an_editor_jumps_to(filled, article):
    path = article(SHIFTED)
    told = filled("check", path)
    [line] = told.out.splitlines()
    assert line.startswith(f"{path}:3:{SHIFTED.splitlines()[2].index('22.15') + 1}: date_shift: Kimi 22.15 M")
    assert "AICPB" in line
    assert "1 figure checked: 1 bent" in told.err


def test_an_honest_figure_has_a_line_too(filled, article):
    [line] = filled("check", article(HONEST)).out.splitlines()
    assert re.search(r":1:\d+: matches: Kimi 22\.15 M .*AICPB, 31 Jan 2025$", line)


def test_mild_findings_are_named_as_such(filled, article):
    told = filled("check", article(HONEST.replace("22.15", "22.2")))
    assert ": rounded (mild): Kimi 22.2 M" in told.out
    assert told.code == 6


@pytest.mark.parametrize("form", ["json", "ndjson", "csv", "markdown", "table"])
def test_every_format_tells_the_kind(filled, article, form):
    told = filled("check", article(SHIFTED), "--format", form)
    assert told.code == 6
    assert "date_shift" in told.out


def test_csv_holds_findings_as_json(filled, article):
    import csv

    [row] = csv.DictReader(io.StringIO(filled("check", article(SHIFTED), "--format", "csv").out))
    assert list(row) == FIELDS
    assert json.loads(row["findings"])[0]["kind"] == "date_shift"


def test_several_files_and_standard_input_are_told_apart(filled, article, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(HONEST.encode())))
    path = article(SHIFTED)
    told = filled("check", path, "-", "--format", "json")
    assert [(row["source"], len(row["findings"])) for row in told.json] == [(str(path), 1), ("-", 0)]
    assert told.code == 6


def test_nothing_is_stored(filled, article):
    before = filled("store", "info", "--format", "json").json
    filled("check", article(SHIFTED))
    assert filled("store", "info", "--format", "json").json == before


def test_a_text_without_figures_is_no_error(filled, article):
    told = filled("check", article("The weather was fine.\n"), "--format", "json", "--language", "en")
    assert (told.code, told.json) == (0, [])
    assert "0 figures checked" in told.err


@pytest.mark.parametrize("content", [b"\x00\x01\x02\x89PNG\r\n\x1a\n" * 40, b"%PDF-1.7 \x00\xff\xfe" * 40])
def test_what_is_no_text_is_refused_in_one_line(filled, article, content):
    told = filled("check", article(content, "a.bin"))
    assert told.code == 2
    assert told.out == ""
    [line] = told.err.splitlines()
    assert "a.bin" in line


@pytest.mark.parametrize(("text", "code"), [(SHIFTED, 6), (HONEST, 3)])
def test_an_address_that_could_not_be_had_is_named_beside_what_is_bent(filled, article, text, code):
    told = filled("check", article(text), "http://127.0.0.1:9/a")
    assert told.code == code
    [line] = (line for line in told.err.splitlines() if line.startswith("aimarket: "))
    assert "127.0.0.1:9" in line


def test_a_missing_file_is_named(filled, tmp_path):
    told = filled("check", tmp_path / "none.txt")
    assert told.code == 2
    assert "none.txt" in told.err
    assert len(told.err.splitlines()) == 1


def test_a_hostile_name_and_sentence_stay_literal(filled, article):
    path = article(SHIFTED.replace("2025.", "2025 \x1b[31m(sic)."), "[red]x.txt")
    told = filled("check", path)
    assert "[red]x.txt:3:" in told.out
    for form in ("table", "json", "csv", "markdown"):
        assert "\x1b" not in filled("check", path, "--format", form).out


def test_the_article_is_no_witness_of_itself(filled, article):
    path = article(HONEST.replace("Kimi", "Doubao").replace("22.15", "31.4"))
    assert filled("read", path, "--save").code == 0
    [line] = filled("check", path).out.splitlines()
    assert ": new: Doubao" in line


def test_what_the_screen_says_that_a_bent_figure_lost_is_told_to_people_too(home, aimarket, article):
    told = aimarket("check", article(FOUNDING), "--published", "2025-02-24").out
    mild = [line for line in told.splitlines() if "DeepSeek 22.2 M" in line and "(mild)" in line]
    assert {line.split(": ")[1] for line in mild} == {
        "rounded (mild)", "scope_dropped (mild)", "attribution_dropped (mild)",
    }  # fmt: skip
