"""From a device URI to a printer: the table of schemes.

Handles: reading URIs, saying what is wrong with one. Offers: `open_printer`, `transport_for`,
`schemes`. Does not know: how a transport works; each is imported when its scheme is first used.
"""

import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from printers.clock import Clock
from printers.errors import BadUri
from printers.patience import Timings
from printers.printer import Printer
from printers.profile import Profile, load_profile
from printers.transport.base import Transport


def open_printer(
    uri: str, profile: Profile | str, *, clock: Clock | None = None, timings: Timings | None = None
) -> Printer:
    """A printer at that URI, not connected yet. Raises BadUri or UnknownProfile."""
    if isinstance(profile, str):
        profile = load_profile(profile)
    return Printer(transport_for(uri, profile), profile, clock, timings or Timings())


def transport_for(uri: str, profile: Profile | None = None) -> Transport:
    """The transport of that URI, not open yet. Raises BadUri with a sentence a person can act on.

    `profile` is the model of a simulated printer that is made because its URI is used for the first time.
    """
    try:
        parts = urlsplit(uri)
        make, _ = _SCHEMES[parts.scheme]
    except (ValueError, KeyError):
        raise BadUri(f"{uri!r} is no device URI; it starts with one of: {', '.join(schemes())}") from None
    try:
        return make(uri, parts, profile)
    except ValueError as error:
        raise BadUri(f"{uri!r} is no device URI: {error}") from error


def schemes() -> dict[str, str]:
    """Every known scheme with an example."""
    return {f"{name}://": example for name, (_, example) in _SCHEMES.items()}


def _socket(uri: str, parts: SplitResult, _profile: Profile | None) -> Transport:
    from printers.transport.socket import DEFAULT_PORT, SocketTransport

    if not parts.hostname:
        raise ValueError("no host after socket://")
    if parts.port == 0 or parts.path not in {"", "/"}:
        raise ValueError("write socket://host:port, a port from 1 to 65535")
    return SocketTransport(parts.hostname, parts.port or DEFAULT_PORT, uri)


def _file(uri: str, parts: SplitResult, _profile: Profile | None) -> Transport:
    from pathlib import Path

    from printers.transport.file import FileTransport

    path = unquote(parts.path)
    if parts.netloc not in {"", "localhost"} or path in {"", "/"}:
        raise ValueError("write file:///path with three slashes")
    # file:///C:/tickets.bin
    return FileTransport(Path(path[1:] if re.match(r"/[A-Za-z]:", path) else path), uri)


def _memory(uri: str, parts: SplitResult, _profile: Profile | None) -> Transport:
    from printers.transport.memory import MemoryTransport

    return MemoryTransport(_name(parts), uri)


def _usb(uri: str, parts: SplitResult, _profile: Profile | None) -> Transport:
    from printers.transport.usb import UsbAddress, UsbTransport

    port = dict(parse_qsl(parts.query)).get("port", "")
    return UsbTransport(UsbAddress.of(parts.netloc, unquote(parts.path.strip("/")), port), uri)


def _usblp(uri: str, parts: SplitResult, _profile: Profile | None) -> Transport:
    from pathlib import Path

    from printers.transport.usblp import UsblpTransport

    if parts.netloc or parts.path in {"", "/"}:
        raise ValueError("write usblp:///dev/usb/lp0 with three slashes")
    return UsblpTransport(Path(unquote(parts.path)), uri)


def _winspool(uri: str, parts: SplitResult, _profile: Profile | None) -> Transport:
    from printers.transport.winspool import WinspoolTransport

    # //SERVER/Printer is a name too
    name = unquote(uri.partition("://")[2])
    if not name.strip():
        raise ValueError("write winspool://EPSON TM-T88V, the name as Windows shows it")
    return WinspoolTransport(name, uri)


def _cups(uri: str, parts: SplitResult, _profile: Profile | None) -> Transport:
    from printers.transport.cups import DEFAULT_PORT, CupsTransport

    queue = unquote(parts.path.strip("/"))
    if not queue:
        return CupsTransport(_name(parts), uri)
    if not parts.hostname or "/" in queue:
        raise ValueError("write cups://Queue, or cups://host:631/Queue")
    return CupsTransport(queue, uri, parts.hostname, parts.port or DEFAULT_PORT)


def _serial(uri: str, parts: SplitResult, _profile: Profile | None) -> Transport:
    from printers.transport.serial import Line, SerialTransport

    path = unquote(parts.netloc + parts.path)
    windows = re.fullmatch(r"/?(COM\d{1,3})/?", path, re.IGNORECASE)
    if windows:
        path = windows[1].upper()
    elif parts.netloc or path in {"", "/"}:
        raise ValueError("write serial:///dev/ttyUSB0?baud=9600 or serial:///COM3?baud=9600")
    return SerialTransport(path, Line.of(dict(parse_qsl(parts.query))), uri)


def _sim(uri: str, parts: SplitResult, profile: Profile | None) -> Transport:
    from printers.simulator.local import LocalTransport

    query = dict(parse_qsl(parts.query))
    model = load_profile(query["profile"]) if "profile" in query else profile or load_profile("epson-80mm")
    return LocalTransport(_name(parts), model, uri)


def _name(parts: SplitResult) -> str:
    name = unquote(parts.netloc)
    if not name or parts.path not in {"", "/"}:
        raise ValueError("a name is missing after ://")
    return name


_Make = Callable[[str, SplitResult, Profile | None], Transport]
_SCHEMES: dict[str, tuple[_Make, str]] = {
    "socket": (_socket, "socket://192.168.1.50:9100"),
    "usb": (_usb, "usb://04b8:0e15"),
    "usblp": (_usblp, "usblp:///dev/usb/lp0"),
    "winspool": (_winspool, "winspool://EPSON TM-T88V"),
    "cups": (_cups, "cups://Kitchen"),
    "serial": (_serial, "serial:///dev/ttyUSB0?baud=9600"),
    "file": (_file, "file:///home/shop/tickets.bin"),
    "sim": (_sim, "sim://kitchen"),
    "memory": (_memory, "memory://name"),
}
