"""Epoch AI's tables: which columns hold figures, of which metric, and for which period. All money is in dollars."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from ..errors import Changed
from ..model import Observation, Period
from ..vocabulary import Basis, Precision, Span, Status
from ..web import Node
from ._epoch_record import Record

_WINDOWS = {"daily": "daily_active_users", "weekly": "weekly_active_users", "monthly": "monthly_active_users"}
_JUNE = 6


@dataclass(frozen=True, slots=True)
class Table:
    """One file: the columns that it cannot be read without, those that hold figures, and how a record is read."""

    file: str
    needed: tuple[str, ...]
    values: tuple[str, ...]
    metrics: tuple[str, ...]
    read: Callable[[Record], Iterator[Observation]]


def _usage(record: Record) -> Iterator[Observation]:
    about = record.product()
    if record.text("Active users"):
        yield record.told(about, _window(record.row), "users", "Active users")
    if record.text("Daily tokens"):
        # Epoch makes days of what was told by the month or the minute, and does not say where.
        made = {"span": Span.UNSTATED, "basis": Basis.UNSTATED}
        yield record.told(about, "tokens_processed_daily", "tokens", "Daily tokens", **made)
    if record.text("Daily messages"):
        yield record.told(about, "messages_daily", "messages", "Daily messages", span=Span.UNSTATED)


def _window(row: Node) -> str:
    """Return the metric of users within a window; without one it is never guessed."""
    window = row.get("Active users time period")
    if window is None:
        return "users"
    metric = _WINDOWS.get(window.text().strip().lower())
    if metric is None:
        raise Changed(window.url, f"daily, weekly or monthly at {window.pointer}", repr(window.value))
    return metric


def _revenue(record: Record) -> Iterator[Observation]:
    about = record.part()
    if record.text("Annualized revenue (USD)"):
        kind = record.text("Annualized revenue type")
        made = {"status": Status.ESTIMATED, "basis": Basis.DERIVED, "origin": "Epoch AI"}
        words = "; ".join(filter(None, (record.text("Source type"), kind)))
        yield record.told(
            about, "annualized_revenue", "USD", "Annualized revenue (USD)", attribution=words or None,
            **(made if "interpolat" in kind.lower() else {}),
        )  # fmt: skip
    if record.text("Period revenue"):
        yield record.told(about, "revenue", "USD", "Period revenue", **_within(record))


def _funding(record: Record) -> Iterator[Observation]:
    """Read a round; what is only talked about is a promise, and what was called off is nothing any more.

    Who sells shares to others raises nothing for the company.
    """
    status = record.text("Status").lower()
    if "cancel" in status or "called off" in status:
        return
    talks: dict[str, object] = {} if status.startswith("closed") or not status else {"status": Status.FORECAST}
    company, closed = record.company(), record.period("Close date")
    for column, plan in (("Funding (equity)", None), ("Funding (debt)", "debt")):
        raised = record.row.get(column)
        if raised and raised.decimal() and not record.text("Type").lower().startswith("secondary"):
            yield record.told((company, plan), "funding_raised", "USD", column, period=closed, span=Span.SUM, **talks)
    if record.text("Valuation (post-money)"):
        yield record.told((company, None), "valuation", "USD", "Valuation (post-money)", period=closed, **talks)


def _staff(record: Record) -> Iterator[Observation]:
    if record.text("Staff count"):
        yield record.told(record.division(), "employees", "people", "Staff count")


_SPENT = {
    "Total compute spend": None,
    "Inference compute spend": "inference",
    "R&D compute spend": "research and training",
}


def _compute(record: Record) -> Iterator[Observation]:
    company, split = record.company(), {column: plan for column, plan in _SPENT.items() if record.text(column)}
    category = record.text("Category")
    if not split and record.text("Amount"):
        split = {"Amount": None if "total" in category.lower() else category or None}
    for column, plan in split.items():
        yield record.told((company, plan), "compute_spend", "USD", column, **_within(record))


def _within(record: Record) -> dict[str, object]:
    """Return the fields of a sum over a period; one that was told before its end is a forecast."""
    period = _period(record.day("Date"), record.row.get("Period type"))
    reported = record.day("Report date")
    ahead = reported is not None and period.end is not None and reported < period.end
    return {"period": period, "span": Span.SUM, **({"status": Status.FORECAST} if ahead else {})}


def _period(day: date | None, length: Node | None) -> Period:
    """Return the year, half, quarter or month of the calendar in which a day lies."""
    if day is None:
        return Period()
    word = length.text().lower() if length else ""
    if "half" in word or "6" in word or "six" in word:
        first = day.month <= _JUNE
        return Period(
            date(day.year, 1 if first else 7, 1),
            date(day.year, 6 if first else 12, 30 if first else 31),
            Precision.HALF,
        )
    if "quarter" in word:
        return Period.parse(f"{day.year:04}-Q{(day.month + 2) // 3}")
    if "month" in word:
        return Period.parse(f"{day:%Y-%m}")
    if "year" in word or "annual" in word:
        return Period.parse(f"{day.year:04}")
    if length:
        raise Changed(length.url, f"year, half, quarter or month at {length.pointer}", repr(length.value))
    return Period(None, day, Precision.DAY)


_USERS = ("daily_active_users", "weekly_active_users", "monthly_active_users", "users")
TABLES = (
    Table(
        "ai_companies_usage_reports.csv", ("Company", "Active users", "Active users time period", "Date"),
        ("Active users", "Daily tokens", "Daily messages"), (*_USERS, "tokens_processed_daily", "messages_daily"), _usage,
    ),
    Table(
        "ai_companies_revenue_reports.csv", ("Company", "Date", "Annualized revenue (USD)"),
        ("Annualized revenue (USD)", "Period revenue"), ("annualized_revenue", "revenue"), _revenue,
    ),
    Table(
        "ai_companies_funding_rounds.csv", ("Company", "Close date", "Status", "Valuation (post-money)"),
        ("Valuation (post-money)", "Funding (equity)", "Funding (debt)"), ("funding_raised", "valuation"), _funding,
    ),
    Table("ai_companies_staff_reports.csv", ("Company", "Date", "Staff count"), ("Staff count",), ("employees",), _staff),
    Table("ai_companies_compute_spend.csv", ("Company", "Date"), (*_SPENT, "Amount"), ("compute_spend",), _compute),
)  # fmt: skip
