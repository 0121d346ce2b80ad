"""The commands that speak to the host or move something other than paper: status, identity, drawer, buzzer.

In-order ones come from the buffer when all before them is printed; real-time ones are acted on when
they arrive. What a model cannot answer (its profile) it ignores.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from printers.simulator.stored import graphics_answer

if TYPE_CHECKING:
    from printers.simulator.device import Device

_FIRMWARE = b"1.00 ESC/POS"
_SERIAL = b"SIM0000001"
_ROM = 0x01
#: GS g: cuts since the counter was put back, and since the printer was made.
_KNIFE, _KNIFE_EVER = 50, 178


def _initialise(device: Device, _command: bytes) -> None:
    device.automatic_status = 0
    device.offline_response = False


def _select(device: Device, command: bytes) -> None:
    device.selected = bool(command[2] & 1)


def _automatic_status(device: Device, command: bytes) -> None:
    if device.profile.asb:
        device.automatic_status = command[2]
        if command[2]:
            device.answer(device.sensors.automatic(), status=True, ordered=False)


def _status(device: Device, command: bytes) -> None:
    if device.profile.gs_r:
        if command[2] in {1, 49}:
            device.answer(bytes([device.sensors.paper_bits()]), status=True, ordered=True)
        elif command[2] in {2, 50}:
            device.answer(bytes([device.sensors.drawer_high]), status=True, ordered=True)


def _paper_status(device: Device, _command: bytes) -> None:
    if device.profile.gs_r:
        device.answer(bytes([device.sensors.paper_bits()]), status=True, ordered=True)


def _drawer_status(device: Device, _command: bytes) -> None:
    if device.profile.gs_r:
        device.answer(bytes([device.sensors.drawer_high]), status=True, ordered=True)


def _identity(device: Device, command: bytes) -> None:
    profile = device.profile
    if not profile.gs_i:
        return
    two_byte = bool(profile.codec)
    numbers = {1: profile.model_id, 2: two_byte | profile.cutter << 1, 3: _ROM}
    texts = {
        65: _FIRMWARE,
        66: profile.maker.encode("ascii", "replace"),
        67: profile.model.encode("ascii", "replace"),
        68: _SERIAL,
        69: b"CHINA GB18030" if two_byte else b"",
    }
    n = command[2]
    number = numbers.get(n - 48 if 49 <= n <= 51 else n)
    if number is not None:
        device.answer(bytes([number]), status=False, ordered=True)
    elif n in texts:
        device.answer(b"\x5f" + texts[n] + b"\x00", status=False, ordered=True)


def _counter(device: Device, command: bytes) -> None:
    """GS g 2 tells a maintenance counter, GS g 0 puts one back to 0; only the knife's are kept."""
    if not device.profile.gs_i or len(command) != 6 or command[5]:
        return
    counter = command[4]
    if command[2] == 0x30 and counter == _KNIFE:
        device.knife_reset_at = device.sheets_cut
    elif command[2] == 0x32:
        number = {_KNIFE: device.sheets_cut - device.knife_reset_at, _KNIFE_EVER: device.sheets_cut}
        device.answer(b"\x5f%d\x00" % number.get(counter, 0), status=False, ordered=True)


def _response_request(device: Device, command: bytes) -> None:
    """GS ( H: fn 48 process ID, fn 49 offline response."""
    if not device.profile.process_id:
        return
    body = command[5:]
    if len(body) == 6 and body[:2] == b"00":
        device.answer_process_id(body[2:])
    elif len(body) == 3 and body[:2] == b"10":
        device.offline_response = bool(body[2] & 1)
        device.answer(b"\x37\x23" + device.sensors.offline_cause() + b"\x00", status=True, ordered=True)


def _graphics(device: Device, command: bytes) -> None:
    """GS ( L, GS 8 L: what asks for memory and key codes; the rest is printing."""
    if device.profile.gs_i:
        payload = command[7:] if command[1] == 0x38 else command[5:]
        device.answer(graphics_answer(device.press, payload[:8]), status=False, ordered=True)


def _user_setup(device: Device, command: bytes) -> None:
    """GS ( E fn 1 "IN": the printer says it is in the user setting mode; nothing it sets is kept here."""
    if device.profile.gs_i and command[5:] == b"\x01IN":
        device.answer(b"\x37\x20\x00", status=False, ordered=True)


def _real_time_switches(device: Device, command: bytes) -> None:
    """GS ( D 14h [a b]...: which DLE DC4 functions are honoured."""
    switches = command[6:]
    for function, on in zip(switches[::2], switches[1::2]):
        if function == 1:
            device.pulse_enabled = on in {1, 49}
        elif function == 2:
            device.power_off_enabled = on in {1, 49}


def _drawer(device: Device, _command: bytes) -> None:
    device.drawer_kicks += 1


def _buzzer(device: Device, _command: bytes) -> None:
    if device.profile.buzzer:
        device.buzzer += 1


#: Commands from the buffer: name -> what to do with the whole command.
IN_ORDER: Mapping[str, Callable[[Device, bytes], None]] = {
    "BEL": _buzzer,
    "ESC ( A": _buzzer,
    "ESC =": _select,
    "ESC @": _initialise,
    "ESC B": _buzzer,
    "ESC p": _drawer,
    "ESC u": _drawer_status,
    "ESC v": _paper_status,
    "GS ( E": _user_setup,
    "GS ( L": _graphics,
    "GS 8 L": _graphics,
    "GS ( D": _real_time_switches,
    "GS ( H": _response_request,
    "GS BEL": _buzzer,
    "GS I": _identity,
    "GS a": _automatic_status,
    "GS g": _counter,
    "GS r": _status,
}


def real_time(device: Device, command: bytes) -> None:
    """Act on a real-time command (its whole bytes) that has just arrived."""
    kind, function = command[1], command[2]
    if kind == 0x04:
        if device.profile.eot:
            answer = device.sensors.real_time(function, eot4_inverted=device.profile.eot4_inverted)
            device.answer(answer, status=True, ordered=False)
    elif kind == 0x05:
        _recover(device, function)
    elif function == 1:
        if device.pulse_enabled and device.sensors.error is None:
            device.drawer_kicks += 1
    elif function == 2:
        if device.power_off_enabled:
            device.answer(b"\x3b\x30\x00", status=False, ordered=False)
            device.restart()
    elif function == 7:
        _send_status(device, command[3])
    elif function == 8 and device.profile.clear:
        device.clear_buffers()
        device.answer(b"\x37\x25\x00", status=False, ordered=False)


def _recover(device: Device, n: int) -> None:
    """DLE ENQ 1 goes on after a recoverable error, 2 first clears the buffers."""
    if device.sensors.error != "cutter" or n not in {1, 2}:
        return
    if n == 2:
        device.clear_buffers()
    device.sensors.error = None
    device.sensors_changed()


def _send_status(device: Device, m: int) -> None:
    if m == 1 and device.profile.asb:
        device.answer(device.sensors.automatic(), status=True, ordered=False)
    elif m == 4 and device.profile.process_id:
        device.answer(b"\x37\x23" + device.sensors.offline_cause() + b"\x00", status=True, ordered=False)
