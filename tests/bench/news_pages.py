"""Pages as news sites serve them: an article of the reader's own corpus, and around it fifty times its weight.

What stands around it is made as sites make it: style sheets and scripts within the page, the state of the site's program
as JSON, a menu of a few hundred links, cards with pictures in many sizes, advertisements between the paragraphs, a form
for a newsletter, comments, a notice about cookies. All of it is invented; the same kind is the same page every time.
"""

import html
import json
import random
from dataclasses import dataclass
from pathlib import Path

ARTICLES = Path(__file__).parents[1] / "reading" / "articles.jsonl"
SECTIONS = (
    "Politics Economy Science Culture Sport Opinion Weather Markets Health Travel Food Video Local World Law".split()
)
NOTHING = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore".split()
HEADS = ("Product", "Month", "Monthly active users", "Revenue", "Employees")


@dataclass(frozen=True)
class Kind:
    """A kind of page: which articles stand in it, how many of them, and how much stands around."""

    language: str
    articles: int
    cards: int
    state_kb: int
    tables: int = 0


KINDS = {
    "short, en": Kind("en", 1, 40, 40),
    "short, fr": Kind("fr", 1, 60, 90),
    "middling, de": Kind("de", 3, 60, 60),
    "long, en": Kind("en", 9, 80, 120),
    "long, es": Kind("es", 5, 50, 30),
    "tables, en": Kind("en", 2, 40, 50, tables=4),
    "tables, fr": Kind("fr", 2, 30, 20, tables=8),
    "Chinese": Kind("zh", 5, 80, 100),
    "Japanese": Kind("ja", 4, 60, 60),
    "Korean": Kind("ko", 3, 50, 60),
}


def news_pages():
    """Return every kind of page by its name."""
    with ARTICLES.open(encoding="utf-8") as lines:
        corpus = [json.loads(line) for line in lines]
    return {
        name: page(kind, [each for each in corpus if each["language"] == kind.language]) for name, kind in KINDS.items()
    }


def page(kind, corpus):
    """Make one page of a kind."""
    chance = random.Random(f"{kind}")
    told = corpus[: kind.articles]
    title = told[0]["text"].partition("\n")[0]
    return (
        f'<!DOCTYPE html>\n<html lang="{kind.language}" class="no-js theme-light"><head>{_head(chance, title, told[0])}</head>'
        f'<body class="single post-template has-sidebar"><div id="__site"><a class="skip" href="#main">Skip</a>{_menu(chance)}'
        f'<main id="main" class="site-main"><div class="layout layout--two">{_article(chance, kind, title, told)}'
        f'<aside class="sidebar widget-area">{_cards(chance, "most-read", kind.cards // 4)}</aside></div>'
        f'<section class="related-posts">{_cards(chance, "related", kind.cards)}</section>{_comments(chance, 25)}</main>'
        f"{_footer(chance)}{_consent(chance)}</div>{_state(chance, kind.state_kb)}</body></html>"
    )


def _words(chance, count):
    return " ".join(chance.choices(NOTHING, k=count))


def _code(chance, count):
    return "".join(chance.choices("0123456789abcdef", k=count))


def _head(chance, title, item):
    title = html.escape(title)
    metas = "".join(
        f'<meta property="{key}" content="{value}">'
        for key, value in {
            "og:title": title, "og:type": "article", "og:site_name": "The Ledger", "og:description": _words(chance, 18),
            "og:url": "https://ledger.example/2025/a-report", "twitter:card": "summary_large_image", "twitter:title": title,
            "article:published_time": f"{item['published']}T08:12:00+00:00", "article:section": "Economy",
        }.items()
    )  # fmt: skip
    links = "".join(
        f'<link rel="{chance.choice(["preload", "prefetch", "preconnect", "stylesheet"])}" href="https://cdn.example/{_code(chance, 20)}.css">'
        for _ in range(40)
    )
    about = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": item["text"].partition("\n")[0],
        "datePublished": f"{item['published']}T08:12:00+00:00", "dateModified": f"{item['published']}T09:12:00+00:00",
        "author": [{"@type": "Person", "name": "Ines Okafor"}], "publisher": {"@type": "Organization", "name": "The Ledger"},
    }  # fmt: skip
    rules = "".join(
        f".c-{_code(chance, 6)}{{margin:0 {n % 9}px;color:#{_code(chance, 6)};display:flex}}" for n in range(400)
    )
    scripts = "".join(
        f"<script>window.q{n}=function(a){{return a<{n}?'{_code(chance, 300)}':null}};</script>" for n in range(12)
    )
    return (
        f'<meta charset="utf-8"><title>{title} | The Ledger</title>{metas}{links}<style>{rules}</style>{scripts}'
        f'<script type="application/ld+json">{json.dumps(about, ensure_ascii=False)}</script>'
    )


def _menu(chance):
    lists = "".join(
        f'<li class="menu-item menu-item-{n}"><a href="/{name.lower()}" class="menu-link"><span>{name}</span></a>'
        f'<div class="flyout"><ul class="sub-menu">{_links(chance, 14)}</ul></div></li>'
        for n, name in enumerate(SECTIONS)
    )
    icon = f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M{_code(chance, 200)}z"></path></svg>'
    return (
        f'<header class="site-header"><div class="bar"><button class="burger" aria-label="Menu">{icon}</button><a href="/" class="logo">{icon}</a>'
        f'<form class="search" action="/search"><input type="search" name="q"><button type="submit">{icon}</button></form></div>'
        f'<nav class="main-nav" aria-label="Main"><ul class="menu">{lists}</ul></nav></header>'
    )


def _links(chance, count):
    return "".join(
        f'<li class="item"><a href="/s/{_code(chance, 8)}" data-track="{_code(chance, 12)}"><span class="label">{_words(chance, 3)}</span></a></li>'
        for _ in range(count)
    )


def _picture(chance, alt):
    name = _code(chance, 16)
    sizes = ", ".join(f"https://img.example/{name}_{width}.webp {width}w" for width in (240, 480, 768, 1024, 1440))
    return (
        f'<figure class="media"><picture><source type="image/webp" srcset="{sizes}"><img src="https://img.example/{name}.jpg" loading="lazy" '
        f'alt="{alt}"></picture></figure>'
    )


def _cards(chance, name, count):
    cards = "".join(
        f'<div class="teaser teaser--{n % 3}" data-id="{_code(chance, 10)}"><a class="teaser__link" href="/a/{_code(chance, 10)}">'
        f'{_picture(chance, _words(chance, 5))}<div class="teaser__body"><span class="kicker">{chance.choice(SECTIONS)}</span>'
        f'<h3 class="teaser__title">{_words(chance, 9)}</h3><p class="teaser__text">{_words(chance, 16)} {n}</p></div></a>'
        f'<div class="teaser__meta"><time datetime="2025-01-{n % 28 + 1:02}">{n % 24} h</time><span class="count">{n * 7}</span></div></div>'
        for n in range(count)
    )
    return f'<div class="{name}-list"><h2>{_words(chance, 2)}</h2>{cards}</div>'


def _article(chance, kind, title, told):
    parts = []
    for number, item in enumerate(told):
        first, *paragraphs = [line for line in item["text"].split("\n") if line.strip()]
        parts += [f'<h2 class="wp-block-heading">{html.escape(first)}</h2>'] if number else []
        for place, text in enumerate(paragraphs):
            linked = (
                html.escape(text).replace(" ", f' <a href="/t/{_code(chance, 6)}">', 1).replace(" ", "</a> ", 2)
                if place % 5 == 4
                else html.escape(text)
            )
            parts.append(f'<p class="wp-block-paragraph c-{_code(chance, 4)}">{linked}</p>')
            if place % 3 == 1:
                parts.append(
                    f'<div class="ad-slot ad-slot--inline" id="ad-{_code(chance, 6)}"><script>ads.push("{_code(chance, 60)}")</script></div>'
                )
    parts += [_table(chance, kind.language) for _ in range(kind.tables)]
    parts.insert(
        len(parts) // 2,
        f'<div class="newsletter-box"><h3>{_words(chance, 4)}</h3><form><input type="email"><button>OK</button></form></div>',
    )
    share = "".join(
        f'<li><a href="https://share.example/{n}"><svg><path d="M{_code(chance, 80)}"></path></svg></a></li>'
        for n in range(6)
    )
    return (
        f'<article class="post type-post"><header class="entry-header"><h1 class="entry-title">{html.escape(title)}</h1>'
        f'<div class="byline">By <a href="/by/io" rel="author">Ines Okafor</a> <time datetime="{told[0]["published"]}">{told[0]["published"]}</time></div>'
        f'<ul class="share-buttons">{share}</ul></header>{_picture(chance, _words(chance, 6))}<div class="entry-content">{"".join(parts)}</div>'
        f'<footer class="entry-footer"><ul class="tags">{_links(chance, 8)}</ul></footer></article>'
    )


def _table(chance, language):
    mark = "," if language in ("fr", "de") else "."
    rows = "".join(
        f"<tr><td>{chance.choice(['ChatGPT', 'Claude', 'DeepSeek', 'Doubao', 'Kimi', 'Perplexity', 'Heron'])}</td><td>2025-{n % 12 + 1:02}</td>"
        f"<td>{chance.randint(1, 400)}{mark}{n % 10} M</td><td>${chance.randint(1, 40)}{mark}{n % 10} M</td><td>{chance.randint(20, 900)}</td></tr>"
        for n in range(25)
    )
    heads = "".join(f"<th>{name}</th>" for name in HEADS)
    return (
        f'<figure class="wp-block-table"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></figure>'
    )


def _comments(chance, count):
    comments = "".join(
        f'<li class="comment depth-{n % 3}" id="comment-{n}"><div class="comment-body"><cite class="fn">{_words(chance, 2)}</cite>'
        f'<div class="comment-content"><p>{_words(chance, 30)} {n} %</p></div><button class="reply">{_words(chance, 1)}</button></div></li>'
        for n in range(count)
    )
    return f'<section id="comments" class="comments-area"><h2>{count}</h2><ol class="comment-list">{comments}</ol></section>'


def _footer(chance):
    columns = "".join(f'<div class="col"><h4>{name}</h4><ul>{_links(chance, 8)}</ul></div>' for name in SECTIONS[:8])
    return f'<footer class="site-footer"><div class="cols">{columns}</div><p class="legal">{_words(chance, 40)} 2025</p></footer>'


def _consent(chance):
    partners = "".join(
        f'<li><label><input type="checkbox" name="p{n}">{_words(chance, 3)}</label></li>' for n in range(60)
    )
    return f'<div id="cookie-consent" class="cookie-banner" role="dialog"><p>{_words(chance, 60)}</p><ul>{partners}</ul><button>OK</button></div>'


def _state(chance, kilobytes):
    state = {f"k{n}": {"id": _code(chance, 24), "t": _words(chance, 8), "n": n * 37} for n in range(kilobytes * 7)}
    return f'<script>window.__STATE__={json.dumps(state)}</script><script async src="https://cdn.example/{_code(chance, 20)}.js"></script>'
