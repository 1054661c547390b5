from datetime import date, timedelta

import pytest

import metrics.market
from metrics.frames import documents_frame, observations_frame
from metrics.ledger.plain import Bounds
from metrics.market import Asked
from metrics.model import Document, Observation, Period, Run
from metrics.views.openness import DEFINITIONS, GROUPINGS, OPENNESS, Division, openness
from metrics.vocabulary import Basis, DocumentKind, Precision, Span

NOW = Asked()


def users(entity, value, month, **more):
    return {"entity": entity, "value": value, "start": month, "end": month, "origin": "AICPB", "basis": "panel",
            "url": f"https://a.example/{entity}/{month}", "publisher": "AICPB", "stated_on": f"{month}-28"} | more  # fmt: skip


def stars(entity, value, day):
    return {"entity": entity, "metric": "github_stars", "value": value, "unit": "stars", "start": day, "end": day,
            "span": "point", "basis": "measured", "origin": "GitHub", "url": f"https://github.com/{entity}", "publisher": "GitHub",
            "stated_on": day}  # fmt: skip


SOME = (
    users("chatgpt", 900e6, "2026-10"), users("deepseek", 100e6, "2026-10"), users("doubao", 300e6, "2026-10"),
    users("chatgpt", 500e6, "2025-09"), users("deepseek", 90e6, "2025-09"),
    stars("vllm", 60_000, "2026-11-20"), stars("claude_code", 20_000, "2026-11-20"),
)  # fmt: skip


def shares(frame, metric):
    return {row["group"]: round(row["share"], 3) for row in frame.filter(metric=metric).iter_rows(named=True)}


def test_what_may_not_be_summed_is_divided_by_the_number_of_entities(market_of):
    frame = openness(market_of(*SOME), NOW, Division())
    assert shares(frame, "monthly_active_users") == {"closed": 0.667, "open": 0.333}
    closed = frame.filter(metric="monthly_active_users", group="closed").row(0, named=True)
    assert (closed["measure"], closed["value"], closed["entities"]) == ("entities", None, 2)
    assert closed["names"] == ["ChatGPT", "Doubao"]


def test_what_may_be_summed_is_divided_by_its_sum(market_of):
    frame = openness(market_of(*SOME), NOW, Division())
    assert shares(frame, "github_stars") == {"open": 0.75, "closed": 0.25}
    top = frame.filter(metric="github_stars", group="open").row(0, named=True)
    assert (top["measure"], top["value"], top["unit"], top["open"]) == ("sum", 60_000, "stars", 1.0)
    assert dict(frame.schema) | OPENNESS == dict(frame.schema)


def test_the_definition_of_open_is_switched(market_of):
    market = market_of(*SOME)
    by = {
        name: shares(openness(market, NOW, Division(definition=name)), "monthly_active_users") for name in DEFINITIONS
    }
    assert by["source"] == {"closed": 1.0}
    assert by["permissive"]["open"] == 0.333


def test_a_record_of_openness_counts_from_its_day(market_of):
    market = market_of(users("deepseek", 5e6, "2024-12"), users("deepseek", 100e6, "2025-02"))
    then = openness(market, Asked(published=date(2024, 12, 31)), Division())
    assert shares(then, "monthly_active_users") == {"closed": 1.0}
    later = openness(market, Asked(published=date(2025, 3, 5)), Division())
    row = later.filter(group="open").row(0, named=True)
    assert row["series"][0] == 0.0
    assert row["series"][-1] == 1.0
    member = row["_members"][0]
    assert (member["openness"], member["licence"], member["since"]) == (
        "open-weights-permissive",
        "MIT",
        date(2025, 1, 20),
    )


@pytest.mark.parametrize(("by", "groups"), [("owner", {"OpenAI", "DeepSeek AI", "ByteDance"}), ("country", {"US", "CN"}),
                                            ("level", {"api-only", "open-weights-permissive"})])  # fmt: skip
def test_figures_are_grouped_by_maker_country_and_level(market_of, by, groups):
    assert by in GROUPINGS
    assert set(shares(openness(market_of(*SOME), NOW, Division(by=by)), "monthly_active_users")) == groups


def test_shares_over_time_stand_at_the_ends_of_quarters_and_the_change_is_of_a_year(market_of):
    row = (
        openness(market_of(*SOME), NOW, Division())
        .filter(metric="monthly_active_users", group="open")
        .row(0, named=True)
    )
    assert row["_times"][0] == date(2025, 9, 30)
    assert row["series"][0] == 0.5
    assert row["at"] == date(2026, 11, 24)
    assert round(row["change"], 3) == -0.167


def test_a_figure_does_not_stand_for_ever_and_the_last_known_day_is_told(market_of):
    row = openness(market_of(users("chatgpt", 5e6, "2024-01")), NOW, Division()).row(0, named=True)
    assert row["at"] < date(2026, 1, 1)
    assert row["share"] == 1.0


def test_what_cannot_be_added_is_left_out_and_counted(market_of):
    other = stars("ollama", 90_000, "2026-11-20") | {"geo": "FR"}
    frame = openness(market_of(*SOME, other), NOW, Division())
    assert frame.filter(metric="github_stars")["left_out"].unique().to_list() == [1]


def test_forecasts_and_an_empty_store_divide_into_nothing(market_of):
    assert openness(market_of(users("kimi", 5e6, "2026-10", status="F")), NOW, Division()).is_empty()


@pytest.fixture
def counted(market_of):
    """A market with platforms' own counts of two repositories, day by day over two years."""
    market = market_of(users("chatgpt", 900e6, "2026-10"))
    for entity, step in (("vllm", 3), ("claude_code", 1)):
        document = Document(
            url=f"https://github.com/{entity}", publisher="GitHub", kind=DocumentKind.PLATFORM, retrieved_at=market.now
        )
        documents = documents_frame([document])
        days = [date(2024, 12, 1) + timedelta(days=7 * week) for week in range(100)]
        told = [
            Observation(entity=entity, metric="github_stars", value=float(100 + step * number), unit="stars", span=Span.POINT,
                        basis=Basis.MEASURED, document=documents["id"][0], method="github/1", stated_on=day,
                        period=Period(day, day, Precision.DAY))
            for number, day in enumerate(days)
        ]  # fmt: skip
        run = Run(source="github", started_at=market.now, ended_at=market.now)
        market.store.append(run, documents, observations_frame(told, documents), now=market.now)
    return market


@pytest.mark.parametrize("by", GROUPINGS)
def test_a_large_market_that_is_cut_into_parts_divides_as_a_small_one(counted, monkeypatch, by):
    whole = openness(counted, NOW, Division(by=by))
    for name, size in (("AT_ONCE", 20), ("SIFTED", 20), ("LONG", 1)):
        monkeypatch.setattr(metrics.market, name, size)
    assert any(lines is not None for _, lines in counted.newest(NOW, Bounds()))
    cut = openness(counted, NOW, Division(by=by))
    assert cut.drop("_members").equals(whole.drop("_members"))
    assert whole.filter(metric="github_stars")["series"].list.len().min() > 4
