"""What a delivery is answered with: a receipt once it is durable, or a typed refusal."""

from dataclasses import dataclass

from desk.errors import DeskError


@dataclass(frozen=True, slots=True)
class Receipt:
    """The order is on disk. `duplicate`: this version, or a newer one, had been seen before."""

    order_id: str
    number: str
    duplicate: bool


class MalformedOrder(DeskError):
    """A delivery that is no order. The sentence names the field and never repeats what stood in it."""


class NotVerified(DeskError):
    """A delivery whose sender did not prove who it is, or whose time stamp is too far off."""
