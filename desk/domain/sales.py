"""What was ordered elsewhere: what one source of orders must know of the others, so that nothing is sold twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from desk.domain.trading import Load


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Orders that are not called off and did not come from the source that is told.

    `sold` is the quantity by sku since the stock was told, which `stock_version` numbers; `today` the same for the
    day `day` in the shop's zone, for daily limits; `taken` what is taken of the times, by when it is wanted.
    """

    stock_version: int = 0
    sold: Mapping[str, int] = field(default_factory=dict[str, int])
    day: date | None = None
    today: Mapping[str, int] = field(default_factory=dict[str, int])
    taken: Mapping[datetime, Load] = field(default_factory=dict[datetime, Load])


class Sales(Protocol):
    """What was ordered and is not called off."""

    def sold(self, since: datetime, *, not_from: str) -> Mapping[str, int]:
        """Quantity by sku of orders received since then, those of one source left out."""
        ...

    def taken(self, since: datetime, *, not_from: str) -> Mapping[datetime, Load]:
        """What orders wanted since then take, by when they are wanted; those of one source left out."""
        ...
