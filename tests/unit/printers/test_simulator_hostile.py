"""Streams nobody would send: the simulated printer reads them in step, in little memory, with little work."""

import tracemalloc
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers.profile import load_profile
from printers.simulator.interpreter import Interpreter, interpret
from printers.simulator.paper import Paper

EPSON = load_profile("epson-80mm")
CUT = b"\x1dV\x00"
#: Dots of paper that are kept of one sheet (25 m), and its rows.
LONGEST, MOST = 200_000, 100_000


def test_a_megabyte_of_random_bytes_becomes_bounded_paper() -> None:
    result = interpret(Random(7).randbytes(1 << 20), EPSON)
    assert sum(len(sheet.rows) for sheet in result.sheets) < 1 << 20
    assert all(sheet.height <= LONGEST for sheet in result.sheets)
    assert interpret(Random(7).randbytes(1 << 20), EPSON).commands == result.commands


#: Openings whose length depends on what follows, and some that ask for much with little.
HEADS = [
    b"\x1b*\x21", b"\x1b&\x03", b"\x1bD", b"\x1bW", b"\x1bL", b"\x1b\x0c", b"\x1bT", b"\x1bd", b"\x1bJ", b"\x1bK",
    b"\x1c2", b"\x1cq", b"\x1cp", b"\x1cg1", b"\x1d*", b"\x1d/", b"\x1d(L", b"\x1d8L", b"\x1d(k", b"\x1d(A", b"\x1d(z",
    b"\x1dv0", b"\x1dQ0", b"\x1dk", b"\x1dkI", b"\x1dP", b"\x1d:", b"\x1d^", b"\x1d!", b"\x1dC;", b"\x1dD0", b"\x10\x14",
]  # fmt: skip
shaped = st.builds(lambda head, tail: head + tail, st.sampled_from(HEADS), st.binary(max_size=24))


@settings(max_examples=150, deadline=None)
@given(st.lists(shaped, max_size=40).map(b"".join))
def test_any_commands_with_any_parameters_are_printed_and_drawn(stream: bytes) -> None:
    for sheet in interpret(stream, EPSON).sheets:
        assert len(sheet.rows) <= MOST
        if sheet.height < 3000:
            assert sheet.image.size == (sheet.width, sheet.height)


@pytest.mark.parametrize(
    "claim",
    [
        b"\x1d8L\xff\xff\xff\xff0p",
        b"\x1dv0\x00\xff\xff\xff\xff",
        b"\x1dQ0\x00\xff\xff\xff\xff",
        b"\x1cq\xff\xff\xff\xff\xff",
        b"\x1b&\xff\x20\x7e",
        b"\x1dD0C0" + b"\x20\x20\x30\x31" + b"BM\xff\xff\xff\xff",
    ],
)
def test_a_command_larger_than_any_printers_memory_is_none(claim: bytes) -> None:
    result = interpret(claim + CUT + b"still here\n", EPSON)
    assert result.unknown[0].offset == 0
    assert result.sheets[-1].lines[-1] == "still here"


def test_unknown_functions_are_skipped_by_their_length() -> None:
    for opening in (b"\x1d(r", b"\x1c(q", b"\x1b(~"):
        result = interpret(opening + b"\x05\x00\x1b@\x1bL\n" + b"after\n", EPSON)
        assert [(u.offset, u.data) for u in result.unknown] == [(0, opening + b"\x05\x00\x1b@\x1bL\n")]
        assert result.sheets[0].lines == ["after"]


@pytest.mark.parametrize(
    "greedy",
    [
        b"\x1bd\xff" * 2000,
        b"\x1b3\x00" + b"\x1bd\xff" * 2000,
        b"\x1d:\x1bd\xff\x1d:" + b"\x1d^\xff\x00\x00" * 40,
        b"\x1dP\x01\x01\x1b3\xff" + b"\x1bd\xff\x1bJ\xff" * 2000,
        b"\x1bL" + b"\x1bd\xff" * 2000 + b"x\x0c",
    ],
)
def test_a_few_bytes_that_ask_for_kilometres_cost_little(
    greedy: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, calls = Paper.put, 0

    def counted(self: Paper, row: object) -> None:
        nonlocal calls
        calls += 1
        put(self, row)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Paper, "put", counted)
    result = interpret(greedy, EPSON)
    assert all(len(sheet.rows) <= MOST for sheet in result.sheets)
    assert calls <= MOST + len(greedy), "work for what is kept, not for what was asked"


@pytest.mark.parametrize("chunk", [b"\x1b@", b"\x1b!\x00", b"\x1d8L\xff\xff\xff\xff"])
def test_memory_does_not_grow_with_a_stream_that_never_cuts(
    chunk: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printers.simulator.paper._MOST_PIECES", 500)
    monkeypatch.setattr("printers.simulator.paper._MOST_BYTES", 10_000)
    interpreter = Interpreter(EPSON)
    piece = chunk * (1000 // len(chunk))
    for _ in range(10):
        interpreter.feed(piece)
    tracemalloc.start()
    for _ in range(30):
        interpreter.feed(piece)
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Some 10,000 commands came; each remembered by itself would be 40 bytes and more.
    assert grown < 200_000


def test_what_is_beyond_the_kept_paper_still_moves_it() -> None:
    interpreter = Interpreter(EPSON)
    interpreter.feed(b"\x1bd\xff" * 100 + b"lost\n" + CUT + b"next\n" + CUT)
    long, after = interpreter.sheets
    assert (long.height, long.lines) == (LONGEST, [])
    assert after.lines == ["next"]
