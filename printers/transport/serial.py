"""A printer on a serial line, or on a USB adapter that looks like one.

Handles: line settings, flow control as back-pressure, an adapter that is unplugged. Offers: `SerialTransport`
(`serial:///dev/ttyUSB0?baud=9600`, `serial:///COM3?baud=19200`), `Line`, `ports`. Does not know: what the bytes
mean. The line itself is pyserial's.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from printers.errors import AccessDenied, Unreachable
from printers.transport.threaded import SLICE, DeviceGone, ThreadedTransport

Flow = Literal["none", "rts-cts", "dsr-dtr", "xon-xoff"]
FLOWS: tuple[Flow, ...] = ("none", "rts-cts", "dsr-dtr", "xon-xoff")
#: Speeds that receipt printers have DIP switches for, in bits per second.
BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
#: Bytes handed to the driver at a time: what a held line may keep.
_PIECE = 512
#: As `_PIECE` where we must watch the printer's DTR ourselves: less than the room it still has when it says stop.
_WATCHED_PIECE = 64
#: Seconds that `close` waits for the line to take what the driver still has.
_DRAIN = 2.0


@dataclass(frozen=True, slots=True)
class Line:
    """Settings of a line: `baud` bits per second, `bits` 7 or 8, `parity` N, E or O, `stop` 1 or 2."""

    baud: int = 9600
    bits: int = 8
    parity: Literal["N", "E", "O"] = "N"
    stop: int = 1
    flow: Flow = "dsr-dtr"

    @classmethod
    def of(cls, options: Mapping[str, str]) -> "Line":
        """From the options of a URI. Raises ValueError with a sentence."""
        unknown = options.keys() - {"baud", "bits", "parity", "stop", "flow"}
        if unknown:
            raise ValueError(
                f"there is no option {min(unknown)}; there are baud, bits, parity, stop and flow"
            )
        baud = options.get("baud", "9600")
        if not baud.isascii() or not baud.isdigit() or int(baud) not in BAUDS:
            raise ValueError(f"baud is one of {', '.join(map(str, BAUDS))}")
        bits, parity, stop = (
            options.get("bits", "8"),
            options.get("parity", "N").upper(),
            options.get("stop", "1"),
        )
        if bits not in {"7", "8"} or parity not in {"N", "E", "O"} or stop not in {"1", "2"}:
            raise ValueError("bits is 7 or 8, parity N, E or O, stop 1 or 2")
        flow = options.get("flow", "dsr-dtr")
        if flow not in FLOWS:
            raise ValueError(f"flow is one of {', '.join(FLOWS)}")
        return cls(int(baud), int(bits), cast("Literal['N', 'E', 'O']", parity), int(stop), flow)


@dataclass(frozen=True, slots=True)
class Port:
    """A serial port of this computer; `description` is the system's word on it."""

    uri: str
    description: str
    vendor_id: int | None = None
    product_id: int | None = None


class SerialTransport(ThreadedTransport):
    """`serial:///dev/ttyUSB0?baud=9600`. Two-way.

    The default flow control is DSR/DTR, as receipt printers come; with a three-wire cable write `flow=none`.
    """

    def __init__(self, path: str, line: Line, uri: str) -> None:
        super().__init__(uri, lambda: _open(path, line))


def ports() -> list[Port]:
    """The serial ports of this computer that something is plugged into, as far as the system tells."""
    from serial.tools import list_ports

    found: list[Port] = []
    for port in cast("list[Any]", list(list_ports.comports())):
        path = str(port.device)
        uri = f"serial://{path}" if path.startswith("/") else f"serial:///{path}"
        found.append(Port(uri, str(port.description or ""), port.vid, port.pid))
    return found


class _SerialDevice:
    """A `BlockingDevice` over pyserial, whose waiting calls can be cancelled from another thread."""

    def __init__(self, port: Any, path: str, *, watch_dsr: bool) -> None:
        """`watch_dsr`: hold back while the printer's DTR, our DSR, is low, since no system does that for us."""
        self._port = port
        self._path = path
        self._watch_dsr = watch_dsr

    def write(self, data: bytes) -> int:
        """A piece; waits as long as flow control holds the line, or until `interrupt`."""
        try:
            if not self._watch_dsr:
                return int(self._port.write(data[:_PIECE]) or 0)
            return int(self._port.write(data[:_WATCHED_PIECE]) or 0) if self._clear_to_send() else 0
        except OSError as error:  # pyserial's own errors are OSErrors
            raise DeviceGone(f"{self._path}: {error.strerror or error}") from error
        except TypeError as error:  # what pyserial's closed port says
            raise DeviceGone(f"{self._path} was closed") from error

    def read(self) -> bytes:
        """One byte or what more has come."""
        try:
            first = bytes(self._port.read(1))
            return first + bytes(self._port.read(min(int(self._port.in_waiting), 4096))) if first else b""
        except OSError as error:
            raise DeviceGone(f"{self._path}: {error.strerror or error}") from error
        except TypeError as error:
            raise DeviceGone(f"{self._path} was closed") from error

    def drained(self) -> bool:
        """What the driver still holds goes out by itself, and `close` waits for it."""
        return True

    def _clear_to_send(self) -> bool:
        """Whether the printer wants more and the line has taken what it got, within a SLICE."""
        end = time.monotonic() + SLICE
        while self._port.out_waiting or not self._ready():
            if time.monotonic() >= end:
                return False
            time.sleep(0.005)
        return True

    def _ready(self) -> bool:
        try:
            return bool(self._port.dsr)
        except OSError:  # a line without modem signals, such as a pseudo terminal
            return True

    def interrupt(self) -> None:
        """Let a held write return."""
        for cancel in ("cancel_write", "cancel_read"):
            try:
                getattr(self._port, cancel)()
            except (AttributeError, OSError):  # the device is gone already, or the platform has no such call
                continue

    def close(self) -> None:
        """Wait for the line to take what the driver has, at most two seconds, then close."""
        try:
            end = time.monotonic() + _DRAIN
            while self._port.out_waiting and time.monotonic() < end:
                time.sleep(0.01)
            if self._port.out_waiting:
                self._port.reset_output_buffer()  # or closing would wait for a held line for ever
        except (OSError, AttributeError, TypeError):
            pass
        try:
            self._port.close()
        except OSError:
            return


def _open(path: str, line: Line) -> _SerialDevice:
    import serial

    make: Any = serial.Serial
    try:
        port = make(
            port=path,
            baudrate=line.baud,
            bytesize=line.bits,
            parity=line.parity,
            stopbits=line.stop,
            timeout=SLICE,
            write_timeout=None,
            rtscts=line.flow == "rts-cts",
            dsrdtr=False,
            xonxoff=line.flow == "xon-xoff",
            exclusive=True,
        )
    except OSError as error:
        text = str(error)
        if isinstance(error, PermissionError) or "ermission" in text or "Access is denied" in text:
            raise AccessDenied(
                f"the system does not let us open {path}; on Linux the user must be in the group dialout, "
                f"and no other program may use it"
            ) from error
        if "xclusively" in text or "busy" in text:
            raise AccessDenied(f"{path} is used by another program; close that one") from error
        raise Unreachable(f"{path} cannot be opened; is the cable or adapter plugged in? ({text})") from error
    except ValueError as error:
        raise Unreachable(f"{path} cannot be set to {line.baud} baud: {error}") from error
    return _SerialDevice(port, path, watch_dsr=line.flow == "dsr-dtr")
