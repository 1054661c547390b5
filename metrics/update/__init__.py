"""The update: collectors are run, what they bring is stored, and each source's outcome is told."""

from .due import due
from .outcome import Ears, Outcome, Progress, Wanted, exit_code, offline
from .probe import probe
from .run import update

__all__ = ["Ears", "Outcome", "Progress", "Wanted", "due", "exit_code", "offline", "probe", "update"]
