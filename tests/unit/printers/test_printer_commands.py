"""`printers list | status | print | test` against a simulated printer in another thread."""

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from printers import (
    Confirmed,
    PrinterState,
    PrinterStatus,
    Reason,
    Uncertain,
    Unconfirmed,
    closing,
    encode,
    load_profile,
    opening,
    profile_names,
)
from printers.cli import main
from printers.commands import describe, verdict
from printers.commands import test_ticket as ticket_that_shows
from printers.simulator.interpreter import interpret
from printers.simulator.printer import SimulatedPrinter


@pytest.fixture(autouse=True)
def devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the command remembers stays in the test."""
    path = tmp_path / "devices.json"
    monkeypatch.setenv("PRINTERS_DEVICES", str(path))
    return path


class Running:
    """A simulated printer on its own loop, so that the command can run one too."""

    def __init__(self) -> None:
        self.sheets: list[str] = []
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        assert self._ready.wait(10)

    @property
    def uri(self) -> str:
        return f"socket://127.0.0.1:{self._simulated.port}"

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._simulated = SimulatedPrinter(
            load_profile("epson-80mm"), speed=None, on_sheet=lambda sheet: self.sheets.append(sheet.text)
        )
        await self._simulated.start()
        self._ready.set()
        await self._stop.wait()
        await self._simulated.stop()

    def fault(self, line: str) -> None:
        asyncio.run_coroutine_threadsafe(self._simulated.command(line), self._loop).result(5)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()


@pytest.fixture
def running() -> Iterator[Running]:
    made = Running()
    yield made
    made.stop()


def test_list_names_models_and_schemes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--seconds", "0.5", "--no-mdns", "--no-enpc"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in (*profile_names(), "socket://", "file://"))


def test_status_says_what_the_printer_says(running: Running, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", running.uri]) == 0
    assert "idle" in capsys.readouterr().out
    running.fault("paper out")
    assert main(["status", running.uri]) == 1
    assert "stopped: media-empty" in capsys.readouterr().out


def test_print_sends_the_file_as_it_is(
    running: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ticket.bin"
    file.write_bytes(b"\x1b@from a file\n\n\n\x1dV\x01")
    assert main(["print", running.uri, str(file)]) == 0
    assert "printed" in capsys.readouterr().out
    assert "from a file" in running.sheets[0]
    running.fault("cover open")
    assert main(["print", running.uri, str(file)]) == 1
    assert "not sent: stopped: cover-open" in capsys.readouterr().out
    assert len(running.sheets) == 1


def test_the_test_ticket_comes_out(running: Running) -> None:
    assert main(["test", running.uri]) == 0
    assert "打印测试 TEST" in running.sheets[0]
    assert "草莓奶油蛋糕 6寸" in running.sheets[0]


@pytest.mark.parametrize(
    "line",
    [
        ["status", "nonsense"],
        ["status", "socket://127.0.0.1:1"],
        ["test", "memory://nobody"],
        ["test", "memory://x", "--profile", "no-such-model"],
        ["print", "memory://x", "/no/such/file"],
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    line: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line) == 2
    said = capsys.readouterr()
    assert said.err.startswith("printers: ")
    assert said.err.count("\n") == 1


def test_no_line_claims_more_than_is_known() -> None:
    assert "returned this ticket's id" in verdict(Confirmed("process-id"))
    assert "cannot confirm" in verdict(Unconfirmed())
    assert verdict(Uncertain("timeout")).startswith("maybe printed")
    assert describe(PrinterStatus(known=False)).endswith("nothing of itself")
    stopped = PrinterStatus(PrinterState.STOPPED, frozenset({Reason.COVER_OPEN, Reason.MEDIA_EMPTY}))
    assert describe(stopped) == "stopped: cover-open, media-empty"


def test_what_a_device_showed_is_told_and_remembered(
    running: Running, devices: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", running.uri, "--profile", "xprinter-pos80", "--probe", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["can_print"], told["profile"]) == ("idle", True, "xprinter-pos80")
    assert told["capabilities"]["process_id"] is True
    assert told["capabilities"]["identity"]["maker"] == "EPSON"
    assert running.uri in devices.read_text(encoding="utf-8")
    assert main(["test", running.uri, "--profile", "xprinter-pos80", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["outcome"], told["proof"]) == ("confirmed", "process-id")


def test_a_ticket_that_was_not_sent_is_told_as_json(
    running: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ticket.bin").write_bytes(b"x\n")
    running.fault("paper out")
    assert main(["print", running.uri, str(tmp_path / "ticket.bin"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["uri"], told["outcome"]) == (running.uri, "not-sent")
    assert "media-empty" in told["words"]


@pytest.mark.parametrize("model", ["epson-80mm", "generic-58mm-gbk", "latin-80mm", "epson-tm-t88v"])
def test_the_test_ticket_fits_each_paper(model: str) -> None:
    profile = load_profile(model)
    data = encode(ticket_that_shows(profile, "socket://192.168.1.50:9100"), profile)
    result = interpret(opening(profile, torn=False) + data + closing(profile), profile)
    assert result.unknown == []
    (sheet,) = result.sheets
    ruler = next(line for line in sheet.lines if line.startswith("....+....1"))
    assert len(ruler) == profile.columns
