"""The demonstration in the terminal: one calm line for each thing that happens, Chinese with English beside it."""

import io
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from desk.demo.count import PLACES, Count
from desk.demo.customers import Happened
from desk.domain.money import short_price
from desk.domain.orders import OrderDraft, PaymentState
from printers import PrinterState, PrinterStatus

_WHAT = {
    "order": "下单 order",
    "change": "改单 change",
    "cancel": "取消 cancel",
    "rush": "催单 chase",
    "refused": "不行 refused",
}
_KINDS = {
    "main": "小票 tickets",
    "change": "改单 changes",
    "cancel": "取消 cancellations",
    "rush": "催单 chases",
    "now-paid": "已付款 paid",
}
_STATES = {PrinterState.IDLE: "就绪", PrinterState.PROCESSING: "打印中", PrinterState.STOPPED: "停"}
_REASONS = {"media-empty": "缺纸", "cover-open": "开盖", "unreachable": "连不上", "media-low": "纸少"}


class Terminal:
    """Writes the lines. `now` and `zone` give the shop's time, `statuses` how the printers do."""

    def __init__(
        self, now: Callable[[], datetime], zone: ZoneInfo, statuses: Callable[[], Mapping[str, PrinterStatus]]
    ) -> None:
        self._now = now
        self._zone = zone
        self._statuses = statuses

    def happened(self, event: Happened) -> None:
        """A customer did something."""
        words = _wanted(event.wanted) if event.what == "order" and event.wanted else event.said
        self._line(event.number, _WHAT[event.what], words)

    def printer(self, name: str, status: PrinterStatus, waiting: int, holding: int) -> None:
        """A printer stopped or goes on; tickets that wait, and those the printer keeps inside."""
        if status.can_print:
            words = "接着打 goes on"
        else:
            words = f"{_state(status)}：机器里 holding {holding} 张，在等 waiting {waiting} 张"
        self._line("", f"{PLACES.get(name, name)} printer", words)

    def _line(self, number: str, what: str, words: str) -> None:
        at = f"{self._now().astimezone(self._zone):%H:%M:%S}"
        printers = " · ".join(
            f"{PLACES.get(name, name)} {_state(status)}" for name, status in self._statuses().items()
        )
        print(f"{at}  {_fit(number, 5)} {_fit(what, 14)} {_fit(words, 50)} {printers}", flush=True)


def prepare_output() -> None:
    """A terminal that cannot show Chinese shows question marks instead of stopping the demonstration."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def summary(result: Count, sheets: int, folder: str, zone: ZoneInfo) -> str:
    """The end of the demonstration in some lines."""
    rows = [f"\n{result.orders} 个订单 orders · {sheets} 张小票 sheets on paper"]
    rows += [f"  {row}" for row in kinds_by_place(result.kinds)]
    for held in result.held:
        until = f"{held.until.astimezone(zone):%m-%d %H:%M}"
        rows.append(f"  {held.number} {held.place}  预订，{until} 再打 held until then")
    if result.copies:
        rows.append(f"  其中 {result.copies} 张注明「补打」 marked copies")
    if result.wrong:
        rows.append("对不上 NOT ACCOUNTED FOR:")
        rows += [f"  {what}" for what in result.wrong]
    else:
        rows.append(
            "数过纸：每张票都对上了，没有漏打，没有重打。Counted on paper: nothing lost, nothing twice."
        )
    rows.append(f"小票 sheets: {folder}")
    return "\n".join(rows)


def kinds_by_place(kinds: Counter[tuple[str, str]]) -> list[str]:
    """How many slips of each kind fell at each place, a row a place; `kinds` counts (place, kind)."""
    rows: list[str] = []
    for place in dict.fromkeys(place for place, _ in kinds):
        counts = [f"{words} {kinds[place, kind]}" for kind, words in _KINDS.items() if kinds[place, kind]]
        rows.append(f"{place}  " + " · ".join(counts))
    return rows


def _state(status: PrinterStatus) -> str:
    for reason in sorted(reason.value for reason in status.reasons):
        return _REASONS.get(reason, reason)
    return _STATES[status.state]


def _wanted(order: OrderDraft) -> str:
    first = order.lines[0]
    more = f" 等{len(order.lines)}样" if len(order.lines) > 1 else ""
    if order.balance:
        words = "部分付 part paid" if order.payment.state is PaymentState.PART_PAID else "待收 to collect"
    else:
        words = "已付 paid"
    money = f"{short_price(order.amount_due, order.currency)} {words}"
    return f"{_fit(f'{first.name} ×{first.quantity}{more}', 28)} {money}"


def _fit(text: str, columns: int) -> str:
    """Exactly so many columns of a terminal, where Chinese takes two."""
    kept, width = "", 0
    for character in " ".join(text.split()):
        wide = _width(character)
        if width + wide > columns:
            while width > columns - 1:
                width -= _width(kept[-1])
                kept = kept[:-1]
            return f"{kept}…" + " " * (columns - width - 1)
        kept += character
        width += wide
    return kept + " " * (columns - width)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
