"""The Qt binding in use must not lose references to None: 6.12.0 did, and killed the process after some thousand calls.

On Python 3.12 and later None is immortal and its count never moves, so there this test holds by itself.
"""

import os
import subprocess
import sys

CALLS = 500
PROBE = f"""
import sys
from PySide6 import QtCore, QtGui, QtWidgets
app = QtWidgets.QApplication([])
class Source(QtCore.QObject):
    told = QtCore.Signal(int)
class Model(QtCore.QAbstractListModel):
    def rowCount(self, parent=None): return 10
    def data(self, index, role=0): return None
source, model, label, button = Source(), Model(), QtWidgets.QLabel(), QtWidgets.QPushButton()
source.told.connect(lambda n: None)
view = QtWidgets.QListView(); view.setModel(model); view.show()
image = QtGui.QImage(200, 100, QtGui.QImage.Format.Format_RGB32)
painter = QtGui.QPainter(image)
calls = {{
    "QLabel.setText": lambda: label.setText("x"),
    "QPushButton.setEnabled": lambda: button.setEnabled(True),
    "QPainter.drawText": lambda: painter.drawText(1, 1, "x"),
    "QPainter.fillRect": lambda: painter.fillRect(1, 1, 2, 2, QtGui.QColor("#123")),
    "Signal.emit": lambda: source.told.emit(1),
    "dataChanged.emit": lambda: model.dataChanged.emit(model.index(1), model.index(1)),
    "repaint of a view": lambda: view.viewport().repaint(),
    "processEvents": app.processEvents,
    "QTimer.singleShot": lambda: QtCore.QTimer.singleShot(0, lambda: None),
}}
for name, call in calls.items():
    call()
    for thing in (None, True):
        before = sys.getrefcount(thing)
        for _ in range({CALLS}): call()
        drift = sys.getrefcount(thing) - before
        # a call that loses one loses hundreds here; a handful is the interpreter's own coming and going
        if drift < -{CALLS} // 10: print(name, thing, drift)
painter.end()
print("done")
"""


def test_no_qt_call_loses_a_reference() -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    probe = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, check=False, env=environ, timeout=60
    )
    assert probe.returncode == 0, probe.stderr
    assert probe.stdout.split("\n")[:1] == ["done"], probe.stdout
