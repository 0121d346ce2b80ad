"""What the WeChat page shows, apart from how it looks; and what it asks of the desk."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desk.domain.wechat import RelayCard


class WeChatBackend(Protocol):
    """The desk behind the page. Every call returns at once; results come as new values of WeChatShown."""

    def refresh(self) -> None:
        """Ask the relays for their accounts again."""
        ...

    def pair(self, url: str, code: str) -> None:
        """Pair with a relay; how that goes comes through `WeChatShown.set_pairing`."""
        ...

    def unpair(self, name: str) -> None:
        """Take a relay's source and key out."""
        ...


class WeChatShown(QObject):
    """Values on screen. What was typed outlives a change of theme, zoom or language.

    Signals:
        changed(): relays or their accounts. pairing_changed(): how pairing goes.
    """

    changed = Signal()
    pairing_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.relays: Sequence[RelayCard] = ()
        self.known = False
        self.pairing = ""
        self.address = ""
        self.code = ""

    def set_relays(self, relays: Sequence[RelayCard]) -> None:
        """The relays this desk is paired with."""
        if not self.known or relays != self.relays:
            self.known, self.relays = True, relays
            self.changed.emit()

    def set_pairing(self, how: str) -> None:
        """`busy`, `done`, "" for not tried yet, or why it did not come about (desk.app.pairing.PairingFault)."""
        self.pairing = how
        if how == "done":
            self.code = ""
        self.pairing_changed.emit()
