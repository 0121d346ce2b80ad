"""`--n N --warm N`: the ticket as pictures through python-escpos, a new object for each; how fast, as JSON.

Its user draws the text with Pillow, in the same font and over the same 576 dots as ours, and gives it to `image()`
with its default implementation; the QR code is its own picture (`native=False`).
"""

import argparse
import json
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from escpos.printer import Dummy
from PIL import Image, ImageDraw, ImageFont

TICKET: dict[str, Any] = json.loads(Path(__file__).with_name("ticket.json").read_text(encoding="utf-8"))
_FONTS = Path(__file__).resolve().parents[3] / "assets" / "fonts"
_WIDTH, _LINE = 576, 30


@cache
def _font(height: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    name = "NotoSansCJKsc-Bold-gbk.otf" if bold else "NotoSansCJKsc-Regular-gbk.otf"
    return ImageFont.truetype(str(_FONTS / name), 24 * height, layout_engine=ImageFont.Layout.BASIC)


def _lines(t: dict[str, Any]) -> Iterator[tuple[str, str, int, bool, bool]]:
    """Left text, right text, height factor, bold, centred."""
    rule = "-" * 48
    yield t["shop"], "", 2, False, True
    yield f"{t['kind']} #{t['number']}", "", 2, True, True
    for label, key in (("订单号", "order_no"), ("下单", "placed"), ("取餐", "pickup"), ("顾客", "customer")):
        yield f"{label}: {t[key]}", "", 1, False, False
    yield rule, "", 1, False, False
    for line in t["lines"]:
        yield f"{line['qty']}x {line['name']}", line["price"], 1, True, False
        for mod in line["mods"]:
            yield f"   - {mod}", "", 1, False, False
    yield rule, "", 1, False, False
    yield t["note"], "", 1, True, False
    yield rule, "", 1, False, False
    for left, right in t["totals"]:
        yield left, right, 1, False, False
    yield *t["total"], 2, True, False


def picture(t: dict[str, Any]) -> Image.Image:
    """The ticket's text as dots, without grey."""
    lines = list(_lines(t))
    image = Image.new("1", (_WIDTH, sum(_LINE * height for _, _, height, _, _ in lines)), 1)
    draw = ImageDraw.Draw(image)
    y = 0
    for left, right, height, bold, centred in lines:
        font = _font(height, bold=bold)
        x = (_WIDTH - font.getlength(left)) // 2 if centred else 0
        draw.text((x, y), left, 0, font)
        if right:
            draw.text((_WIDTH - font.getlength(right), y), right, 0, font)
        y += _LINE * height
    return image


def encoded() -> bytes:
    """The ticket's bytes, from a printer made for it."""
    printer = Dummy()
    printer.hw("INIT")
    printer.image(picture(TICKET))
    printer.set(align="center")
    printer.qr(TICKET["qr"], native=False, size=6)
    printer.cut(mode="PART")
    return printer.output


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=100)
    parser.add_argument("--warm", type=int, default=10)
    chosen = parser.parse_args()
    data = b""
    for _ in range(chosen.warm):
        data = encoded()
    start = time.perf_counter()
    for _ in range(chosen.n):
        data = encoded()
    seconds = time.perf_counter() - start
    whole = len(data) > _WIDTH // 8 * _LINE * 20 and data.endswith(b"\x1dV\x01")
    print(json.dumps({"n": chosen.n, "sec": seconds, "bytes": len(data), "cjk_ok": whole}))


if __name__ == "__main__":
    main()
