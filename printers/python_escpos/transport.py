"""A python-escpos printer object as a transport of ours.

Handles: every class of python-escpos 3.1 (Network, Usb, Serial, File, Dummy, LP, CupsPrinter, Win32Raw), off
the event loop; its quirks. Offers: `from_python_escpos`. Does not know: what the bytes mean.

Quirks of python-escpos 3.1 that are made good here: `Usb._raw` drops what a short write left over; a spooler's
job is only handed over when it is sent or closed; `Network.close` with unread answers makes the system reset the
connection, and the printer loses what it had not read yet.
"""

import asyncio
import socket
from contextlib import suppress
from typing import Any, Protocol

from printers.errors import AccessDenied, ConnectionLost, Unreachable
from printers.transport.base import Transport

#: Bytes given to the printer object at a time. It bounds how far `bytes_sent` may overstate.
CHUNK = 4096
#: Classes of python-escpos whose `_read` gives what the printer says; CupsPrinter's gives the queue's state.
TALKING = frozenset({"Network", "Usb", "Serial"})
#: Seconds that `close` waits for the device to close its side.
CLOSE_WAIT = 1.0

#: What python-escpos and the libraries below it raise when a device is gone; its own errors have no common base
#: with these and are added where they are known to be imported.
_TROUBLE = (OSError, AssertionError, AttributeError, TypeError, ValueError, RuntimeError)


class EscposPrinter(Protocol):
    """The part of `escpos.escpos.Escpos` that is used."""

    def open(self) -> None:
        """Connect."""
        ...

    def close(self) -> None:
        """Disconnect."""
        ...


def from_python_escpos(printer: EscposPrinter, *, two_way: bool | None = None, uri: str = "") -> Transport:
    """A transport over a python-escpos printer object; give it to `printers.Printer` with a profile.

    The object belongs to the transport from then on. `two_way`: whether its `_read` gives what the printer says
    (default: as python-escpos's own classes do). Set the object's `timeout` low: a silent connection is noticed
    by the driver, but a call of python-escpos that waits for its device cannot be interrupted.
    """
    names = {kind.__name__ for kind in type(printer).__mro__}
    talks = bool(names & TALKING) if two_way is None else two_way
    return _EscposTransport(printer, talks, uri or f"python-escpos:{type(printer).__name__}")


class _EscposTransport:
    def __init__(self, printer: Any, two_way: bool, uri: str) -> None:
        self._printer = printer
        self._two_way = two_way
        self._uri = uri
        self._open = False
        self._reading: asyncio.Future[bytes] | None = None
        self._stop = False

    @property
    def uri(self) -> str:
        return self._uri

    @property
    def two_way(self) -> bool:
        return self._two_way

    @property
    def alive(self) -> bool:
        return self._open

    async def open(self) -> None:
        await self.close()
        self._stop = False
        try:
            await asyncio.to_thread(self._printer.open)
        except (*_TROUBLE, _escpos_error()) as error:
            denied = isinstance(error, PermissionError) or "permission denied" in str(error).casefold()
            kind = AccessDenied if denied else Unreachable
            raise kind(f"{self._uri} cannot be opened: {_said(error)}") from error
        self._open = True

    async def write(self, data: bytes) -> None:
        if not self._open:
            raise ConnectionLost(f"{self._uri} is not open")
        await asyncio.to_thread(self._write, data)

    def _write(self, data: bytes) -> None:
        printer = self._printer
        sent = 0
        try:
            while sent < len(data):
                piece = data[sent : sent + CHUNK]
                if hasattr(printer, "out_ep"):
                    sent += printer.device.write(printer.out_ep, piece, printer.timeout)
                else:
                    # a call that fails may have handed over all of its piece
                    sent += len(piece)
                    printer._raw(piece)
            _hand_over(printer)
        except (*_TROUBLE, _escpos_error()) as error:
            self._open = False
            raise ConnectionLost(f"{self._uri} cannot be written: {_said(error)}", sent) from error

    async def read(self) -> bytes:
        if not self._two_way:
            return await asyncio.get_running_loop().create_future()
        if not self._open:
            raise ConnectionLost(f"{self._uri} is not open")
        if self._reading is None:
            self._reading = asyncio.ensure_future(asyncio.to_thread(self._read))
        # who gives up waiting leaves the thread's bytes for the next reader
        data = await asyncio.shield(self._reading)
        self._reading = None
        self._open = self._open and bool(data)
        return data

    def _read(self) -> bytes:
        while not self._stop:
            try:
                data = bytes(self._printer._read())
            except (*_TROUBLE, _escpos_error()) as error:
                if "Timeout" in type(error).__name__:
                    continue  # python-escpos's patience ended, not ours
                self._open = False
                raise ConnectionLost(f"{self._uri} cannot be read: {_said(error)}") from error
            # a serial line or USB pipe that says nothing has not ended
            if data or isinstance(self._printer.device, socket.socket):
                return data
        return b""

    async def close(self) -> None:
        was_open, self._open, self._stop = self._open, False, True
        reading, self._reading = self._reading, None
        if reading is not None:
            with suppress(OSError, AttributeError):
                self._printer._device.shutdown(socket.SHUT_WR)  # a socket's; then it closes its side, too
            await asyncio.wait((reading,), timeout=CLOSE_WAIT)
        if was_open or reading is not None:
            with suppress(*_TROUBLE, _escpos_error()):
                await asyncio.to_thread(self._printer.close)
        if reading is not None and not reading.cancelled():
            await asyncio.wait((reading,), timeout=CLOSE_WAIT)
            if reading.done():
                reading.exception()


def _hand_over(printer: Any) -> None:
    """A spooler's job goes out now, not when the program ends."""
    kind = {one.__name__ for one in type(printer).__mro__}
    if "CupsPrinter" in kind:
        printer.send()
        printer.open()
    elif "Win32Raw" in kind:
        printer.close()
        printer.open()
    elif hasattr(printer, "flush"):
        printer.flush()


def _escpos_error() -> type[Exception]:
    """python-escpos's base class of errors."""
    from escpos.exceptions import Error

    return Error


def _said(error: Exception) -> str:
    return str(error).replace("\n", " ") or type(error).__name__
