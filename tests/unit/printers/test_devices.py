"""What a device shows is kept, corrects the next profile, and is never believed over what it shows now."""

import asyncio
import json
import logging
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers import Profile, Timings, load_profile, open_printer
from printers.devices import (
    LIFETIME,
    MOST_DEVICES,
    Capabilities,
    DeviceMemory,
    Identity,
    corrected,
    probing,
)
from printers.simulator.printer import SimulatedPrinter

QUICK = Timings(answer=0.2, poll=0.1, silent=0.6, settle=0.1, fence=1.0)
SEEN = Capabilities("barrier", "barrier", (1, 2, 3, 4), asb=True, barrier=True, process_id=False)


def shown(model: Profile, asked: Profile) -> Capabilities:
    """What a device that is `model` shows to one who takes it for `asked`."""

    async def scene() -> Capabilities:
        simulated = SimulatedPrinter(model)
        await simulated.start()
        printer = open_printer(f"socket://127.0.0.1:{simulated.port}", asked, timings=QUICK)
        try:
            assert printer.capabilities is None
            await printer.connect()
            await printer.identify()
            known = printer.capabilities
            assert known is not None
            return known
        finally:
            await printer.disconnect()
            await simulated.stop()

    return asyncio.run(scene())


def test_a_handshake_shows_what_the_device_answers_and_is() -> None:
    epson = load_profile("epson-80mm")
    known = shown(epson, epson)
    assert (known.confirmation, known.fence) == ("process-id", "clear")
    assert (known.eot, known.asb, known.barrier, known.process_id) == ((1, 2, 3, 4), True, True, True)
    assert (known.identity.maker, known.identity.model) == ("EPSON", "TM-T88V")
    assert known.identity.font == "CHINA GB18030"
    assert known.identity.serial and known.identity.firmware


def test_less_than_the_profile_says_is_seen_and_asked_no_more() -> None:
    model, profile = load_profile("generic-80mm-gbk"), load_profile("epson-80mm")
    known = shown(model, profile)
    assert (known.confirmation, known.barrier, known.process_id) == ("barrier", True, False)
    assert not corrected(profile, known).process_id
    # `clear` is the profile's word: nothing at a handshake shows it
    assert corrected(profile, known).clear


def test_more_than_the_profile_says_is_found_by_probing() -> None:
    model, profile = load_profile("epson-80mm"), load_profile("xprinter-pos80")
    assert shown(model, profile).confirmation == "none"
    known = shown(model, probing(profile))
    assert corrected(profile, known).confirmation == "process-id"


def test_a_silent_device_says_nothing_of_what_it_is() -> None:
    quiet = replace(load_profile("generic-80mm-gbk"), gs_i=False)
    assert shown(quiet, quiet).identity == Identity()


def test_what_is_remembered_is_not_believed_over_what_the_device_shows_now() -> None:
    profile = corrected(load_profile("xprinter-pos80"), replace(SEEN, process_id=True))
    assert profile.confirmation == "process-id"
    assert shown(load_profile("generic-80mm-gbk"), profile).confirmation == "barrier"


def test_another_font_than_ours_is_not_written_to() -> None:
    def codec(model: str, font: str) -> str:
        return corrected(load_profile(model), replace(SEEN, identity=Identity(font=font))).codec

    assert codec("generic-80mm-gbk", "TAIWAN BIG-5") == "big5"
    assert codec("generic-80mm-gbk", "KANJI JAPANESE") == ""
    assert codec("generic-80mm-gbk", "CHINA GB18030") == codec("latin-80mm", "CHINA GB18030") == "gbk"
    assert codec("generic-80mm-gbk", "") == "gbk"
    assert corrected(load_profile("latin-80mm"), None) is load_profile("latin-80mm")


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    memory = DeviceMemory(tmp_path / "new" / "devices.json")
    assert memory.recall("socket://a") is None
    assert memory.remember("socket://a", SEEN)
    assert memory.remember("socket://b", Capabilities())
    assert DeviceMemory(memory.path).recall("socket://a") == SEEN
    assert memory.recall("socket://b") == Capabilities()
    assert list(memory.path.parent.iterdir()) == [memory.path]


def test_a_device_with_a_serial_number_moves(tmp_path: Path) -> None:
    memory = DeviceMemory(tmp_path / "devices.json")
    known = replace(SEEN, identity=Identity(serial="X1"))
    memory.remember("socket://old", known)
    memory.remember("socket://new", known)
    assert memory.recall("socket://old") is None
    assert memory.recall("socket://new") == known


def test_the_memory_is_bounded_and_forgets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = DeviceMemory(tmp_path / "devices.json")
    for i in range(MOST_DEVICES + 3):
        memory.remember(f"socket://{i}", SEEN)
    assert memory.recall("socket://2") is None
    assert memory.recall("socket://3") == SEEN
    later = time.time() + LIFETIME
    monkeypatch.setattr(time, "time", lambda: later)
    assert memory.recall("socket://3") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "[]",
        '{"version": 99, "devices": []}',
        '{"version": 1, "devices": [{"uri": "socket://a"}]}',
        '{"version": 1, "devices": 7}',
        "[" * 100_000,
        " " * (1 << 19),
    ],
)
def test_a_broken_file_is_started_anew_with_a_warning(
    text: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    memory = DeviceMemory(tmp_path / "devices.json")
    memory.path.write_text(text, encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert memory.recall("socket://a") is None
    assert "started anew" in caplog.text
    memory.remember("socket://a", SEEN)
    assert memory.recall("socket://a") == SEEN


JSON = st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=4)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["uri", "seen", "confirmation", "fence", "eot", "asb", "barrier", "identity"]), JSON)
def test_no_value_in_the_file_is_taken_for_another(
    tmp_path_factory: pytest.TempPathFactory, field: str, value: object
) -> None:
    memory = DeviceMemory(tmp_path_factory.mktemp("memory") / "devices.json")
    memory.remember("socket://a", SEEN)
    table = json.loads(memory.path.read_text(encoding="utf-8"))
    table["devices"][0][field] = value
    memory.path.write_text(json.dumps(table), encoding="utf-8")
    known = memory.recall("socket://a")
    assert known is None or known == replace(
        SEEN, **{field: getattr(known, field)} if field != "seen" else {}
    )
    assert known is None or isinstance(known.asb, bool | None)
    assert known is None or known.confirmation in {"process-id", "barrier", "none"}


def test_a_memory_that_cannot_be_written_is_done_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert not DeviceMemory(tmp_path / "file" / "devices.json").remember("socket://a", SEEN)
    assert "not remembered" in caplog.text
