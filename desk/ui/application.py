"""The QApplication: style, fonts and language; made once before the window."""

import os
import sys
import time

from PySide6.QtCore import QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from desk.ui.theme import assets

#: Language code -> its own name.
LANGUAGES = {"zh_CN": "简体中文", "zh_TW": "繁體中文", "en": "English"}
_SYSTEM_DARK = "systemIsDark"
_installed: list[QTranslator] = []


def make_application(language: str = "zh_CN", name: str = "小票台", zone: str = "") -> QApplication:
    """The one QApplication of this process, in a language of LANGUAGES (anything else: Chinese).

    With `zone`, the shop's IANA time zone, the whole process runs in that zone where the system allows it.
    """
    if zone and hasattr(time, "tzset"):
        os.environ["TZ"] = zone
        time.tzset()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # rather than setStyle(), whose answer would load QStyle and its eleven enums before the first picture
        os.environ.setdefault("QT_STYLE_OVERRIDE", "Fusion")
        app = QApplication(sys.argv[:1])
    if sys.platform == "linux":
        # glyphs keep their shape at every zoom and screen scale, and cost half as much to draw
        font = app.font()
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        app.setFont(font)
    app.setApplicationName("order-desk")
    app.setApplicationDisplayName(name)
    app.setDesktopFileName("orderdesk")
    install_language(language)
    _ensure_fonts()
    return app


def system_is_dark() -> bool:
    """Whether the system wants a dark window; asked of its own palette, before the desk sets one."""
    app = QApplication.instance()
    if app is None:
        return False
    known = app.property(_SYSTEM_DARK)
    if known is None:
        # not styleHints().colorScheme(), which loads every enum of the Qt namespace before the first picture
        known = QApplication.palette().window().color().lightness() < 128
        app.setProperty(_SYSTEM_DARK, known)
    return bool(known)


def note_system(*, dark: bool) -> None:
    """The system changed its mind."""
    app = QApplication.instance()
    if app is not None:
        app.setProperty(_SYSTEM_DARK, dark)


def install_language(language: str) -> None:
    """Translate texts that are asked for from now on."""
    for translator in _installed:
        QApplication.removeTranslator(translator)
    _installed.clear()
    if language in LANGUAGES and language != "zh_CN":
        _install(str(assets() / "translations" / f"desk_{language}.qm"))


def finish_application(language: str) -> None:
    """What can wait until after the first picture: Qt's own words, for menus of text fields."""
    from PySide6.QtCore import QLibraryInfo

    if language != "en":
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        _install(f"{folder}/qtbase_{language}.qm")


def _ensure_fonts() -> None:
    """Register the bundled fonts where the system has none that can write Chinese, or none with emoji."""
    wanted = ""
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        wanted = "Noto*.[ot]tf"
    elif not any("emoji" in family.lower() for family in QFontDatabase.families()):
        wanted = "NotoEmoji*.ttf"  # or customers' names are full of boxes
    if wanted:
        from printers import assets as printer_assets

        for font in sorted((printer_assets() / "fonts").glob(wanted)):
            QFontDatabase.addApplicationFont(str(font))


def _install(path: str) -> None:
    translator = QTranslator()
    if translator.load(path):
        QApplication.installTranslator(translator)
        _installed.append(translator)
