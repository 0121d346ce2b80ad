"""What printers say of themselves over USB, as they really write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.transport.device_id import DeviceId, parse_device_id


def framed(text: str, order: str = "big") -> bytes:
    return (len(text) + 2).to_bytes(2, order) + text.encode()  # type: ignore[arg-type]


EPSON = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;CLS:PRINTER;SN:J5X0001;"


@pytest.mark.parametrize(
    "raw", [framed(EPSON), framed(EPSON, "little"), EPSON.encode(), framed(EPSON) + bytes(500)]
)
def test_an_id_is_read_however_its_length_is_written(raw: bytes) -> None:
    assert parse_device_id(raw) == DeviceId("EPSON", "TM-T88V", "J5X0001", ("ESC/POS",), "PRINTER")


def test_long_names_of_keys() -> None:
    found = parse_device_id(framed("MANUFACTURER: Xprinter ;COMMAND SET:ESC/POS;MODEL: XP-80;"))
    assert (found.maker, found.model, found.label_language) == ("Xprinter", "XP-80", "")


@pytest.mark.parametrize(
    ("commands", "language"),
    [
        ("ZPL", "ZPL"),
        ("TSPL-2", "TSPL2"),
        ("EPL,ZPL II", "EPL"),
        ("ESC/POS,TSPL", ""),
        ("ESCPOS", ""),
        ("", ""),
    ],
)
def test_label_printers_are_known_by_their_language(commands: str, language: str) -> None:
    assert parse_device_id(framed(f"MFG:A;CMD:{commands};MDL:B;")).label_language == language


@given(st.binary(max_size=6000))
def test_anything_is_read_and_nothing_unprintable_comes_out(raw: bytes) -> None:
    found = parse_device_id(raw)
    assert all(
        text.isprintable() and len(text) <= 120
        for text in (found.maker, found.model, found.serial, found.kind)
    )
