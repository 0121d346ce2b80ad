"""Whether a window can be had here."""

import os
import subprocess
import sys
from importlib import import_module

#: Qt ends the process when a library of the system or the display itself is missing, so another process tries.
_TRY = "from PySide6 import QtSvg, QtWidgets; import qasync; QtWidgets.QApplication([])"
_LONGEST = 20.0
_STAY = "在终端里演示。The demonstration runs in the terminal: "


def why_no_window() -> str:
    """One sentence on why the demonstration stays in the terminal; "" when a window can be opened."""
    if sys.platform in {"win32", "darwin"}:
        return _missing_package()
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return f"没有显示器，{_STAY}there is no display."
    return _missing_package() or _dead_screen()


def _missing_package() -> str:
    try:
        for name in ("PySide6.QtWidgets", "PySide6.QtSvg", "qasync"):
            import_module(name)
    except ImportError as error:
        return f"窗口用的库没有装好，{_STAY}{error}."
    return ""


def _dead_screen() -> str:
    try:
        tried = subprocess.run(
            [sys.executable, "-c", _TRY], capture_output=True, text=True, timeout=_LONGEST, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return f"显示器没有回应，{_STAY}the display does not answer."
    if tried.returncode == 0:
        return ""
    said = [line for line in tried.stderr.splitlines() if line.strip()]
    return f"窗口打不开，{_STAY}{said[0] if said else 'Qt cannot open a window.'}"
