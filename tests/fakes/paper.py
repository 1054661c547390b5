"""An outlet: articles with invented figures, and feeds in three forms that lead to them."""

import json
from dataclasses import dataclass, field
from html import escape

from .server import Ask, Reply, text

_PAGE = """<!doctype html><html lang="{language}"><head><title>{title}</title>
<meta property="article:published_time" content="{day}T08:00:00Z"><link rel="canonical" href="{address}"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1><p>{said} {more}</p><p>{more}</p></article></body></html>"""
_MORE = {
    "en": "The number was told at a conference in an invented town, where many people had come to hear of such things.",
    "fr": "Le chiffre a été donné lors d'une conférence dans une ville inventée, où beaucoup de gens étaient venus.",
}


@dataclass(frozen=True)
class Story:
    """One article: a headline, the sentence with the figure, its day."""

    title: str
    said: str
    day: str = "2030-01-14"
    language: str = "en"


@dataclass
class Paper:
    """Stories by path; pages carry an ETag if ``tagged``; ``robots`` are the site's rules."""

    stories: dict[str, Story]
    robots: str | None = "User-agent: *\nDisallow: /private/\n"
    tagged: bool = True
    links: list[str] = field(default_factory=list)
    home: str = ""

    def at(self, url: str) -> None:
        self.home = url

    def answer(self, ask: Ask) -> Reply:
        match ask.path:
            case "/robots.txt":
                return text(self.robots) if self.robots is not None else text("none", status=404)
            case "/rss":
                return text(self._rss(), "application/rss+xml; charset=utf-8").tagged(ask)
            case "/atom":
                return text(self._atom(), "application/atom+xml")
            case "/feed.json":
                return text(self._json(), "application/feed+json")
        story = self.stories.get(ask.path)
        if story is None:
            return text("<h1>Gone</h1>", "text/html", 404)
        page = _PAGE.format(
            title=escape(story.title), said=escape(story.said), day=story.day, language=story.language,
            address=f"{self.home}{ask.path}", more=_MORE[story.language],
        )  # fmt: skip
        reply = text(page, "text/html; charset=utf-8")
        return reply.tagged(ask) if self.tagged else reply

    def _entries(self) -> list[tuple[str, str]]:
        led = [(f"{self.home}{path}?utm_source=feed", story.title) for path, story in self.stories.items()]
        return [*led, *((link, "Elsewhere") for link in self.links)]

    def _rss(self) -> str:
        items = "".join(
            f"<item><title>{escape(title)}</title><link>{escape(link)}</link>"
            "<pubDate>Mon, 14 Jan 2030 08:00:00 GMT</pubDate></item>"
            for link, title in self._entries()
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Paper</title>{items}</channel></rss>'

    def _atom(self) -> str:
        entries = "".join(
            f'<entry><title>{escape(title)}</title><link href="{escape(link)}"/>'
            "<published>2030-01-14T08:00:00Z</published></entry>"
            for link, title in self._entries()
        )
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Paper</title>{entries}</feed>'

    def _json(self) -> str:
        items = [{"id": link, "url": link, "title": title} for link, title in self._entries()]
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Paper", "items": items})
