"""The least a Python program can do for the ticket: no library, no checks, one pass; GBK text and fixed commands.

`--n N --warm N [--dump FILE]`: how fast, as JSON.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

TICKET: dict[str, Any] = json.loads(Path(__file__).with_name("ticket.json").read_text(encoding="utf-8"))

_RULE = b"-" * 48 + b"\n"
_BOLD, _LIGHT = b"\x1bE\x01", b"\x1bE\x00"
_PLAIN, _TALL, _BIG = b"\x1d!\x00", b"\x1d!\x01", b"\x1d!\x11"
_LEFT, _CENTER = b"\x1ba\x00", b"\x1ba\x01"


def build(t: dict[str, Any]) -> bytes:
    """The ticket's bytes, cut included."""
    out = [
        b"\x1b@\x1c&" + _CENTER + _BIG,
        t["shop"].encode("gb18030"),
        b"\n" + _TALL + _BOLD,
        f"{t['kind']} #{t['number']}\n".encode("gb18030"),
        _PLAIN + _LIGHT + _LEFT,
        f"订单号: {t['order_no']}\n下单: {t['placed']}\n".encode("gb18030"),
        f"取餐: {t['pickup']}\n顾客: {t['customer']}\n".encode("gb18030"),
        _RULE,
    ]
    for line in t["lines"]:
        out += (_BOLD, _row(f"{line['qty']}x {line['name']}", line["price"]), _LIGHT)
        out += [f"   - {mod}\n".encode("gb18030") for mod in line["mods"]]
    out += (_RULE, _BOLD, t["note"].encode("gb18030"), b"\n", _LIGHT, _RULE)
    out += [_row(left, right) for left, right in t["totals"]]
    out += (_BOLD, _TALL, _row(*t["total"]), _PLAIN, _LIGHT, _CENTER, _qr(t["qr"]), b"\n")
    out += (t["thanks"].encode("gb18030"), b"\n\x1bd\x03\x1dV\x01")
    return b"".join(out)


def _row(left: str, right: str) -> bytes:
    before, after = left.encode("gb18030"), right.encode("gb18030")
    return before + b" " * (48 - len(before) - len(after)) + after + b"\n"


def _qr(text: str) -> bytes:
    data = text.encode()
    size = (len(data) + 3).to_bytes(2, "little")
    settings = b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1"
    return settings + b"\x1d(k" + size + b"1P0" + data + b"\x1d(k\x03\x001Q0"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--warm", type=int, default=50)
    parser.add_argument("--dump", type=Path)
    chosen = parser.parse_args()
    data = build(TICKET)
    if chosen.dump:
        chosen.dump.write_bytes(data)
    for _ in range(chosen.warm):
        data = build(TICKET)
    start = time.perf_counter()
    for _ in range(chosen.n):
        data = build(TICKET)
    seconds = time.perf_counter() - start
    whole = "宫保鸡丁".encode("gb18030") in data
    print(json.dumps({"n": chosen.n, "sec": seconds, "bytes": len(data), "cjk_ok": whole}))


if __name__ == "__main__":
    main()
