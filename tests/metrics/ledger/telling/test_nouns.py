import pytest

PROMISED = {
    "outlet": "Acme", "entity": "acme", "metric": "public_repositories", "value": 5, "period": "2030-02-28",
    "status": "F", "origin": "Acme", "said": "2030-02-21", "basis": "disclosed", "url": "https://acme.example/week",
}  # fmt: skip
READ = PROMISED | {
    "outlet": "Gazette", "metric": "model_repositories", "period": "2030-03-02", "said": "2030-02-22",
    "url": "https://gazette.example/a",
}  # fmt: skip


@pytest.mark.parametrize(
    ("number", "quote"),
    [
        ("five", "Acme will open five new models next week."),
        ("cinq", "Acme ouvrira les dépôts de code de cinq modèles la semaine prochaine."),
        ("五", "Acme宣布下周开源五个模型。"),
        ("fünf", "Acme will nächste Woche fünf Modelle veröffentlichen."),
    ],
)
def test_models_told_for_repositories_are_swapped(tell, number, quote):
    told = tell(PROMISED, READ | {"as_written": number, "quote": quote})
    assert told.severe() == {"Gazette": ["metric_swap"]}
    assert told.against("Gazette") == "Acme"


@pytest.mark.parametrize(
    ("number", "quote"),
    [
        ("five", "Acme will open five code repositories of its models next week."),
        ("cinq", "Acme ouvrira cinq dépôts de code la semaine prochaine."),
        ("五", "Acme宣布下周开源五个代码库。"),
        ("cinco", "Acme abrirá cinco repositorios de código."),
        ("5", "AcmeはGitHubでリポジトリ5件を公開する。"),
    ],
)
def test_repositories_told_for_repositories_are_not(tell, number, quote):
    told = tell(PROMISED, READ | {"as_written": number, "quote": quote})
    assert told.severe() == {}
    assert told.of("Gazette")["claim"] == told.of("Acme")["claim"]


def test_without_a_sentence_the_metric_speaks(tell):
    assert tell(PROMISED, READ).severe() == {"Gazette": ["metric_swap"]}


def test_a_promise_told_for_another_season_is_another(tell):
    later = READ | {"period": "2030-09", "said": "2030-08-20", "as_written": "five", "quote": "five models"}
    assert tell(PROMISED, later).severe() == {}


def test_a_promise_without_a_day_is_the_one_of_these_weeks(tell):
    undated = READ | {"period": None, "as_written": "five", "quote": "Acme will soon open five models."}
    assert tell(PROMISED, undated).severe() == {"Gazette": ["metric_swap"]}
    assert tell(PROMISED, undated | {"said": "2030-08-20"}).severe() == {}
