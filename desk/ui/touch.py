"""Scrolling by finger."""

from PySide6.QtWidgets import QAbstractScrollArea, QScroller


def scroll_by_finger(area: QAbstractScrollArea) -> None:
    """Let a finger on the area drag its content."""
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
