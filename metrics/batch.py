"""Readings on their way to the store: gathered, given their ids, and told apart from what is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from .collector import Reading, Subject
from .frames import documents_frame, identify_observations, subjects_frame, unidentified
from .model import Document, Observation

Lookup = Callable[[Sequence[str], Sequence[str]], pl.DataFrame]
"""Finds what the store knows of a source's subjects by their keys or their names: the columns of ``frames.SUBJECTS``."""


class Names:
    """What a source's subjects are called: whoever had a key first keeps its entity, whatever it is called later."""

    def __init__(self, source: str, known: pl.DataFrame) -> None:
        ordered = known.sort("recorded_at")
        first = ordered.unique("key", keep="first", maintain_order=True)
        self._source = source
        self._entities = dict(first.select("key", "entity").iter_rows())
        self._named = set(ordered.select("key", "name").iter_rows())
        self._held = set(self._entities.values())
        self.fresh: list[tuple[str, str, str, str]] = []

    def entity(self, subject: Subject, said: str) -> str:
        """Return the entity of a subject that is ``said`` to be one by its present name."""
        own = f"{self._source}:{subject.name}"
        before = self._entities.get(subject.key)
        if before is None:
            # Whoever takes over a name that another gave up is somebody else.
            before = f"{own}@{subject.key}" if said == own and own in self._held else said
            self._entities[subject.key] = before
            self._held.add(before)
        if (subject.key, subject.name) not in self._named:
            self._named.add((subject.key, subject.name))
            self.fresh.append((self._source, subject.key, subject.name, before))
        # A catalog that names the subject by now knows better than its first name on the platform.
        return before if said == own else said


@dataclass
class Batch:
    """Readings gathered until they are worth a commit."""

    source: str
    method: str
    lookup: Lookup
    documents: list[Document] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    _places: list[int] = field(default_factory=list)
    _subjects: list[Subject | None] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        """Take a reading."""
        if not self.documents or self.documents[-1] is not reading.document:
            self.documents.append(reading.document)
        count = len(reading.observations)
        self.observations += reading.observations
        self._places += [len(self.documents) - 1] * count
        self._subjects += [reading.subject] * count

    @property
    def size(self) -> int:
        """How much it holds: documents and observations."""
        return len(self.documents) + len(self.observations)

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        """Return documents, observations and new subjects as the store takes them, each id once, and start anew."""
        documents = documents_frame(self.documents)
        entities, subjects = self._settled()
        method = pl.when(pl.col("method") == "").then(pl.lit(self.method)).otherwise("method")
        linked = unidentified(self.observations).with_columns(
            documents["id"].gather(pl.Series(self._places, dtype=pl.UInt32)).alias("document"),
            method.alias("method"), entities,
        )  # fmt: skip
        told = documents.unique("id", keep="first", maintain_order=True)
        observations = identify_observations(linked, told).unique("id", keep="first", maintain_order=True)
        self.documents, self.observations, self._places, self._subjects = [], [], [], []
        return told, observations, subjects

    def _settled(self) -> tuple[pl.Series, pl.DataFrame]:
        """Return the entity of each observation, and the subjects that the store does not know by their names."""
        about = {subject for subject in self._subjects if subject is not None}
        known = self.lookup([each.key for each in about], [each.name for each in about])
        names = Names(self.source, known)
        entities = [
            each.entity if subject is None else names.entity(subject, each.entity)
            for each, subject in zip(self.observations, self._subjects, strict=True)
        ]
        return pl.Series("entity", entities, pl.String), subjects_frame(names.fresh)
