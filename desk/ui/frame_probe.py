"""Measures how long the window keeps people waiting: the longest gap between two turns of the event loop."""

from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer

#: Milliseconds between two ticks when nothing is in the way.
TICK = 4


class FrameTimes(NamedTuple):
    """Milliseconds: the longest gap and the one that 99 of 100 gaps stay under; how many were measured."""

    longest: float
    p99: float
    frames: int


class FrameProbe(QObject):
    """Runs between `start` and `stop`. A gap holds whatever the loop did meanwhile: painting, models, the desk."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Measure from now on."""
        self._gaps.clear()
        self._last = perf_counter()
        self._timer.start()

    def stop(self) -> FrameTimes:
        """What was measured since `start`."""
        self._timer.stop()
        gaps = sorted(self._gaps) or [0.0]
        return FrameTimes(gaps[-1], gaps[int(0.99 * (len(gaps) - 1))], len(self._gaps))

    def _tick(self) -> None:
        now = perf_counter()
        self._gaps.append((now - self._last) * 1e3)
        self._last = now
