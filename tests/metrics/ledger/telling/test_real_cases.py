"""The rules that compare one telling with another, each with the real case that calls for it; facts of the public record."""

from metrics.vocabulary import Basis, DocumentKind, Status

USD = {"unit": "USD", "entity": "openai", "metric": "annualized_revenue"}
CHATGPT = {"entity": "chatgpt", "unit": "users"}


def test_r1_no_averaging(bent):
    seven = USD | {"outlet": "one", "value": 7.0e9, "period": "2025-08", "origin": "Reuters", "said": "2025-09-01"}
    more = USD | {"outlet": "two", "value": 7.4e9, "period": "2025-08", "origin": "Bloomberg", "said": "2025-09-02"}
    mean = USD | {
        "outlet": "base",
        "value": 7267334159.78,
        "period": "2025-08",
        "said": "2025-09-20",
        "kind": DocumentKind.DATABASE,
    }
    assert bent(seven, more, mean) == {"base": ["arithmetic_invented"]}


def test_r10_period_unit(bent):
    weekly = CHATGPT | {
        "outlet": "cnbc",
        "metric": "weekly_active_users",
        "value": 400e6,
        "period": "2025-02",
        "origin": "OpenAI",
        "said": "2025-02-20",
    }
    monthly = CHATGPT | {
        "outlet": "journal",
        "metric": "monthly_active_users",
        "value": 400e6,
        "period": "2025-02",
        "said": "2025-04-25",
    }
    assert bent(weekly, monthly) == {"journal": ["period_unit"]}


def test_r11_basis(bent):
    rate = USD | {
        "outlet": "wire",
        "value": 13.1e9,
        "period": "2025-12",
        "origin": "OpenAI",
        "said": "2026-01-10",
        "basis": Basis.DISCLOSED,
    }
    told = USD | {"outlet": "press", "metric": "revenue", "value": 13.1e9, "period": "2025", "said": "2026-01-20"}
    assert bent(rate, told) == {"press": ["basis_swap"]}


def test_r12_currency(bent):
    worth = {"entity": "deepseek_ai", "metric": "valuation", "period": "2026-05"}
    dollars = worth | {"outlet": "wire", "value": 70e9, "unit": "USD", "origin": "Bloomberg", "said": "2026-05-20"}
    yuan = worth | {
        "outlet": "base",
        "value": 490e9,
        "unit": "USD",
        "said": "2026-05-22",
        "kind": DocumentKind.DATABASE,
    }
    assert bent(dollars, yuan) == {"base": ["currency"]}


def test_r13_stale_value_redated(bent):
    monthly = {"entity": "meta_ai", "metric": "monthly_active_users", "unit": "users", "origin": "Meta"}
    old = monthly | {"outlet": "autumn", "value": 500e6, "period": "2024-10", "said": "2024-10-30", "comparator": ">"}
    new = monthly | {"outlet": "winter", "value": 700e6, "period": "2025-01", "said": "2025-01-29"}
    again = monthly | {"outlet": "spring", "value": 500e6, "period": "2025-03", "said": "2025-03-20"}
    assert bent(old, new, again) == {"spring": ["stale_redated"]}


def test_r14_provider_swap(bent):
    app = {"entity": "deepseek", "metric": "daily_active_users", "unit": "users", "value": 22.15e6}
    panel = app | {
        "outlet": "panelist",
        "period": "2025-01-31",
        "origin": "AICPB",
        "said": "2025-02-05",
        "basis": Basis.PANEL,
    }
    claims_it = app | {"outlet": "echo", "origin": "DeepSeek", "said": "2025-02-20"}
    assert bent(panel, claims_it) == {"echo": ["attribution_swapped"]}


def test_r15_scopes_are_no_swap_and_no_rivals(bent):
    app = {"entity": "deepseek", "metric": "monthly_active_users", "unit": "users", "period": "2025-03"}
    inside = app | {
        "outlet": "cn",
        "value": 194e6,
        "origin": "QuestMobile",
        "scope": "China mobile",
        "said": "2025-07-24",
    }
    outside = app | {
        "outlet": "court",
        "metric": "daily_active_users",
        "value": 10e6,
        "origin": "Google",
        "scope": "without China",
        "said": "2025-07-11",
    }
    assert bent(inside, outside) == {}


def test_r17_subject_swap(bent):
    week = {
        "entity": "deepseek",
        "value": 5.0,
        "unit": "repositories",
        "period": ("2025-02-24", "2025-02-28"),
        "status": Status.FORECAST,
        "origin": "DeepSeek",
    }
    promise = week | {"outlet": "readme", "metric": "public_repositories", "said": "2025-02-21"}
    models = week | {"outlet": "freenews", "metric": "model_repositories", "said": "2025-02-24"}
    assert bent(promise, models) == {"freenews": ["metric_swap"]}
