"""What discovery makes of what it hears, without sockets: judging, cleaning, merging, reading replies."""

import json
import unicodedata
from ipaddress import IPv4Interface

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers import Found, Withdrawn, profile_names
from printers.discovery.enpc import QUERIES, Reply, read_reply
from printers.discovery.found import LONGEST_TEXT, harmless
from printers.discovery.mdns import RAW, TYPES, read_announcement
from printers.discovery.merging import DEVICE_LIMIT, LEASE, SIGHTING_LIMIT, SILENT, Merger
from printers.discovery.models import languages, refusal, split_make, suggest
from printers.discovery.networks import BadNetwork, Networks
from printers.discovery.sighting import Sighting, host_mark

SHOP = Networks((IPv4Interface("192.168.1.20/24"),))
LARGE = Networks((IPv4Interface("10.1.2.3/8"), IPv4Interface("8.8.4.9/24")))

# Captured from a TM-m30 and a TM-m30II (published captures), the MAC address made up.
M30 = bytes.fromhex("4550534f4e71 0300 0000 0000 0085 0005010201") + b"TM-m30" + bytes(122)
M30II = (
    bytes.fromhex("4550534f4e71 0300 0001 0000 00aa 000001a2b3c4")
    + b"UB-E1C".ljust(32, b"\0")
    + bytes.fromhex("05010201")
    + b"TM-m30II".ljust(128, b"\0")
)


def seen(uri: str = "socket://192.168.1.50:9100", *marks: str, **facts: object) -> Sighting:
    known = frozenset(marks) or frozenset({uri})
    return Sighting(**{"uri": uri, "connection": "network", "marks": known, **facts})  # type: ignore[arg-type]


def only(merger: Merger, *sightings: Sighting) -> Found:
    """What is shown in the end."""
    told = [update for one in sightings for update in merger.add(one)]
    assert isinstance(told[-1], Found)
    return told[-1]


# judging


@pytest.mark.parametrize(
    ("make", "model", "profile"),
    [
        ("EPSON", "TM-T88V", "epson-tm-t88v"),
        ("EPSON", "TM-m30II", "epson-80mm"),
        ("", "POS58", "generic-58mm-gbk"),
        ("Xprinter", "XP-58IIH", "generic-58mm-gbk"),
        ("Zjiang", "ZJ-5890K", "generic-58mm-gbk"),
        ("Xprinter", "XP-N160II", "generic-80mm-gbk"),
        ("", "", "generic-80mm-gbk"),
    ],
)
def test_a_profile_is_suggested_by_name(make: str, model: str, profile: str) -> None:
    assert suggest(make, model) == profile


@given(st.text(max_size=60), st.text(max_size=60))
def test_every_suggestion_can_be_loaded(make: str, model: str) -> None:
    assert suggest(make, model) in profile_names()


@pytest.mark.parametrize(
    ("make", "model", "sets", "word"),
    [
        ("Zebra", "ZD421-203dpi", "", "label printer"),
        ("Xprinter", "XP-420B", "", "label printer"),
        ("Gprinter", "GP-1324D", "", "label printer"),
        ("", "", "TSPL,EPL2", "label printer"),
        ("HP", "LaserJet Pro M404dn", "PCL,PJL,POSTSCRIPT", "office printer"),
        ("EPSON", "WF-2850", "ESCPR1,URF", "office printer"),
        (
            "Samsung",
            "M267x 287x Series",
            "MFG:Samsung;CMD:PCL6,URF,FAX;MDL:M267x;CLS:PRINTER;",
            "office printer",
        ),
    ],
)
def test_label_and_office_printers_are_refused(make: str, model: str, sets: str, word: str) -> None:
    assert word in refusal(make, model, languages(sets))


@pytest.mark.parametrize(
    ("make", "model", "sets"),
    [
        ("EPSON", "TM-T88VI", "ESC/POS"),
        ("EPSON", "TM-m30III", "URF,PWG"),  # announces AirPrint and is a receipt printer
        ("Gprinter", "GP-3120TU", "ESC/POS,TSPL"),  # speaks both
        ("Xprinter", "XP-N160II", ""),
        ("", "POS-80", ""),
        ("", "", ""),
    ],
)
def test_receipt_printers_are_not_refused(make: str, model: str, sets: str) -> None:
    assert refusal(make, model, languages(sets)) == ""


def test_a_maker_is_told_from_its_model() -> None:
    assert split_make("EPSON TM-T88V") == ("EPSON", "TM-T88V")
    assert split_make("Kitchen printer") == ("", "Kitchen printer")


# foreign text


@given(st.text(max_size=500))
def test_foreign_text_is_one_line_without_commands(text: str) -> None:
    shown = harmless(text)
    assert len(shown) <= LONGEST_TEXT
    assert not any(unicodedata.category(c)[0] == "C" or c in "\u2028\u2029" for c in shown)
    assert harmless(shown) == shown


def test_an_escape_sequence_and_a_text_direction_do_not_survive() -> None:
    assert harmless("TM\x1b]0;evil\x07-T88\u202eV\r\nX") == "TM]0;evil-T88V X"


@given(
    st.builds(
        seen,
        make=st.text(),
        model=st.text(),
        name=st.text(),
        serial=st.text(),
        refused=st.text(),
        notes=st.tuples(st.text()),
    )
)
def test_nothing_raw_is_ever_told(sighting: Sighting) -> None:
    told = only(Merger("linux"), sighting)
    assert not any(unicodedata.category(c)[0] == "C" for c in json.dumps(told.as_json(), ensure_ascii=False))


# ENPC


def test_the_queries_are_epsons() -> None:
    assert (
        bytes.fromhex("4550534f4e51 0300 0000 0000 0000"),
        bytes.fromhex("4550534f4e51 0300 0001 0000 0000"),
    ) == QUERIES


def test_captured_replies_are_read() -> None:
    assert len(M30) == 147
    assert len(M30II) == 184
    assert read_reply(M30) == Reply("TM-m30")
    assert read_reply(M30II) == Reply("TM-m30II", "000001a2b3c4")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        M30[:13],
        M30[:-1],
        M30 + b"\0",
        M30.replace(b"EPSONq", b"EPSONQ"),
        M30.replace(b"q\x03", b"q\x04"),
        M30[:10] + b"\xff\xff" + M30[12:],
        M30.replace(b"TM-m30", b"TM\x1b[2J"),
        M30.replace(b"TM-m30", bytes(6)),
        M30[:12] + b"\x00\x05" + M30[14:19],
        M30[:19] + b"x" * 128,
    ],
)
def test_anything_else_is_no_reply(data: bytes) -> None:
    assert read_reply(data) is None


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=200).map(lambda tail: M30[:14] + tail)))
def test_any_datagram_is_read_or_refused(data: bytes) -> None:
    reply = read_reply(data)
    assert reply is None or (reply.model.isascii() and reply.model.isprintable() and len(reply.model) <= 64)


# mDNS


def test_a_raw_port_announcement_is_taken_at_its_word() -> None:
    told = read_announcement(
        RAW,
        "EPSON TM-T88VI Network Printer." + RAW,
        ["192.168.1.31"],
        9101,
        {"ty": "EPSON TM-T88VI", "usb_MFG": "EPSON", "usb_MDL": "TM-T88VI", "usb_CMD": "ESC/POS"},
        SHOP,
    )
    assert told is not None
    assert (told.uri, told.make, told.model) == ("socket://192.168.1.31:9101", "EPSON", "TM-T88VI")
    assert told.name == "EPSON TM-T88VI Network Printer"
    assert told.ask
    assert not told.hint


@pytest.mark.parametrize("kind", TYPES[1:])
def test_ipp_and_lpd_only_hint_at_port_9100(kind: str) -> None:
    told = read_announcement(kind, "X." + kind, ["192.168.1.31"], 631, {"ty": "EPSON TM-m30II"}, SHOP)
    assert told is not None
    assert told.uri == "socket://192.168.1.31:9100"
    assert told.hint


def test_an_announced_address_elsewhere_is_not_asked() -> None:
    told = read_announcement(RAW, "X." + RAW, ["192.168.192.168"], 9100, {}, SHOP)
    assert told is not None
    assert not told.ask
    assert "factory address" in told.notes[0]


def test_of_several_addresses_the_reachable_one_is_taken() -> None:
    told = read_announcement(RAW, "X." + RAW, ["169.254.3.4", "192.168.1.9"], 9100, {}, SHOP)
    assert told is not None
    assert told.uri == "socket://192.168.1.9:9100"
    assert len(told.marks) == 2


@given(
    st.sampled_from(TYPES),
    st.text(max_size=80),
    st.lists(st.sampled_from(["192.168.1.5", "fe80::1%eth0", "8.8.8.8", "", "no address"]), max_size=12),
    st.integers(-1, 70000),
    st.dictionaries(
        st.sampled_from(["ty", "product", "usb_MFG", "usb_MDL", "usb_CMD", "pdl", "USB_cmd", "x"]),
        st.one_of(st.none(), st.text(max_size=300)),
    ),
)
def test_any_announcement_is_read_or_refused(
    kind: str, name: str, addresses: list[str], port: int, text: dict[str, str | None]
) -> None:
    told = read_announcement(kind, name, addresses, port, text, SHOP)
    assert told is None or (told.uri.startswith("socket://") and told.ask == ("192.168.1.5" in told.uri))


# merging


def test_one_device_seen_in_two_ways_is_shown_once_with_the_better_facts() -> None:
    merger = Merger("linux")
    mark = host_mark("192.168.1.50", 9100)
    queue = seen("cups://kitchen", mark, connection="spooler", name="厨房")
    told = only(
        merger,
        queue,
        seen("socket://192.168.1.50:9100", mark, trust=6, make="EPSON", model="TM-T88V", answers=True),
    )
    assert (told.uri, told.also) == ("socket://192.168.1.50:9100", ("cups://kitchen",))
    assert (told.key, told.title, told.name) == ("cups://kitchen", "EPSON TM-T88V", "厨房")
    assert (told.answers, told.profile, told.connection) == (True, "epson-tm-t88v", "network")
    assert told.notes == (LEASE,)


def test_two_devices_that_prove_to_be_one_become_one() -> None:
    merger = Merger("linux")
    node = seen("usblp:///dev/usb/lp0", "path:1-2", connection="usb")
    queue = seen("cups://till", "serial:X1", connection="spooler")
    assert [type(one) for one in merger.add(node) + merger.add(queue)] == [Found, Found]
    updates = merger.add(
        seen("usb://04b8:0e15/X1", "path:1-2", "serial:X1", connection="usb", model="TM-T20")
    )
    assert updates[0] == Withdrawn("cups://till")
    assert isinstance(updates[1], Found)
    assert updates[1].uri == "usblp:///dev/usb/lp0"
    assert set(updates[1].also) == {"usb://04b8:0e15/X1", "cups://till"}


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_where_the_system_owns_the_printer_its_queue_is_the_better_way(platform: str) -> None:
    told = only(Merger(platform), seen("usb://1:2", "serial:1"), seen("winspool://Till", "serial:1"))
    assert told.uri == "winspool://Till"


def test_the_same_sighting_again_tells_nothing() -> None:
    merger = Merger("linux")
    assert merger.add(seen())
    assert merger.add(seen()) == []


def test_a_hint_is_shown_only_when_it_answers() -> None:
    merger = Merger("linux")
    assert merger.add(seen(hint=True)) == []
    told = only(merger, seen(answers=True))
    assert told.answers


def test_a_silent_device_is_told_as_such() -> None:
    told = only(Merger("linux"), seen(answers=False))
    assert told.answers is False
    assert SILENT in told.notes


def test_a_refused_device_gets_no_profile_and_is_not_asked() -> None:
    merger = Merger("linux")
    label = seen(model="ZD421", make="Zebra", ask=True, hint=True)
    told = only(merger, label)
    assert (told.profile, merger.may_ask(label)) == ("", False)
    assert "label printer" in told.refused


def test_what_a_device_answers_is_heard_however_many_announce_it() -> None:
    merger = Merger("linux")
    for n in range(2 * SIGHTING_LIMIT):
        merger.add(seen(hint=True, name=f"liar {n}", trust=5))
    told = only(merger, seen(answers=True, trust=9, make="EPSON", model="TM-T88V"))
    assert (told.answers, told.title) == (True, "EPSON TM-T88V")
    for n in range(2 * SIGHTING_LIMIT):
        assert merger.add(seen(answers=True, name=f"another word {n}")) == [] or n < SIGHTING_LIMIT
    assert len(merger._devices[0].sightings) == SIGHTING_LIMIT


def test_a_million_devices_end_at_the_limit() -> None:
    merger = Merger("linux")
    told = [update for n in range(3000) for update in merger.add(seen(f"socket://{n}:9100"))]
    told += [update for n in range(3000) for update in merger.add(seen("x", "one", name=str(n)))]
    assert len(told) == DEVICE_LIMIT
    assert merger.dropped == 6000 - DEVICE_LIMIT


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.sets(st.integers(0, 4), min_size=1)), max_size=SIGHTING_LIMIT)
)
def test_what_is_shown_never_holds_one_mark_twice(steps: list[tuple[int, set[int]]]) -> None:
    merger = Merger("linux")
    shown: dict[str, Found] = {}
    for number, marks in steps:
        for update in merger.add(seen(f"socket://{number}:9100", *(f"m{mark}" for mark in marks))):
            if isinstance(update, Found):
                shown[update.key] = update
            else:
                del shown[update.key]
    groups: list[set[object]] = []  # what is connected by marks, the URI being one of them
    for number, marks in steps:
        own: set[object] = {f"socket://{number}:9100", *marks}
        touching = [group for group in groups if group & own]
        groups = [*(group for group in groups if not group & own), own.union(*touching)]
    told = sorted(sorted({one.uri, *one.also}) for one in shown.values())
    assert told == sorted(sorted(one for one in group if isinstance(one, str)) for group in groups)


# which networks


def test_own_networks_are_scanned_as_slash_24() -> None:
    assert [str(network) for network in SHOP.to_scan()] == ["192.168.1.0/24"]
    assert str(LARGE.to_scan()[0]) == "10.1.2.0/24"


@pytest.mark.parametrize("text", ["192.168.1.0/24", "192.168.1.77", "192.168.1.128/25"])
def test_an_own_network_may_be_scanned(text: str) -> None:
    assert SHOP.to_scan(text)[0].subnet_of(SHOP.ipv4()[0].network)


@pytest.mark.parametrize(
    ("networks", "text", "why"),
    [
        (SHOP, "192.168.2.0/24", "no address in"),
        (SHOP, "127.0.0.0/24", "no address in"),
        (LARGE, "10.0.0.0/8", "at most 256"),
        (LARGE, "8.8.4.0/24", "not private"),
        (SHOP, "8.8.8.0/24", "not private"),
        (SHOP, "0.0.0.0/0", "not private"),
        (SHOP, "fe80::/64", "IPv6"),
        (SHOP, "kitchen", "no network"),
        (Networks(()), "", "no address"),
    ],
)
def test_any_other_network_is_refused_with_a_sentence(networks: Networks, text: str, why: str) -> None:
    with pytest.raises(BadNetwork, match=why):
        networks.to_scan(text)
