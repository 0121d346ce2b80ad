"""`desk --self-check [FILE]`: whether this build has all it needs, as JSON. Exit status 0 when every check passed.

Each check stands alone and its fault is told, never raised, so that one missing part does not hide the next.
"""

import asyncio
import json
import os
import ssl
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from desk.errors import ConfigFault, EnvironmentFault

_MODULES = (
    "PySide6.QtWidgets", "PySide6.QtNetwork", "PySide6.QtSvg", "qasync", "sqlmodel", "alembic", "escpos.printer",
    "usb.core", "serial", "zeroconf", "uharfbuzz", "freetype", "bidi", "httpx", "h11", "cryptography.fernet",
    "desk.app.engine", "desk.app.desktop", "desk.demo.headless", "printers.simulator.printer",
)  # fmt: skip


def run_self_check(words: Sequence[str]) -> int:
    """Run all checks and write the report to the file named, or to standard output; 0 when all passed, else 1."""
    if len(words) > 1:
        raise ConfigFault("--self-check takes one file at most.", "Write: desk --self-check [FILE]")
    found = {name: _tried(check) for name, check in CHECKS.items()}
    passed = all(result["ok"] for result in found.values())
    report = {
        "ok": passed,
        "system": sys.platform,
        "packaged": bool(getattr(sys, "frozen", False)),
        "checks": found,
    }
    text = json.dumps(report, ensure_ascii=False, indent=1)
    if words:
        try:
            Path(words[0]).write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise EnvironmentFault(
                f"{words[0]} cannot be written: {error.strerror}.", "Name another file."
            ) from error
    elif sys.stdout is not None:  # pyright: ignore[reportUnnecessaryComparison] - a windowed build has none
        sys.stdout.write(text + "\n")
    return 0 if passed else 1


def _tried(check: Callable[[], str]) -> dict[str, object]:
    try:
        return {"ok": True, "found": check()}
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a build is the answer
        return {"ok": False, "found": f"{type(error).__name__}: {error}"}


def _imports() -> str:
    for name in _MODULES:
        import_module(name)
    return f"{len(_MODULES)} modules"


def _window() -> str:
    from desk.ui.application import make_application

    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return make_application().platformName()


def _tls() -> str:
    context = ssl.create_default_context()
    if context.verify_mode is not ssl.CERT_REQUIRED:
        raise EnvironmentFault("certificates are not checked")
    return ssl.OPENSSL_VERSION


def _fonts() -> str:
    from PySide6.QtGui import QFont, QImage, QPainter

    _window()

    def drawn(text: str) -> bytes:
        image = QImage(48, 48, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        font = QFont()
        font.setPixelSize(32)
        painter.setFont(font)
        painter.drawText(4, 38, text)
        painter.end()
        return bytes(image.constBits())

    lacking = {drawn(" "), drawn("\U0010fffd")}  # nothing, and what stands for a character that no font has
    seen = {drawn(text) for text in ("糕", "饿", "😀", "🎂")}
    if len(seen) < 4 or seen & lacking:
        raise EnvironmentFault("Chinese or emoji are drawn as boxes or as nothing")
    return "Chinese and emoji are drawn"


def _translations() -> str:
    from PySide6.QtCore import QTranslator

    from desk.ui.theme import assets

    for language in ("en", "zh_TW"):
        if not QTranslator().load(str(assets() / "translations" / f"desk_{language}.qm")):
            raise EnvironmentFault(f"the translation {language} is not there")
    return "en, zh_TW"


def _secrets() -> str:
    import keyring

    return f"{type(keyring.get_keyring()).__module__}, or a file of the data folder"


def _usb() -> str:
    import libusb_package
    import usb.backend.libusb1

    if usb.backend.libusb1.get_backend(find_library=libusb_package.find_library) is None:  # pyright: ignore
        raise EnvironmentFault("libusb does not load")
    return "libusb loads"


def _back_ends() -> str:
    from printers import profile_names, schemes

    if sys.platform == "win32":
        import ctypes

        ctypes.WinDLL("winspool.drv")
    return f"{', '.join(schemes())}; {len(list(profile_names()))} profiles"


def _database() -> str:
    from desk.store.opening import open_store

    today = date(2026, 1, 1)
    numbers: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):  # what was written is there when it is opened again
            store = open_store("sqlite", Path(folder))
            try:
                numbers.append(
                    asyncio.run(store.database.write(lambda work: work.numbers.next_order("C", today)))
                )
            finally:
                store.close()
    if numbers != [1, 2]:
        raise EnvironmentFault(f"the database forgot what was written: {numbers}")
    return "SQLite made, written, opened and read again"


def _ticket() -> str:
    from printers import Document, Line, load_profile, print_ticket
    from printers.simulator.printer import SimulatedPrinter

    sheets: list[str] = []

    async def run() -> str:
        profile = load_profile("epson-80mm")
        printer = SimulatedPrinter(profile, on_sheet=lambda sheet: sheets.append(sheet.text))
        await printer.start()
        try:
            document = Document((Line("草莓蛋糕 😀"),))
            return str(await print_ticket(f"socket://127.0.0.1:{printer.port}", document, profile.name))
        finally:
            await printer.stop()

    outcome = asyncio.run(run())
    if not any("草莓蛋糕" in text for text in sheets):
        raise EnvironmentFault(f"nothing came out: {outcome}")
    return outcome


CHECKS: dict[str, Callable[[], str]] = {
    "imports": _imports, "window": _window, "tls": _tls, "fonts": _fonts, "translations": _translations,
    "secrets": _secrets, "usb": _usb, "printers": _back_ends, "database": _database, "ticket": _ticket,
}  # fmt: skip
