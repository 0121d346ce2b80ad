"""What a search for printers found, apart from how it looks; and what the printers page asks of the desk."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal


class FoundPrinter(NamedTuple):
    """One device. `profile` is what is proposed for it; `refused` says why tickets must not go there, or "" ;
    `used` is the name of the configured printer that it is, or "".
    """

    key: str
    title: str
    uri: str
    profile: str
    refused: str
    used: str


class PrinterEntry(NamedTuple):
    """A printer to add, and the station whose tickets it prints."""

    name: str
    uri: str
    profile: str
    station: str


class PrintersBackend(Protocol):
    """The desk behind the page. Every call returns at once; results come as new values of PrintersShown."""

    def search(self) -> None:
        """Look for printers everywhere; a search under way goes on."""
        ...

    def end_search(self) -> None:
        """Look no further."""
        ...

    def add(self, entry: PrinterEntry) -> None:
        """Write it into the settings and take it into use; `PrintersShown.added` tells."""
        ...

    def remove(self, name: str) -> None:
        """Take it out of the settings and out of use, unless tickets wait for it."""
        ...


class PrintersShown(QObject):
    """Values of a search on screen. They outlive a change of theme, zoom or language.

    Signals:
        found_changed(): other devices. progress_changed(): further on, begun or over.
        added(str): the printer of that name is in the settings.
    """

    found_changed = Signal()
    progress_changed = Signal()
    added = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: Sequence[FoundPrinter] = ()
        self.searching = False
        #: Whether a search came to its end.
        self.searched = False
        self.done = 0
        self.total = 0

    def set_found(self, found: Sequence[FoundPrinter]) -> None:
        """Everything that was found so far."""
        if found != self.found:
            self.found = found
            self.found_changed.emit()

    def set_progress(self, done: int, total: int, *, searching: bool) -> None:
        """How many network addresses were asked."""
        self.searched = self.searched or (self.searching and not searching)
        self.done, self.total, self.searching = done, total, searching
        self.progress_changed.emit()
