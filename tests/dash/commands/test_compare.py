"""``compare`` prints several histories, or refuses with the reason."""


def test_money_in_two_currencies_is_refused(filled):
    printed = filled("compare", "valuation", "openai", "mistral")
    assert printed.code == 2
    assert "USD" in printed.err
    assert "EUR" in printed.err
    assert printed.out == ""


def test_an_entity_without_figures_is_refused_by_name(filled):
    printed = filled("compare", "daily_active_users", "kimi", "chatgpt")
    assert printed.code == 2
    assert "ChatGPT" in printed.err


def test_two_entities_of_one_kind_are_compared(filled, tmp_path):
    more = tmp_path / "more.csv"
    more.write_text(
        "entity,metric,value,unit,start,end,span,basis,origin,url,publisher,stated_on\n"
        "doubao,daily_active_users,16950000,users,2025-01-31,2025-01-31,point,panel,AICPB,https://aicpb.example/jan,"
        "AICPB,2025-02-03\n",
        encoding="utf-8",
    )
    assert filled("import", more).code == 0
    rows = filled("compare", "dau", "kimi", "doubao", "--format", "json").json
    assert {row["entity"] for row in rows} == {"kimi", "doubao"}
    printed = filled("compare", "dau", "kimi", "doubao", "--log")
    assert printed.code == 0
    assert "Doubao" in printed.out
    assert filled("compare", "dau", "kimi", "doubao", "--rebase", "2025-01-31").code == 0
    assert filled("compare", "dau", "kimi", "doubao", "--rebase", "2025-02-10").code == 2


def test_means_and_peaks_are_not_compared(filled, tmp_path):
    more = tmp_path / "more.csv"
    more.write_text(
        "entity,metric,value,unit,start,end,span,url,publisher,stated_on\n"
        "doubao,weekly_active_users,5,users,2025-01-06,2025-01-12,mean,https://x.example/1,X,2025-02-03\n"
        "chatgpt,weekly_active_users,5,users,2025-01-06,2025-01-12,peak,https://x.example/1,X,2025-02-03\n",
        encoding="utf-8",
    )
    assert filled("import", more).code == 0
    printed = filled("compare", "weekly_active_users", "doubao", "chatgpt")
    assert printed.code == 2
    assert "mean" in printed.err


def test_one_entity_is_no_comparison(filled):
    assert filled("compare", "dau", "kimi").code == 2


HEADER = "entity,metric,value,unit,start,end,span,geo,url,publisher,stated_on\n"


def more(tmp_path, *rows):
    path = tmp_path / "more.csv"
    lines = [f"{row},https://x.example/{number},X,2025-02-03" for number, row in enumerate(rows)]
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_one_country_beside_another_is_refused_even_if_a_third_says_nothing(filled, tmp_path):
    rows = [
        "kimi,gpus,5,gpus,2025,2025,point,US",
        "doubao,gpus,6,gpus,2025,2025,point,CN",
        "chatgpt,gpus,7,gpus,2025,2025,point,",
    ]
    assert filled("import", more(tmp_path, *rows)).code == 0
    printed = filled("compare", "gpus", "kimi", "doubao", "chatgpt")
    assert printed.code == 2
    assert "places" in printed.err


def test_figures_in_another_currency_are_left_out_and_said_to_be(filled, tmp_path):
    rows = ["mistral,valuation,6000000000,USD,2024-12-11,2024-12-11,point,"]
    assert filled("import", more(tmp_path, *rows)).code == 0
    printed = filled("compare", "valuation", "openai", "mistral", "--format", "json")
    assert printed.code == 0
    assert {row["unit"] for row in printed.json} == {"USD"}


def test_what_only_one_side_states_is_said(filled, tmp_path):
    rows = ["doubao,daily_active_users,5,users,2025-01-31,2025-01-31,point,CN"]
    assert filled("import", more(tmp_path, *rows)).code == 0
    printed = filled("compare", "dau", "kimi", "doubao")
    assert printed.code == 0
    assert "Doubao: CN; Kimi: not stated" in printed.err


def test_a_quarter_is_not_compared_with_a_year(filled, tmp_path):
    rows = ["openai,revenue,5,USD,2025-01,2025-03,sum,", "nvidia,revenue,6,USD,2025,2025,sum,"]
    assert filled("import", more(tmp_path, *rows)).code == 0
    printed = filled("compare", "revenue", "openai", "nvidia")
    assert printed.code == 2
    assert "quarter" in printed.err


def test_one_entity_twice_is_no_comparison(filled):
    assert filled("compare", "dau", "kimi", "Kimi").code == 2
