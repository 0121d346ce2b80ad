"""Every text of the window has its English and Traditional Chinese, compiled."""

import string
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication

from desk.ui.application import install_language
from desk.ui.theme import assets
from desk.ui.words import next_step
from tests.gui.conftest import Desk
from tests.gui.samples import BASE

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "translations.py"


def test_the_translations_are_complete_and_compiled() -> None:
    spec = spec_from_file_location("translations", SCRIPT)
    assert spec is not None and spec.loader is not None
    script = module_from_spec(spec)
    sys.modules["translations"] = script
    spec.loader.exec_module(script)
    assert script.problems() == []


@pytest.mark.parametrize("language", ["en", "zh_TW"])
def test_a_translation_fills_in_the_same_values(language: str) -> None:
    for message in (
        ElementTree.parse(assets() / "translations" / f"desk_{language}.ts").getroot().iter("message")
    ):
        source, translation = message.findtext("source") or "", message.findtext("translation") or ""
        fields = [{name for _text, name, _spec, _conversion in string.Formatter().parse(each) if name}
                  for each in (source, translation)]  # fmt: skip
        assert fields[0] == fields[1], source


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("language", "word"), [("zh_CN", "接单"), ("zh_TW", "接單"), ("en", "Accept")])
def test_words_change_with_the_language(language: str, word: str) -> None:
    install_language(language)
    try:
        assert next_step(BASE) == ("accept", word)
    finally:
        install_language("zh_CN")


def test_no_chinese_is_left_in_the_english_window(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(language="en")
    for widget in desk.window.shell.findChildren(object):  # type: ignore[call-overload]
        text = getattr(widget, "text", None)
        if callable(text):
            shown = text()
            assert not (isinstance(shown, str) and any("一" <= letter <= "鿿" for letter in shown)), shown


def test_the_window_changes_language_while_it_runs(desk: Desk) -> None:
    desk.window.set_look(language="en")
    try:
        assert QCoreApplication.translate("Words", "接单") == "Accept"
        assert desk.backend.asked("save_look") == [("save_look", "en", "light", 100, "columns")]
    finally:
        desk.window.set_look(language="zh_CN")
