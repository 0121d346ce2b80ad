"""Drills: the shipped ones can be carried out, each step comes when it should, and a wrong file is refused by step."""

import asyncio
from pathlib import Path

import pytest
from virtual_time import run as virtual_run

from printers import load_profile
from printers.simulator.annotate import annotated
from printers.simulator.device import Device
from printers.simulator.drill import BadDrill, DrillRun, Step, drill_names, load_drill
from printers.simulator.printer import SimulatedPrinter

EPSON = load_profile("epson-80mm")
TICKET = b"one\n\x1dV\x00"


def written(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", drill_names())
def test_every_shipped_drill_runs_to_its_end_and_leaves_a_well_printer(name: str) -> None:
    device = Device(EPSON)
    run = DrillRun(load_drill(name), device, 0.0)
    said: list[Step] = []
    now = 0.0
    while not run.over and now < 10_000:
        now += 1.0
        device.advance(now)
        link = device.connect(now)
        device.receive(link, TICKET, now)
        device.disconnect(link, now)
        said += run.advance(now)
    assert run.over
    assert [step.do for step in said] == [step.do for step in load_drill(name).steps]
    assert all(step.say for step in said)
    assert device.sensors.reasons() == []


def test_steps_wait_for_tickets_bytes_and_seconds(tmp_path: Path) -> None:
    drill = load_drill(
        written(
            tmp_path,
            '[[steps]]\ntickets = 2\ndo = ["paper near-end"]\n[[steps]]\nbytes = 10\ndo = ["cover open"]\n'
            '[[steps]]\nseconds = 5\ndo = ["clear"]\n',
        )
    )
    device = Device(EPSON)
    run = DrillRun(drill, device, 0.0)
    link = device.connect(0.0)
    device.receive(link, TICKET, 1.0)
    assert run.advance(1.0) == []
    device.receive(link, TICKET, 2.0)
    assert [step.do for step in run.advance(2.0)] == [("paper near-end",)]
    assert run.due() is None
    device.receive(link, b"x" * 10, 3.0)
    assert [step.do for step in run.advance(3.0)] == [("cover open",)]
    assert run.due() == 8.0
    assert run.advance(7.9) == []
    assert [step.do for step in run.advance(8.0)] == [("clear",)]
    assert run.over


def test_a_drill_goes_on_by_itself_on_the_loop(tmp_path: Path) -> None:
    drill = load_drill(
        written(tmp_path, 'repeat = true\n[[steps]]\nseconds = 60\ndo = ["paper out"]\n[[steps]]\nseconds = 60\ndo = ["paper ok"]\n')
    )  # fmt: skip

    async def scene() -> list[tuple[str, ...]]:
        told: list[tuple[str, ...]] = []
        printer = SimulatedPrinter(EPSON, port=None)
        await printer.start()
        printer.rehearse(drill, lambda step: told.append(step.do))
        await asyncio.sleep(250)
        printer.stop_drill()
        await asyncio.sleep(250)
        await printer.stop()
        return told

    assert virtual_run(scene()) == [("paper out",), ("paper ok",), ("paper out",), ("paper ok",)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", r"needs 1 to 500 tables"),
        ('[[steps]]\ndo = ["paper out"]', "step 1 .* needs one of seconds"),
        ('[[steps]]\nseconds = 1\ntickets = 1\ndo = ["paper out"]', "step 1 .* needs one of seconds"),
        ('[[steps]]\nseconds = -1\ndo = ["paper out"]', "must be a number from 0"),
        ('[[steps]]\nseconds = 1\ndo = ["paper burns"]', "unknown command: paper burns"),
        ("[[steps]]\nseconds = 1\ndo = []", "must be a list of 1 to 20"),
        ('repeat = true\n[[steps]]\nseconds = 0\ndo = ["paper out"]', "repeats without ever waiting"),
        ("[[steps", "no valid TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_the_step(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(BadDrill, match=why):
        load_drill(written(tmp_path, text))


def test_an_unknown_name_lists_the_shipped_ones() -> None:
    with pytest.raises(BadDrill, match="bad-line, lunch-rush, power-cut"):
        load_drill("no-such-drill")


def test_a_stream_in_hexadecimal_names_each_command() -> None:
    data = b"\x1b@\x1ba\x01" + "蛋糕".encode("gbk") + b"\n\x1b[K\x1dV\x01"
    lines = list(annotated(data, EPSON))
    assert [line[:8] for line in lines[:4]] == ["00000000", "00000002", "00000005", "00000009"]
    assert "ESC @" in lines[0]
    assert "“蛋糕”" in lines[2]
    assert any("unknown" in line for line in lines)
    assert "GS V" in lines[-1]
    assert all(line.isprintable() for line in lines)


def test_a_long_stream_is_listed_up_to_a_bound() -> None:
    lines = list(annotated(b"\n" * 30_000, EPSON))
    assert len(lines) == 20_001
    assert lines[-1] == "… and 10000 more"
