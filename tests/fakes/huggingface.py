"""A Hugging Face Hub of invented accounts and figures."""

import base64
import json
from dataclasses import dataclass, field
from typing import Any

from .server import Ask, Quota, Reply, moved, told

ALWAYS = ("_id", "id")
_DEFAULT = ("likes", "private", "downloads", "tags", "createdAt", "modelId")
_NO_MODEL = {"X-Error-Code": "RepoNotFound", "X-Error-Message": "Repository not found"}


def model(name: str, number: int, **fields: Any) -> dict[str, Any]:
    """A model with figures that follow from its number."""
    return {
        "_id": f"{number:024x}", "id": name, "author": name.partition("/")[0], "private": False, "gated": False,
        "downloads": 1_000 + number, "downloadsAllTime": 90_000 + number, "likes": 10 + number, "tags": ["region:us"],
        "createdAt": f"2029-{number % 12 + 1:02}-05T10:00:00.000Z", "modelId": name,
        "childrenModelCount": {"adapter": number, "merge": 0, "quantized": 2, "finetune": 1}, **fields,
    }  # fmt: skip


@dataclass
class HuggingFace:
    """Accounts, people and models; on day 2 everything was fetched more often and one model has another name."""

    organizations: dict[str, dict[str, int]] = field(default_factory=lambda: {"acme": {}, "Quill-AI": {}})
    users: set[str] = field(default_factory=lambda: {"tinker"})
    models: list[dict[str, Any]] = field(
        default_factory=lambda: [
            *(model(f"acme/bolt-{number}b", number) for number in range(1, 6)),
            model("Quill-AI/Nib", 40), model("tinker/gadget", 41),
        ]
    )  # fmt: skip
    page: int = 2
    quota: Quota = field(default_factory=lambda: Quota(500, 300.0))
    day: int = 1
    renamed: dict[str, str] = field(default_factory=dict)

    def rename(self, old: str, new: str) -> None:
        """Call a model otherwise; its old name leads to the new one, and its ``_id`` stays."""
        self.renamed[old] = new
        next(each for each in self.models if each["id"] == old).update(id=new, modelId=new)

    def answer(self, ask: Ask) -> Reply:
        if not self.quota.take():
            said = {"error": "We had to rate limit your IP. To continue using our service, create a HF account"}
            return self._with_quota(told(said, 429))
        return self._with_quota(self._routed(ask))

    def _with_quota(self, reply: Reply) -> Reply:
        return reply.but(
            headers={
                "RateLimit": f'"api";r={self.quota.left};t={round(self.quota.resets_in)}',
                "RateLimit-Policy": f'"fixed window";"api";q={self.quota.limit};w=300',
            }
        )

    def _routed(self, ask: Ask) -> Reply:
        parts = ask.path.strip("/").split("/")
        match parts:
            case ["api", ("organizations" | "users") as kind, name, "overview"]:
                return self._overview(ask, kind, name)
            case ["api", "models"]:
                return self._list(ask)
            case ["api", "models", *name]:
                return self._one(ask, "/".join(name))
        return told({"error": "Sorry, we can't find the page you are looking for."}, 404)

    def _overview(self, ask: Ask, kind: str, name: str) -> Reply:
        known = self.organizations if kind == "organizations" else {each: {} for each in self.users}
        proper = next((each for each in known if each.casefold() == name.casefold()), None)
        if proper is None:
            return told({"error": "This organization does not exist" if kind == "organizations" else "No user"}, 404)
        own = [each for each in self.models if each["author"] == proper]
        counts = {
            "numModels": len(own), "numDatasets": 3, "numSpaces": 4, "numFollowers": 700 + 11 * self.day,
            "numUsers": 9, "numPapers": 2, **known[proper],
        }  # fmt: skip
        shape = {"name": proper, "type": "org"} if kind == "organizations" else {"user": proper, "type": "user"}
        return told({"fullname": proper, **shape, **counts}).tagged(ask, weak=True)

    def _list(self, ask: Ask) -> Reply:
        if ask.all("expand") and ask.one("full"):
            return told({"error": '"full" and "expand" cannot be used together'}, 400)
        author = ask.one("author").casefold()
        found = [each for each in self.models if not author or each["author"].casefold() == author]
        found = [each for each in found if not each.get("disabled")]
        start = json.loads(base64.b64decode(ask.one("cursor")))["start"] if ask.one("cursor") else 0
        size = min(self.page, int(ask.one("limit", "1000")))
        reply = told([self._shown(each, ask) for each in found[start : start + size]]).tagged(ask, weak=True)
        if start + size >= len(found):
            return reply
        cursor = base64.b64encode(json.dumps({"start": start + size}).encode()).decode().replace("=", "%3D")
        kept = "&".join(part for part in ask.target.partition("?")[2].split("&") if not part.startswith("cursor="))
        host = f"http://{ask.headers['host']}"
        return reply.but(headers={"Link": f'<{host}/api/models?{kept}&cursor={cursor}>; rel="next"'})

    def _one(self, ask: Ask, name: str) -> Reply:
        if name in self.renamed:
            query = ask.target.partition("?")[2]
            return moved(f"/api/models/{self.renamed[name]}?{query}", 307)
        found = next((each for each in self.models if each["id"].casefold() == name.casefold()), None)
        if found is None:
            body, status = ("Repository not found", 404) if ask.token else ("Invalid username or password.", 401)
            return told({"error": body}, status).but(headers=_NO_MODEL)
        if found.get("disabled"):
            return told({"error": "Access to this resource is disabled."}, 403)
        return told(self._shown(found, ask)).tagged(ask, weak=True)

    def _shown(self, found: dict[str, Any], ask: Ask) -> dict[str, Any]:
        asked = ask.all("expand") or _DEFAULT
        grown = {**found, "downloads": found["downloads"] * self.day, "likes": found["likes"] + self.day - 1}
        return {key: value for key, value in grown.items() if key in ALWAYS or key in asked}


def many(count: int) -> "HuggingFace":
    """A hub with one organisation that keeps so many models, by the thousand."""
    models = [model(f"acme/model-{number}", number) for number in range(1, count + 1)]
    return HuggingFace(organizations={"acme": {}}, users=set(), models=models, page=1_000, quota=Quota(10**9, 9e9))
