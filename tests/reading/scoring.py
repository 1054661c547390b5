"""How well the reader reads: its figures held against a corpus in which a person marked them.

A figure is right if entity, metric and value (within half a percent) are; period, bound, status and origin are counted
on the right ones only. Marks with ``"core": false`` are figures on which people differ: they count neither way.
Run as a program it prints the table, also of the corpus beside the repository where there is one:
``python -m tests.reading.scoring [part of a corpus's name]``.
"""

import calendar
import json
import math
import os
import re
import sys
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from metrics.articles import read_page
from metrics.articles.reading import read_figures
from metrics.articles.tiers import Tier
from metrics.catalog import load

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("AIMARKET_SHARED") or HERE.parents[2] / "shared") / "articles"
FAMILIES = {
    "gemini": ("gemini_models", "gemini_api", "gemini_enterprise"),
    "claude": ("claude_models", "claude_api"),
    "grok": ("grok_models",),
    "ernie": ("ernie_models", "ernie_api"),
    "doubao": ("doubao_models",),
    "qwen": ("qwen_app", "qwen_2_5", "qwen_3"),
    "deepseek": (
        "deepseek_ai",
        "deepseek_v2",
        "deepseek_v3",
        "deepseek_v3_1",
        "deepseek_v3_2",
        "deepseek_v4",
        "deepseek_r1",
    ),
    "kimi": ("kimi_k2", "kimi_k2_5", "kimi_k3", "kimi_code"),
    "gpt": ("gpt_4o", "gpt_5", "o1", "o3", "gpt_oss"),
    "llama": ("llama_2", "llama_3", "llama_4"),
    "zhipu": ("glm", "glm_4_5", "glm_5", "chatglm"),
    "mistral": ("mistral_models", "devstral", "mixtral"),
    "minimax": ("minimax_01", "minimax_m1", "minimax_m2"),
    "stability": ("stable_diffusion",),
    "google": ("alphabet", "google_cloud"),
    "microsoft": ("azure",),
    "amazon": ("aws",),
    "openai": ("openai_api",),
    "nvidia": ("cuda",),
    "copilot": ("m365_copilot",),
    "manus": ("butterfly_effect",),
    "upstage": ("solar",),
    "lg_ai": ("exaone",),
    "naver": ("hyperclova",),
    "kakao": ("kanana",),
    "sk_telecom": ("ax_skt",),
    "ntt": ("tsuzumi",),
    "preferred_networks": ("plamo",),
    "sensetime": ("sensenova",),
    "stepfun": ("step",),
    "baichuan": ("baichuan_models",),
    "ant_group": ("ling",),
    "xiaomi": ("mimo",),
    "meituan": ("longcat",),
    "kunlun": ("skywork",),
    "ai21": ("jamba",),
    "databricks": ("dbrx",),
}
"""A model's figure is marked under its family, a company's sometimes under its product's name."""
_FAMILY = {member: family for family, members in FAMILIES.items() for member in members}
_QUALIFIERS = {"at_least": ">", "at_most": "<", "approx": "~"}
_BOUNDS = {"≥": ">", "≤": "<"}


@dataclass
class Score:
    """Right, wrong and missed figures, and of the right ones how often the rest is right too."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    also: Counter = field(default_factory=Counter)

    @property
    def precision(self):
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self):
        return self.right / max(1, self.right + self.missed)

    def share(self, what):
        return self.also[what] / max(1, self.right)


def wilson(part, whole, z=1.96):
    """Return the 95 % interval of a share."""
    if not whole:
        return 0.0, 1.0
    p = part / whole
    middle, spread = p + z * z / (2 * whole), z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    return (middle - spread) / (1 + z * z / whole), (middle + spread) / (1 + z * z / whole)


def corpus(name):
    """Yield the items of a corpus file of this folder."""
    with (HERE / name).open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def real_articles():
    """Yield the articles of others that lie beside the repository, if they are there."""
    marks = defaultdict(list)
    for line in (SHARED / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        mark = json.loads(line)
        users = mark["metric"] == "other" and "users" in (mark.get("metric_detail") or "")
        marks[mark["doc_id"]].append(
            mark
            | {"metric": "users" if users else mark["metric"], "when": mark["as_of"], "origin": mark["attribution"],
               "comparator": _QUALIFIERS.get(mark["qualifier"], "="),
               "status": "F" if mark["qualifier"] in {"forecast", "target", "announced"} else "A"}
        )  # fmt: skip
    for line in (SHARED / "meta.jsonl").read_text(encoding="utf-8").splitlines():
        meta = json.loads(line)
        text = (SHARED / "docs" / f"{meta['id']}.txt").read_text(encoding="utf-8")
        yield {"id": meta["id"], "language": meta["language"], "published": meta["published"], "text": text,
               "figures": marks[meta["id"]]}  # fmt: skip


def read(item, catalog):
    """Return the figures that the reader finds in an item."""
    published = item["published"] or ""
    day = date.fromisoformat(published) if re.fullmatch(r"\d{4}-\d\d-\d\d", published) else None
    page = read_page(item["text"].encode(), media_type="text/plain", published=day, language=item["language"])
    return read_figures(page, catalog).figures


def family(catalog, name):
    """Return the id under which an entity's figures are compared."""
    words = re.split(r"[ -]", name)
    known = (catalog.find_entity(" ".join(words[:count])) for count in range(len(words), 0, -1))
    entity = catalog.find_entity(name) or next((each for each in known if each), None)
    entity = entity or catalog.find_entity(re.match(r"[A-Za-z]*", name)[0])
    while entity and entity.kind == "model" and (over := [each for each in entity.relations if each.kind == "part_of"]):
        entity = catalog.entities[over[0].target]
    found = entity.id if entity else name
    return _FAMILY.get(found, found)


def close(a, b):
    return a is not None and b is not None and abs(a - b) <= 0.005 * abs(b) + 1e-12


def matches(catalog, observation, mark):
    """Tell whether an observation says what a mark says."""
    metrics = {mark["metric"], *mark.get("metric_alternatives", ())}
    metrics |= {"users"} if "other" in metrics else set()
    names = [mark["entity"], *mark.get("entity_alternatives", ()), *mark["entity"].split("+")]
    same = family(catalog, observation.entity) in {family(catalog, name.strip()) for name in names}
    return same and observation.metric in metrics and close(observation.value, mark["value"])


def same_period(period, when):
    """Tell whether a period is what a mark says; a mark that says nothing wants none."""
    if when is None or period.start is None:
        return when is None and period.start is None
    parts = when.split("/")
    first, last = _bounds(parts[0]), _bounds(parts[-1])
    return first is not None and last is not None and (period.start, period.end) == (first[0], last[1])


def _bounds(text):
    for pattern, months in (
        (r"(\d{4})-Q([1-4])", 3),
        (r"(\d{4})-H([12])", 6),
        (r"(\d{4})-(\d\d)", 1),
        (r"(\d{4})()", 12),
    ):
        found = re.fullmatch(pattern, text)
        if found:
            year, part = int(found[1]), int(found[2] or 1)
            month = months * part
            return date(year, month - months + 1, 1), date(year, month, calendar.monthrange(year, month)[1])
    return (date.fromisoformat(text),) * 2 if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


def score(items, catalog, *, tier=None):
    """Return the score of a corpus by language, by metric and in all (``""``)."""
    scores = defaultdict(Score)
    for item in items:
        found = [each.observation for each in read(item, catalog) if tier is None or each.tier is tier]
        language = item["language"][:2]
        for keys, observation, mark in judged(catalog, item, found):
            for key in ("", language, *keys):
                _count(scores[key], observation, mark, catalog)
    return scores


def judged(catalog, item, found):
    """Yield each figure with its mark, ``None`` in the place of what is not there."""
    left = list(item["figures"])
    for observation in found:
        fitting = [mark for mark in left if matches(catalog, observation, mark)]
        mark = next((each for each in fitting if each.get("core", True)), next(iter(fitting), None))
        if mark is not None:
            left.remove(mark)
            if mark.get("core", True):
                yield (mark["metric"],), observation, mark
        elif not any(
            not each.get("core", True) and (close(observation.value, each["value"]) or close(observation.value, each.get("value_high")))
            for each in item["figures"]
        ):  # fmt: skip
            yield (observation.metric,), observation, None
    yield from (((mark["metric"],), None, mark) for mark in left if mark.get("core", True))


def _count(total, observation, mark, catalog):
    if observation is None:
        total.missed += 1
        return
    if mark is None:
        total.wrong += 1
        return
    total.right += 1
    told, bound = mark.get("comparator", "="), str(observation.comparator)
    total.also["comparator"] += _BOUNDS.get(bound, bound) == _BOUNDS.get(told, told)
    total.also["status"] += (str(observation.status) == "F") == (mark.get("status", "A") == "F")
    said = [mark.get("when"), *mark.get("when_alternatives", ())]
    total.also["period"] += any(same_period(observation.period, when) for when in said)
    origin = mark.get("origin")
    total.also["origin"] += (catalog.origin(origin) if origin else None) == (
        catalog.origin(observation.origin) if observation.origin else None
    )


def table(scores):
    """Return a score as lines of text: precision and recall with their intervals."""
    lines = [f"{'':24} right wrong missed  precision          recall             period bound status origin"]
    for key in sorted(scores):
        each = scores[key]
        low_p, high_p = wilson(each.right, each.right + each.wrong)
        low_r, high_r = wilson(each.right, each.right + each.missed)
        also = " ".join(f"{each.share(what):6.2f}" for what in ("period", "comparator", "status", "origin"))
        lines.append(
            f"{key or 'all':24} {each.right:5} {each.wrong:5} {each.missed:6}  {each.precision:.3f} [{low_p:.2f} {high_p:.2f}]  "
            f"{each.recall:.3f} [{low_r:.2f} {high_r:.2f}]  {also}"
        )
    return "\n".join(lines)


def held_back(item):
    """Tell whether an item is one of the third on which nothing is tuned."""
    return zlib.crc32(item["id"].encode()) % 3 == 0


def parts():
    """Yield each corpus with its name: ours, then the articles of others, what is tuned on apart from what is not."""
    yield "sentences", [*corpus("sentences.jsonl")]
    yield "articles", [*corpus("articles.jsonl")]
    if SHARED.is_dir():
        real = [*real_articles()]
        yield "real, tuned on", [item for item in real if not held_back(item)]
        yield "real, held back", [item for item in real if held_back(item)]


def main(wanted):
    catalog = load()
    for name, items in parts():
        for tier in (None, Tier.SURE) if not wanted or wanted in name else ():
            sys.stdout.write(f"\n{name}, {tier or 'all'}\n{table(score(items, catalog, tier=tier))}\n")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
