"""Who comes back: customers sorted by how lately, how often and for how much they came, with plain names. Pure values.

Lately is by their own rhythm (desk.domain.rhythm): somebody who comes once a month is not lost after three weeks.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from desk.domain.statistics import Cohort, ProductRepeat

#: From so many orders on somebody comes often; from so many times the average customer's money on, they spend much.
OFTEN, MUCH = 5, 2


class Segment(StrEnum):
    """Every customer is in one of them."""

    CORE = "core"
    REGULAR = "regular"
    GENEROUS = "generous"
    AGAIN = "again"
    ONCE = "once"
    WORTH_A_CALL = "worth-a-call"
    LOST = "lost"


class SegmentSize(NamedTuple):
    """How many customers it has, and what they ordered ever."""

    segment: Segment
    customers: int
    orders: int
    amount: int


class Returning(NamedTuple):
    """What the page shows of who comes back."""

    segments: Sequence[SegmentSize]
    cohorts: Sequence[Cohort]
    products: Sequence[ProductRepeat]
