"""A real window for each test, without a screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.ui.application import install_language, make_application
from desk.ui.backend import Totals
from desk.ui.main_window import MainWindow
from tests.gui.samples import NOW, Recorder, board, printers


class Clock:
    """The shop's time, moved by hand."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> float:
        return self.time


class Desk:
    """A window on a recorded backend."""

    def __init__(self, window: MainWindow, backend: Recorder, clock: Clock) -> None:
        self.window = window
        self.backend = backend
        self.clock = clock

    def step(self, number: str, action: str) -> tuple[object, ...]:
        """What a press on a card's button must ask of the backend."""
        return ("act", number.lower(), action, None, "")


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application("zh_CN")


@pytest.fixture
def open_desk(qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    """Opens windows with the sample queue; `size` in pixels, everything else as for MainWindow."""
    opened: list[MainWindow] = []

    def make(size: tuple[int, int] = (1280, 800), *, language: str = "zh_CN", empty: bool = False,
             scheme: str = "light", zoom: int = 100, paper_open: bool = False) -> Desk:  # fmt: skip
        install_language(language)
        backend, clock = Recorder(), Clock()
        window = MainWindow(
            backend,
            shop="大C甜品",
            language=language,
            scheme=scheme,
            zoom=zoom,
            paper_open=paper_open,
            now=clock,
        )
        qtbot.addWidget(window)
        opened.append(window)
        window.resize(*size)
        window.set_board([] if empty else board())
        window.set_printers([] if empty else printers())
        window.set_totals(Totals(0, 0) if empty else Totals(27, 431800))
        with qtbot.waitSignal(window.painted):
            window.show()
        qtbot.waitUntil(window.shell.isVisible)
        return Desk(window, backend, clock)

    yield make
    install_language("zh_CN")


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """One window at 1280 × 800."""
    return open_desk()
