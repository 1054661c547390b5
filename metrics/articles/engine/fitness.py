"""Which metrics a number may belong to by its class and size, and which entities a metric may be said of."""

from functools import cache

from ...model import Entity, Metric
from ...vocabulary import EntityKind
from .measures import Class, Measure

_PERCENT = frozenset({"market_share", "benchmark_score"})
_WINDOWED = {"day": "daily_active_users", "week": "weekly_active_users", "month": "monthly_active_users"}
USERS = frozenset({"users", *_WINDOWED.values()})
_PRODUCT = USERS | {"registered_users", "paying_subscribers", "app_downloads", "monthly_visits", "messages_daily"}
PEOPLE = USERS | {"registered_users", "paying_subscribers", "employees", "developers"}
_MODEL = frozenset({"parameters", "context_window_tokens", "price_per_million_tokens", "benchmark_score", "training_cost",
                    "derivative_models", "model_downloads", "github_stars"})  # fmt: skip
_COMPANY = frozenset({"valuation", "funding_raised", "revenue", "annualized_revenue", "capex", "employees", "gpus"})
_HOUSE = frozenset({"employees", "capex"})
_PRICES = frozenset({"price_per_million_tokens"})
_LARGE_MONEY = 10_000
_ELIDED = 1e6

_FIT: dict[str, dict[EntityKind, float]] = {
    "product": {EntityKind.PRODUCT: 1, EntityKind.TOOL: 1, EntityKind.HUB: 0.95, EntityKind.MODEL_FAMILY: 0.8,
                EntityKind.COMPANY: 0.6, EntityKind.MODEL: 0.6, EntityKind.REPOSITORY: 0.5},
    "company": {EntityKind.COMPANY: 1, EntityKind.HUB: 1, EntityKind.TOOL: 0.85, EntityKind.PRODUCT: 0.75,
                EntityKind.MODEL_FAMILY: 0.35, EntityKind.MODEL: 0.3},
    "model": {EntityKind.MODEL: 1, EntityKind.MODEL_FAMILY: 1, EntityKind.REPOSITORY: 1, EntityKind.PRODUCT: 0.9,
              EntityKind.TOOL: 0.9, EntityKind.HUB: 0.4, EntityKind.COMPANY: 0.4},
    "any": dict.fromkeys(EntityKind, 0.9),
}  # fmt: skip


@cache
def _role(metric: str) -> str:
    if metric in _PRODUCT:
        return "product"
    if metric in _MODEL:
        return "model"
    return "company" if metric in _COMPANY else "any"


def windowed(window: str) -> str | None:
    """Return the metric of users counted within a window."""
    return _WINDOWED.get(window)


def fits_entity(metric: str, entity: Entity | None) -> float:
    """Return how well a metric may be said of an entity, from 0 to 1; ``None`` stands for a stranger."""
    if entity is None:
        return 0.0 if _role(metric) == "model" else 0.9
    fit = _FIT[_role(metric)].get(entity.kind, 0.3)
    if entity.kind is EntityKind.REPOSITORY and metric != "github_stars":
        return fit * 0.4
    owned = entity.owner is not None and entity.kind is not EntityKind.COMPANY
    return fit * 0.75 if owned and metric in _HOUSE else fit


def is_of_products(metric: str) -> bool:
    """Tell whether a metric is said of a product rather than of its maker."""
    return metric in _PRODUCT


def is_of_models(metric: str) -> bool:
    """Tell whether a metric is said of a model."""
    return metric in _MODEL


def is_of_companies(metric: str) -> bool:
    """Tell whether a metric is said of a company rather than of its products."""
    return metric in _COMPANY


def fits_class(metric: Metric, measure: Measure) -> bool:
    """Tell whether a quantity's class is that of the metric."""
    if metric.money:
        if measure.kind is not Class.MONEY:
            return False
        small = (measure.quantity.value or measure.quantity.low or 0) < _LARGE_MONEY
        return small or metric.id not in _PRICES
    if measure.counter and metric.id not in _COUNTED[measure.counter]:
        return False
    if metric.id == "benchmark_score":
        return measure.kind in {Class.PERCENT, Class.COUNT}
    if metric.id in _PERCENT:
        return measure.kind is Class.PERCENT
    return measure.kind is Class.COUNT


_COUNTED = {
    "people": _PRODUCT | {"employees", "developers", "enterprise_customers"},
    "times": frozenset(
        {"app_downloads", "model_downloads", "monthly_visits", "messages_daily", "tokens_processed_daily"}
    ),
    "firms": frozenset({"enterprise_customers", "paying_subscribers"}),
    "things": frozenset({"gpus", "github_stars", "model_repositories", "derivative_models"}),
}


def is_elided_money(measure: Measure, scale: float = 1.0) -> bool:
    """Tell whether a number without a currency may be money all the same: "valued at 380 billion"."""
    value = measure.quantity.value if measure.quantity.value is not None else measure.quantity.low
    if measure.counter:
        return False
    large = (value or 0) * scale >= _ELIDED and max(measure.quantity.scale, scale) >= _ELIDED
    return measure.kind is Class.COUNT and not measure.unknown and large


_SANE: dict[str, tuple[float, float]] = {
    "valuation": (1e7, 2e13), "funding_raised": (1e5, 1e12), "revenue": (1e4, 2e12), "annualized_revenue": (1e5, 1e12),
    "capex": (1e7, 5e12), "training_cost": (1e4, 2e10), "price_per_million_tokens": (0.001, 2000),
    "parameters": (1e6, 1e14), "context_window_tokens": (1e3, 1e8), "users": (1e3, 5e9), "daily_active_users": (1e3, 5e9),
    "weekly_active_users": (1e3, 5e9), "monthly_active_users": (1e3, 5e9), "registered_users": (1e3, 5e9),
    "paying_subscribers": (50, 1e9), "enterprise_customers": (2, 1e8), "app_downloads": (1e3, 1e11),
    "monthly_visits": (1e3, 1e12), "messages_daily": (1e3, 1e13), "market_share": (0, 100), "employees": (2, 3e6),
    "gpus": (16, 1e8), "developers": (100, 5e8), "model_downloads": (1e3, 1e12), "model_repositories": (2, 1e8),
    "derivative_models": (10, 1e8), "github_stars": (50, 5e6), "tokens_processed_daily": (5e7, 1e19),
    "benchmark_score": (0, 3000),
}  # fmt: skip


_PER_DOLLAR = {"USD": 1, "EUR": 1, "GBP": 1, "KRW": 1500, "JPY": 150, "INR": 90, "RUB": 90, "TWD": 32, "CNY": 8}
"""About how many units of a currency a dollar is, so that the bounds hold for it; 10 for any other."""


def is_sane(metric: str, measure: Measure, scale: float = 1.0) -> bool:
    """Tell whether the size of a value is possible: a valuation of 14.99 is a price of something else."""
    low, high = _SANE.get(metric, (0, float("inf")))
    if measure.quantity.currencies and metric not in _PRICES:
        high *= max(_PER_DOLLAR.get(code, 10) for code in measure.quantity.currencies)
    values = [
        each for each in (measure.quantity.value, measure.quantity.low, measure.quantity.high) if each is not None
    ]
    return all(low <= each * scale <= high for each in values)
