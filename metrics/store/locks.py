"""One writer at a time on one machine, by a lock that dies with its process.

Correctness never rests on it: commits are compare-and-swap. It only spares writers from losing races.
"""

import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import StoreBusy

_PATIENCE_S = 300.0


@contextmanager
def exclusive(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold a lock file; yields whether it is held, ``StoreBusy`` after minutes of waiting.

    Where files cannot be locked it yields ``True`` and leaves the matter to the commits.
    """
    try:
        path.parent.mkdir(exist_ok=True)  # never the store itself, should it have gone
        file = path.open("ab")
    except OSError:
        yield True
        return
    with file:
        yield _acquire(file.fileno(), path, _PATIENCE_S if wait else 0.0)


def _acquire(descriptor: int, path: Path, patience: float) -> bool:
    if sys.platform == "win32":
        return True
    import fcntl

    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                break
            time.sleep(random.uniform(0.002, 0.02))  # noqa: S311  (jitter, not a secret)
        except OSError:
            return True
        else:
            return True
    if patience:
        raise StoreBusy(f"another process has held {path} for {patience:.0f} s. Run it again when that one is done")
    return False
