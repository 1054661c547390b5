"""Wikimedia's page views: whole histories, moved titles, days that are left out, and what it refuses."""

from datetime import date, timedelta
from urllib.parse import unquote

import httpx
import pytest

from metrics.vocabulary import Precision, Span

GEMINI = "en.wikipedia/Google_Gemini"
PROBLEM = {"detail": "The date(s) you used are valid, but we do not have data", "status": 404, "title": "Not Found"}


def served(views, but=None):
    """Answer with the views of each title by day; a title without any is not known, as the real one has it."""

    def handler(request):
        if but and (odd := but(request)):
            return odd
        project, _, _, title, _, first, last = request.url.raw_path.decode().split("per-article/")[1].split("/")
        days = views.get(f"{project}/{unquote(title)}", {})
        rows = [
            {
                "project": project, "article": unquote(title), "granularity": "daily", "timestamp": f"{day:%Y%m%d}00",
                "access": "all-access", "agent": "user", "views": count,
            }
            for day, count in sorted(days.items()) if first <= f"{day:%Y%m%d}" <= last
        ]  # fmt: skip
        return httpx.Response(200, json={"items": rows}) if rows else httpx.Response(404, json=PROBLEM)

    return handler


def days_from(first, *counts):
    return {first + timedelta(days=number): count for number, count in enumerate(counts) if count}


def test_each_day_is_a_figure_of_its_language_and_a_day_left_out_is_no_zero(gather):
    views = {
        "en.wikipedia/ChatGPT": days_from(date(2029, 12, 30), 501, 0, 503),
        "fr.wikipedia/ChatGPT": days_from(date(2029, 12, 30), 71),
    }
    found = gather("wikimedia", served(views), articles=list(views))
    told = [(each.scope.platform, each.period.end, each.value) for each in found.observations]
    assert told == [
        ("en.wikipedia", date(2029, 12, 30), 501.0),
        ("en.wikipedia", date(2030, 1, 1), 503.0),
        ("fr.wikipedia", date(2029, 12, 30), 71.0),
    ]
    first = found.observations[0]
    assert (first.entity, first.metric, first.unit) == ("chatgpt", "page_views", "views")
    assert (first.span, first.period.precision, first.period.days) == (Span.SUM, Precision.DAY, 1)
    assert first.pointer == "/items/0/views"
    assert first.stated_on == date(2029, 12, 31), "known the day after, not only when it was fetched"


def test_the_first_run_asks_for_the_whole_history_by_the_title_as_it_stands(gather):
    name = "zh.wikipedia/豆包_(聊天机器人)"
    found = gather("wikimedia", served({name: days_from(date(2025, 1, 1), 9)}), articles=[name])
    (asked,) = found.asked
    assert unquote(asked.url.path).endswith("/zh.wikipedia/all-access/user/豆包_(聊天机器人)/daily/20150701/20300114")
    assert found.documents[0].url.startswith("https://pageviews.wmcloud.org/?project=zh.wikipedia.org&pages=%E8%B1%86")
    assert found.documents[0].licence == "CC0-1.0"


def test_a_slash_and_a_question_mark_in_a_title_stay_part_of_it(gather):
    found = gather(
        "wikimedia", served({"en.wikipedia/A/B?c": days_from(date(2029, 1, 1), 3)}), articles=["en.wikipedia/A/B?c"]
    )
    assert b"/user/A%2FB%3Fc/daily/" in found.asked[0].url.raw_path
    assert found.values("page_views") == {"wikimedia:en.wikipedia/A/B?c": 3.0}


def test_later_runs_ask_for_what_is_new_and_the_days_that_may_still_be_revised(gather):
    views = {"en.wikipedia/ChatGPT": days_from(date(2030, 1, 1), *range(1, 15))}
    held = {("chatgpt", "page_views", None, "en.wikipedia"): date(2030, 1, 12)}
    found = gather("wikimedia", served(views), articles=list(views), held=held)
    assert found.asked[0].url.path.endswith("/20300109/20300114")
    since = gather("wikimedia", served(views), articles=list(views), held=held, since=date(2030, 1, 13))
    assert since.asked[0].url.path.endswith("/20300113/20300114")


def test_an_article_that_moved_is_read_under_the_title_of_each_day_and_never_summed(gather):
    everywhere = dict.fromkeys((date(2024, 2, 8), date(2024, 2, 9), date(2025, 10, 3), date(2025, 10, 4)), 1000)
    views = {
        "en.wikipedia/Bard_(chatbot)": everywhere,
        "en.wikipedia/Gemini_(chatbot)": dict.fromkeys(everywhere, 2000),
        GEMINI: dict.fromkeys(everywhere, 3000),
    }
    found = gather("wikimedia", served(views), articles=[GEMINI])
    assert [(each.period.end, each.value) for each in found.observations] == [
        (date(2024, 2, 8), 1_000.0),
        (date(2024, 2, 9), 2_000.0),
        (date(2025, 10, 3), 2_000.0),
        (date(2025, 10, 4), 3_000.0),
    ]
    assert {each.entity for each in found.observations} == {"gemini"}
    assert "pages=Bard_(chatbot)" in found.documents[0].url


def test_a_former_title_that_is_gone_is_named_and_the_present_one_is_read(gather):
    found = gather("wikimedia", served({GEMINI: days_from(date(2029, 1, 1), 8)}), articles=[GEMINI])
    assert [each.item for each in found.missed] == ["en.wikipedia/Bard_(chatbot)", "en.wikipedia/Gemini_(chatbot)"]
    assert found.values("page_views") == {"gemini": 8.0}


def test_a_former_title_that_cannot_be_had_for_now_holds_up_the_later_ones_so_that_no_hole_stays(gather):
    def busy(request):
        return httpx.Response(503) if "Bard" in str(request.url) else None

    found = gather("wikimedia", served({GEMINI: days_from(date(2029, 1, 1), 8)}, busy), articles=[GEMINI])
    assert found.observations == []
    assert [(each.item, each.gone) for each in found.missed] == [(GEMINI, False)]


def test_a_former_title_may_be_asked_for_by_itself(gather):
    name = "en.wikipedia/Bard_(chatbot)"
    found = gather("wikimedia", served({name: {date(2024, 2, 8): 5, date(2024, 2, 9): 6}}), articles=[name])
    assert found.values("page_views") == {"gemini": 5.0}


def test_a_title_may_be_given_its_last_day_by_the_person_who_lists_it(gather):
    views = {"en.wikipedia/Invented": {date(2029, 5, 1): 5, date(2029, 5, 2): 6}}
    found = gather("wikimedia", served(views), articles=["en.wikipedia/Invented until 2029-05-01"])
    assert found.values("page_views") == {"wikimedia:en.wikipedia/Invented": 5.0}


def test_a_typo_and_a_page_nobody_opened_look_alike_and_the_reason_says_both(gather):
    found = gather("wikimedia", served({}), articles=["en.wikipedia/chatgtp"])
    (missed,) = found.missed
    assert missed.gone
    assert "no such title (case counts)" in missed.reason
    assert "nobody opened it from 2015-07-01 to 2030-01-14" in missed.reason


def test_what_is_no_article_is_told_how_to_be_written(gather):
    found = gather("wikimedia", served({}), articles=["ChatGPT"])
    assert "such as en.wikipedia/ChatGPT" in found.missed[0].reason
    assert found.asked == []


def test_a_refusal_for_want_of_a_contact_says_what_to_set(gather):
    def refuse(request):
        return httpx.Response(403, text="Please set a user-agent")

    found = gather("wikimedia", refuse, articles=["en.wikipedia/ChatGPT"])
    assert "aimarket config set network.contact" in found.missed[0].reason
    named = gather("wikimedia", refuse, articles=["en.wikipedia/ChatGPT"], network={"contact": "a@example.org"})
    assert "config set" not in named.missed[0].reason
    assert "a@example.org" in named.asked[0].headers["user-agent"]


def test_a_plain_text_429_is_waited_for(gather):
    views = served({"en.wikipedia/ChatGPT": days_from(date(2029, 1, 1), 8)})
    answers = iter([httpx.Response(429, text="You are making too many requests", headers={"retry-after": "0"})])
    found = gather(
        "wikimedia", lambda request: next(answers, None) or views(request), articles=["en.wikipedia/ChatGPT"]
    )
    assert found.values("page_views") == {"chatgpt": 8.0}
    assert found.missed == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"article": "Chess"}, "Chess"),
        ({"project": "de.wikipedia"}, "views of en.wikipedia/ChatGPT"),
        ({"timestamp": "20300115"}, "a time such as"),
        ({"timestamp": "2031010100"}, "each day from"),
        ({"views": -4}, "zero or more"),
        ({"views": "many"}, "a number"),
        ({"views": None}, "views"),
    ],
)
def test_rows_about_anything_else_are_refused(gather, row, said):
    usual = {"project": "en.wikipedia", "article": "ChatGPT", "timestamp": "2029010100", "views": 4}
    answer = {"items": [{**usual, **row}]}
    found = gather("wikimedia", lambda _: httpx.Response(200, json=answer), articles=["en.wikipedia/ChatGPT"])
    assert found.observations == []
    assert said in found.missed[0].reason


def test_a_day_told_twice_and_an_empty_list_are_refused(gather):
    row = {"project": "en.wikipedia", "article": "ChatGPT", "timestamp": "2029010100", "views": 4}
    for rows in ([row, row], []):
        found = gather(
            "wikimedia",
            lambda _, rows=rows: httpx.Response(200, json={"items": rows}),
            articles=["en.wikipedia/ChatGPT"],
        )
        assert found.observations == []
        assert found.missed


def test_no_entity_of_the_catalog_has_two_articles_in_one_language(gather):
    found = gather("wikimedia", served({}))
    asked = [each.item for each in found.missed]
    assert len(asked) > 100
    catalog = found.errand.catalog
    present = [name for name in asked if catalog.holder("wikipedia", name)]
    held = [(catalog.holder("wikipedia", name), name.partition("/")[0]) for name in present]
    assert len(held) == len(set(held))
