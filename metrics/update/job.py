"""One source being run: asked, stored, logged; its failure is its own."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import polars as pl

from ..batch import Batch
from ..clock import now as present
from ..collector import Collector, Errand, Missed, Yielded
from ..config import SOURCES, Configuration
from ..errors import AimarketError, StoreError
from ..market import Market
from ..model import Run
from ..web import Door, Web
from .held import Held
from .outcome import Ears, Outcome, Progress, Wanted

_TICK, _A_MOMENT = timedelta(microseconds=1), timedelta(seconds=1)
_NAMED = 3
_NOTHING = "nothing to ask it for: list something under [sources.{}]"
AT_ONCE = 20_000
"""Documents and observations that one commit takes; a source that brings more lands in parts."""


@dataclass
class Job:
    """One source being run."""

    market: Market
    configuration: Configuration
    wanted: Wanted
    ears: Ears
    web: Web
    collector: Collector
    missed: list[Missed] = field(default_factory=list)
    added: int = 0
    seen: int = 0
    documents: int = 0
    started: datetime = field(default_factory=present)
    failure: str | None = None

    async def run(self) -> Outcome:
        """Collect, store and log; whatever goes wrong with the source becomes part of the outcome."""
        self.started = started = await asyncio.to_thread(self._after_the_last, present())
        clock = time.monotonic()
        errand = errand_for(self.market, self.configuration, self.web, self.collector, self.wanted)
        self._tell(errand)
        batch = Batch(self.collector.name, f"{self.collector.name}/{self.collector.version}", self._known)
        try:
            await self._gather(errand, batch)
        except StoreError:
            raise
        except AimarketError as error:
            self.failure = str(error)
        except Exception as error:  # noqa: BLE001 one of the two places for it: a collector's fault stops no other
            self.failure = f"unexpected {type(error).__name__}, a report is in {self.ears.crash(error)}"
        await self._land(batch)
        outcome = replace(
            self._outcome(errand), requests=errand.door.requests, seconds=round(time.monotonic() - clock, 3),
            revised=self._revised(started),
        )  # fmt: skip
        if not self.wanted.dry_run and outcome.outcome != "skipped":
            await asyncio.to_thread(self._log, outcome, started)
        self._tell(errand, outcome)
        return outcome

    async def _gather(self, errand: Errand, batch: Batch) -> None:
        readings: AsyncIterator[Yielded] = self.collector.read(errand)
        async with aclosing(readings):  # type: ignore[type-var]  # an async generator has aclose
            async for item in readings:
                if isinstance(item, Missed):
                    self.missed.append(item)
                else:
                    batch.add(item)
                if batch.size >= AT_ONCE:
                    await self._land(batch)
                self._tell(errand)

    async def _land(self, batch: Batch) -> None:
        if not batch.size:
            return
        documents, observations, subjects = batch.frames()
        self.seen += observations.height
        if self.wanted.dry_run:
            self.added += self._unknown(observations)
            self.documents += documents.height
            return
        store = self.market.store
        landed = await asyncio.to_thread(
            store.land, documents, observations, subjects, now=max(present(), self.started)
        )
        self.added += landed.added
        self.documents += documents.height

    def _known(self, keys: Sequence[str], names: Sequence[str]) -> pl.DataFrame:
        """Find what the store knows of subjects, by their keys or their names."""
        mine = self.market.store.subjects().filter(pl.col("source") == self.collector.name)
        sought = pl.col("key").is_in(list(keys)) | pl.col("name").is_in(list(names))
        return self.market.collect(mine.filter(sought))

    def _unknown(self, observations: pl.DataFrame) -> int:
        held = self.market.store.observations().select("id")
        known = self.market.collect(held.filter(pl.col("id").is_in(observations["id"].implode())))
        return observations.height - known.height

    def _outcome(self, errand: Errand) -> Outcome:
        items: dict[str, list[str]] = {}
        for each in self.missed:
            items.setdefault(each.reason.replace("; ", ", "), []).append(each.item.replace("; ", ", "))
        reasons = [f"{', '.join(named)}: {reason}" for reason, named in items.items()]
        brief = [f"{_some(named)}: {reason}" for reason, named in items.items()]
        if self.failure:
            reasons.append(self.failure.replace("; ", ", "))
            brief.append(self.failure)
        gave = self.seen + self.documents + errand.elsewhere > 0
        if not gave and not reasons and not errand.expected and not errand.door.requests:
            return Outcome(source=self.collector.name, outcome="skipped", error=_NOTHING.format(self.collector.name))
        told = "failed" if reasons and not gave else "partial" if reasons else "ok" if self.added else "unchanged"
        return Outcome(
            source=self.collector.name, outcome=told, added=self.added, confirmed=self.seen - self.added,
            documents=self.documents, gone=sum(each.gone for each in self.missed), error="; ".join(reasons) or None,
            brief=tuple(brief),
        )  # fmt: skip

    def _revised(self, started: datetime) -> int:
        """Count the figures whose source says something else than before about the same."""
        if self.wanted.dry_run or not self.added:
            return 0
        same = pl.struct("entity", "metric", "unit", "start", "end", "span", "scope").hash()
        mine = pl.col("method").str.starts_with(f"{self.collector.name}/")
        # Only a hash of what each row speaks of is held, however many there are.
        rows = self.market.store.observations().filter(mine).select("recorded_at", same=same)
        fresh, before = rows.filter(pl.col("recorded_at") >= started), rows.filter(pl.col("recorded_at") < started)
        found = fresh.select("same").join(before.select("same"), on="same", how="semi").select(pl.len())
        return int(self.market.collect(found).item())

    def _log(self, outcome: Outcome, started: datetime) -> None:
        # One that was asked about one entity only has still to be asked about the others.
        finished = outcome.outcome != "failed" and self.wanted.only is None
        run = Run(
            source=self.collector.name, started_at=started, ended_at=present(), requests=outcome.requests,
            added=outcome.added, unchanged=outcome.confirmed, failed=len(self.missed) + bool(self.failure),
            error=outcome.error, version=f"{self.collector.name}/{self.collector.version}" if finished else None,
        )  # fmt: skip
        self.market.store.log(run, now=run.ended_at)

    def _after_the_last(self, started: datetime) -> datetime:
        """Return a start later than that of the run before: what comes later counts, even if the clock stands still."""
        at_once = pl.col("started_at").is_between(started, started + _A_MOMENT)
        mine = self.market.store.runs().filter(at_once, pl.col("source") == self.collector.name)
        last = self.market.collect(mine.select(pl.col("started_at").max())).item()
        return last + _TICK if isinstance(last, datetime) else started

    def _tell(self, errand: Errand, outcome: Outcome | None = None) -> None:
        self.ears.progress(
            Progress(
                source=self.collector.name,
                done=errand.done,
                expected=errand.expected,
                quota=errand.door.quota,
                requests=errand.door.requests,
                added=self.seen,
                outcome=outcome,
            )
        )


def _some(names: Sequence[str]) -> str:
    """Name a few of many.

    >>> _some(["a", "b"]), _some(list("abcdef"))
    ('a, b', 'a, b, c and 3 more')
    """
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def errand_for(market: Market, configuration: Configuration, web: Web, collector: Collector, wanted: Wanted) -> Errand:
    """Send a collector out: with its own keys of the configuration, its token, its manners."""
    name = collector.name
    prefix = f"sources.{name}."
    settings = {key.removeprefix(prefix): value for key, value in configuration.values.items()
                if key.startswith(prefix)}  # fmt: skip
    own = SOURCES[name]
    home = [str(settings[key]) for key in ("base_url", own.second_url and own.second_url[0]) if key in settings]
    gap = settings.get("gap_s")
    manners = collector.manners if gap is None else replace(collector.manners, gap_s=float(str(gap)))
    token = os.environ.get(str(settings.get("token_env") or ""), "").strip() or None
    door = Door(web, home=home, token=token, manners=manners, revalidate=bool(wanted.sources))
    held = Held(market, name)
    return Errand(
        source=name, door=door, catalog=market.catalog, now=market.now, settings=settings, since=wanted.since,
        only=wanted.only, held=lambda: held, ends=held.ends,
    )  # fmt: skip
