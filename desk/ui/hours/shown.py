"""What the page of opening hours shows, apart from how it looks; and what it asks of the desk."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from desk.domain.trading import Area, Hours, SlotRules, Trading


class HoursEntry(NamedTuple):
    """The rules as they were filled in."""

    hours: Hours
    slots: SlotRules
    areas: tuple[Area, ...]


class HoursBackend(Protocol):
    """The desk behind the page. Every call returns at once; results come as new values of HoursShown."""

    def refresh(self) -> None:
        """Read the rules anew."""
        ...

    def save(self, entry: HoursEntry) -> None:
        """Write the rules; `HoursShown.saved` tells when they hold."""
        ...

    def pause(self, text: str, minutes: int | None) -> None:
        """Take no orders for so long, None until somebody says so; 0 until the end of the day. Customers read the text."""
        ...

    def resume(self) -> None:
        """Take orders again."""
        ...

    def busy(self, extra: int, minutes: int | None) -> None:
        """So many minutes more for every order, for so long as in `pause`."""
        ...

    def calm(self) -> None:
        """As long as usual again."""
        ...


class HoursShown(QObject):
    """Values of the page on screen. They outlive a change of theme, zoom or language.

    Signals:
        changed(): other rules. saved(): those that were filled in hold.
    """

    changed = Signal()
    saved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.trading: Trading | None = None
        #: Categories of the shop's products.
        self.categories: Sequence[str] = ()
        self.zone = ZoneInfo("UTC")
        #: How many pages show it now.
        self.watched = 0

    def set_trading(self, trading: Trading, categories: Sequence[str], zone: ZoneInfo) -> None:
        """The rules as they are now; told again when only time went by."""
        self.trading, self.categories, self.zone = trading, categories, zone
        self.changed.emit()
