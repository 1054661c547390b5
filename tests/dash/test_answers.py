import gc
from datetime import date, timedelta
from weakref import ref

import pytest

from dash.answers import Answers
from dash.options import Invocation
from dash.questions import Behind, Compared, Days, Figures, Promises, Sources
from metrics.errors import Refused

HEADER = "entity,metric,value,comparator,unit,start,end,span,status,basis,origin,url,publisher,stated_on,quote"
ROWS = [
    "kimi,daily_active_users,22150000,=,users,2025-01-31,2025-01-31,point,E,panel,AICPB,https://aicpb.example/jan,AICPB,2025-02-03,Kimi had 22.15 million daily users.",
    "kimi,daily_active_users,24000000,=,users,2025-02-28,2025-02-28,point,E,panel,AICPB,https://aicpb.example/feb,AICPB,2025-03-03,",
    "deepseek,daily_active_users,30000000,=,users,2025-02-28,2025-02-28,mean,E,panel,AICPB,https://aicpb.example/feb,AICPB,2025-03-03,",
    "kimi,public_repositories,5,=,repositories,2025-02-24,2025-02-28,sum,F,disclosed,Moonshot,https://g.example/p,Moonshot,2025-02-21,",
]


@pytest.fixture
def filled(empty, aimarket, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    assert aimarket("import", path).code == 0
    return aimarket, path


@pytest.fixture
def answers(filled):
    return Answers(Invocation())


def test_every_question_has_its_answer(answers):
    assert answers.answer(Days()) == [date(2025, 2, 3), date(2025, 2, 21), date(2025, 3, 3)]
    now = answers.answer(Figures())
    assert now.filter(entity="kimi", metric="daily_active_users")["value"].to_list() == [24e6]
    then = answers.answer(Figures(date(2025, 2, 21)))
    assert then.filter(entity="kimi", metric="daily_active_users")["value"].to_list() == [22.15e6]
    assert answers.answer(Promises())["promised"].to_list() == [5.0]
    assert "github" in answers.answer(Sources())["name"].to_list()
    story = answers.answer(Behind("kimi", "daily_active_users"))
    assert story.past["value"].to_list() == [22.15e6, 24e6]
    assert story.metric.id == "daily_active_users"
    january = answers.answer(Behind("kimi", "daily_active_users", on=date(2025, 1, 31)))
    assert january.tellings["quote"].to_list() == ["Kimi had 22.15 million daily users."]
    with pytest.raises(Refused):
        answers.answer(Compared("daily_active_users", ("kimi", "deepseek")))


def test_an_answer_is_kept_until_something_lands_in_the_store(answers, filled):
    aimarket, path = filled
    first, version = answers.answer(Figures()), answers.version()
    assert answers.answer(Figures()) is first
    path.write_text("\n".join([HEADER, ROWS[0].replace("kimi", "grok")]) + "\n", encoding="utf-8")
    assert aimarket("import", path).code == 0
    assert answers.version() > version
    assert answers.answer(Figures()).height == first.height + 1


def test_what_older_versions_of_the_store_answered_is_let_go(answers, filled):
    aimarket, path = filled
    first = ref(answers.answer(Figures()))
    path.write_text("\n".join([HEADER, ROWS[0].replace("kimi", "grok")]) + "\n", encoding="utf-8")
    assert aimarket("import", path).code == 0
    answers.answer(Days())
    gc.collect()
    assert first() is None


def test_on_another_day_everything_is_reckoned_anew(answers, monkeypatch):
    before = answers.answer(Figures())
    assert answers.answer(Figures()) is before
    day = answers.today()
    monkeypatch.setenv("AIMARKET_NOW", f"{day + timedelta(days=3)}T00:00:01Z")
    assert answers.today() == day + timedelta(days=3)
    after = answers.answer(Figures())
    assert (after["age_days"] - before["age_days"]).drop_nulls().unique().to_list() == [3]
