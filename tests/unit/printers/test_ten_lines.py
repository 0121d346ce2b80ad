"""The example of the README runs as it stands, and shows Chinese and an emoji on the simulated paper."""

import asyncio
import runpy
from pathlib import Path

import pytest
from PIL import Image

from printers import Document, Line, Unreachable, print_ticket


def test_the_example_prints_and_shows_its_sheet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[Image.Image] = []
    monkeypatch.setattr(Image.Image, "show", lambda image: shown.append(image.copy()))
    runpy.run_path(str(Path(__file__).with_name("ten_lines.py")))
    assert capsys.readouterr().out == "Confirmed(evidence='process-id')\n"
    (sheet,) = shown
    assert sheet.width == 576
    # the emoji stands beside the greeting, in the upper line's right half
    ink = sheet.convert("L").crop((300, 0, 360, 48)).getextrema()
    assert ink == (0, 255)


def test_nothing_there_is_an_error_and_no_outcome() -> None:
    with pytest.raises(Unreachable):
        asyncio.run(print_ticket("socket://127.0.0.1:1", Document((Line("x"),)), "epson-80mm"))
