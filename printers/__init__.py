"""Ticket printers: what they are, how they are reached, and the truth about each ticket.

Handles: devices behind URIs, ESC/POS, profiles, status, proof of printing, a simulated printer
(`printers.simulator`). Offers: everything listed in `__all__`; other programs import from here only.
Does not know: orders, databases, user interfaces.

Names are loaded when first used, so that importing this package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from printers.clock import Clock as Clock
    from printers.clock import LoopClock as LoopClock
    from printers.devices import Capabilities as Capabilities
    from printers.devices import DeviceMemory as DeviceMemory
    from printers.devices import Identity as Identity
    from printers.devices import corrected as corrected
    from printers.devices import probing as probing
    from printers.discovery.found import Found as Found
    from printers.discovery.found import Progress as Progress
    from printers.discovery.found import Trouble as Trouble
    from printers.discovery.found import Withdrawn as Withdrawn
    from printers.discovery.networks import BadNetwork as BadNetwork
    from printers.discovery.search import Search as Search
    from printers.discovery.search import discover as discover
    from printers.errors import AccessDenied as AccessDenied
    from printers.errors import BadUri as BadUri
    from printers.errors import ConnectionLost as ConnectionLost
    from printers.errors import NotResponding as NotResponding
    from printers.errors import NotSent as NotSent
    from printers.errors import PrinterError as PrinterError
    from printers.errors import UnknownProfile as UnknownProfile
    from printers.errors import Unreachable as Unreachable
    from printers.escpos.barcodes import is_barcode as is_barcode
    from printers.escpos.encoder import closing as closing
    from printers.escpos.encoder import encode as encode
    from printers.escpos.encoder import opening as opening
    from printers.escpos.pictures import picture as picture
    from printers.patience import Confirmed as Confirmed
    from printers.patience import Outcome as Outcome
    from printers.patience import Timings as Timings
    from printers.patience import Uncertain as Uncertain
    from printers.patience import Unconfirmed as Unconfirmed
    from printers.printer import Fenced as Fenced
    from printers.printer import Printer as Printer
    from printers.printing import print_ticket as print_ticket
    from printers.profile import Confirmation as Confirmation
    from printers.profile import Fence as Fence
    from printers.profile import Profile as Profile
    from printers.profile import load_profile as load_profile
    from printers.profile import profile_names as profile_names
    from printers.registry import open_printer as open_printer
    from printers.registry import schemes as schemes
    from printers.registry import transport_for as transport_for
    from printers.resources import assets as assets
    from printers.status import PrinterState as PrinterState
    from printers.status import PrinterStatus as PrinterStatus
    from printers.status import Reason as Reason
    from printers.ticket.clean import graphemes as graphemes
    from printers.ticket.model import PLAIN as PLAIN
    from printers.ticket.model import Align as Align
    from printers.ticket.model import Barcode as Barcode
    from printers.ticket.model import Buzzer as Buzzer
    from printers.ticket.model import Columns as Columns
    from printers.ticket.model import Cut as Cut
    from printers.ticket.model import Document as Document
    from printers.ticket.model import Drawer as Drawer
    from printers.ticket.model import Line as Line
    from printers.ticket.model import Node as Node
    from printers.ticket.model import Picture as Picture
    from printers.ticket.model import QrCode as QrCode
    from printers.ticket.model import Rule as Rule
    from printers.ticket.model import Space as Space
    from printers.ticket.model import Style as Style
    from printers.transport.base import Transport as Transport

_HOME: dict[str, str] = {
    name: module
    for module, names in {
        "clock": "Clock LoopClock",
        "devices": "Capabilities DeviceMemory Identity corrected probing",
        "discovery.found": "Found Progress Trouble Withdrawn",
        "discovery.networks": "BadNetwork",
        "discovery.search": "Search discover",
        "errors": (
            "AccessDenied BadUri ConnectionLost NotResponding NotSent PrinterError UnknownProfile Unreachable"
        ),
        "escpos.barcodes": "is_barcode",
        "escpos.encoder": "closing encode opening",
        "escpos.pictures": "picture",
        "patience": "Confirmed Outcome Timings Uncertain Unconfirmed",
        "printer": "Fenced Printer",
        "printing": "print_ticket",
        "profile": "Confirmation Fence Profile load_profile profile_names",
        "registry": "open_printer schemes transport_for",
        "resources": "assets",
        "status": "PrinterState PrinterStatus Reason",
        "ticket.model": (
            "PLAIN Align Barcode Buzzer Columns Cut Document Drawer Line Node Picture QrCode Rule Space Style"
        ),
        "ticket.clean": "graphemes",
        "transport.base": "Transport",
    }.items()
    for name in names.split()
}

__all__ = [
    "PLAIN",
    "AccessDenied",
    "Align",
    "BadNetwork",
    "BadUri",
    "Barcode",
    "Buzzer",
    "Capabilities",
    "Clock",
    "Columns",
    "Confirmation",
    "Confirmed",
    "ConnectionLost",
    "Cut",
    "DeviceMemory",
    "Document",
    "Drawer",
    "Fence",
    "Fenced",
    "Found",
    "Identity",
    "Line",
    "LoopClock",
    "Node",
    "NotResponding",
    "NotSent",
    "Outcome",
    "Picture",
    "Printer",
    "PrinterError",
    "PrinterState",
    "PrinterStatus",
    "Profile",
    "Progress",
    "QrCode",
    "Reason",
    "Rule",
    "Search",
    "Space",
    "Style",
    "Timings",
    "Transport",
    "Trouble",
    "Uncertain",
    "Unconfirmed",
    "UnknownProfile",
    "Unreachable",
    "Withdrawn",
    "assets",
    "closing",
    "corrected",
    "discover",
    "encode",
    "graphemes",
    "is_barcode",
    "load_profile",
    "open_printer",
    "opening",
    "picture",
    "print_ticket",
    "probing",
    "profile_names",
    "schemes",
    "transport_for",
]


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'printers' has no attribute {name!r}")
    value = getattr(import_module(f"printers.{home}"), name)
    globals()[name] = value
    return value
