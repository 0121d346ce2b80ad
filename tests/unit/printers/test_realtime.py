from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from printers.escpos.realtime import (
    Asb,
    Block,
    Byte,
    Classifier,
    Cleared,
    EotReply,
    Flow,
    Noise,
    OfflineResponse,
    PowerNotice,
    ProcessId,
)


def classify(data: bytes) -> list[object]:
    return list(Classifier().feed(data))


def test_each_kind_of_word_is_told_apart() -> None:
    said = (
        b"\x12"  # DLE EOT
        b"\x14\x00\x00\x0f"  # ASB, drawer high
        b"\x00"  # GS r: paper there
        b"\x20"  # GS I
        b"\x37\x22J0x7\x00"
        b"\x37\x25\x00"
        b"\x37\x23@\x00"
        b"\x3b\x30\x00"
        b"\x5fTM-T88V\x00"
        b"\x13\x11"
        b"\xff"
    )
    assert classify(said) == [
        EotReply(0x12),
        Asb(b"\x14\x00\x00\x0f"),
        Byte(0x00),
        Byte(0x20),
        ProcessId(b"J0x7"),
        Cleared(),
        OfflineResponse(b"@"),
        PowerNotice(b"0"),
        Block(0x5F, b"TM-T88V"),
        Flow(ready=False),
        Flow(ready=True),
        Noise(0xFF),
    ]


def test_status_queued_before_an_answer_is_not_taken_for_the_answer() -> None:
    # offline and paper out were reported before GS r's byte
    assert classify(b"\x18\x00\x0c\x00\x00") == [Asb(b"\x18\x00\x0c\x00"), Byte(0x00)]


def test_a_process_id_may_be_made_of_bytes_that_look_like_status() -> None:
    assert classify(b"\x37\x222222\x00") == [ProcessId(b"2222")]


def test_a_torn_group_is_noise_and_the_next_word_is_heard() -> None:
    assert classify(b"\x10\x00\x12") == [Noise(0x10), Noise(0x00), EotReply(0x12)]
    assert classify(b"\x10\x00\x10\x00\x00\x00") == [Noise(0x10), Noise(0x00), Asb(b"\x10\x00\x00\x00")]


def test_a_torn_block_does_not_swallow_what_follows() -> None:
    assert classify(b"\x37\x22AB\x12\x12") == [*map(Noise, b"\x37\x22AB"), EotReply(0x12), EotReply(0x12)]


def test_a_process_id_of_the_wrong_length_is_none() -> None:
    assert not any(isinstance(e, ProcessId) for e in classify(b"\x37\x22ABC\x00\x37\x22ABCDE\x00"))


@given(
    st.lists(
        st.sampled_from([b"\x37\x22tokn\x00", b"\x5f120\x00", b"\x37\x23@\x7f\x00", b"\x10\x00\x00\x00"])
    ),
    st.data(),
)
def test_flow_control_may_come_between_any_two_bytes(words: list[bytes], data: st.DataObject) -> None:
    plain = b"".join(words)
    places = data.draw(
        st.lists(st.tuples(st.integers(0, len(plain)), st.sampled_from([0x11, 0x13])), max_size=9)
    )
    said = bytearray(plain)
    for at, flow in sorted(places, reverse=True):
        said.insert(at, flow)
    heard = classify(bytes(said))
    assert [word for word in heard if not isinstance(word, Flow)] == classify(plain)
    assert sum(isinstance(word, Flow) for word in heard) == len(places)


def test_an_endless_block_ends() -> None:
    events = classify(b"\x5f" + b"A" * 500)
    assert Noise(0x5F) in events


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=8))
def test_any_bytes_in_any_split_give_the_same_events(data: bytes, cuts: list[int]) -> None:
    whole = classify(data)
    piecemeal = Classifier()
    events: list[object] = []
    edges = sorted({0, len(data), *(min(c, len(data)) for c in cuts)})
    for start, end in pairwise(edges):
        events += piecemeal.feed(data[start:end])
    assert events == whole


_words = st.sampled_from(
    [
        b"\x12",
        b"\x1a",
        b"\x10\x00\x00\x00",
        b"\x18\x00\x0c\x0f",
        b"\x00",
        b"\x20",
        b"\x37\x22tokn\x00",
        b"\x37\x25\x00",
        b"\x5fABC\x00",
        b"\x5fCHINA GB18030\x00",
        b"\x37\x23\x40\x00",
        b"\x37\x23\x00",
        b"\x3b\x31\x00",
        b"\x01",
        b"\x11",
        b"\x13",
    ]
)


@given(st.lists(_words, max_size=30))
def test_well_formed_words_are_never_noise(words: list[bytes]) -> None:
    events = classify(b"".join(words))
    assert len(events) == len(words)
    assert not any(isinstance(event, Noise) for event in events)
