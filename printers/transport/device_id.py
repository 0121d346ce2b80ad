"""IEEE 1284 device IDs: how a printer names itself over USB, and whether it is one for labels.

Offers: `DeviceId`, `parse_device_id`. The ID is `KEY:value;` pairs after two bytes of length, big-endian, which
some printers write little-endian or leave out. Source: IEEE 1284-2000 section 7.6; USB printer class 1.1
section 4.2.1 (GET_DEVICE_ID).
"""

from dataclasses import dataclass

#: The longest ID that is read, in bytes, and the longest value that is kept, in characters.
MAX_ID, MAX_VALUE = 4096, 120
#: Command sets of label printers, which would print ESC/POS as garbage or worse.
LABEL_LANGUAGES = frozenset(
    {"TSPL", "TSPL2", "ZPL", "ZPLII", "EPL", "EPL2", "CPCL", "SLCS", "DPL", "IPL", "FINGERPRINT"}
)
_KEYS = {
    "MFG": "maker", "MANUFACTURER": "maker", "MDL": "model", "MODEL": "model", "CMD": "commands",
    "COMMAND SET": "commands", "SN": "serial", "SERN": "serial", "SERIALNUMBER": "serial", "CLS": "kind", "CLASS": "kind",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeviceId:
    """What a device says of itself; "" for what it does not say. Printable characters only."""

    maker: str = ""
    model: str = ""
    serial: str = ""
    commands: tuple[str, ...] = ()
    kind: str = ""

    @property
    def label_language(self) -> str:
        """The label printers' language it names and no ESC/POS beside it; "" when there is none."""
        words = [word.upper().replace(" ", "").replace("-", "") for word in self.commands]
        if any("ESC/POS" in word or "ESCPOS" in word for word in words):
            return ""
        return next((word for word in words if word in LABEL_LANGUAGES), "")


def parse_device_id(raw: bytes) -> DeviceId:
    """Whatever can be read of it; never raises."""
    raw = raw[:MAX_ID]
    text = _body(raw).split(b"\x00", 1)[0].decode("latin-1")
    found: dict[str, str] = {}
    for pair in text.split(";"):
        key, colon, value = pair.partition(":")
        name = _KEYS.get(key.strip().upper())
        if colon and name and name not in found:
            found[name] = "".join(c for c in value.strip() if c.isprintable())[:MAX_VALUE]
    commands = tuple(word.strip() for word in found.pop("commands", "").split(",") if word.strip())
    return DeviceId(
        found.get("maker", ""),
        found.get("model", ""),
        found.get("serial", ""),
        commands,
        found.get("kind", ""),
    )


def _body(raw: bytes) -> bytes:
    """The ID without its length, however that was written."""
    if len(raw) >= 2 and not raw[:2].isalnum():
        for length in (int.from_bytes(raw[:2], "big"), int.from_bytes(raw[:2], "little")):
            if 2 <= length <= len(raw):
                return raw[2:length]
        return raw[2:]
    return raw
