"""What makes a value of desk.toml usable: addresses, zones, currencies."""

import ipaddress
import logging
import re
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from desk.domain.shop import PrinterRule
from desk.settings.tables import Table

#: The ways to a printer, each with an example.
SCHEMES = {
    "socket": "socket://192.168.1.50:9100",
    "usb": "usb://04b8:0e15",
    "usblp": "usblp:///dev/usb/lp0",
    "winspool": "winspool://EPSON TM-T88V",
    "cups": "cups://Kitchen",
    "serial": "serial:///dev/ttyUSB0?baud=9600",
    "file": "file:///path/to/file",
    "sim": "sim://kitchen",
    "memory": "memory://kitchen",
}
_USB = re.compile(r"[0-9a-fA-F]{4}:[0-9a-fA-F]{4}(/.+)?")
_log = logging.getLogger("desk.settings")


def check_uri(table: Table, uri: str, others: list[PrinterRule]) -> str:
    """A printer's address, checked as far as possible without a printer."""
    scheme, separator, rest = uri.partition("://")
    if not separator or scheme not in SCHEMES:
        examples = ", ".join(SCHEMES[name] for name in ("socket", "usb", "cups", "winspool", "serial"))
        raise table.fault(
            "uri", f'is "{uri}", which is no printer address', f"Write for example: {examples}."
        )
    usable = bool(rest.strip("/"))
    if scheme == "socket":
        try:
            parts = urlsplit(uri)
            usable = bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
    elif scheme == "usb":
        usable = bool(_USB.fullmatch(rest))
    if not usable:
        raise table.fault(
            "uri", f'is "{uri}", which names no device', f"Write for example {SCHEMES[scheme]}."
        )
    twin = next((printer.name for printer in others if printer.uri == uri), None)
    if twin is not None:
        _log.warning(
            "%s: %s has the same uri as %s; one device, two queues", table.file.name, table.where, twin
        )
    return uri


def check_timezone(table: Table, name: str) -> str:
    """A zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise table.fault(
            "timezone", f'is "{name}", which is no time zone', 'Write for example timezone = "Asia/Shanghai".'
        ) from None
    return name


def check_currency(table: Table, code: str) -> str:
    """An ISO 4217 code."""
    if not re.fullmatch("[A-Z]{3}", code):
        raise table.fault(
            "currency", f'is "{code}", which is no currency code', 'Write for example currency = "CNY".'
        )
    return code


def listen_address(table: Table, key: str, default: str) -> tuple[str, int]:
    """Host and port to listen on. An address that others can reach is allowed, with a warning."""
    value = table.text(key, default)
    host, separator, port = value.rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]")
    host = host[1:-1] if bracketed else host
    number = int(port) if port.isascii() and port.isdigit() and len(port) <= 5 else -1
    if not (separator and host and 0 <= number <= 65535) or (":" in host) != bracketed or " " in host:
        raise table.fault(
            key, f'is "{value}", which is no address with a port', f'Write {key} = "{default}".'
        )
    if not _loopback(host):
        _log.warning("the listener on %s can be reached from the network; keep its token secret", host)
    return host, number


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
