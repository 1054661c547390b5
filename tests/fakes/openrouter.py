"""An OpenRouter of invented prices: aliases, routers and variants among the models, daily exports of which few stay."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from .server import Ask, Reply, text, told

DAYS = 30


def model(id_: str, prompt: str = "0.0000007", completion: str = "0.0000021", **fields: Any) -> dict[str, Any]:
    """A model with prices as text, in dollars for one token."""
    maker, _, slug = id_.partition("/")
    return {
        "id": id_, "canonical_slug": f"{id_.partition(':')[0]}-20291201", "hugging_face_id": None,
        "name": f"{maker.title()}: {slug.title()}", "created": 1_890_000_000, "description": "…",
        "context_length": 131_072, "pricing": {"prompt": prompt, "completion": completion, "input_cache_read": "0.00000006"},
        "top_provider": {"context_length": 131_072}, "expiration_date": None, **fields,
    }  # fmt: skip


def _models() -> list[dict[str, Any]]:
    overrides = [{"min_prompt_tokens": 32_000, "prompt": "0.000009", "completion": "0.00001"}]
    dear = {"prompt": "0.000003", "completion": "0.000015", "input_cache_write": "0.00000375", "overrides": overrides}
    return [
        model("openrouter/auto", "-1", "-1"),
        model("~acme/latest", alias_target="acme/bolt"),
        model("acme/bolt"),
        model("acme/bolt:free", "0", "0"),
        model("acme/bolt:batch", "0.00000035", "0.00000105"),
        model("openai/gpt-4o", name="OpenAI: GPT-4o", pricing=dear),
    ]


@dataclass
class OpenRouter:
    """Models and their tokens; on day 2 a price has fallen, the newest day is another, and the one before it is whole.

    Exports are kept from ``oldest`` on; ``key`` opens the long history.
    """

    models: list[dict[str, Any]] = field(default_factory=_models)
    slugs: dict[str, int] = field(
        default_factory=lambda: {"acme/bolt-20291201": 5_000_000, "stealth/space-goat": 70_001}
    )
    newest: date = date(2030, 1, 15)
    oldest: date = date(2029, 11, 20)
    key: str = "opensesame"
    day: int = 1

    @property
    def today(self) -> date:
        return self.newest + timedelta(days=self.day - 1)

    def tokens(self, slug: str, day: date, snapshot: date) -> int:
        """A day that still runs has a third of its tokens yet."""
        whole = self.slugs[slug] + (day - date(2030, 1, 1)).days * 11
        return whole // 3 if day == snapshot else whole

    def answer(self, ask: Ask) -> Reply:
        if ask.path == "/api/v1/models":
            return told({"data": self._offered()})
        if ask.path == "/api/v1/datasets/rankings-daily":
            return self._history(ask)
        name = ask.path.removeprefix("/api/v1/datasets/exports/")
        if name == "index.json":
            return told(self._index()).tagged(ask).but(headers={"Cache-Control": "public, max-age=300"})
        snapshot = self._snapshot(name.removeprefix("rankings-daily/"))
        if snapshot is None:
            return told({"error": {"message": "Export not found", "code": 404}}, 404)
        return text(self._export(snapshot), "text/csv; charset=utf-8").tagged(ask)

    def _offered(self) -> list[dict[str, Any]]:
        if self.day == 1:
            return self.models
        cheaper = {"prompt": "0.0000005", "completion": "0.0000021"}
        return [{**each, "pricing": cheaper} if each["id"] == "acme/bolt" else each for each in self.models]

    def _index(self) -> dict[str, Any]:
        names = ("benchmark-runs", "rankings-daily")
        return {
            "schema_version": "v1", "updated_at": f"{self.today}T01:46:15.433Z", "license": {"name": "CC BY 4.0"},
            "datasets": [{"id": name, "latest_snapshot_date": f"{self.today}"} for name in names],
        }  # fmt: skip

    def _snapshot(self, file: str) -> date | None:
        name = file.removesuffix(".csv")
        try:
            day = self.today if name == "latest" else date.fromisoformat(name)
        except ValueError:
            return None
        return day if file.endswith(".csv") and self.oldest <= day <= self.today else None

    def _export(self, snapshot: date) -> str:
        lines = ["date,model_permaslug,rank,total_tokens,share_of_daily_tokens"]
        for ago in range(DAYS):
            day = snapshot - timedelta(days=ago)
            lines += [f"{day},{slug},{rank},{self.tokens(slug, day, snapshot)},0.25"
                      for rank, slug in enumerate(self.slugs, 1)]  # fmt: skip
            lines.append(f"{day},other,,1114824363473,0.05853241362259723")
        return "\r\n".join(lines) + "\r\n"

    def _history(self, ask: Ask) -> Reply:
        if ask.token != self.key:
            return told({"error": {"message": "No auth credentials found", "code": 401}}, 401)
        first, last = (date.fromisoformat(ask.one(f"{end}_date")) for end in ("start", "end"))
        if (last - first).days > 365:
            return told({"error": {"message": "at most 366 days", "code": 400}}, 400)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        rows = [{"date": f"{day}", "model_permaslug": slug, "total_tokens": f"{self.tokens(slug, day, self.today)}"}
                for day in days for slug in self.slugs]  # fmt: skip
        return told({"data": rows, "meta": {"version": "v1", "start_date": f"{first}", "end_date": f"{last}"}})
