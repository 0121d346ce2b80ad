"""The simulated printer as a device: its answers byte for byte, and what becomes of paper, buffers and time."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers.profile import Profile, load_profile
from printers.simulator.device import Device
from printers.simulator.faults import control
from printers.simulator.link import Link
from printers.simulator.paper import Sheet

EPSON = load_profile("epson-80mm")
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


def process_id(number: bytes) -> bytes:
    return b"\x1d(H\x06\x0000" + number


class Bench:
    """A device on a table, with one host and a hand on the clock."""

    def __init__(self, profile: Profile = EPSON, speed: float | None = None, **more: float) -> None:
        self.sheets: list[Sheet] = []
        self.device = Device(profile, speed=speed, on_sheet=self.sheets.append, **more)  # pyright: ignore[reportArgumentType]
        self.now = 0.0
        self.link: Link = self.device.connect(self.now)

    def send(self, data: bytes) -> bytes:
        assert self.device.receive(self.link, data, self.now) == len(data)
        return self.hear()

    def hear(self) -> bytes:
        return self.device.output(self.link)

    def wait(self, seconds: float) -> bytes:
        self.now += seconds
        self.device.advance(self.now)
        return self.hear()

    def do(self, line: str) -> str:
        return control(self.device, line, self.now)

    def status(self) -> dict[str, object]:
        return json.loads(self.do("status"))


ASK_ALL = b"".join(b"\x10\x04" + bytes([n]) for n in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("faults", "answer"),
    [
        ((), "12 12 12 12"),
        (("paper out",), "1a 32 12 7e"),
        (("paper near-end",), "12 12 12 1e"),
        (("cover open",), "1a 16 12 12"),
        (("offline",), "1a 12 12 12"),
        (("error cutter",), "1a 52 1a 12"),
        (("error unrecoverable",), "1a 52 32 12"),
        (("error auto",), "1a 52 52 12"),
        (("drawer high",), "16 12 12 12"),
        (("paper out", "cover open", "drawer high"), "1e 36 12 7e"),
        (("paper out", "paper ok"), "12 12 12 12"),
        (("error cutter", "error clear", "offline", "online"), "12 12 12 12"),
        (("cover open", "error auto", "drawer high", "paper out", "offline", "clear"), "12 12 12 12"),
    ],
)
def test_real_time_status_follows_epsons_tables(faults: tuple[str, ...], answer: str) -> None:
    bench = Bench()
    for fault in faults:
        assert bench.do(fault) == "ok"
    assert bench.send(ASK_ALL).hex(" ") == answer


def test_inverted_paper_bits_of_some_models() -> None:
    bench = Bench(replace(EPSON, eot4_inverted=True))
    assert bench.send(b"\x10\x04\x04").hex() == "1e"
    bench.do("paper out")
    assert bench.send(b"\x10\x04\x04").hex() == "72"


def test_automatic_status_comes_at_once_and_on_each_change() -> None:
    bench = Bench()
    assert bench.send(b"\x1da\xff").hex(" ") == "10 00 00 00"
    for fault, group in [
        ("paper near-end", "10 00 03 00"),
        ("paper out", "18 00 0f 00"),
        ("cover open", "38 00 0f 00"),
        ("paper ok", "38 00 00 00"),
        ("cover closed", "10 00 00 00"),
        ("error cutter", "18 08 00 00"),
        ("error unrecoverable", "18 20 00 00"),
        ("error auto", "18 40 00 00"),
        ("error clear", "10 00 00 00"),
        ("offline", "18 00 00 00"),
        ("online", "10 00 00 00"),
        ("drawer high", "14 00 00 00"),
        ("drawer low", "10 00 00 00"),
    ]:
        assert bench.do(fault) == "ok"
        assert bench.hear().hex(" ") == group, fault
        assert bench.do(fault) == "ok"
        assert bench.hear() == b"", "a command that changes nothing pushes nothing"


@pytest.mark.parametrize("off", [b"\x1b@", b"\x1da\x00"])
def test_initialise_and_gs_a_0_switch_automatic_status_off(off: bytes) -> None:
    bench = Bench()
    bench.send(b"\x1da\xff")
    assert bench.send(off) == b""
    bench.do("cover open")
    assert bench.hear() == b""


def test_only_the_groups_asked_for_are_pushed() -> None:
    bench = Bench()
    bench.send(b"\x1da\x01")
    bench.do("paper near-end")
    assert bench.hear() == b""
    bench.do("drawer high")
    assert bench.hear().hex(" ") == "14 00 03 00"


def test_identity_and_in_order_status() -> None:
    bench = Bench()
    assert bench.send(b"\x1dI\x01\x1dI\x02\x1dI\x03").hex(" ") == "20 03 01"
    assert bench.send(b"\x1dIB\x1dIC") == b"\x5fEPSON\0\x5fTM-T88V\0"
    assert bench.send(b"\x1dIA") == b"\x5f1.00 ESC/POS\0"
    assert bench.send(b"\x1dIE") == b"\x5fCHINA GB18030\0"
    assert Bench(load_profile("latin-80mm")).send(b"\x1dIE\x1dI\x02") == b"\x5f\0\x02"
    assert bench.send(b"\x1dr\x01\x1dr\x02") == b"\x00\x00"
    bench.do("paper near-end")
    bench.do("drawer high")
    assert bench.send(b"\x1dr1\x1dr2") == b"\x03\x01"


def test_a_one_way_printer_says_nothing_and_prints() -> None:
    bench = Bench(load_profile("oneway-58mm"))
    everything = ASK_ALL + b"\x1da\xff\x1dI\x01\x1dIA\x1dr\x01" + process_id(b"abcd") + CLEAR
    assert bench.send(everything + b"hello\n\x1dV\x00") == b""
    assert [sheet.text for sheet in bench.sheets] == ["hello\n"]


def test_process_id_comes_when_all_before_it_is_printed() -> None:
    bench = Bench(speed=100.0)
    # 10 lines of 30 dots at 800 dots/s, then the knife.
    assert bench.send(b"line\n" * 10 + b"\x1dV\x00" + process_id(b"0001")) == b""
    assert bench.status()["state"] == "processing"
    assert bench.wait(0.374) == b""
    assert bench.wait(0.2) == b"\x37\x220001\x00"
    assert bench.status()["state"] == "idle"
    assert len(bench.sheets) == 1


def test_next_event_is_when_the_mechanism_is_done() -> None:
    bench = Bench(speed=100.0)
    assert bench.device.next_event(0.0) is None
    bench.send(b"line\n" + process_id(b"0001"))
    assert bench.device.next_event(0.0) == pytest.approx(30 / 800)
    assert bench.wait(30 / 800) == b"\x37\x220001\x00"
    assert bench.device.next_event(bench.now) is None


def test_paper_out_in_mid_ticket_keeps_the_tail_for_the_next_roll() -> None:
    bench = Bench(speed=100.0)
    bench.send(b"".join(b"line %d\n" % i for i in range(10)) + b"\x1dV\x00" + process_id(b"0007"))
    bench.wait(0.2)
    bench.do("paper out")
    assert bench.wait(3600) == b""
    assert bench.sheets == []
    assert bench.send(b"\x10\x04\x04").hex() == "7e", "real-time questions are answered while it stands still"
    assert bench.status()["state"] == "stopped"
    assert bench.status()["reasons"] == ["media-empty"]
    # Another host, later: the tail is still there.
    bench.device.disconnect(bench.link, bench.now)
    bench.link = bench.device.connect(bench.now)
    bench.do("paper ok")
    assert bench.wait(0.05) == b"", "the tail takes its time too"
    assert bench.wait(1) == b"\x37\x220007\x00"
    assert bench.sheets[0].lines == [f"line {i}" for i in range(10)]


@pytest.mark.parametrize(
    "fault", ["cover open", "offline", "error cutter", "error unrecoverable", "error auto"]
)
def test_whatever_stops_the_printer_holds_paper_and_in_order_answers(fault: str) -> None:
    bench = Bench()
    bench.do(fault)
    assert bench.send(b"hello\n\x1dV\x00\x1dr\x01" + process_id(b"0001")) == b""
    assert bench.sheets == []
    bench.do("clear")
    assert bench.hear() == b"\x00\x37\x220001\x00"
    assert bench.sheets[0].lines == ["hello"]


def test_clear_drops_what_was_not_printed_and_its_process_ids() -> None:
    bench = Bench()
    bench.send(b"half a line")
    bench.do("paper out")
    bench.send(b"never\n\x1dV\x00" + process_id(b"0001"))
    assert bench.send(CLEAR) == b"\x37\x25\x00"
    bench.do("paper ok")
    assert bench.hear() == b""
    assert bench.send(b"next\n\x1dV\x00" + process_id(b"0002")) == b"\x37\x220002\x00"
    assert [sheet.lines for sheet in bench.sheets] == [["next"]]


def test_clear_ends_a_half_received_picture() -> None:
    bench = Bench()
    bench.send(b"\x1dv0\x00\x48\x00\xff\x00" + bytes(500))
    assert bench.send(CLEAR + process_id(b"0001")) == b"\x37\x25\x00\x37\x220001\x00"


def test_models_that_cannot_clear_stay_silent() -> None:
    bench = Bench(load_profile("generic-80mm-gbk"))
    assert bench.send(CLEAR) == b""
    assert bench.send(process_id(b"0001")) == b""


def test_dle_enq_recovers_from_a_cutter_error() -> None:
    bench = Bench()
    bench.do("error cutter")
    bench.send(b"kept\n\x1dV\x00\x10\x05\x01")
    assert [sheet.lines for sheet in bench.sheets] == [["kept"]]
    bench.do("error cutter")
    bench.send(b"dropped\n\x1dV\x00\x10\x05\x02")
    assert len(bench.sheets) == 1
    assert bench.status()["reasons"] == []
    bench.do("error unrecoverable")
    bench.send(b"\x10\x05\x01")
    assert bench.status()["reasons"] == ["unrecoverable-error"]


def test_power_cycle_empties_buffers_and_ends_connections_but_not_the_paper() -> None:
    bench = Bench(speed=100.0)
    bench.send(b"\x1da\xff\x1d!\x11torn\n" + b"lost\n" * 20 + process_id(b"0001"))
    bench.wait(48 / 800)
    assert bench.do("power cycle") == "ok"
    assert bench.link.reset
    bench.link = bench.device.connect(bench.now)
    assert bench.wait(60) == b""
    bench.send(b"new\n\x1dV\x00")
    bench.do("cover open")
    assert bench.wait(60) == b"", "automatic status is off after power on"
    bench.do("cover closed")
    bench.wait(60)
    assert bench.sheets[0].lines == ["torn", "lost", "new"]


def test_a_second_host_waits_until_the_first_hangs_up() -> None:
    bench = Bench()
    second = bench.device.connect(0.0)
    assert bench.device.room(second, 0.0) == 0
    assert bench.device.receive(second, b"\x10\x04\x01", 0.0) == 0
    bench.device.disconnect(bench.link, 0.0)
    assert bench.device.receive(second, b"\x10\x04\x01", 0.0) == 3
    assert bench.device.output(second) == b"\x12"


def test_a_full_buffer_takes_no_more_but_still_hears_status_questions() -> None:
    bench = Bench()
    bench.do("paper out")
    text = b"x" * 41 + b"\n"
    taken = bench.device.receive(bench.link, text * 1000, 0.0)
    assert EPSON.rx_buffer <= taken <= EPSON.rx_buffer + 512
    assert bench.device.room(bench.link, 0.0) == 0
    bench.do("paper ok")
    assert bench.device.room(bench.link, 0.0) >= EPSON.rx_buffer


def test_a_new_host_is_heard_however_full_the_buffer_is() -> None:
    bench = Bench()
    bench.do("paper out")
    bench.device.receive(bench.link, b"x" * 9999, 0.0)
    bench.device.disconnect(bench.link, 0.0)
    bench.link = bench.device.connect(0.0)
    assert bench.send(ASK_ALL).hex(" ") == "1a 32 12 7e"
    assert bench.send(CLEAR) == b"\x37\x25\x00"


def test_questions_asked_for_hours_do_not_fill_the_buffer() -> None:
    bench = Bench()
    bench.do("paper out")
    bench.send(b"x" * 4000)
    for _ in range(10_000):
        assert len(bench.send(ASK_ALL)) == 4


def test_a_picture_larger_than_the_buffer_passes_through() -> None:
    bench = Bench()
    picture = b"\x1dv0\x00\x48\x00\x00\x04" + b"\xff" * (72 * 1024)
    stream = picture + b"\x1dV\x00" + process_id(b"0001")
    while stream:
        taken = bench.device.receive(bench.link, stream[:1000], 0.0)
        assert taken
        stream = stream[taken:]
    assert bench.hear() == b"\x37\x220001\x00"
    assert (bench.sheets[0].width, bench.sheets[0].height) == (576, 1024)


def test_real_time_commands_count_inside_pictures_too() -> None:
    bench = Bench()
    picture = b"\x1dv0\x00\x01\x00\x08\x00" + b"\x00\x10\x04\x01\x10\x14\x01\x00"
    assert bench.send(picture[:10]) == b""
    assert bench.send(picture[10:]) == b"\x12"
    assert bench.send(b"\x01") == b""
    assert bench.status()["drawer_kicks"] == 1


def test_drawer_and_buzzer_are_counted() -> None:
    bench = Bench()
    bench.send(b"\x1bp\x00\x19\xfa\x10\x14\x01\x00\x01\x1bB\x03\x02\x1b(A\x04\x0001\x03\x02\x07")
    assert bench.status() == {
        "state": "idle",
        "reasons": [],
        "bytes_received": 24,
        "sheets_cut": 0,
        "drawer_kicks": 2,
        "buzzer": 3,
    }


def test_a_deselected_printer_ignores_data() -> None:
    bench = Bench()
    bench.send(b"\x1b=\x02for the display\n\x1b=\x01paper\n\x1dV\x00")
    assert bench.sheets[0].lines == ["paper"]


def test_offline_response() -> None:
    bench = Bench()
    assert bench.send(b"\x1d(H\x03\x00101") == b"\x37\x23\x00"
    bench.do("cover open")
    assert bench.hear() == b"\x37\x23\x44\x00"


def test_a_roll_of_paper_ends() -> None:
    bench = Bench(roll_mm=30 * 10 / 8)
    bench.send(b"line\n" * 12 + b"\x1dV\x00")
    assert bench.status()["reasons"] == ["media-empty"]
    bench.do("paper ok")
    assert len(bench.sheets[0].lines) == 12


# -- faults ------------------------------------------------------------------------------------------


def test_drop_after_resets_at_that_byte_and_keeps_what_came() -> None:
    bench = Bench()
    assert bench.do("drop after 6") == "ok"
    assert bench.device.receive(bench.link, b"hello\nworld\n", 0.0) == 6
    assert bench.link.reset
    bench.link = bench.device.connect(0.0)
    bench.send(b"\x1dV\x00")
    assert bench.sheets[0].lines == ["hello"]
    assert not bench.link.reset, "it happens once"


def test_drop_after_nothing_resets_at_once_or_the_next_host() -> None:
    bench = Bench()
    bench.do("drop after 0")
    assert bench.link.reset
    bench.do("drop after 0")
    assert bench.device.connect(0.0).reset
    assert not bench.device.connect(0.0).reset


def test_awol_swallows_all_and_prints_nothing_ever() -> None:
    bench = Bench()
    bench.do("awol")
    ticket = b"lost\n" * 10_000 + b"\x1dV\x00" + process_id(b"0001")
    while ticket:
        ticket = ticket[bench.device.receive(bench.link, ticket, 0.0) :]
    assert bench.send(ASK_ALL) == b""
    assert bench.status()["bytes_received"] == 50_000 + 3 + 11 + 12
    bench.do("clear")
    assert bench.hear() == b""
    assert bench.sheets == []
    assert bench.send(b"back\n\x1dV\x00" + ASK_ALL).hex(" ") == "12 12 12 12"
    assert bench.sheets[0].lines == ["back"]


def test_mute_status_leaves_the_process_id() -> None:
    bench = Bench()
    bench.do("mute status")
    assert bench.send(ASK_ALL + b"\x1da\xff\x1dr\x01" + process_id(b"0001")) == b"\x37\x220001\x00"
    bench.do("mute all")
    assert bench.send(ASK_ALL + process_id(b"0002") + CLEAR) == b""


def test_late_answers_come_late() -> None:
    bench = Bench()
    bench.do("answer late 1500")
    assert bench.send(b"\x10\x04\x01") == b""
    assert bench.device.next_event(0.0) == pytest.approx(1.5)
    assert bench.wait(1.4) == b""
    assert bench.wait(0.1) == b"\x12"


def test_slow_takes_so_many_bytes_a_second() -> None:
    bench = Bench()
    bench.do("slow 100")
    left = b"x" * 500
    while left:
        left = left[bench.device.receive(bench.link, left, bench.now) :]
        event = bench.device.next_event(bench.now)
        if event is not None:
            bench.now = event
    assert bench.now == pytest.approx(5.0)


def test_garbage_is_the_seeds_and_goes_out_at_once() -> None:
    first, second, other = Bench(), Bench(), Bench(seed=1)
    for bench in (first, second, other):
        bench.do("garbage 64")
    noise = first.hear()
    assert len(noise) == 64
    assert noise == second.hear() != other.hear()
    first.device.disconnect(first.link, 0.0)
    first.do("garbage 8")
    assert len(first.device.output(first.device.connect(0.0))) == 8


def test_faults_for_tests_alone() -> None:
    bench = Bench()
    bench.device.faults.misattribute = True
    assert bench.send(process_id(b"0001")) == b""
    assert bench.send(process_id(b"0002")) == b"\x37\x220001\x00"
    bench.device.faults.misattribute = False
    bench.device.faults.garble = True
    answer = bench.send(process_id(b"0003"))
    assert len(answer) == 7
    assert answer != b"\x37\x220003\x00"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "paper",
        "paper full",
        "PAPER OUT",
        "cover",
        "slow",
        "slow -1",
        "slow x",
        "drop after",
        "drop after 1e3",
        "error",
        "power",
        "garbage 99999999",
        "answer late",
        "mute",
        "status now",
        "clear all",
        "Ω" * 500,
        "slow ٣",
    ],
)
def test_a_wrong_word_is_refused_and_changes_nothing(line: str) -> None:
    bench = Bench()
    before = bench.status()
    answer = bench.do(line)
    assert answer.startswith("error ")
    assert "\n" not in answer
    assert bench.status() == before


# -- any bytes -------------------------------------------------------------------------------------------

scraps = st.one_of(
    st.binary(max_size=10),
    st.sampled_from(
        [CLEAR, ASK_ALL, b"\x1da\xff", b"\x1b@", b"\x1dV\x00", b"hello\n", process_id(b"0001"), b"\x1dr\x01"]
    ),
    st.sampled_from(
        [b"\x1dv0\x00\x02\x00\x02\x00", b"\x10", b"\x10\x14\x08\x01", b"\xd6", b"\x1b=\x02", b"\x1b=\x01"]
    ),
)


@settings(max_examples=200, deadline=None)
@given(
    pieces=st.lists(scraps, max_size=25),
    size=st.integers(1, 7),
    fault=st.sampled_from(["online", "paper out"]),
)
def test_any_bytes_in_any_pieces_are_answered_and_printed_the_same(
    pieces: list[bytes], size: int, fault: str
) -> None:
    stream = b"".join(pieces)
    results: list[object] = []
    for step in (len(stream) or 1, size):
        bench = Bench()
        bench.do(fault)
        heard = b"".join(bench.send(stream[at : at + step]) for at in range(0, len(stream), step))
        bench.do("clear")
        heard += bench.hear() + bench.send(CLEAR) + bench.send(ASK_ALL)
        results.append((heard, [(sheet.lines, sheet.height) for sheet in bench.sheets], bench.status()))
    assert results[0] == results[1]


@settings(max_examples=50, deadline=None)
@given(
    steps=st.lists(
        st.tuples(
            st.binary(max_size=40) | st.just(b"line\n" * 5 + process_id(b"0001")),
            st.floats(0, 2),
            st.sampled_from(
                [
                    "status",
                    "paper out",
                    "clear",
                    "power cycle",
                    "awol",
                    "slow 50",
                    "drop after 9",
                    "garbage 3",
                ]
            ),
        ),
        max_size=20,
    )
)
def test_no_fault_at_any_time_breaks_the_device(steps: list[tuple[bytes, float, str]]) -> None:
    bench = Bench(speed=100.0)
    for data, seconds, line in steps:
        bench.device.receive(bench.link, data, bench.now)
        bench.wait(seconds)
        assert not bench.do(line).startswith("error")
        if bench.link.closed:
            bench.link = bench.device.connect(bench.now)
    bench.do("clear")
    bench.do("power cycle")
    bench.link = bench.device.connect(bench.now)
    assert bench.send(process_id(b"9999")) == b"\x37\x229999\x00"
