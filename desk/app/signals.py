"""Ctrl-C and the system's wish to end, heard while Qt's loop runs: Python's own handlers would wait for Python."""

import contextlib
import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QSocketNotifier


class EndSignals:
    """While entered, SIGINT and SIGTERM call `heard` in Qt's thread, on each system. For the main thread."""

    def __init__(self, heard: Callable[[], object]) -> None:
        self._heard = heard
        self._near, self._far = socket.socketpair()
        self._near.setblocking(False)
        self._far.setblocking(False)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> None:
        self._wakeup = signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        for name in (signal.SIGINT, signal.SIGTERM):
            self._before[name] = signal.signal(name, _nothing)

    def __exit__(self, *_exc: object) -> None:
        for name, handler in self._before.items():
            if callable(handler) or isinstance(handler, signal.Handlers):
                signal.signal(name, handler)
        signal.set_wakeup_fd(self._wakeup)
        self._notifier.setEnabled(False)
        self._near.close()
        self._far.close()

    def _read(self) -> None:
        numbers = b""
        with contextlib.suppress(BlockingIOError):
            numbers = self._near.recv(64)
        if {signal.SIGINT, signal.SIGTERM} & set(numbers):
            self._heard()


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """The number arrives through the socket."""
