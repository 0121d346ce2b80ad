"""Printers are written into desk.toml; what else stands there stays."""

from pathlib import Path

import pytest

from desk.errors import ConfigFault
from desk.settings import STARTER, load
from desk.settings.printer_edits import add_printer, remove_printer


def shop(folder: Path) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    found = load(folder).shop
    return {p.name: p.uri for p in found.printers}, {s.name: s.printers for s in found.stations}


def test_printers_come_and_go_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text(STARTER, encoding="utf-8")
    add_printer(path, "counter", "sim://a", "epson-80mm", "counter")
    assert shop(tmp_path) == ({"counter": "sim://a"}, {"counter": ("counter",)})
    add_printer(path, "后厨", "sim://b", "epson-80mm", "kitchen")
    assert shop(tmp_path)[1] == {"counter": ("counter",), "kitchen": ("后厨",)}
    add_printer(path, "spare", "sim://c", "epson-80mm", "kitchen")
    assert shop(tmp_path)[1] == {"counter": ("counter",), "kitchen": ("后厨", "spare")}
    remove_printer(path, "后厨")
    remove_printer(path, "counter")
    assert shop(tmp_path) == ({"spare": "sim://c"}, {"kitchen": ("spare",)})
    remove_printer(path, "spare")
    assert shop(tmp_path) == ({}, {})
    text = path.read_text(encoding="utf-8")
    assert all(line in text for line in STARTER.splitlines())


def test_what_would_not_start_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text(STARTER, encoding="utf-8")
    for name, uri in (("a", "nonsense"), ("", "sim://a")):
        with pytest.raises(ConfigFault):
            add_printer(path, name, uri, "epson-80mm", "counter")
    assert path.read_text(encoding="utf-8") == STARTER
