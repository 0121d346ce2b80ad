"""Every module of ours says what it is for, stays small, and never blocks the loop with a modal dialog."""

import ast
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path
    for package in ("desk", "printers")
    for path in (ROOT / package).rglob("*.py")
    if "versions" not in path.parts
)
UI = [path for path in MODULES if path.is_relative_to(ROOT / "desk/ui") or path.name in {"app.py", "demo.py"}]
LONGEST = 400
MODAL = {
    "exec",
    "exec_",
    "getOpenFileName",
    "getOpenFileNames",
    "getSaveFileName",
    "getExistingDirectory",
    "getText",
    "getItem",
    "getInt",
    "getDouble",
    "getColor",
    "getFont",
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_module_is_longer_than_the_cap() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {module: lines for module, lines in lengths.items() if lines > LONGEST} == {}


def test_the_median_module_is_short() -> None:
    lengths = [
        len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES if path.name != "__init__.py"
    ]
    assert statistics.median(lengths) <= 200


def test_every_module_opens_with_its_charter() -> None:
    silent = [
        name(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_no_module_is_an_attic() -> None:
    attics = {"utils", "util", "common", "misc", "helpers"}
    assert [name(path) for path in MODULES if attics & {path.stem, path.parent.name}] == []


def modal_calls(source: str) -> list[int]:
    """Line numbers of calls that spin an event loop of their own inside ours (qasync then loses tasks)."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MODAL
    ]


def test_the_window_never_opens_a_modal_loop() -> None:
    found = {name(path): modal_calls(path.read_text(encoding="utf-8")) for path in UI}
    assert {module: lines for module, lines in found.items() if lines} == {}


@pytest.mark.parametrize("source", ["QDialog(parent).exec()", "QFileDialog.getSaveFileName(self)"])
def test_a_modal_call_is_seen(source: str) -> None:
    assert modal_calls(source) == [1]


def test_a_dialog_that_opens_is_no_modal_call() -> None:
    assert modal_calls("dialog.finished.connect(done)\ndialog.open()") == []
