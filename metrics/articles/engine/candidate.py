"""One number of a text with all that was made of it."""

from dataclasses import dataclass

from ...vocabulary import Comparator, Status
from .measures import Measure
from .metrics import Link
from .origins import Origin
from .periods import Dated
from .scene import Sentence
from .subjects import Subject


@dataclass(slots=True)
class Candidate:
    """One number of one sentence, and how it was read; ``dropped`` says why it is no figure."""

    sentence: Sentence
    measure: Measure
    link: Link | None = None
    subject: Subject | None = None
    dated: Dated | None = None
    comparator: Comparator = Comparator.EQUAL
    status: Status = Status.NORMAL
    status_word: str | None = None
    origin: Origin | None = None
    currency: str | None = None
    dropped: str | None = None

    @property
    def scale(self) -> float:
        """What the written number is multiplied with, where its scale stands elsewhere."""
        return self.link.scale if self.link else 1.0
