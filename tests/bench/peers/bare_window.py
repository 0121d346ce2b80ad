"""The smallest window of this toolkit: shown, painted once, gone."""

import os

from PySide6 import QtCore, QtGui, QtWidgets


class Window(QtWidgets.QMainWindow):
    """Ends the program after its first picture."""

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        super().paintEvent(event)
        QtCore.QTimer.singleShot(0, QtCore.QCoreApplication.quit)


def main() -> None:
    app = QtWidgets.QApplication([])
    window = Window()
    window.setCentralWidget(QtWidgets.QLabel("订单台"))
    window.resize(1280, 800)
    window.show()
    app.exec()
    os._exit(0)


if __name__ == "__main__":
    main()
