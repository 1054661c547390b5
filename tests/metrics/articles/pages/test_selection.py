"""Which segments of a document are its article."""

from metrics.articles.pages.dom import outline_of, parse
from metrics.articles.pages.filling import filled
from metrics.articles.pages.selection import chosen, folded, weight

TEXT = (
    "The laboratory in Lisbon said on Tuesday that number {} of its reports would come out before the end of the month."
)


def article(body):
    root = parse(f"<html><body>{body}</body></html>")
    outline = outline_of(root)
    return [outline.segments[index].text for index in filled(outline.segments, chosen(root, outline))]


def paragraphs(*numbers):
    return "".join(f"<p>{TEXT.format(number)}</p>" for number in numbers)


def test_no_break_spaces_quotes_and_dashes_do_not_hinder_finding_a_line():
    assert folded("« 22,2\u00a0millions » – l’été") == folded('"22,2 millions" - l\'été')
    assert folded("２０３１年") == "2031年"


def test_an_east_asian_character_says_more_than_a_letter():
    assert weight("青鹭") > weight("ab") == 2


def test_an_article_that_is_cut_by_advertisements_is_read_to_its_end():
    body = f"<main><div class='chunk'>{paragraphs(1, 2)}</div><div class='ad-slot'><p>Buy now</p></div><div class='chunk'>{paragraphs(3)}</div></main>"
    assert article(body) == [TEXT.format(n) for n in (1, 2, 3)]


def test_another_article_below_is_not_read():
    body = (
        f"<article class='a'><h1>One</h1><div class='chunk'>{paragraphs(1, 2, 3, 4)}</div></article>"
        f"<article class='a'><h1>Two</h1><div class='chunk'>{paragraphs(7, 8, 9, 10)}</div></article>"
    )
    assert TEXT.format(1) in article(body)
    assert TEXT.format(7) not in article(body)


def test_all_rows_of_a_list_are_read_if_some_are():
    items = "".join(f"<li>{TEXT.format(n)}</li>" for n in range(3)) + "<li>Heron: 5 M</li>"
    assert "Heron: 5 M" in article(f"<article>{paragraphs(1, 2)}<ul>{items}</ul>{paragraphs(4)}</article>")


def test_the_same_sentence_twice_is_found_twice():
    assert article(f"<article>{paragraphs(1, 2, 1, 3)}</article>") == [TEXT.format(n) for n in (1, 2, 1, 3)]


def test_a_document_that_is_too_large_to_be_chosen_from_is_read_by_its_densest_part():
    crowd = "<div class='menu'>" + "<a href='/'>x</a>" * 11_000 + "</div>"
    assert article(f"{crowd}<div>{paragraphs(1, 2, 3)}</div>") == [TEXT.format(n) for n in (1, 2, 3)]


def test_lists_that_are_nested_deeply_are_no_danger():
    assert isinstance(article("<ul><li>a" * 400 + paragraphs(1)), list)


def test_lists_boxes_of_facts_and_tables_inside_an_article_are_read():
    body = (
        f"<article>{paragraphs(1)}<ul><li>Users of 5 million</li></ul>"
        "<aside class='key-facts'><h4>Key facts</h4><ul><li>Kite: 3 million users</li></ul></aside>"
        "<figure class='wp-block-table'><table><tr><td>Name</td><td>Users</td></tr><tr><td>Heron</td><td>5 M</td></tr></table></figure>"
        f"{paragraphs(2, 3)}</article>"
    )
    found = article(body)
    assert found[1:-2] == ["Users of 5 million", "Key facts", "Kite: 3 million users", "Name | Users", "Heron | 5 M"]
