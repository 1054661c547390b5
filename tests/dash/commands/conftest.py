"""A small invented market: one panel's figure, its tellings, a rival, a promise and what came of it."""

import pytest

HEADER = "entity,metric,value,comparator,unit,start,end,span,status,basis,origin,url,publisher,stated_on,quote"

ROWS = [
    # the panel's own page, two relays, one that names another day
    "kimi,daily_active_users,22150000,=,users,2025-01-31,2025-01-31,point,E,panel,AICPB,https://aicpb.example/jan,AICPB,2025-02-03,Kimi had 22.15 million daily users on 31 January.",
    "kimi,daily_active_users,22150000,=,users,2025-01-31,2025-01-31,point,E,panel,AICPB,https://one.example/a,One Daily,2025-02-05,AICPB counts 22.15 million daily users of Kimi.",
    "kimi,daily_active_users,22200000,=,users,2025-01-31,2025-01-31,point,E,panel,AICPB,https://two.example/b,Two Weekly,2025-02-06,",
    "kimi,daily_active_users,22200000,=,users,2025-01-11,2025-01-11,point,E,unstated,,https://three.example/c,Three News,2025-02-24,22.2 million a day on 11 January",
    # a rival of another panel, and the month after
    "kimi,daily_active_users,30000000,>,users,2025-01-31,2025-01-31,point,E,panel,QuestMobile,https://qm.example/1,QuestMobile,2025-02-10,",
    "kimi,daily_active_users,24000000,=,users,2025-02-28,2025-02-28,point,E,panel,AICPB,https://aicpb.example/feb,AICPB,2025-03-03,",
    # money, another company
    "mistral,valuation,5800000000,=,EUR,2024-06-11,2024-06-11,point,A,disclosed,Mistral,https://m.example/v,Mistral,2024-06-11,",
    "openai,valuation,157000000000,=,USD,2024-10-02,2024-10-02,point,A,disclosed,OpenAI,https://o.example/v,OpenAI,2024-10-02,",
    # promised and delivered
    "kimi,public_repositories,5,=,repositories,2025-02-24,2025-02-28,sum,F,disclosed,Moonshot,https://g.example/p,Moonshot,2025-02-21,",
    "kimi,public_repositories,8,=,repositories,2025-02-24,2025-02-28,sum,A,disclosed,Moonshot,https://g.example/d,Moonshot,2025-02-28,",
]


@pytest.fixture
def header():
    """The columns of the invented market."""
    return HEADER


@pytest.fixture
def rows():
    """Its rows, as lines of CSV."""
    return list(ROWS)


@pytest.fixture
def figures(tmp_path):
    """The invented market as a file to import."""
    path = tmp_path / "figures.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def filled(empty, aimarket, figures):
    """The command line over a store that holds the invented market."""
    done = aimarket("import", figures, "--format", "json")
    assert done.code == 0, done.err
    return aimarket
