"""How soon and how large the window stands with a queue on it, as ratios to a bare window in the same run.

    .venv/bin/python tests/gui/first_paint.py [--rounds 11] [--json]

Each process is measured whole, from its start to its first picture and its exit, under the offscreen platform.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

BARE = """
import os, sys
os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
from PySide6 import QtCore, QtWidgets
class W(QtWidgets.QMainWindow):
    def paintEvent(s, e): super().paintEvent(e); QtCore.QTimer.singleShot(0, app.quit)
app = QtWidgets.QApplication([]); w = W(); w.setCentralWidget(QtWidgets.QLabel('订单台')); w.resize(1280, 800)
w.show(); app.exec()
sys.stdout.flush(); os._exit(0)
"""


def ours(count: int) -> None:
    """Show `count` cards, then leave at once."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    from desk.domain.board import PrinterCard
    from desk.ui.application import make_application
    from desk.ui.backend import Totals
    from desk.ui.main_window import MainWindow
    from tests.gui.samples import NOW, Recorder, many

    app = make_application("zh_CN", zone="Asia/Shanghai")
    window = MainWindow(Recorder(), shop="大C甜品", now=lambda: NOW)
    window.set_board(many(count))
    window.set_printers([PrinterCard("kitchen", "sim://kitchen", "idle", (), 0, None)])
    window.set_totals(Totals(27, 431800))
    window.painted.connect(app.quit)
    window.show()
    app.exec()
    sys.stdout.flush()
    os._exit(0)


def run(command: list[str]) -> tuple[float, float]:
    """Wall milliseconds and peak megabytes of a process."""
    null = os.open(os.devnull, os.O_RDWR)
    # compiled once, as on any machine that does not forbid it; outside the source tree
    environ = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environ["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "first_paint_pycache")
    start = time.perf_counter()
    actions = [(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)]
    child = os.posix_spawn(command[0], command, environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    took = (time.perf_counter() - start) * 1e3
    os.close(null)
    if status:
        raise SystemExit(f"{command} ended with {status}: {subprocess.run(command, check=False)}")
    return took, usage.ru_maxrss / 1024


def measure(rounds: int, count: int) -> dict[str, float]:
    """Medians of both and of the ratios within each round."""
    bare = [sys.executable, "-c", BARE]
    mine = [sys.executable, __file__, "--ours", str(count)]
    rows: list[tuple[float, float, float, float]] = []
    for command in (bare, mine):
        run(command)
    for turn in range(rounds):
        first, second = (bare, mine) if turn % 2 else (mine, bare)
        got = {id(first): run(first), id(second): run(second)}
        rows.append((*got[id(bare)], *got[id(mine)]))
    return {
        "bare_ms": statistics.median(row[0] for row in rows),
        "bare_mb": statistics.median(row[1] for row in rows),
        "ours_ms": statistics.median(row[2] for row in rows),
        "ours_mb": statistics.median(row[3] for row in rows),
        "wall_ratio": statistics.median(row[2] / row[0] for row in rows),
        "memory_ratio": statistics.median(row[3] / row[1] for row in rows),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--cards", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--ours", type=int)
    arguments = parser.parse_args()
    if arguments.ours is not None:
        ours(arguments.ours)
    found = measure(arguments.rounds, arguments.cards)
    if arguments.json:
        print(json.dumps(found))
        return
    print(f"bare window {found['bare_ms']:.0f} ms {found['bare_mb']:.1f} MB")
    print(f"ours        {found['ours_ms']:.0f} ms {found['ours_mb']:.1f} MB, {arguments.cards} cards")
    print(
        f"ratio       {found['wall_ratio']:.2f} wall (goal 1.3), {found['memory_ratio']:.2f} memory (goal 1.2)"
    )


if __name__ == "__main__":
    main()
