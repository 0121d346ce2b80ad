"""Scrolling by finger."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractScrollArea

#: Milliseconds after which an area learns it: loading Qt's gestures takes 20 ms, which start-up does not spend.
LATER = 300


def scroll_by_finger(area: QAbstractScrollArea) -> None:
    """Let a finger on the area drag its content, from a moment later on."""

    def learn() -> None:
        from PySide6.QtWidgets import QScroller

        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    QTimer.singleShot(LATER, area, learn)
