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
