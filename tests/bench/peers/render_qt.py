"""`FILE N`: the least a Python program can do to draw the floor's stream: a reader of its few commands, and QPainter.

It draws with the same font files and the same QR library, mask included, as ours; how fast, as JSON.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import NamedTuple

import qrcode
from PySide6 import QtCore, QtGui

_FONTS = Path(__file__).resolve().parents[3] / "assets" / "fonts"
_WIDTH, _LINE, _GREY = 576, 30, QtGui.QImage.Format.Format_Grayscale8


class Piece(NamedTuple):
    """Characters of one style, or the text of a QR code (`width` 0)."""

    text: str
    bold: bool
    width: int
    height: int


def parse(data: bytes) -> list[tuple[int, list[Piece]]]:  # noqa: C901 - one loop is what makes it a floor
    """Lines as (alignment, pieces), of streams that hold nothing but the floor's commands."""
    lines: list[tuple[int, list[Piece]]] = []
    line: list[Piece] = []
    align, bold, width, height, code = 0, False, 1, 1, b""
    at, begin, end = 0, 0, len(data)
    while at < end:
        byte = data[at]
        if byte >= 0x20:
            at += 1
            continue
        if at > begin:
            line.append(Piece(data[begin:at].decode("gb18030", "replace"), bold, width, height))
        if byte == 0x0A:
            lines.append((align, line))
            line, at = [], at + 1
        else:
            command, value = data[at : at + 2], data[at + 2]
            if command == b"\x1b@":
                align, bold, width, height, at = 0, False, 1, 1, at + 2
            elif command == b"\x1ba":
                align, at = value, at + 3
            elif command == b"\x1bE":
                bold, at = bool(value & 1), at + 3
            elif command == b"\x1bd":
                lines += [(0, [])] * value
                at += 3
            elif command == b"\x1d!":
                width, height, at = (value >> 4) + 1, (value & 15) + 1, at + 3
            elif command == b"\x1d(":
                stop = at + 5 + int.from_bytes(data[at + 3 : at + 5], "little")
                if data[at + 6] == 80:
                    code = data[at + 8 : stop]
                elif data[at + 6] == 81:
                    lines.append((align, [Piece(code.decode(), False, 0, 0)]))
                at = stop
            else:
                at += 2 if byte == 0x1C else 3
        begin = at
    return lines


def fonts() -> dict[bool, QtGui.QFont]:
    """The two weights at 24 dots."""
    found: dict[bool, QtGui.QFont] = {}
    for bold, name in ((False, "NotoSansCJKsc-Regular-gbk.otf"), (True, "NotoSansCJKsc-Bold-gbk.otf")):
        number = QtGui.QFontDatabase.addApplicationFont(str(_FONTS / name))
        font = QtGui.QFont(QtGui.QFontDatabase.applicationFontFamilies(number)[0])
        font.setPixelSize(24)
        font.setBold(bold)
        found[bold] = font
    return found


def draw(data: bytes, faces: dict[bool, QtGui.QFont]) -> QtGui.QImage:
    """The ticket, 576 dots wide."""
    lines = parse(data)
    heights = [_height(pieces) for _, pieces in lines]
    image = QtGui.QImage(_WIDTH, sum(heights) + 40, _GREY)
    image.fill(255)
    painter = QtGui.QPainter(image)
    y = 0
    for (align, pieces), height in zip(lines, heights, strict=True):
        y += height
        if pieces and not pieces[0].width:
            painter.resetTransform()
            modules = _modules(pieces[0].text)
            side = modules.width() * 6
            painter.drawImage(QtCore.QRect((_WIDTH - side) // 2, y - height + 10, side, side), modules)
            continue
        cells = [len(piece.text.encode("gb18030")) * 12 * piece.width for piece in pieces]
        x = (_WIDTH - sum(cells)) // 2 if align == 1 else 0
        for piece, room in zip(pieces, cells, strict=True):
            painter.setTransform(QtGui.QTransform(piece.width, 0, 0, piece.height, x, y - 6))
            painter.setFont(faces[piece.bold])
            painter.drawText(0, 0, piece.text)
            x += room
    painter.end()
    return image


def _height(pieces: list[Piece]) -> int:
    if pieces and not pieces[0].width:
        return 280
    return _LINE * max((piece.height for piece in pieces), default=1)


def _modules(text: str) -> QtGui.QImage:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0, mask_pattern=3)
    code.add_data(text.encode(), optimize=0)
    code.make(fit=True)
    rows = code.get_matrix()
    side = len(rows)
    return QtGui.QImage(
        bytes(0 if black else 255 for row in rows for black in row), side, side, side, _GREY
    ).copy()


def main() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    data, count = Path(sys.argv[1]).read_bytes(), int(sys.argv[2])
    _app = QtGui.QGuiApplication([])
    faces = fonts()
    image = draw(data, faces)
    for _ in range(count // 5):
        image = draw(data, faces)
    start = time.perf_counter()
    for _ in range(count):
        image = draw(data, faces)
    seconds = time.perf_counter() - start
    if len(sys.argv) > 3:
        image.save(sys.argv[3])
    print(json.dumps({"n": count, "sec": seconds, "bytes": image.sizeInBytes(), "cjk_ok": True}), flush=True)
    os._exit(0)  # Qt's own end takes longer than the bench


if __name__ == "__main__":
    main()
