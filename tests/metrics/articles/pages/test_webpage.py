"""Whole pages: what is taken of them, and what is left out."""

from datetime import date

import pytest

from metrics.articles import BlockKind, read_page
from metrics.vocabulary import Precision

EXPECTED = {
    "wordpress_fr": {
        "title": "Tisserin franchit un cap et ouvre ses dépôts",
        "standfirst": "Le laboratoire nantais publie ses chiffres et promet cinq dépôts.",
        "publisher": "Le Carnet du Web",
        "author": "Maëlle Kerbrat",
        "published": (date(2031, 2, 24), Precision.DAY, "meta article:published_time"),
        "language": ("fr", "html lang", None),
        "kept": [
            "Le chatbot de Tisserin a atteint 22,2\u00a0millions d’utilisateurs actifs quotidiens au 11\u00a0janvier",
            "plus de 1\u202f200 salariés, contre 640 un an plus tôt, et vise",
            "Tisserin\u00a0: 22,2\u00a0millions d’utilisateurs par jour\nAlouette\u00a0: 16,95\u00a0millions",
        ],
        "left": ["14 cookies", "312", "900 millions", "50 millions", "45 000", "Partager"],
    },
    "nextjs_en": {
        "title": "Tallow says its assistant has 40 million weekly users",
        "standfirst": "The figure is double that of the spring, and “nearly all” of it is outside Europe.",
        "publisher": "The Harbour Ledger",
        "author": "Ines Okafor, Theo Brandt",
        "published": (date(2031, 5, 6), Precision.DAY, "json-ld"),
        "language": ("en", "html lang", None),
        "kept": ["more than 40\u00a0million people every week", "Brightwater employs 430 people."],
        "left": ["3 months", "120,000", "$12 billion", "99000000"],
    },
    "news_ja": {
        "title": "しらさぎAI、月間利用者2450万人に 広告収入も拡大",
        "standfirst": None,
        "publisher": "港町経済新聞",
        "author": None,
        "published": (date(2031, 3, 4), Precision.DAY, "byline"),
        "language": ("ja", "script", None),
        "kept": ["２０３１年２月末時点で2450万人に達した", "従業員も６００人に増やす。", "従業員数 | 412人"],
        "left": ["1000万ダウンロード", "300億円", "5時00分", "無断転載"],
    },
    "portal_zh": {
        "title": "青鹭智能日活突破三千万 公司称将开源五个代码库",
        "standfirst": None,
        "publisher": "滨海科技网",
        "author": None,
        "published": (date(2031, 2, 24), Precision.DAY, "byline"),
        "language": ("zh", "script", "Hans"),
        "kept": ["日活跃用户数已突破3000万", "截至1月31日，青鹭日活为2215万", "每百万tokens 2元", "2048块加速卡"],
        "left": ["12亿元", "5000万", "版权所有", "首页"],
    },
    "daily_hant": {
        "title": "藍鵲助理每週用戶達四百萬",
        "standfirst": None,
        "publisher": "海岸日報",
        "author": "陳以安",
        "published": (date(2031, 7, 8), Precision.DAY, "meta pubdate"),
        "language": ("zh", "script", "Hant"),
        "kept": ["已經達到400萬人，較三月的160萬人成長超過一倍"],
        "left": ["首頁"],
    },
    "report_de": {
        "title": "Marktbericht Sprachassistenten 2030",
        "standfirst": None,
        "publisher": None,
        "author": "Institut für Messwesen",
        "published": (date(2031, 1, 1), Precision.MONTH, "meta dc.date"),
        "language": ("de", "html lang", None),
        "kept": ["auf 14,3\u00a0Millionen gestiegen", "Weber&Söhne | Zeisig | 3,1 | 6,4\nZeisig Pro | 0,2 | 0,9"],
        "left": ["Berichte"],
    },
    "liveblog_es": {
        "title": "Última hora de la cumbre de la IA, en directo",
        "standfirst": "La cita de Cádiz reúne a los laboratorios del sur de Europa durante dos días",
        "publisher": "La Gaceta del Puerto",
        "author": None,
        "published": (date(2031, 6, 11), Precision.DAY, "json-ld"),
        "language": ("es", "html lang", None),
        "kept": ["más de 4 millones de usuarios", "Una ronda de 150.000 millones", "unas 2.300 personas"],
        "left": ["842", "Lo más leído", "09:41"],
    },
    "blog_pt": {
        "title": "O que a Andorinha não conta sobre os seus usuários",
        "standfirst": None,
        "publisher": None,
        "author": None,
        "published": (date(2031, 9, 3), Precision.DAY, "byline"),
        "language": ("pt", "stop words", None),
        "kept": ["3,4 milhões de usuários ativos por mês", "cerca de 2,1 milhões", "800 milhões de reais"],
        "left": ["5 milhões", "03/09/2031"],
    },
    "agency_it": {
        "title": "Rondine, utili in calo ma utenti oltre quota due milioni",
        "standfirst": "Il gruppo di Torino conferma gli obiettivi per la fine dell'anno",
        "publisher": "Agenzia Faro",
        "author": None,
        "published": (date(2031, 10, 30), Precision.DAY, "meta dc.date.issued"),
        "language": ("it", "html lang", None),
        "kept": ["oltre 2 milioni, da 1,4 milioni", "mezzo miliardo di euro"],
        "left": ["Condividi", "41"],
    },
    "portal_ko": {
        "title": "물총새AI, 월간 이용자 1억 5500만명 돌파",
        "standfirst": "유료 가입자는 320만명… 내년 상장 추진",
        "publisher": "한결경제",
        "author": None,
        "published": (date(2031, 4, 15), Precision.DAY, "byline"),
        "language": ("ko", "script", None),
        "kept": ["지난달 말 기준 1억 5500만명을 넘어섰다고", "7억 5천만달러"],
        "left": ["3조원", "박서윤 기자"],
    },
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_says_what_it_is_and_when_it_came_out(name, served):
    page = read_page(served(name), url=f"https://{name.replace('_', '-')}.example/story")
    expected = EXPECTED[name]
    assert (page.title, page.standfirst) == (expected["title"], expected["standfirst"])
    assert (page.publisher, page.author) == (expected["publisher"], expected["author"])
    assert (page.published_on, page.published_precision, page.published_from) == expected["published"]
    assert (page.language, page.language_from, page.script) == expected["language"]
    assert not page.paywalled
    assert page.notes == ()


@pytest.mark.parametrize("name", EXPECTED)
def test_the_article_is_kept_to_the_letter_and_what_surrounds_it_is_left_out(name, served):
    page = read_page(served(name))
    assert [part for part in EXPECTED[name]["kept"] if part not in page.text] == []
    assert [part for part in EXPECTED[name]["left"] if part in page.text] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_blocks_follow_each_other_and_hold_all_of_the_text(name, served):
    page = read_page(served(name))
    position = 0
    for block in page.blocks:
        assert page.text[position : block.start].strip() == ""
        assert page.words(block) == page.words(block).strip() != ""
        position = block.end
    assert position == len(page.text)
    assert page.blocks[0].kind is BlockKind.TITLE


@pytest.mark.parametrize("name", EXPECTED)
def test_the_charset_that_a_page_is_served_in_makes_no_difference(name, served):
    usual, other = read_page(served(name)), read_page(served(name, "utf-8"))
    assert usual.text == other.text
    assert read_page(served(name, "utf-16")).text == other.text


def test_reading_twice_gives_the_same_page(served):
    assert read_page(served("nextjs_en")) == read_page(served("nextjs_en"))


def test_what_the_page_says_itself_wins_over_what_is_given(served):
    page = read_page(served("portal_ko"), published=date(2020, 1, 1), language="en")
    assert (page.published_on, page.language) == (date(2031, 4, 15), "ko")


def test_what_is_given_fills_in_what_the_page_does_not_say(article):
    page, _ = article("", published=date(2031, 1, 2))
    assert (page.published_on, page.published_from) == (date(2031, 1, 2), "given")


def test_a_page_without_a_day_says_so(article):
    page, _ = article("")
    assert page.published_on is None
    assert any("no day of publication" in note for note in page.notes)


def test_two_days_that_contradict_each_other_are_both_named(article):
    head = (
        '<meta property="article:published_time" content="2031-05-02">'
        '<script type="application/ld+json">{"@type":"Article","datePublished":"2030-11-20"}</script>'
    )
    page, _ = article("", head)
    assert page.published_on == date(2031, 5, 2)
    assert any("2030-11-20 (json-ld)" in note for note in page.notes)


def test_a_page_with_nothing_but_links_has_no_article():
    links = "".join(f'<li><a href="/{n}">The {n}th story of this long day in the city</a></li>' for n in range(40))
    page = read_page(f"<html><body><nav><a href='/'>Home</a></nav><ul>{links}</ul></body></html>".encode())
    assert page.text == ""
    assert page.notes[0] == "no article was found in the page"


def test_a_wall_of_consent_is_named_as_such():
    wall = "<p>We and our 842 partners use cookies. By clicking Accept you consent to cookies on this device.</p>"
    page = read_page(f"<html><body><div class='wall'>{wall * 2}</div></body></html>".encode())
    assert any("a consent notice" in note for note in page.notes)


def test_a_check_for_robots_is_named_as_such():
    page = read_page(
        b"<html><head><title>Just a moment...</title></head><body><p>Checking your browser.</p></body></html>"
    )
    assert any("a check for robots" in note for note in page.notes)


def test_a_page_that_is_not_free_says_that_only_its_beginning_may_be_there():
    head = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'
    body = (
        "<p>The laboratory has raised 600 million dollars, two people with knowledge of the matter said on Friday.</p>"
    )
    page = read_page(f"<html><head>{head}</head><body><article>{body}</article></body></html>".encode())
    assert page.paywalled
    assert "600 million" in page.text
    assert any("not free to read" in note for note in page.notes)


def test_a_body_that_is_only_in_the_structured_data_is_read_there():
    told = "The assistant has 9 million users a day.\\n\\n" + "Its makers do not say how they count them. " * 20
    head = f'<script type="application/ld+json">{{"@type":"Article","headline":"Nine","articleBody":"{told}"}}</script>'
    page = read_page(f"<html><head>{head}</head><body><div id='root'></div></body></html>".encode())
    assert "has 9 million users a day." in page.text
    assert any("structured data" in note for note in page.notes)


def test_the_day_of_a_quoted_post_is_not_that_of_the_page(article):
    post = "<blockquote class='post'><p>Heron passed 5 million.</p>Ana <a href='#'>May 6, 2031</a></blockquote>"
    page, blocks = article(post)
    assert page.published_on is None
    assert [str(block.kind) for block in blocks] == ["quote"]


def test_signs_of_notes_and_links_to_edit_are_no_text(article):
    rows = "<tr><th>Users</th><td>5 million<sup class='reference'><a href='#c'>[1]</a></sup></td></tr>"
    edited = "<h2>History<span class='mw-editsection'>[edit]</span></h2>"
    page, blocks = article(
        f"<table>{rows}{rows.replace('Users', 'Staff').replace('million', 'hundred')}</table>{edited}"
    )
    assert [page.words(block) for block in blocks] == ["Users | 5 million", "Staff | 5 hundred", "History"]


def test_a_page_of_too_many_elements_is_read_up_to_a_point(article):
    page, _ = article("<p>x</p>" * 60_000)
    assert any("only the first 50,000 were read" in note for note in page.notes)
