"""What follows from a printer's words, whatever stands between them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers import load_profile
from printers.escpos.completion import barrier
from printers.escpos.conversation import PROBE, Attempt, Conversation

EPSON = load_profile("epson-80mm")
GENERIC = load_profile("generic-80mm-gbk")
WELL = b"\x10\x00\x00\x00"
PROBED = b"\x37\x22" + PROBE.encode() + b"\x00"
PROOF = b"\x37\x22tok1\x00"

#: Everything a printer may say, asked or not: DLE EOT, ASB, GS r 1 and 2, GS I 1 to 3 and 65 to 69, GS ( H fn 48 and
#: 49, DLE DC4 fn 7 (the same formats) and 8, GS g 2, power notices, flow control; and pieces of them.
_words = st.sampled_from(
    [
        b"\x12", b"\x1e", b"\x32", b"\x16", WELL, b"\x18\x00\x0c\x00", b"\x10\x08\x00\x00", b"\x00", b"\x01", b"\x0f",
        b"\x20", b"\x02", b"\x5fEPSON\x00", b"\x5fCHINA GB18030\x00", b"\x5f1234\x00", b"\x37\x22old1\x00",
        b"\x37\x23\x40\x00", b"\x37\x23\x00", b"\x37\x25\x00", b"\x3d1\x00", b"\x11", b"\x13",
        b"\x37\x22tok", b"\x37", b"\x10\x00", b"\x5fEPS", b"\xff", b"\x80\x90",
    ]
)  # fmt: skip
_noise = st.lists(_words | st.binary(min_size=1, max_size=5), max_size=8).map(b"".join)


def ready(profile=EPSON) -> tuple[Conversation, Attempt]:
    talk = Conversation(profile)
    talk.initialise()
    talk.receive(WELL + b"\x20\x20\x00" + (PROBED if profile.process_id else b""))
    talk.conclude()
    attempt, _ = talk.begin("tok1", 100)
    return talk, attempt


def in_pieces(talk: Conversation, said: bytes, cuts: list[int]) -> None:
    edges = sorted({0, len(said), *(cut % (len(said) + 1) for cut in cuts)})
    for start, end in pairwise(edges):
        talk.receive(said[start:end])


@given(_noise, st.lists(st.integers(0, 200), max_size=6))
def test_no_other_words_are_taken_for_the_proof(said: bytes, cuts: list[int]) -> None:
    for profile in (EPSON, GENERIC):
        talk, attempt = ready(profile)
        in_pieces(talk, said, cuts)
        assert attempt.proved is (PROOF in said and profile is EPSON)


@given(_noise, st.lists(st.integers(0, 200), max_size=6))
def test_the_proof_is_heard_after_anything_that_is_over(said: bytes, cuts: list[int]) -> None:
    talk, attempt = ready()
    # a byte that is nobody's ends whatever was begun
    in_pieces(talk, said + b"\xff" + PROOF, cuts)
    assert attempt.proved


_harmless = st.sampled_from([WELL, b"\x11", b"\x13"])
_junk = st.sampled_from(
    [
        b"\xff",
        b"\x12",
        b"\x5fEPSON\x00",
        b"\x37\x22old1\x00",
        b"\x37\x23\x40\x00",
        b"\x37\x25\x00",
        b"\x3b\x31\x00",
    ]
)


def answered(at: int, between: list[bytes], cuts: list[int]) -> bool:
    """Whether a barrier proves its ticket when these words stand before its answer number `at`."""
    talk, attempt = ready(GENERIC)
    answers = bytes(0x00 if query == "paper" else 0x20 for query in barrier("tok1"))
    in_pieces(talk, WELL + answers[:at] + b"".join(between) + answers[at:], cuts)
    return attempt.proved


@given(st.integers(0, 15), st.lists(_harmless, max_size=4), st.lists(st.integers(0, 200), max_size=6))
def test_status_and_flow_control_leave_a_barrier_alone(
    at: int, between: list[bytes], cuts: list[int]
) -> None:
    assert answered(at, between, cuts)


@given(
    st.integers(0, 15),
    st.lists(_harmless, max_size=3),
    _junk,
    st.lists(_harmless, max_size=3),
    st.lists(st.integers(0, 200), max_size=6),
)
def test_one_word_that_nobody_asked_for_spoils_a_barrier(
    at: int, before: list[bytes], junk: bytes, after: list[bytes], cuts: list[int]
) -> None:
    assert not answered(at, [*before, junk, *after], cuts)


def test_the_request_for_the_cutter_s_count_is_epson_s() -> None:
    assert Conversation(EPSON).ask_count() == bytes.fromhex("1d 67 32 00 b2 00")


@pytest.mark.parametrize(("body", "count"), [(b"0", 0), (b"120", 120), (b"4294967295", 4294967295)])
def test_a_count_that_was_asked_for_is_read(body: bytes, count: int) -> None:
    talk, _ = ready()
    talk.ask_count()
    talk.receive(b"\x5f" + body + b"\x00")
    assert talk.cuts == count
    assert not talk.counting


@pytest.mark.parametrize("body", [b"", b"12345678901", b"EPSON", b"-1", b" 12", b"1 2"])
def test_what_is_no_count_is_none_and_the_question_stays_open(body: bytes) -> None:
    talk, _ = ready()
    talk.ask_count()
    talk.receive(b"\x5f" + body + b"\x00")
    assert talk.cuts is None
    assert talk.counting


def test_a_count_nobody_asked_for_is_none_and_spoils_a_barrier() -> None:
    talk, attempt = ready(GENERIC)
    talk.receive(b"\x5f120\x00")
    assert talk.cuts is None
    assert attempt.spoiled


def test_a_cleared_printer_owes_no_count() -> None:
    talk, _ = ready()
    talk.ask_count()
    talk.after_clear()
    assert not talk.counting
