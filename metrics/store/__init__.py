"""The store: Delta Lake tables of documents, observations, runs and rulings under one URI.

Nothing is ever edited. An append lands whole or not at all, however many write at once; a reader that asks for runs,
then observations, then documents never sees half a run.
"""

from .faults import reading, writing
from .latest import latest
from .locks import exclusive
from .places import Place
from .repair import repair
from .store import Appended, Info, Store
from .travel import as_published, as_recorded
from .verify import Problem

__all__ = [
    "Appended", "Info", "Place", "Problem", "Store", "as_published", "as_recorded", "exclusive", "latest", "reading",
    "repair", "writing",
]  # fmt: skip
