"""The till on a running desk: what a clerk takes, codes of WeChat Pay, and money that goes back by it."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from desk.app.engine import Engine
from desk.domain.orders import Action, Order, PaymentMethod
from desk.domain.payments import Entry
from desk.errors import DeskError
from desk.services import Request
from desk.ui.till.shown import Code, Step, TillShown

#: Hands work to the loop; what goes wrong in it is told to the person.
Ask = Callable[[Coroutine[object, object, None]], None]


class LiveTill:
    """The till as the window's TillBackend. `person` is who takes the money."""

    def __init__(self, engine: Engine, shown: TillShown, person: str, ask: Ask) -> None:
        self._engine = engine
        self._shown = shown
        self._person = person
        self._ask = ask
        #: The payment whose code is on screen, by order, with the relay it was asked of.
        self._open: dict[str, tuple[str, str]] = {}

    def changed(self, order_ids: frozenset[str]) -> None:
        """Orders are not what they were: a code that was paid is put away."""
        shown = self._shown
        if shown.step == "code" and shown.order_id in order_ids:
            self._ask(self._put_away(shown.order_id))

    async def _put_away(self, order_id: str) -> None:
        order = await self._engine.order(order_id)
        if order.content.balance <= 0 and self._shown.order_id == order_id:
            self._open.pop(order_id, None)
            self._shown.close()

    def take(self, order_id: str, method: str) -> None:
        """See TillBackend."""

        async def do() -> None:
            request = Request(Action.PAID, self._person, method=PaymentMethod(method))
            await self._engine.fulfilment.act(order_id, request)
            self._shown.close()

        self._ask(do())

    def collect(self, order_id: str) -> None:
        """See TillBackend."""
        self._shown.answer(order_id, "asking")
        self._ask(self._told(order_id, self._collect(order_id)))

    async def _collect(self, order_id: str) -> None:
        order = await self._engine.order(order_id)
        relay = self._relay_of(order)
        if not relay:
            self._trouble(
                order_id, QCoreApplication.translate("Till", "没有连中继，或者中继没有开通微信支付。")
            )
            return
        content = order.content
        title = f"{self._engine.shop.name} {order.number}"
        command = {
            "kind": "collect", "desk_order": order.id, "title": title, "amount": content.balance,
            "currency": content.currency,
        }  # fmt: skip
        stamp = self._engine.clock.now().timestamp()
        answer = await self._engine.sources.command(relay, command, f"collect {order.id} {stamp:.3f}")
        if answer.get("done") is not True:
            self._trouble(order_id, _why(str(answer.get("reason", ""))))
            return
        self._open[order_id] = relay, str(answer["payment"])
        until = datetime.fromisoformat(str(answer["until"])).timestamp()
        rows = await asyncio.to_thread(code_rows, str(answer["code_url"]))
        self._shown.answer(order_id, "code", code=Code(rows, content.balance, until))

    def uncollect(self, order_id: str) -> None:
        """See TillBackend."""

        async def do() -> None:
            relay, payment = self._open.pop(order_id, ("", ""))
            if payment:
                command = {"kind": "uncollect", "payment": payment}
                await self._engine.sources.command(relay, command, f"uncollect {payment}")
            self._shown.answer(order_id, "choose")

        self._ask(self._told(order_id, do()))

    def refund(self, order_id: str, reason: str) -> None:
        """See TillBackend."""
        self._shown.answer(order_id, "giving")
        self._ask(self._told(order_id, self._refund(order_id, reason)))

    async def _refund(self, order_id: str, reason: str) -> None:
        entries = await self._engine.database.read(lambda work: work.payments.of_order(order_id))
        left = refundable(entries)
        if not left:
            self._trouble(order_id, QCoreApplication.translate("Till", "这单没有可以原路退回的钱。"))
            return
        for entry, amount, number in left:
            command = {
                "kind": "refund", "payment": entry.payment, "refund": number, "amount": amount, "reason": reason,
            }  # fmt: skip
            answer = await self._engine.sources.command(entry.source, command, f"refund {number}")
            if answer.get("done") is not True:
                self._trouble(order_id, _why(str(answer.get("reason", ""))))
                return
        self._shown.close()

    def _relay_of(self, order: Order) -> str:
        """The relay that asks for the money: the order's own, else the first there is."""
        relays = [name for name, source in self._engine.sources.by_name.items() if source.kind == "relay"]
        return order.content.source if order.content.source in relays else next(iter(relays), "")

    async def _told(self, order_id: str, work: Coroutine[object, object, None]) -> None:
        """Do it; what went wrong stands in the till."""
        try:
            await work
        except DeskError as fault:
            self._trouble(order_id, str(fault))
            raise

    def _trouble(self, order_id: str, problem: str) -> None:
        step: Step = "trouble"
        self._shown.answer(order_id, step, problem=problem)


def refundable(entries: list[Entry]) -> list[tuple[Entry, int, str]]:
    """The payments by WeChat of which something is left to give back, how much, and the number of the next refund."""
    found: list[tuple[Entry, int, str]] = []
    for entry in entries:
        if entry.event != "paid" or entry.method is not PaymentMethod.WECHAT or not entry.source:
            continue
        back = [e for e in entries if e.payment == entry.payment and e.event in {"refunded", "refund-failed"}]
        left = entry.amount - sum(each.amount for each in back if each.event == "refunded")
        if left > 0:
            found.append((entry, left, f"RF{entry.payment[-24:]}-{len(back) + 1}"))
    return found


def code_rows(text: str) -> tuple[str, ...]:
    """A QR code's rows of 0 and 1, without a quiet zone."""
    import qrcode

    made: Any = qrcode.QRCode(border=0)
    made.add_data(text)
    made.make(fit=True)
    return tuple("".join("1" if dot else "0" for dot in row) for row in made.get_matrix())


def _why(reason: str) -> str:
    match reason:
        case "paid":
            return QCoreApplication.translate("Till", "这单已经付过了。")
        case "unavailable":
            return QCoreApplication.translate("Till", "现在连不上微信支付，过一会儿再试，或者换一种方式收。")
        case _:
            return QCoreApplication.translate("Till", "微信支付没有同意：{reason}").format(reason=reason)
