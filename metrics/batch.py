"""Readings on their way to the store: gathered, given their ids, and told apart from what is known."""

from dataclasses import dataclass, field, replace

import polars as pl

from .collector import Reading
from .frames import documents_frame, identify_observations, subjects_frame, unidentified
from .model import Document, Observation


@dataclass
class Names:
    """What a source's subjects are called, by their stable keys: whoever had a key first keeps its entity."""

    source: str
    known: dict[str, str] = field(default_factory=dict)
    named: set[tuple[str, str]] = field(default_factory=set)
    fresh: list[tuple[str, str, str, str]] = field(default_factory=list)
    _held: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self._held = set(self.known.values())

    @classmethod
    def of(cls, source: str, subjects: pl.DataFrame) -> "Names":
        """Read what the store knows: ``subjects`` has the columns of ``frames.SUBJECTS``."""
        mine = subjects.filter(pl.col("source") == source).sort("recorded_at")
        first = mine.unique("key", keep="first", maintain_order=True)
        return cls(
            source, dict(first.select("key", "entity").iter_rows()), set(mine.select("key", "name").iter_rows())
        )  # fmt: skip

    def settled(self, reading: Reading) -> tuple[Observation, ...]:
        """Return a reading's observations with the entity that its subject has had from the first."""
        subject = reading.subject
        if subject is None or not reading.observations:
            return reading.observations
        own = f"{self.source}:{subject.name}"
        now = next((each.entity for each in reading.observations if each.entity != own), own)
        before = self.known.get(subject.key)
        if before is None:
            # Whoever takes over a name that another gave up is somebody else.
            before = self.known[subject.key] = f"{own}@{subject.key}" if now == own and own in self._held else now
            self._held.add(before)
        if (subject.key, subject.name) not in self.named:
            self.named.add((subject.key, subject.name))
            self.fresh.append((self.source, subject.key, subject.name, before))
        # A catalog that names the subject by now knows better than its first name on the platform.
        if now != own or before == own:
            return reading.observations
        return tuple(replace(each, entity=before) if each.entity == own else each for each in reading.observations)


@dataclass
class Batch:
    """Readings gathered until they are worth a commit."""

    method: str
    names: Names
    documents: list[Document] = field(default_factory=list)
    observations: list[tuple[Observation, int]] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        """Take a reading."""
        if not self.documents or self.documents[-1] is not reading.document:
            self.documents.append(reading.document)
        place = len(self.documents) - 1
        self.observations += ((each, place) for each in self.names.settled(reading))

    @property
    def size(self) -> int:
        """How much it holds: documents and observations."""
        return len(self.documents) + len(self.observations)

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        """Return documents, observations and new subjects as the store takes them, each id once, and start anew."""
        documents = documents_frame(self.documents)
        places = pl.Series([place for _, place in self.observations], dtype=pl.UInt32)
        bare = unidentified([each for each, _ in self.observations])
        method = pl.when(pl.col("method") == "").then(pl.lit(self.method)).otherwise("method")
        linked = bare.with_columns(documents["id"].gather(places).alias("document"), method.alias("method"))
        told = documents.unique("id", keep="first", maintain_order=True)
        observations = identify_observations(linked, told).unique("id", keep="first", maintain_order=True)
        subjects = subjects_frame(self.names.fresh)
        self.documents, self.observations, self.names.fresh = [], [], []
        return told, observations, subjects
