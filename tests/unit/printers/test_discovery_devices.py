"""What is plugged in: the kernel's nodes and libusb's view of the same printers, and serial ports."""

from pathlib import Path

import pytest

from printers import Found
from printers.discovery import devices
from printers.discovery.devices import Place, serial_sightings, usb_sightings
from printers.discovery.merging import Merger
from printers.discovery.models import suggest
from printers.discovery.sighting import Sighting
from printers.transport.device_id import DeviceId, parse_device_id
from printers.transport.serial import Port
from printers.transport.usb import Attached, UsbAddress
from printers.transport.usblp import Node

EPSON = parse_device_id(b"\x00\x46MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;DES:EPSON TM-T20II;")
LABEL = parse_device_id(b"MFG:Xprinter;MDL:X2;CMD:TSPL;CLS:PRINTER;")


def shown(sightings: list[Sighting]) -> list[Found]:
    merger = Merger("linux")
    last: dict[str, Found] = {}
    for one in sightings:
        last |= {update.key: update for update in merger.add(one) if isinstance(update, Found)}
    return list(last.values())


def plugged(address: UsbAddress, *, two_way: bool = True) -> Attached:
    return Attached(address.uri, address, "EPSON", "TM-T20II", DeviceId(), two_way)


def test_one_usb_printer_is_shown_once_and_reached_through_the_kernel() -> None:
    address = UsbAddress(0x04B8, 0x0E15, "X1")
    seen = usb_sightings(
        [Node("usblp:///dev/usb/lp0", EPSON)],
        [Place("1-4.2", "04b8:0e15/X1")],
        [plugged(address)],
        identify=True,
        platform="linux",
    )
    (found,) = shown(seen)
    assert (found.uri, found.also) == ("usblp:///dev/usb/lp0", ("usb://04b8:0e15/X1",))
    assert (found.title, found.profile, found.connection) == (
        "EPSON TM-T20II",
        suggest("EPSON", "TM-T20II"),
        "usb",
    )
    assert [one.ask for one in seen] == [True, False]  # two ways at once would take it from each other


def test_two_printers_of_one_kind_with_one_serial_number_stay_two() -> None:
    nodes = [Node(f"usblp:///dev/usb/lp{n}", EPSON) for n in (0, 1)]
    places = [Place(f"1-{n}", "0416:5011/0000") for n in (1, 2)]
    addresses = [UsbAddress(0x0416, 0x5011, "", f"1-{n}") for n in (1, 2)]
    found = shown(usb_sightings(nodes, places, [plugged(one) for one in addresses], identify=False))
    assert sorted((one.uri, *one.also) for one in found) == [
        ("usblp:///dev/usb/lp0", "usb://0416:5011?port=1-1"),
        ("usblp:///dev/usb/lp1", "usb://0416:5011?port=1-2"),
    ]


def test_a_label_printer_on_usb_is_refused_and_a_one_way_printer_says_so() -> None:
    address = UsbAddress(0x1FC9, 0x2016)
    label, mute = shown(
        usb_sightings(
            [Node("usblp:///dev/usb/lp0", LABEL)], [Place()], [plugged(address, two_way=False)], identify=True
        )
    )
    assert "label printer" in label.refused
    assert label.profile == ""
    assert any("never be confirmed" in note for note in mute.notes)


def test_a_node_s_place_is_read_from_sysfs(tmp_path: Path) -> None:
    device = tmp_path / "devices" / "1-4.2"
    (device / "1-4.2:1.0").mkdir(parents=True)
    (device / "idVendor").write_text("04b8\n")
    (device / "idProduct").write_text("0e15\n")
    (tmp_path / "lp0").mkdir()
    try:
        (tmp_path / "lp0" / "device").symlink_to(device / "1-4.2:1.0", target_is_directory=True)
    except OSError:
        pytest.skip("this system lets us make no links")
    place = devices._place(Node("usblp:///dev/usb/lp0", EPSON), tmp_path)
    assert place == Place("1-4.2", "04b8:0e15/")
    assert devices._place(Node("usblp:///dev/usb/lp7", EPSON), tmp_path) == Place()
    (device / "serial").mkdir()  # as unreadable as that of a device which is being unplugged
    assert devices._place(Node("usblp:///dev/usb/lp0", EPSON), tmp_path) == place


def test_a_serial_port_is_shown_and_never_asked() -> None:
    (seen,) = serial_sightings(
        [Port("serial:///dev/ttyUSB0", "USB-Serial \x1b[2JController", 0x1A86, 0x7523)]
    )
    assert not seen.ask
    (found,) = shown([seen])
    assert (found.connection, found.title, found.answers) == ("serial", "USB-Serial [2JController", None)
