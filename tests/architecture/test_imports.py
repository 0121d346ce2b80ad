"""Who imports whom: the contracts of pyproject.toml hold, and light doors stay light."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def python(code: str) -> str:
    """The output of a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout


def test_the_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports.exe" if sys.platform == "win32" else "lint-imports")
    environ = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [str(lint)], capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT, env=environ
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("door", "heavy"),
    [
        ("printers", {"PIL", "escpos", "usb", "PySide6", "sqlalchemy"}),
        ("desk", {"printers", "PySide6", "sqlalchemy", "httpx"}),
        ("desk.domain", {"PySide6", "sqlalchemy", "httpx", "asyncio"}),
        ("desk.services", {"PySide6", "sqlalchemy", "httpx"}),
        ("desk.spool", {"PySide6", "sqlalchemy", "httpx"}),
        ("desk.store", {"PySide6"}),
        ("desk.sources", {"PySide6", "sqlalchemy"}),
    ],
)
def test_importing_a_package_pulls_nothing_heavy(door: str, heavy: set[str]) -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        f"package = importlib.import_module({door!r})\n"
        # a door with several rooms: all of them, but not what only `printers` opens on demand
        f"rooms = [] if {door!r} in ('printers', 'desk') else pkgutil.iter_modules(package.__path__)\n"
        f"[importlib.import_module({door!r} + '.' + room.name) for room in rooms]\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    assert heavy & set(python(code).split()) == set()
