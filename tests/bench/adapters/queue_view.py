"""`ROWS`: the queue's finished list with so many cards in the real window. One line of JSON: milliseconds of filling, of a
row that changes, of one that comes on top, of a scroll step, each until it is painted; MB that filling took.
"""

import json
import os
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_QPA_UPDATE_IDLE_TIME"] = "0"

import pathlib

from PySide6.QtWidgets import QApplication

from desk.ui.application import make_application
from desk.ui.board.columns import DONE
from desk.ui.main_window import MainWindow
from tests.gui.samples import NOW, Recorder, card


def resident() -> float:
    """MB of this process in memory."""
    with pathlib.Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def at(values: list[float], part: float) -> float:
    """That quantile."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def main(count: int) -> None:
    """Measure and print."""
    make_application("zh_CN", zone="Asia/Shanghai")
    names, phones = ("宫保鸡丁", "麻婆豆腐", "水煮牛肉", "珍珠奶茶", "小笼包"), 5000
    cards = [
        card(
            f"D{number:06d}", state="completed", customer=f"顾客{number % phones}", since=NOW - number,
            received_at=NOW - number - 600, total=number * 37 % 30000, note=names[number % 5],
        )
        for number in range(count)
    ]  # fmt: skip
    window = MainWindow(Recorder(), shop="大C甜品", language="zh_CN", now=lambda: NOW)
    window.resize(1280, 800)
    window.set_board(cards[:1])
    window.show()
    window.shell.board.show_list(DONE)
    QApplication.processEvents()
    view, board = window.shell.board.view_of(DONE), window.shown.board

    def timed(step: Callable[[], None]) -> float:
        start = time.perf_counter()
        step()
        view.viewport().repaint()
        QApplication.processEvents()
        return (time.perf_counter() - start) * 1e3

    def change(number: int) -> None:
        board.update_cards({cards[number].id: cards[number]._replace(note=f"第 {number} 次")})
        board.flush()

    def arrive(number: int) -> None:
        new = cards[0]._replace(id=f"n-{number}", number=f"N{number:03d}", since=NOW + number)
        board.update_cards({new.id: new})
        board.flush()

    bar = view.verticalScrollBar()
    before = resident()
    fill = timed(lambda: window.set_board(cards))
    took = resident() - before
    rows = range(0, count, max(1, count // 200))
    changes = [timed(lambda row=row: change(row)) for row in rows]
    arrivals = [timed(lambda row=row: arrive(row)) for row in range(200)]
    bar.setValue(0)
    scrolls = [timed(lambda: bar.setValue(bar.value() + 132)) for _ in range(300)]
    print(
        json.dumps(
            {
                "fill_ms": fill, "mem_mb": took, "upd_p50": at(changes, 0.5), "ins_p50": at(arrivals, 0.5),
                "scroll_p50": at(scrolls, 0.5), "scroll_p99": at(scrolls, 0.99),
            }
        )
    )  # fmt: skip
    sys.stdout.flush()
    os._exit(0)  # Qt's objects need not be taken apart one by one


if __name__ == "__main__":
    main(int(sys.argv[1]))
