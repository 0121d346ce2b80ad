"""The ticket as a user of python-escpos prints it; also `--n N --warm N`: how fast it is encoded, as JSON."""

import argparse
import json
import time
import unicodedata
from pathlib import Path
from typing import Any

from escpos.escpos import Escpos
from escpos.printer import Dummy

TICKET: dict[str, Any] = json.loads(Path(__file__).with_name("ticket.json").read_text(encoding="utf-8"))


def emit(printer: Escpos, t: dict[str, Any]) -> None:
    """Print it, cut included."""
    printer.hw("INIT")
    printer._raw(b"\x1c&")  # python-escpos has no call for the Chinese font
    printer.set(align="center", double_width=True, double_height=True)
    printer.text(t["shop"] + "\n")
    printer.set(align="center", bold=True, normal_textsize=True, double_height=True)
    printer.text(f"{t['kind']} #{t['number']}\n")
    printer.set(align="left", bold=False, normal_textsize=True)
    for label, key in (("订单号", "order_no"), ("下单", "placed"), ("取餐", "pickup"), ("顾客", "customer")):
        printer.text(f"{label}: {t[key]}\n")
    printer.text("-" * 48 + "\n")
    for line in t["lines"]:
        printer.set(bold=True)
        printer.text(_row(f"{line['qty']}x {line['name']}", line["price"]))
        printer.set(bold=False)
        for mod in line["mods"]:
            printer.text(f"   - {mod}\n")
    printer.text("-" * 48 + "\n")
    printer.set(bold=True)
    printer.text(t["note"] + "\n")
    printer.set(bold=False)
    printer.text("-" * 48 + "\n")
    for left, right in t["totals"]:
        printer.text(_row(left, right))
    printer.set(bold=True, double_height=True)
    printer.text(_row(*t["total"]))
    printer.set(bold=False, normal_textsize=True, align="center")
    printer.qr(t["qr"], native=True, size=6)
    printer.text(t["thanks"] + "\n")
    printer.cut(mode="PART")


def _row(left: str, right: str) -> str:
    return left + " " * (48 - _cells(left) - _cells(right)) + right + "\n"


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def encoded() -> bytes:
    """The ticket's bytes, from a printer made for it."""
    printer = Dummy()
    emit(printer, TICKET)
    return printer.output


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--warm", type=int, default=50)
    chosen = parser.parse_args()
    data = b""
    for _ in range(chosen.warm):
        data = encoded()
    start = time.perf_counter()
    for _ in range(chosen.n):
        data = encoded()
    seconds = time.perf_counter() - start
    whole = "宫保鸡丁".encode("gb18030") in data
    print(json.dumps({"n": chosen.n, "sec": seconds, "bytes": len(data), "cjk_ok": whole}))


if __name__ == "__main__":
    main()
