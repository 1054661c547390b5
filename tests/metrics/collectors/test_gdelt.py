"""GDELT: pleas to slow down, answers in words, three ways to say nothing, and no more than 250 at a time."""

import json
from datetime import date

import httpx
import pytest

PAGE = (
    "<!doctype html><html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>Of {0} there is much to tell, and "
    "it is told here at some length, so that what is read of it is a text and no mere heading.</p></article>"
)


def row(path, language="English"):
    return {
        "url": f"https://paper.example{path}", "url_mobile": "", "title": f"To {path}", "seendate": "20300115T081500Z",
        "socialimage": "", "domain": "paper.example", "language": language, "sourcecountry": "Nowhere",
    }  # fmt: skip


def told(*paths):
    return httpx.Response(200, json={"articles": [row(path) for path in paths]})


def site(answer):
    """Answer searches as given (a response, or a function of the request), and pages at any other host."""

    def handler(request):
        if request.url.host == "api.gdeltproject.org":
            return answer(request) if callable(answer) else answer
        return (
            httpx.Response(404)
            if request.url.path == "/robots.txt"
            else httpx.Response(200, html=PAGE.format(request.url.path))
        )

    return handler


def search(gather, answer, terms=("ChatGPT", "Le Chat"), languages=("french",), **more):
    return gather("gdelt", site(answer), terms=list(terms), languages=list(languages), **more)


def searches(found):
    return [each.url.params for each in found.asked if each.url.host == "api.gdeltproject.org"]


def test_what_is_found_is_read_as_articles_and_counted_as_nothing(gather):
    found = search(gather, told("/one", "/two"))
    assert [each.url for each in found.documents] == ["https://paper.example/one", "https://paper.example/two"]
    assert found.missed == []
    assert all(each.published_on is None for each in found.documents), "when it was seen is not when it was published"


def test_the_question_is_in_english_whatever_the_language(gather):
    (asked,) = searches(search(gather, told()))
    assert asked["query"].startswith('(ChatGPT OR "Le Chat") ("daily active users" OR ')
    assert asked["query"].endswith(" sourcelang:french")
    assert (asked["mode"], asked["format"], asked["maxrecords"], asked["timespan"]) == ("artlist", "json", "250", "1d")


def test_each_language_is_asked_by_itself_and_may_be_named_by_its_code(gather):
    asked = searches(search(gather, told(), languages=["zh", "German"]))
    assert [each["query"].rpartition(":")[2] for each in asked] == ["chinese", "german"]


def test_words_of_a_term_cannot_break_out_of_it(gather):
    (asked,) = searches(search(gather, told(), terms=['a") OR (b', "豆包"]))
    assert asked["query"].startswith('("a OR b" OR 豆包) (')


def test_many_terms_are_asked_for_in_several_questions(gather):
    terms = [f"Product{number}" for number in range(23)]
    asked = searches(search(gather, told(), terms=terms))
    assert [each["query"].split(") (")[0].count("Product") for each in asked] == [10, 10, 3]


def test_the_catalogs_products_and_the_languages_that_are_read_are_asked_for_by_default(gather):
    found = gather("gdelt", site(told()))
    asked = [each["query"] for each in searches(found)]
    assert {query.rpartition(":")[2] for query in asked} >= {"english", "chinese", "french", "german", "japanese"}
    assert "DeepSeek" in asked[0]
    only = gather("gdelt", site(told()), only="doubao")
    assert all(each["query"].startswith("Doubao (") for each in searches(only))


@pytest.mark.parametrize(
    "nothing", [{}, {"articles": None}, {"articles": []}], ids=["an empty object", "null", "an empty list"]
)
def test_nothing_found_is_no_failure(gather, nothing):
    found = search(gather, httpx.Response(200, json=nothing))
    assert (found.readings, found.missed) == ([], [])


@pytest.mark.parametrize("status", [429, 200])
def test_a_plea_to_slow_down_is_heeded_with_whatever_status_it_comes(gather, status):
    plea = httpx.Response(status, text="Please limit requests to one every 5 seconds or contact somebody.")
    found = search(gather, plea, languages=["french", "german"])
    assert all("try after" in each.reason for each in found.missed)
    assert len(found.missed) == 2


def test_a_sentence_in_place_of_an_answer_is_the_reason(gather):
    found = search(gather, httpx.Response(200, html="The specified phrase is too short.\n"))
    assert "The specified phrase is too short." in found.missed[0].reason
    assert found.missed[0].item == "french articles on ChatGPT, Le Chat"


def test_raw_control_characters_and_stray_backslashes_do_not_spoil_an_answer(gather):
    body = (
        r'{"articles": [{"url": "https:\/\/paper.example\/one", "title": "A \tab \\ and a \stray \u00e9 one'
        '\n\x01"}]}'
    )
    found = search(gather, httpx.Response(200, content=body.encode()))
    assert [each.url for each in found.documents] == ["https://paper.example/one"]


@pytest.mark.parametrize("odd", [{"timeline": []}, {"articles": [{"title": "x"}]}, {"articles": {"url": "x"}}])
def test_an_answer_of_another_shape_is_refused(gather, odd):
    found = search(gather, httpx.Response(200, json=odd))
    assert found.documents == []
    assert found.missed


def test_where_there_are_more_than_it_tells_the_time_is_cut_in_two(gather):
    def many(request):
        asked = request.url.params
        if "timespan" in asked:
            return told(*(f"/{number}" for number in range(250)))
        return told("/late") if asked["startdatetime"] >= "20300115000000" else told("/early")

    found = search(gather, many)
    spans = [(each.get("startdatetime"), each.get("enddatetime")) for each in searches(found)]
    assert spans == [
        (None, None),
        ("20300115000000", "20300115120000"),
        ("20300114120000", "20300115000000"),
    ]
    pages = [each.url for each in found.documents]
    assert pages[-2:] == ["https://paper.example/late", "https://paper.example/early"]
    assert len(pages) == 252


@pytest.mark.parametrize("odd", [{"url": None}, {"url": 7}, {"url": "\ud800"}, {"url": ""}, {}])
def test_an_article_without_an_address_is_missed_by_its_place_and_stops_no_other(gather, odd):
    body = json.dumps({"articles": [row("/one"), odd, row("/two")]})
    found = search(gather, httpx.Response(200, text=body))
    assert [each.url for each in found.documents] == ["https://paper.example/one", "https://paper.example/two"]
    assert [each.item for each in found.missed] == ["article /articles/1"]


def test_cutting_ends_where_an_hour_is_still_full(gather):
    full = told(*(f"/{number % 3}" for number in range(250)))
    found = search(gather, full)
    assert 20 < len(searches(found)) < 100
    assert len(found.documents) == 3


def test_since_asks_for_that_time_and_no_more_than_three_months(gather):
    (asked,) = searches(search(gather, told(), since=date(2030, 1, 3)))
    assert (asked["startdatetime"], asked["enddatetime"]) == ("20300103000000", "20300115120000")
    (far,) = searches(search(gather, told(), since=date(2020, 1, 1)))
    assert far["startdatetime"] == "20291017120000"
