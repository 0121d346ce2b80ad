"""`tablewidget ROWS`: as many orders in a QTableWidget of seven columns, painted; one line of JSON with `fill_ms` and `mem_mb`."""

import json
import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pathlib

from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem


def resident() -> float:
    """MB of this process in memory."""
    with pathlib.Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(count: int) -> None:
    """Fill and measure."""
    rows = [
        (f"A{n % 1000:03d}", f"顾客{n % 5000}", f"100{n:08d}", "草莓奶油蛋糕 × 1", f"{n % 300}.00", "已完成", f"18:{n % 60:02d}")
        for n in range(count)
    ]  # fmt: skip
    app = QApplication([])
    table = QTableWidget(0, 7)
    table.resize(1280, 800)
    table.show()
    app.processEvents()
    before, start = resident(), time.perf_counter()
    table.setRowCount(count)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.setItem(row, column, QTableWidgetItem(text))
    table.viewport().repaint()
    app.processEvents()
    print(json.dumps({"fill_ms": (time.perf_counter() - start) * 1e3, "mem_mb": resident() - before}))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[2]))
