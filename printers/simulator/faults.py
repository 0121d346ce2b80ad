"""The faults a person at the control port, or a button, can switch on.

`paper`, `cover`, `offline`/`online`, `error` and `drawer` set what sensors see. The others break the
conversation with the host, until `clear`:

- `drop after N`: a TCP reset once N more bytes have arrived (those are kept); once.
- `awol`: connections are accepted and their bytes swallowed; nothing is answered, printed or kept. When
  it ends the printer has restarted: what it held is gone.
- `mute status`: no answer to status questions and no automatic status; `mute all`: no answer at all.
- `slow N`: takes N bytes a second.
- `garbage N`: N random bytes go to the host at once (without one, to the next that connects); once.
- `answer late MS`: every answer leaves that much later.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from printers.simulator.device import Device

#: No number at the control port may be larger.
_LARGEST = 1_000_000_000
_LARGEST_GARBAGE = 65_536


@dataclass(slots=True)
class Faults:
    """What is broken between printer and host. `garble` and `misattribute` are for tests alone.

    `garble`: every answer is replaced by random bytes. `misattribute`: a process ID is answered with
    the one before it.
    """

    drop_after: int | None = None
    awol: bool = False
    mute: Literal["", "status", "all"] = ""
    slow: int = 0
    late_ms: int = 0
    garble: bool = False
    misattribute: bool = False


class BadCommand(ValueError):
    """A control line that is not one of the words."""


def control(device: Device, line: str, now: float) -> str:
    """Carry out one line of the control port; returns `ok`, `error …`, or for `status` one line of JSON."""
    words = line.split()
    try:
        device.advance(now)
        return _carry_out(device, words, now)
    except BadCommand as error:
        return f"error {error}"
    finally:
        device.advance(now)


def status_line(device: Device) -> str:
    """The printer's state and counters as one line of JSON."""
    return json.dumps(
        {
            "state": device.sensors.state(busy=device.busy),
            "reasons": device.sensors.reasons(),
            "bytes_received": device.bytes_received,
            "sheets_cut": device.sheets_cut,
            "drawer_kicks": device.drawer_kicks,
            "buzzer": device.buzzer,
        }
    )


def _carry_out(device: Device, words: Sequence[str], now: float) -> str:
    match words:
        case ["status"]:
            return status_line(device)
        case ["power", "cycle"]:
            device.power_cycle(now)
        case ["clear"]:
            _clear(device)
        case [("offline" | "online") as switch]:
            device.sensors.switched_offline = switch == "offline"
            device.sensors_changed()
        case [word, value] if (word, value) in _SENSORS:
            _SENSORS[word, value](device)
            device.sensors_changed()
        case _:
            _break(device, words)
    return "ok"


def _break(device: Device, words: Sequence[str]) -> None:
    faults = device.faults
    match words:
        case ["awol"]:
            faults.awol = True
        case ["mute", ("status" | "all") as what]:
            faults.mute = what
        case ["drop", "after", number]:
            faults.drop_after = _number(number)
            if faults.drop_after == 0:
                device.drop_now()
        case ["slow", number]:
            faults.slow = _number(number)
        case ["garbage", number]:
            device.send_garbage(_number(number, _LARGEST_GARBAGE))
        case ["answer", "late", number]:
            faults.late_ms = _number(number)
        case _:
            raise BadCommand(f"unknown command: {' '.join(words)[:80]}")


def _number(text: str, largest: int = _LARGEST) -> int:
    if not (text.isascii() and text.isdigit()) or int(text[:12]) > largest:
        raise BadCommand(f"not a number from 0 to {largest}: {text[:40]}")
    return int(text)


def _set(name: str, value: object) -> Callable[[Device], None]:
    return lambda device: setattr(device.sensors, name, value)


_SENSORS: Mapping[tuple[str, str], Callable[[Device], None]] = {
    ("paper", "out"): _set("paper", "out"),
    ("paper", "near-end"): _set("paper", "near-end"),
    ("paper", "ok"): lambda device: device.load_paper(),
    ("cover", "open"): _set("cover_open", True),
    ("cover", "closed"): _set("cover_open", False),
    ("error", "cutter"): _set("error", "cutter"),
    ("error", "unrecoverable"): _set("error", "unrecoverable"),
    ("error", "auto"): _set("error", "auto"),
    ("error", "clear"): _set("error", None),
    ("drawer", "high"): _set("drawer_high", True),
    ("drawer", "low"): _set("drawer_high", False),
}


def _clear(device: Device) -> None:
    was_awol = device.faults.awol
    device.faults = Faults()
    sensors = device.sensors
    sensors.cover_open = sensors.switched_offline = sensors.drawer_high = False
    sensors.error = None
    device.load_paper()
    if was_awol:
        device.restart()
    device.sensors_changed()
