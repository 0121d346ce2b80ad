"""How the desk knows that it has every order of a shop system: when it compared, and what it lacks."""

from typing import NamedTuple

#: So many intervals, and a minute for the check itself, may pass before a check counts as old.
_INTERVALS, _SLACK = 3, 60.0


class SourceCard(NamedTuple):
    """A source that checks. `state` is starting, running, trouble or stopped, `reason` a word for what is wrong and
    `detail` a sentence; `checked_at` is when its last complete check began, in seconds since 1970 UTC, None before
    the first; `missing` the orders listed then that are not at the desk, `lacks` the ids of some of them; `every` seconds between checks.
    """

    name: str
    kind: str
    state: str
    reason: str = ""
    detail: str = ""
    checked_at: float | None = None
    missing: int = 0
    every: float = 0.0
    lacks: tuple[str, ...] = ()


def is_old(card: SourceCard, now: float) -> bool:
    """Whether its last check is so long ago that it says little."""
    return card.checked_at is None or now - card.checked_at > _INTERVALS * card.every + _SLACK


def is_well(card: SourceCard, now: float) -> bool:
    """Whether nobody has to look at it: everything was there a moment ago, and nothing is wrong."""
    starting = card.state == "starting" and card.checked_at is None
    fresh = starting or not is_old(card, now)
    return fresh and not card.missing and not card.reason and card.state != "trouble"
