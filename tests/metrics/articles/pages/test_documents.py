"""The document that a page becomes."""

from datetime import UTC, date, datetime

from metrics.articles import document_of, observations_of, read_page
from metrics.catalog import load
from metrics.frames import documents_frame
from metrics.vocabulary import DocumentKind, Precision

NOW = datetime(2031, 3, 1, 9, 30, tzinfo=UTC)


def document(content, url="https://carnet-du-web.example/2031/02/tisserin-depots/?utm_source=x", **more):
    return document_of(read_page(content, url=url), retrieved_at=NOW, **more)


def test_a_document_carries_what_the_page_says_of_itself(served):
    made = document(served("wordpress_fr"), request_url="https://carnet-du-web.example/?p=4711", status_code=200)
    assert made.url == "https://carnet-du-web.example/2031/02/tisserin-depots/"
    assert made.final_url == "https://carnet-du-web.example/2031/02/tisserin-depots/?utm_source=x"
    assert (made.request_url, made.status_code, made.retrieved_at) == (
        "https://carnet-du-web.example/?p=4711",
        200,
        NOW,
    )
    assert (made.publisher, made.kind, made.author, made.language) == (
        "Le Carnet du Web",
        DocumentKind.PRESS,
        "Maëlle Kerbrat",
        "fr",
    )
    assert (made.published_on, made.published_precision) == (date(2031, 2, 24), Precision.DAY)
    assert made.published_from == "meta article:published_time"
    assert made.media_type == "text/html"
    assert "22,2\u00a0millions" in made.text


def test_the_id_is_the_one_that_the_store_will_give(served):
    made = document(served("nextjs_en"))
    assert made.id == documents_frame([made])["id"][0] != ""


def test_the_same_article_among_other_advertisements_is_the_same_version(served):
    one = document(served("nextjs_en"))
    other = document(
        served("nextjs_en").replace(b"3 months for $1", b"4 months for $2").replace(b"99000000", b"99000001")
    )
    changed = document(served("nextjs_en").replace(b"430 people", b"440 people"))
    assert one.id == other.id
    assert one.id != changed.id


def test_a_catalog_knows_who_publishes_at_an_address():
    catalog = load()
    company = next(each for each in catalog.entities.values() if each.ids.get("domains"))
    host = company.ids["domains"][0]
    made = document(b"It has five million users. It says so.", f"https://www.{host}/news", catalog=catalog)
    assert made.publisher == catalog.publisher(f"https://{host}").name
    assert made.kind is catalog.publisher(f"https://{host}").kind


def test_a_page_of_nobody_is_published_by_its_host():
    assert (
        document(b"It has five million users. It says so.", "https://www.nobody.example/a").publisher
        == "nobody.example"
    )


def test_text_from_nowhere_is_a_document_too():
    made = document(b"It has five million users. It says so.", None)
    assert (made.url, made.publisher) == (None, None)
    assert made.id != ""


def test_a_page_without_figures_gives_no_observation():
    page = read_page(b"Nothing of note was said. It was a quiet day.")
    assert observations_of(page, load(), document_of(page, retrieved_at=NOW)) == []
