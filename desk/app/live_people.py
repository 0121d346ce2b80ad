"""The customers page on a running desk: reads what it shows, and does what its buttons say."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desk.app.best_csv import write_best
from desk.domain.orders import Line, Order
from desk.domain.people import CustomerCard, Remarks
from desk.domain.statistics import CustomerRow, Group
from desk.services.people import ORDERS, PAGE, People
from desk.ui.backend import CounterLine, ReadChat
from desk.ui.people.shown import PeopleShown
from desk.ui.shown import Shown

#: Hands work to the loop; what goes wrong in it is told to the person.
Ask = Callable[[Coroutine[object, object, None]], None]
#: Prints customers under a title.
PrintCustomers = Callable[[str, Sequence[CustomerRow]], Coroutine[object, object, object]]
#: Shows a passing message: text and kind.
Tell = Callable[[str, str], None]
#: Gives an order by its id. Raises NotFound.
OrderOf = Callable[[str], Coroutine[object, object, Order]]

#: Seconds that changes are gathered before they are shown.
_BLINK = 0.3
#: Rows of a list that are read anew whenever an order changes.
LONGEST = 600


class LivePeople:
    """The customers as the window's PeopleBackend."""

    def __init__(
        self,
        people: People,
        order: OrderOf,
        print_customers: PrintCustomers,
        shown: Shown,
        person: str,
        tell: Tell,
        ask: Ask,
    ) -> None:
        """`person` is whose name stands beside a merge."""
        self._service = people
        self._order = order
        self._print = print_customers
        self._window = shown
        self._person = person
        self._tell = tell
        self._ask = ask
        self._noted = False
        self._reading = False

    @property
    def _shown(self) -> PeopleShown:
        return self._window.people

    def changed(self) -> None:
        """An order is not what it was; what is shown of customers is read anew after a moment, while it is shown."""
        if self._shown.watched and not self._noted:
            self._noted = True
            self._ask(self._show_soon())

    async def _show_soon(self) -> None:
        await asyncio.sleep(_BLINK)
        self._noted = False
        await self._show()

    async def _show(self) -> None:
        service, shown = self._service, self._shown
        sizes = await service.sizes()
        if not shown.known and not sizes[Group.DUE]:
            shown.ask(Group.ALL, "")
        shown.set_sizes(sizes, service.today())
        # as many as are there, so that nobody loses the place in the list; one that is very long stays as it is
        if len(shown.rows) <= LONGEST:
            await self._list(max(PAGE, len(shown.rows)))
        if shown.chosen:
            await self._open(shown.chosen)

    async def _list(self, limit: int = PAGE) -> None:
        group, text = self._shown.group, self._shown.text
        best = (self._shown.span, self._shown.by_orders)
        if group is Group.VIP and not text.strip():
            rows = await self._service.best(best[0], by_orders=best[1])
            more = False
        else:
            rows = await self._service.page(group, text, 0, limit)
            more = len(rows) == limit
        shown = self._shown
        if (group, text, best) == (shown.group, shown.text, (shown.span, shown.by_orders)):
            shown.set_rows(rows, more=more)

    async def _open(self, customer: int) -> None:
        found = await self._service.card(customer)
        if found is not None:
            self._shown.set_card(*found, more=len(found[1]) == ORDERS)

    def refresh(self) -> None:
        """See PeopleBackend."""
        self._ask(self._show())

    def find(self, group: Group, text: str) -> None:
        """See PeopleBackend."""
        self._ask(self._list())

    def more(self) -> None:
        """See PeopleBackend."""

        async def do() -> None:
            shown = self._shown
            asked, start = (shown.group, shown.text), len(shown.rows)
            try:
                rows = await self._service.page(*asked, start)
            finally:
                self._reading = False
            if asked == (shown.group, shown.text) and start == len(shown.rows):
                known = {row.id for row in shown.rows}
                shown.add_rows([row for row in rows if row.id not in known], more=len(rows) == PAGE)

        if not self._reading:
            self._reading = True
            self._ask(do())

    def open(self, customer: int) -> None:
        """See PeopleBackend."""
        self._ask(self._open(customer))

    def write_of(self, customer: int, remarks: Remarks) -> None:
        """See PeopleBackend."""

        async def do() -> None:
            await self._service.write_of(customer, remarks)
            await self._open(customer)

        self._ask(do())

    def look_for(self, text: str) -> None:
        """See PeopleBackend."""

        async def do() -> None:
            found = await self._service.page(Group.ALL, text, 0) if text.strip() else ()
            self._shown.set_candidates(found)

        self._ask(do())

    def merge(self, kept: int, gone: int) -> None:
        """See PeopleBackend."""

        async def do() -> None:
            await self._service.merge(kept, gone, self._person)
            text = QCoreApplication.translate("Desk", "合在一起了。卡片上可以撤销。")
            self._tell(text, "good")
            await self._show()

        self._ask(do())

    def undo_merge(self, merge: int) -> None:
        """See PeopleBackend."""

        async def do() -> None:
            undone = await self._service.undo_merge(merge)
            text = QCoreApplication.translate("Desk", "分开了，{name} 又是单独一位。")
            self._tell(text.format(name=undone.name), "good")
            await self._show()

        self._ask(do())

    def export(self, path: str) -> None:
        """See PeopleBackend."""

        async def do() -> None:
            shown = self._shown
            rows = await self._service.best(shown.span, by_orders=shown.by_orders)
            try:
                await asyncio.to_thread(write_best, Path(path), rows, self._window.currency)
            except OSError as error:
                text = QCoreApplication.translate("Desk", "写不到这个文件：{why}")
                self._tell(text.format(why=error.strerror), "bad")
                return
            text = QCoreApplication.translate("Desk", "写好了 {n} 位顾客：{name}")
            self._tell(text.format(n=len(rows), name=Path(path).name), "good")

        self._ask(do())

    def print_best(self) -> None:
        """See PeopleBackend."""

        async def do() -> None:
            shown = self._shown
            rows = await self._service.best(shown.span, by_orders=shown.by_orders)
            title = QCoreApplication.translate("Desk", "VIP 名单")
            await self._print(title, rows)
            self._tell(QCoreApplication.translate("Desk", "已交给打印机"), "good")

        self._ask(do())

    def older(self) -> None:
        """See PeopleBackend."""

        async def do() -> None:
            shown = self._shown
            customer, start = shown.chosen, len(shown.history)
            orders = await self._service.older(customer, start)
            if (customer, start) == (shown.chosen, len(shown.history)):
                shown.add_history(orders, more=len(orders) == ORDERS)

        self._ask(do())

    def again(self, order_id: str) -> None:
        """See PeopleBackend."""

        async def do() -> None:
            self._window.entry_wanted.emit(_like(await self._order(order_id), self._shown.card))

        self._ask(do())

    def order_for(self, customer: int) -> None:
        """See PeopleBackend."""

        async def do() -> None:
            found = await self._service.card(customer)
            if found is not None:
                card = found[0]
                phone = _phone(card)
                kind = "delivery" if card.address else "pickup"
                self._window.entry_wanted.emit(
                    ReadChat((), kind, card.row.name, phone, card.address, None, "", ())
                )

        self._ask(do())


def _like(order: Order, card: CustomerCard | None) -> ReadChat:
    """The same order once more, for as soon as possible."""
    content = order.content
    to = content.fulfilment
    known: CustomerRow | None = card.row if card is not None and card.row.id == order.customer_id else None
    name = to.name or content.customer.nickname or (known.name if known else "")
    phone = to.phone or content.customer.phone or (_phone(card) if card and known else "")
    lines = tuple(_line(line) for line in content.lines)
    return ReadChat(lines, to.kind.value, name, phone, to.address, None, content.note, ())


def _line(line: Line) -> CounterLine:
    """One product with what was chosen, at the price it had."""
    each = line.unit_price + sum(option.price for option in line.options)
    detail = [*(option.value for option in line.options), line.note]
    return CounterLine(line.name, line.quantity, each, "，".join(filter(None, detail)))


def _phone(card: CustomerCard) -> str:
    """The number they are known by."""
    return card.row.phone or next((each.value for each in card.handles if each.kind == "phone"), "")
