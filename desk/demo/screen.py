"""Whether a window can be had here."""

import os
import sys


def why_no_window() -> str:
    """One sentence on why the demonstration stays in the terminal; "" when a window can be opened."""
    if sys.platform not in {"win32", "darwin"} and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    ):
        return "没有显示器，在终端里演示。No display: the demonstration runs in the terminal."
    try:
        import qasync
        from PySide6 import QtSvg, QtWidgets
    except ImportError as error:
        name = (error.name or str(error)).partition(".")[0]
        return f"窗口打不开（{name}），在终端里演示。The window needs {name}: the demonstration runs in the terminal."
    del QtSvg, QtWidgets, qasync
    return ""
