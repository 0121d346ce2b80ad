"""A printer through Windows' spooler, with its own driver: raw jobs, so that no driver has to be replaced.

Handles: short writes, a queue that is paused or gone, drivers that want another datatype. Offers:
`WinspoolTransport` (`winspool://EPSON%20TM-T88V`), `queues`. Does not know: what the bytes mean. A job that the
spooler has is not on paper; the spooler's word on a printer is not the printer's, and is not taken for it.
"""

import threading
from collections.abc import Callable
from typing import NoReturn

from printers.errors import AccessDenied, ConnectionLost, PrinterError, Unreachable
from printers.transport.spooled import SpooledTransport
from printers.transport.winspool_library import (
    ACCESS_DENIED,
    INVALID_DATATYPE,
    INVALID_PRINTER_NAME,
    SERVER_UNAVAILABLE,
    UNKNOWN_PRINTER,
    QueueInfo,
    SpoolerError,
    SpoolerLibrary,
    WindowsLibrary,
)

#: What stands in the spooler's window for each job; nothing of an order.
TITLE = "Order Desk"
#: winspool.h PRINTER_STATUS_PAUSED and _OFFLINE, PRINTER_ATTRIBUTE_WORK_OFFLINE.
_PAUSED, _OFFLINE, _WORK_OFFLINE = 0x1, 0x80, 0x400
_STOPPED = ((_PAUSED, "is paused"), (_OFFLINE, "is offline"))


class WinspoolTransport(SpooledTransport):
    """`winspool://NAME`. One-way; each write is a job."""

    def __init__(self, name: str, uri: str, library: SpoolerLibrary | None = None) -> None:
        """`library` is winspool.drv when None; it is loaded with the first job."""
        super().__init__(uri, _Queue(name, library))


def queues(library: SpoolerLibrary | None = None) -> list[QueueInfo]:
    """The spooler's printers; empty where there is no such spooler or it does not run."""
    try:
        return (library or WindowsLibrary()).queues()
    except (SpoolerError, OSError):
        return []


class _Queue:
    """A `Spooler` over the library."""

    def __init__(self, name: str, library: SpoolerLibrary | None) -> None:
        self._name = name
        self._library = library

    def check(self) -> None:
        """See Spooler.check."""
        library = self._loaded()
        try:
            handle = library.open(self._name)
            try:
                info = library.info(handle)
            finally:
                library.close(handle)
        except SpoolerError as error:
            self._refuse(error)
        stopped = next((words for bit, words in _STOPPED if info.status & bit), None)
        if stopped or info.attributes & _WORK_OFFLINE:
            raise Unreachable(
                f"the printer {self._name} {stopped or 'is set to work offline'} in Windows; open its queue and go on"
            )

    def submit(self, data: bytes, given_up: threading.Event) -> None:
        """See Spooler.submit."""
        try:
            self.check()
            library = self._loaded()
            handle = library.open(self._name)
        except (PrinterError, SpoolerError) as error:
            raise ConnectionLost(str(error)) from error
        try:
            self._job(library, handle, data, given_up)
        except SpoolerError as error:  # asked before the document was begun
            raise ConnectionLost(self._sentence(error)) from error
        finally:
            _quietly(library.close, handle)

    def _job(self, library: SpoolerLibrary, handle: int, data: bytes, given_up: threading.Event) -> None:
        """A job that fails or is given up is thrown away: whole when the queue prints nothing before a document ends
        and the spooler agrees, else what it has taken may be on paper.
        """
        whole = library.info(handle).prints_when_whole
        sent = 0  # bytes that the spooler may have
        try:
            self._start(library, handle)
            while sent < len(data):
                if given_up.is_set():
                    raise ConnectionLost(f"the job for {self._name} was given up")
                try:
                    count = library.write(handle, data[sent:])
                except SpoolerError:
                    sent = len(data)  # how much of it went is not told
                    raise
                if count <= 0:
                    raise ConnectionLost(
                        f"the spooler takes no more data for {self._name}; is its disk full?"
                    )
                sent += count
        except (SpoolerError, ConnectionLost) as error:
            why = self._sentence(error) if isinstance(error, SpoolerError) else str(error)
            thrown_away = _quietly(library.abort, handle) and whole
            raise ConnectionLost(why, 0 if thrown_away else sent) from error
        try:
            library.finish(handle)
        except SpoolerError as error:
            raise ConnectionLost(self._sentence(error), len(data)) from error

    def _start(self, library: SpoolerLibrary, handle: int) -> None:
        try:
            library.start(handle, TITLE, "RAW")
        except SpoolerError as error:
            if error.code != INVALID_DATATYPE:
                raise
            library.start(handle, TITLE, "XPS_PASS")  # what version 4 drivers call bytes that go through

    def _loaded(self) -> SpoolerLibrary:
        if self._library is None:
            try:
                self._library = WindowsLibrary()
            except OSError as error:
                raise Unreachable("winspool:// is for Windows; use usblp:// or cups:// here") from error
        return self._library

    def _refuse(self, error: SpoolerError) -> NoReturn:
        kind = AccessDenied if error.code == ACCESS_DENIED else Unreachable
        raise kind(self._sentence(error)) from error

    def _sentence(self, error: SpoolerError) -> str:
        if error.code == ACCESS_DENIED:
            return f"Windows does not let this user print on {self._name}; ask whoever set it up for the right to"
        if error.code in {INVALID_PRINTER_NAME, UNKNOWN_PRINTER}:
            return f"Windows has no printer {self._name}; look up its name under Printers & scanners"
        if error.code == SERVER_UNAVAILABLE:
            return "Windows' print spooler does not run; start the service Print Spooler"
        return f"Windows' spooler refuses the printer {self._name}: {error}"


def _quietly(call: Callable[[int], None], handle: int) -> bool:
    """Whether the spooler did it."""
    try:
        call(handle)
    except SpoolerError:
        return False
    return True
