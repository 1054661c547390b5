"""Where the preview stands and how much of the screen it takes, by what is wished and what there is room for."""

from ..state import SHARES, State, bounded

_WIDE, _NARROW, _LOW = 130, 70, 22
_BESIDE = 60
"""Columns from which on a preview may stand beside the table if somebody wants it there."""

STEP = 5
"""Percent of the screen by which a key moves the border."""


def placed(state: State, width: int, height: int) -> str:
    """Return ``right``, ``below`` or, where it is hidden or has no room, ``hidden``.

    >>> placed(State(), 160, 40), placed(State(), 80, 24), placed(State(), 60, 20), placed(State(place="below"), 160, 40)
    ('right', 'below', 'hidden', 'below')
    """
    if state.hidden:
        return "hidden"
    if state.place == "right" and width >= _BESIDE:
        return "right"
    if state.place == "" and width >= _WIDE and height >= _LOW:
        return "right"
    return "hidden" if height < _LOW or width < _NARROW else "below"


def moved(state: State) -> str:
    """Move the preview to its next place, shown in any case, and say where it is."""
    if state.hidden:
        state.hidden = False
    else:
        state.place = {"": "right", "right": "below", "below": ""}[state.place]
    return {"": "wherever there is room", "right": "to the right of the table", "below": "below the table"}[state.place]


def resized(state: State, place: str, by: int) -> None:
    """Give the preview more or less of the screen."""
    if place in SHARES:
        state.shares[place] = bounded(state.shares[place] + by)


def dragged(state: State, place: str, share: float) -> None:
    """Give the preview a share of the screen."""
    if place in SHARES:
        state.shares[place] = bounded(round(100 * share))
