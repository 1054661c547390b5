"""Which sources are to be run, and why the others are not."""

from ..collectors import names
from ..config import SOURCES, Configuration
from ..market import Market
from ..schedule import is_due, last_ends
from .outcome import Wanted


def due(market: Market, configuration: Configuration, wanted: Wanted) -> dict[str, str | None]:
    """Return the sources in question, each with the reason why it is not run, or ``None`` if it is."""
    ends = last_ends(market.collect(market.store.runs().select("source", "version", "ended_at")))
    reasons: dict[str, str | None] = {}
    for name in wanted.sources or tuple(SOURCES):
        key = f"sources.{name}."
        every = configuration.text(key + "every")
        if not configuration.flag(key + "enabled"):
            if wanted.sources:
                reasons[name] = f"switched off; switch it on with: aimarket config set {key}enabled true"
        elif name not in names():
            reasons[name] = "not collected by this version"
        elif wanted.sources or wanted.since or is_due(ends.get(name), every, market.now):
            reasons[name] = None
        else:
            reasons[name] = f"not due: every {every}, last {ends[name]:%Y-%m-%d %H:%M}; name it to ask anyway"
    return reasons
