"""What a maker, a model and a list of printer languages say: which profile fits, and what must not be used.

Handles: judging by names and IEEE 1284 command sets. Offers: `suggest`, `refusal`,
`is_receipt`, `split_make`, `languages`. Does not know: devices. A name is a hint; what a device really can is learnt at its handshake.
"""

import re

from printers.profile import profile_names
from printers.transport.device_id import LABEL_LANGUAGES

#: When nothing better is known: 80 mm with a Chinese font is what is sold most.
DEFAULT_PROFILE = "generic-80mm-gbk"

#: Command sets (1284 device ID key CMD, Bonjour key usb_CMD) of label printers.
_LABEL_SETS = (
    frozenset(
        [
            "TSPL",
            "TSPL2",
            "TSPL-EZ",
            "TSPL-EZD",
            "TSC",
            "EPL",
            "EPL1",
            "EPL2",
            "ZPL",
            "ZPL2",
            "ZPLII",
            "ZPL-II",
            "CPCL",
            "DPL",
            "SBPL",
            "PPLA",
            "PPLB",
            "PPLZ",
            "FBPL",
            "EZPL",
            "GEPL",
            "IPL",
            "MPCL",
            "ESC/LABEL",
            "LABEL",
            "DYMO",
        ]
    )
    | LABEL_LANGUAGES
)
#: Command sets of office printers, which print ESC/POS as pages of rubbish.
_OFFICE_SETS = re.compile(
    r"PCL|PJL|POSTSCRIPT|PS$|PS\d|BR-?SCRIPT|PDF|URF|PWG|ESCPR|ESC/P-?R|ESCPL|ESC/PAGE|XPS|LIPS|UFR|HBP|BDC|ZJS|SPL"
)
_LABEL_NAMES = re.compile(
    r"label|\bZebra\b|\bDYMO\b|\bGodex\b|\bArgox\b|\bTSC\b|\bSATO\b|\bDatamax\b|\bIntermec\b|\bQL-\d|\bTD-\d{4}|\bPT-\w?\d{3}"
    r"|\bZ[DTQ]\d{3}|\bG[KXC]\d{3}|\bTT[PX]-?\d|\bTDP-?\d|\bCL-[ES]\d|\bCW-C\d|\bTM-C\d{4}|\bXP-?\d{3}B\b"
    r"|\bGP-?1\d{3}[DT]|\bGP-?9\d{3}T",
    re.IGNORECASE,
)
_OFFICE_NAMES = re.compile(
    r"\b(Laser ?Jet|Desk ?Jet|Office ?Jet|Ink ?Jet|Page ?Wide|PIXMA|imageRUNNER|i-SENSYS|WorkForce|EcoTank|Stylus"
    r"|Expression|ECOSYS|bizhub|Phaser|VersaLink|AltaLink|TASKalfa|AcuLaser|DCP-\w|MFC-\w|HL-\w?\d"
    r"|(XP|WF|ET|EP|PX|AL)-[A-Z]?\d{3,4})\b",
    re.IGNORECASE,
)
#: Receipt printers that also announce AirPrint (Epson TM-m30II and the like) stay receipt printers.
_RECEIPT_NAMES = re.compile(
    r"\bTM-?[TUmPHLJ]\d|\bTM-L\d|\bUB-[ER]\d|\bCT-[SDE]\d|\bSRP-|\bTSP\d|\bmC-Print|\bXP-?[A-Z]\d|\bXP-?\d{2}[A-Z]|\bPOS-?\d|\bRP-?\d"
    r"|\bTP-?\d{2}|\breceipt",
    re.IGNORECASE,
)

_NARROW = re.compile(r"(?<!\d)58(?!\d\d\d)|\bTM-m10\b|\bTM-P20", re.IGNORECASE)
_EPSON_80 = re.compile(r"\bTM-?(T|m30|m50|L90|L100|H6000|J2)", re.IGNORECASE)

_MAKES = [
    "EPSON",
    "Xprinter",
    "Gprinter",
    "HPRT",
    "Rongta",
    "Zjiang",
    "SPRT",
    "SNBC",
    "Sunmi",
    "Bixolon",
    "Citizen",
    "Star",
    "Zebra",
    "DYMO",
    "Brother",
    "HP",
    "Canon",
    "Samsung",
    "Kyocera",
    "Ricoh",
    "Lexmark",
    "TSC",
    "Godex",
    "Argox",
    "SATO",
]


def languages(text: str) -> frozenset[str]:
    """The command sets in a list such as "ESC/POS,TSPL" or a whole 1284 device ID, in capitals; at most 32."""
    ids = dict(re.findall(r"(?:^|;)\s*(CMD|COMMAND SET)\s*:([^;]{0,500})", text[:2000], re.IGNORECASE))
    listed = ",".join(ids.values()) if ids else text[:500]
    return frozenset([part.strip().upper() for part in listed.split(",") if part.strip()][:32])


def split_make(text: str) -> tuple[str, str]:
    """Maker and model of a Bonjour `ty` such as "EPSON TM-T88V"; the maker is "" when it is none we know."""
    first, _, rest = text.strip().partition(" ")
    known = {make.casefold(): make for make in _MAKES}
    if rest and first.casefold() in known:
        return known[first.casefold()], rest.strip()
    return "", text.strip()


def is_receipt(make: str, model: str) -> bool:
    """The name is one that only receipt printers have."""
    return _RECEIPT_NAMES.search(f"{make} {model}") is not None


def refusal(make: str, model: str, sets: frozenset[str] = frozenset()) -> str:
    """A sentence when tickets must not be sent to such a device, else "".

    A command set of ESC/POS speaks for a device whatever else it can; then its own word (`sets`)
    weighs more than its name.
    """
    name = f"{make} {model}".strip()
    if any("ESC/POS" in one or one in {"ESCPOS", "ESC-POS"} for one in sets):
        return ""
    shown = name or "this device"
    if sets & _LABEL_SETS:
        return (
            f"{shown} is a label printer (it speaks {', '.join(sorted(sets & _LABEL_SETS))}): tickets would come out "
            "as rubbish; choose a receipt printer that speaks ESC/POS"
        )
    if _LABEL_NAMES.search(name) and not _RECEIPT_NAMES.search(name):
        return f"{shown} is a label printer: tickets would come out as rubbish; choose a receipt printer"
    office = any(_OFFICE_SETS.match(one) for one in sets) or _OFFICE_NAMES.search(name)
    if office and not _RECEIPT_NAMES.search(name):
        return f"{shown} is an office printer: it would print a ticket as pages of rubbish; choose a receipt printer"
    return ""


def suggest(make: str, model: str) -> str:
    """The name of the shipped profile that fits best; `DEFAULT_PROFILE` when the names say nothing."""
    names = frozenset(profile_names())
    for text in (f"{make} {model}", model):
        own = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
        if own in names:
            return own
    if _NARROW.search(model) and "generic-58mm-gbk" in names:
        return "generic-58mm-gbk"
    if _EPSON_80.search(model) and "epson-80mm" in names:
        return "epson-80mm"
    return DEFAULT_PROFILE
