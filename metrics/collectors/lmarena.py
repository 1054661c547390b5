"""LMArena: how people rate models against each other, from the data set that its makers publish."""

from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..collector import Errand, Missed, Reading, Yielded, collector, document_of, guarded
from ..errors import Changed
from ..literal import one_line
from ..model import Observation, Period, Scope
from ..vocabulary import Basis, DocumentKind, Precision, Span
from ..web import OUR_AGE, Answer

if TYPE_CHECKING:
    import polars as pl

BOARDS = ("text", "vision", "webdev")
CATEGORIES = ("overall", "coding", "math", "hard_prompts", "chinese")
_SET = "datasets/lmarena-ai/leaderboard-dataset"
_COLUMNS = ("model_name", "rating", "rating_lower", "rating_upper", "category", "leaderboard_publish_date")
_SHOWN = 80
_CREDIT = "LMArena, leaderboard-dataset, CC BY 4.0"


@collector(
    "lmarena",
    metrics=("benchmark_score",),
    every=timedelta(days=1),
    home="https://lmarena.ai",
    publisher="LMArena",
    quota="3,000 files in 5 minutes",
    licence="CC-BY-4.0",
    attribution=_CREDIT,
    about_since="reads the newest board only: ratings of the past change with every new fit",
)
async def lmarena(errand: Errand) -> AsyncIterator[Yielded]:
    """Read the newest text, vision and web boards: each model's rating with its interval, by category.

    A rating must lie within its interval. The rank is not taken: it breaks ties by chance.
    """
    errand.expect(len(BOARDS))
    for board in BOARDS:
        async for yielded in guarded(errand, f"board {board}", _board(errand, board)):
            yield yielded


async def _board(errand: Errand, board: str) -> AsyncIterator[Yielded]:
    answer = await errand.door.get(errand.url(f"/{_SET}/resolve/main/{board}/latest-00000-of-00001.parquet"))
    rows = _rows(answer)
    document = document_of(
        answer, f"https://huggingface.co/{_SET}/viewer/{board}", title=f"LMArena leaderboard: {board}",
        publisher="LMArena", kind=DocumentKind.DATABASE, licence="CC-BY-4.0", attribution=_CREDIT,
    )  # fmt: skip
    told: list[Observation] = []
    wrong: list[Missed] = []
    for row in rows.iter_rows(named=True):
        try:
            told += [_rating(errand, answer, board, row)] if row["category"] in CATEGORIES else []
        except Changed as error:
            wrong.append(Missed(f"{one_line(str(row['model_name']))[:_SHOWN]} on board {board}", str(error)))
    if not told:
        raise Changed(answer.request_url, "ratings", wrong[0].reason if wrong else "none")
    for missed in wrong:
        yield missed
    yield Reading(
        document=document, observations=tuple(each for each in told if errand.only in (None, each.entity))
    )  # fmt: skip


def _rows(answer: Answer) -> "pl.DataFrame":
    import polars as pl

    if not answer.body.startswith(b"PAR1"):
        raise answer.changed("a parquet file")
    try:
        rows = pl.read_parquet(BytesIO(answer.body)).with_row_index("row").select("row", *_COLUMNS)
        day = pl.col("leaderboard_publish_date")
        written = rows.schema["leaderboard_publish_date"] == pl.String
        rows = rows.with_columns(day.str.head(10).str.to_date("%Y-%m-%d") if written else day.cast(pl.Date))
        rows = rows.with_columns(pl.col("rating", "rating_lower", "rating_upper").cast(pl.Float64))
        rows = rows.with_columns(pl.col("model_name", "category").cast(pl.String))
    except pl.exceptions.PolarsError as error:
        raise Changed(answer.request_url, f"columns {', '.join(_COLUMNS)}", str(error).partition("\n")[0]) from None
    overall = rows.filter(category="overall")
    if overall.is_empty() or overall["model_name"].is_duplicated().any():
        raise Changed(answer.request_url, "one overall rating a model", f"{overall.height} rows, some twice or none")
    return rows


def _rating(errand: Errand, answer: Answer, board: str, row: dict[str, Any]) -> Observation:
    name, rating, day = row["model_name"], row["rating"], row["leaderboard_publish_date"]
    low, high = row["rating_lower"], row["rating_upper"]
    told = day is not None and day.year in OUR_AGE
    sound = name and told and rating is not None and abs(rating) < 1e5  # noqa: PLR2004 no rating is near it
    if not sound or (low is not None and low > rating) or (high is not None and high < rating):
        raise Changed(
            answer.request_url, "a rating within its interval", f"{name!r}: {rating} in {low} to {high}, {day}"
        )
    known = errand.catalog.find_entity(name)
    part = "" if row["category"] == "overall" else f", {row['category']}"
    return Observation(
        entity=known.id if known else f"lmarena:{name}", metric="benchmark_score", value=rating, low=low, high=high,
        unit="elo", period=Period(day, day, Precision.DAY), span=Span.POINT, basis=Basis.SURVEY, origin="LMArena",
        scope=Scope(platform=f"LMArena {board}{part}"), pointer=f"/{row['row']}/rating", as_written=repr(rating),
        stated_on=day, retrieved_at=answer.retrieved_at,
    )  # fmt: skip
