"""`menu|new N [raster]`: build tickets like the peers' as documents and encode them, each another; prints JSON.

The encoder remembers what it has encoded, so no two tickets may be the same. `menu`: number, times, customer and
note are new each time, products and choices are of the menu. `new`: not one line with text of its own was seen
before, which no shop is like. With `raster` the printer has no Chinese font and draws no QR codes: the ticket is
sent as pictures.
"""

import gc
import json
import sys
import time
from dataclasses import replace
from typing import Any

from printers import (
    Columns,
    Document,
    Line,
    Node,
    Profile,
    QrCode,
    Rule,
    Style,
    closing,
    encode,
    load_profile,
    opening,
)
from tests.bench.adapters.drafts import TICKET

_BIG = Style(2, 2, bold=True)
_TALL = Style(1, 2, bold=True)
_BOLD = Style(bold=True)
_HIGH = Style(1, 2, bold=True)


def document(t: dict[str, Any]) -> Document:
    """The same ticket, line by line, as python-escpos's adapter prints it."""
    nodes: list[Node] = [
        Line(t["shop"], _BIG, "center"),
        Line(f"{t['kind']} #{t['number']}", _TALL, "center"),
        Line(f"订单号: {t['order_no']}"),
        Line(f"下单: {t['placed']}"),
        Line(f"取餐: {t['pickup']}"),
        Line(f"顾客: {t['customer']}"),
        Rule(),
    ]
    for x in t["lines"]:
        nodes.append(Columns(f"{x['qty']}x {x['name']}", x["price"], _BOLD))
        nodes.extend(Line(f"   - {mod}") for mod in x["mods"])
    nodes += [Rule(), Line(t["note"], _BOLD), Rule()]
    nodes += [Columns(left, right) for left, right in t["totals"]]
    nodes += [Columns(*t["total"], _HIGH), QrCode(t["qr"]), Line(t["thanks"], align="center")]
    return Document(tuple(nodes))


def another(t: dict[str, Any], number: int, kind: str) -> dict[str, Any]:
    """The ticket of another order."""
    own = {
        **t,
        "number": f"A{number:04d}",
        "order_no": f"{t['order_no']}{number}",
        "qr": f"{t['qr']}{number}",
    }
    own["placed"] = f"2026-11-{1 + number % 28:02d} 18:{number // 60 % 60:02d}:{number % 60:02d}"
    own["customer"], own["note"] = f"{t['customer']}{number}", f"{t['note']}, {number}"
    if kind == "new":
        own["lines"] = [
            {**line, "name": f"{line['name']}{number}", "mods": [f"{mod}{number}" for mod in line["mods"]]}
            for line in t["lines"]
        ]
        own["totals"] = [[left, f"{right}{number}"] for left, right in t["totals"]]
    return own


def build(t: dict[str, Any], profile: Profile) -> bytes:
    """One ticket's bytes."""
    return b"".join((opening(profile, torn=False), encode(document(t), profile), closing(profile)))


def columns(data: bytes, t: dict[str, Any]) -> dict[str, int]:
    """How many two-column lines the ticket has, and how many of them stand on the paper 48 cells wide to the dot."""
    from printers.simulator.interpreter import interpret
    from printers.simulator.paper import Run

    wanted = {(f"{x['qty']}x {x['name']}", x["price"]) for x in t["lines"]}
    wanted |= {(left, right) for left, right in (*t["totals"], t["total"])}
    right = 0
    for row in interpret(data, load_profile("generic-80mm-gbk")).sheets[0].rows:
        runs = [item for item in row.items if isinstance(item, Run)]
        left, _, price = row.text.rpartition(" ") if runs else ("", "", "")
        right += (left.rstrip(), price) in wanted and max(run.x + run.width for run in runs) == 576
    return {"columns": len(wanted), "columns_right": right}


def main() -> None:
    kind, count, drawn = sys.argv[1], int(sys.argv[2]), sys.argv[3:] == ["raster"]
    ticket = json.loads(TICKET.read_text(encoding="utf-8"))
    tickets = [another(ticket, number, kind) for number in range(count + count // 5)]
    profile = load_profile("generic-80mm-gbk")
    if drawn:
        profile = replace(load_profile("latin-80mm"), qr=False)
    own = build(ticket, profile)
    data = b""
    for ticket in tickets[count:]:
        data = build(ticket, profile)
    gc.collect()
    gc.freeze()  # as `desk serve` does; the peers have no heap of tickets to look through
    start = time.perf_counter()
    for ticket in tickets[:count]:
        data = build(ticket, profile)
    seconds = time.perf_counter() - start
    whole = data.count(b"\x1dv0") > 0 if drawn else "宫保鸡丁".encode("gbk") in data
    said = {
        "n": count,
        "sec": seconds,
        "bytes": len(own),
        "cjk_ok": whole and data.endswith(closing(profile)),
    }
    if not drawn:
        said |= columns(own, json.loads(TICKET.read_text(encoding="utf-8")))
    print(json.dumps(said))


if __name__ == "__main__":
    main()
