"""When to merge: sizes stay in a geometric progression, so that reads touch few pieces and writes rewrite little.

Appending n pieces keeps O(log n) of them and rewrites each row O(log n) times.
"""

from collections.abc import Sequence

FACTOR = 2
"""Each kept piece is at least this many times as large as all smaller ones together; more means fewer pieces."""


def overdue(sizes: Sequence[int], factor: int = FACTOR) -> int:
    """Count how many pieces, from the smallest, are to be merged into one; ``sizes`` ascend, 0 means none.

    >>> overdue([1, 1, 8])
    2
    >>> overdue([1, 2, 6, 18])
    0
    """
    count, below = 0, 0
    for position, size in enumerate(sizes):
        if position and size < factor * below:
            count = position + 1
        below += size
    return count
