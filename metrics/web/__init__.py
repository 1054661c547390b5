"""The one door to the network, and what comes through it.

Nothing else in the program imports httpx. See ``door`` for how a source is asked, ``node`` for how JSON is read.
"""

from .answer import SHORTEST_SECRET, Answer
from .cache import Cache
from .door import Door, Manners, Network, Web
from .node import OUR_AGE, Node
from .table import records
from .wire import Transport

__all__ = [
    "OUR_AGE",
    "SHORTEST_SECRET",
    "Answer",
    "Cache",
    "Door",
    "Manners",
    "Network",
    "Node",
    "Transport",
    "Web",
    "records",
]
