"""Apple's look-up of apps and its charts, both at one address, with invented ratings."""

import json
from dataclasses import dataclass, field

from .server import Ask, Quota, Reply, text, told


@dataclass
class Apple:
    """Ratings by country and app id; charts as lists of ids, filled up with strangers to a hundred."""

    ratings: dict[tuple[str, str], int]
    charts: dict[str, list[str]] = field(default_factory=dict)
    quota: Quota = field(default_factory=lambda: Quota(20, 60.0))

    def answer(self, ask: Ask) -> Reply:
        match ask.path.strip("/").split("/"):
            case ["lookup"]:
                return self._found(ask) if self.quota.take() else text("Forbidden", status=403)
            case ["api", "v2", country, "apps", "top-free", count, "apps.json"] if count in ("10", "25", "50", "100"):
                return self._chart(country, int(count))
        return text("<h1>Not Found</h1>", "text/html", 404)

    def _found(self, ask: Ask) -> Reply:
        country = ask.one("country", "us").lower()
        results = [
            {
                "wrapperType": "software", "trackId": int(app), "trackName": f"App {app}", "version": "2.1",
                "userRatingCount": count, "userRatingCountForCurrentVersion": count, "averageUserRating": 4.5,
                "trackViewUrl": f"https://apps.apple.com/{country}/app/app/id{app}?uo=4", "fileSizeBytes": "1000",
            }
            for app in ask.one("id").split(",") if (count := self.ratings.get((country, app))) is not None
        ]  # fmt: skip
        body = "\n\n\n" + json.dumps({"resultCount": len(results), "results": results})
        return text(body, "text/javascript; charset=utf-8")

    def _chart(self, country: str, count: int) -> Reply:
        if country not in self.charts:
            return text("<h1>Not Found</h1>", "text/html", 404)
        ids = [*self.charts[country], *(str(100_000_000 + number) for number in range(100))][:count]
        results = [
            {"artistName": "Somebody", "id": app, "name": f"App {app}", "kind": "apps", "genres": [],
             "url": f"https://apps.apple.com/{country}/app/app/id{app}"} for app in ids
        ]  # fmt: skip
        feed = {"title": "Top Free Apps", "country": country, "copyright": "©", "results": results}
        return told({"feed": {**feed, "updated": "Tue, 15 Jan 2030 09:12:41 +0000"}})
