"""Every profile loads, and a ticket encoded for it comes out of the simulated printer of that model."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from printers import (
    Barcode,
    Columns,
    Document,
    Line,
    QrCode,
    Rule,
    Style,
    UnknownProfile,
    closing,
    encode,
    load_profile,
    opening,
    profile_names,
)
from printers.database import model_names
from printers.simulator.interpreter import interpret

#: What the database calls printers and this driver does not drive, and a word that says why.
REFUSED = {
    "AF-240": "display",
    "OCD-100": "display",
    "OCD-300": "display",
    "SP2000": "Star",
    "TSP600": "Star",
    "TUP500": "Star",
    "TM-U220": "raster",
    "TM-U220B": "raster",
}
SAMPLE = Document((
    Line("Test"),
    Line("小票 😀", Style(2, 2, bold=True), "center"),
    Rule(),
    Columns("草莓奶油蛋糕 6寸", "¥38.00"),
    Line("Größe, ไทย, العربية", indent=2),
    Line("反白", Style(inverse=True), "center"),
    Barcode("W001-11"),
    QrCode("https://example.com/W001"),
))  # fmt: skip


def driven() -> list[str]:
    return [f"escpos:{name}" for name in model_names() if name not in REFUSED]


def shapes() -> list[str]:
    """One model of the database for each way of printing a ticket."""
    found = {
        replace(load_profile(name), name="", description="", maker="", model="", code_pages=()): name
        for name in driven()
    }
    return list(found.values())


@pytest.mark.parametrize("name", [*profile_names(), *driven()])
def test_each_model_has_what_a_ticket_needs(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert profile.description
    assert profile.columns in {32, 36, 42, 44, 48}


@pytest.mark.parametrize("name", [*profile_names(), *shapes()])
def test_a_ticket_comes_out_of_each_model(name: str) -> None:
    profile = load_profile(name)
    result = interpret(opening(profile, torn=False) + encode(SAMPLE, profile) + closing(profile), profile)
    assert result.unknown == []
    (sheet,) = result.sheets
    assert sheet.width == profile.width_dots
    assert "Test" in sheet.text
    if profile.codec:
        assert "草莓奶油蛋糕 6寸" in sheet.text
        assert next(line for line in sheet.lines if "草莓" in line).rstrip().endswith("38.00")


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_driven_is_refused_with_its_reason(name: str) -> None:
    with pytest.raises(UnknownProfile, match=rf"{name}.*{REFUSED[name]}"):
        load_profile(f"escpos:{name}")


def test_the_database_is_translated() -> None:
    t88 = load_profile("escpos:TM-T88V")
    assert (t88.width_dots, t88.cell_dots, t88.columns) == (512, 12, 42)
    assert (t88.maker, t88.model, t88.cutter, t88.qr, t88.codec) == ("Epson", "TM-T88V", True, True, "")
    assert {(0, "cp437"), (16, "cp1252"), (18, "cp852"), (46, "cp1251")} <= set(t88.code_pages)
    assert not {"cp932", "cp864"} & {codec for _, codec in t88.code_pages}
    assert "CODE128" in t88.barcodes
    assert load_profile("escpos:POS-5890").barcodes == ()
    zjiang = load_profile("escpos:POS-5890")
    assert (zjiang.width_dots, zjiang.columns, zjiang.cutter, zjiang.qr) == (384, 32, False, False)
    assert load_profile("escpos:TM-T20II-42col").cell_dots == 13
    assert load_profile("escpos:P822D").columns == 42, "13.7 dots a cell: the text keeps the columns"


def test_wrong_columns_of_the_database_are_not_believed() -> None:
    assert load_profile("escpos:NT-80-V-UL").columns == 48


def test_an_unknown_model_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownProfile, match=r"'No-1'.*TM-T88V"):
        load_profile("escpos:No-1")


def test_a_file_goes_before_the_database_and_the_database_before_what_is_inherited(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text('codec = "gbk"\nwidth_dots = 384\nspeed = 50.0\n', encoding="utf-8")
    (tmp_path / "mine.toml").write_text(
        'inherits = "base"\nbased_on = "TM-T88V"\nmaker = "Mine"\n', encoding="utf-8"
    )
    mine = load_profile("mine", tmp_path)
    assert (mine.speed, mine.width_dots, mine.codec, mine.maker) == (50.0, 512, "", "Mine")


@pytest.mark.parametrize(
    "text", ['based_on = "No-1"', 'inherits = "mine"', "no_such_key = 1", 'inherits = "../x"']
)
def test_a_file_that_makes_no_sense_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UnknownProfile):
        load_profile("mine", tmp_path)


def test_documented_quirks() -> None:
    assert load_profile("snbc-btp").eot4_inverted
    assert not load_profile("rongta-02n").eot and load_profile("rongta-rp80").confirmation == "barrier"
    assert load_profile("hprt-tp80k").asb and load_profile("hprt-tp80k").confirmation == "none"
    assert load_profile("sprt-pos88").fence == "clear"
    assert load_profile("epson-tm-t88v").confirmation == "process-id"
    assert load_profile("epson-tm-t88iii").confirmation == "barrier"


def test_reading_the_database_does_not_import_its_package() -> None:
    code = (
        "import sys, logging; from printers import load_profile; load_profile('escpos:TM-T88V'); "
        "print('escpos.capabilities' in sys.modules, 'yaml' in sys.modules, len(logging.root.handlers))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["False", "False", "0"]
