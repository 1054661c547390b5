"""LMArena's data set of invented ratings: a hub that leads to a second host, which holds the parquet."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO

import polars as pl

from .server import Ask, Reply, moved, text, told

_SET = "/datasets/lmarena-ai/leaderboard-dataset/resolve/main/"
_FIRST = date(2030, 1, 1)
_SCHEMA = {
    "model_name": pl.String, "organization": pl.String, "license": pl.String, "rating": pl.Float64,
    "rating_lower": pl.Float64, "rating_upper": pl.Float64, "variance": pl.Float64, "vote_count": pl.Float64,
    "rank": pl.Float64, "category": pl.String, "leaderboard_publish_date": pl.String,
}  # fmt: skip


@dataclass
class Storage:
    """The second host: signed addresses only, and no place for a token."""

    fake: "LMArena"

    def at(self, url: str) -> None:
        self.fake.storage = url

    def answer(self, ask: Ask) -> Reply:
        if ask.token:
            return text("the token came along", status=400)
        if not ask.one("signature"):
            return text("<Error><Code>AccessDenied</Code></Error>", "application/xml", 403)
        return text(self.fake.parquet(ask.path.strip("/")), "binary/octet-stream").but(plain=True)


@dataclass
class LMArena:
    """Boards with their ratings by category; a day later every rating has moved by the new fit."""

    ratings: dict[str, dict[str, float]] = field(
        default_factory=lambda: {
            "overall": {"invented-9": 1_310.25, "deepseek-r1": 1_288.5},
            "coding": {"invented-9": 1_402.0},
        }
    )
    boards: tuple[str, ...] = ("text", "vision", "webdev")
    storage: str = ""
    day: int = 1

    def answer(self, ask: Ask) -> Reply:
        board, _, file = ask.path.removeprefix(_SET).partition("/")
        if not ask.path.startswith(_SET) or board not in self.boards or file != "latest-00000-of-00001.parquet":
            return told({"error": "Entry not found"}, 404).but(headers={"X-Error-Code": "EntryNotFound"})
        return moved(f"{self.storage}/{board}?signature=abc&day={self.day}").but(
            headers={"X-Repo-Commit": str(self.day)}
        )

    def parquet(self, board: str) -> bytes:
        """Write a board, as of the day."""
        shown = (_FIRST + timedelta(days=self.day)).isoformat()
        rows = [
            (name, "Invented", "MIT", rating + self.day, rating - 6.5, rating + 7.5, 9.0, 3_000.0, float(rank), category, shown)
            for category, rated in self.ratings.items()
            for rank, (name, rating) in enumerate(rated.items(), 1)
        ]  # fmt: skip
        body = BytesIO()
        pl.DataFrame(rows, schema=_SCHEMA, orient="row").write_parquet(body)
        return body.getvalue() if board in self.boards else b""
