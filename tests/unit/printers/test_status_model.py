import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers import PrinterState, Reason, load_profile
from printers.escpos.status_model import StatusModel
from printers.profile import Profile

EPSON = load_profile("epson-80mm")
INVERTED = Profile("snbc", eot4_inverted=True)


def asb(first: int = 0x10, second: int = 0, third: int = 0) -> StatusModel:
    model = StatusModel(EPSON)
    model.asb(bytes([first, second, third, 0]))
    return model


@pytest.mark.parametrize(
    ("group", "reasons"),
    [
        ((0x10, 0, 0), set()),
        ((0x14, 0, 0), set()),  # the drawer's pin is nobody's trouble
        ((0x18, 0, 0x0F), {Reason.MEDIA_EMPTY}),
        ((0x10, 0, 0x03), {Reason.MEDIA_LOW}),
        ((0x38, 0, 0), {Reason.COVER_OPEN}),
        ((0x38, 0, 0x0F), {Reason.COVER_OPEN, Reason.MEDIA_EMPTY}),
        ((0x18, 0, 0x03), {Reason.OFFLINE, Reason.MEDIA_LOW}),
        ((0x58, 0, 0), {Reason.FEEDING}),
        ((0x18, 0x04, 0), {Reason.MECHANICAL_ERROR}),
        ((0x18, 0x08, 0), {Reason.CUTTER_ERROR}),
        ((0x18, 0x20, 0), {Reason.UNRECOVERABLE}),
        ((0x18, 0x40, 0), {Reason.OVERHEATED}),
    ],
)
def test_automatic_status_in_ipp_words(group: tuple[int, int, int], reasons: set[Reason]) -> None:
    status = asb(*group).status
    assert status.reasons == reasons
    stopped = bool(reasons - {Reason.MEDIA_LOW})
    assert status.state is (PrinterState.STOPPED if stopped else PrinterState.IDLE)
    assert status.can_print is not stopped


@pytest.mark.parametrize(
    ("replies", "reasons"),
    [
        ((0x12, 0x12, 0x12, 0x12), set()),
        ((0x1A, 0x32, 0x12, 0x72), {Reason.MEDIA_EMPTY}),
        ((0x12, 0x12, 0x12, 0x1E), {Reason.MEDIA_LOW}),
        ((0x1A, 0x16, 0x12, 0x12), {Reason.COVER_OPEN}),
        ((0x1A, 0x52, 0x1A, 0x12), {Reason.CUTTER_ERROR}),
        ((0x1A, 0x52, 0x32, 0x12), {Reason.UNRECOVERABLE}),
        ((0x1A, 0x52, 0x52, 0x12), {Reason.OVERHEATED}),
        ((0x1A, 0x52, 0x12, 0x12), {Reason.MECHANICAL_ERROR}),
        ((0x1A, 0x12, 0x12, 0x12), {Reason.OFFLINE}),
    ],
)
def test_polled_status_in_ipp_words(replies: tuple[int, ...], reasons: set[Reason]) -> None:
    model = StatusModel(EPSON)
    assert not model.status.known
    model.eot(dict(enumerate(replies, 1)))
    assert model.status.reasons == reasons
    assert model.status.known


def test_a_model_that_answers_paper_inverted() -> None:
    model = StatusModel(INVERTED)
    model.eot({1: 0x12, 2: 0x12, 3: 0x12, 4: 0x1E})
    assert not model.status.reasons
    model.eot({1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12})
    assert model.status.reasons == {Reason.MEDIA_EMPTY}


@given(st.binary(min_size=4, max_size=4), st.dictionaries(st.integers(1, 4), st.integers(0, 255)))
def test_any_bits_have_a_meaning(group: bytes, replies: dict[int, int]) -> None:
    model = StatusModel(EPSON)
    model.asb(group)
    model.eot(replies)
    assert model.status.can_print is (model.status.state is not PrinterState.STOPPED)
