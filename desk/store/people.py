"""One customer at a time, read by keys, so that a page opens as quickly in a shop of a million orders."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import Select, String, and_, bindparam, func, or_, select, union

from desk.domain.people import VISITS_KEPT, CustomerCard, Handle, Merge, PastOrder, Remarks, Visit
from desk.domain.statistics import CustomerRow
from desk.store.connection import Connection, SqlRow
from desk.store.customer_rows import JOINED, ROW, to_row
from desk.store.merging import Merging
from desk.store.rollups import COUNTED, day_of
from desk.store.statements import Statement, constant
from desk.store.statistics import Statistics
from desk.store.sum_tables import CUSTOMER_STATS
from desk.store.tables import CUSTOMERS, IDENTITIES, ORDER_LINES, ORDERS

#: Favourites shown of one customer.
FAVOURITES = 6
_MINE = ORDERS.c.customer_id == bindparam("customer")
_ONE = Statement(select(*ROW).select_from(JOINED).where(CUSTOMERS.c.id == bindparam("customer")))
_RANK = Statement(
    select(func.count()).select_from(CUSTOMER_STATS).where(CUSTOMER_STATS.c.amount > bindparam("amount"))
)
_HANDLES = Statement(
    select(IDENTITIES.c.kind, IDENTITIES.c.value)
    .where(IDENTITIES.c.customer_id == bindparam("customer"))
    .order_by(IDENTITIES.c.kind, IDENTITIES.c.value)
)
_VISITS = Statement(
    select(ORDERS.c.received_at, ORDERS.c.amount_due, ORDERS.c.address)
    .where(and_(_MINE, COUNTED))
    .order_by(ORDERS.c.received_at.desc())
    .limit(bindparam("limit"))
)
_FIRST = Statement(
    select(ORDERS.c.source, ORDERS.c.source_kind)
    .where(_MINE)
    .order_by(ORDERS.c.received_at)
    .limit(constant("1"))
)


_PAGE = (
    select(ORDERS.c.id)
    .where(_MINE)
    .order_by(ORDERS.c.received_at.desc(), ORDERS.c.id.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("after"))
    .subquery()
)
_OF_PAGE = ORDERS.join(_PAGE, _PAGE.c.id == ORDERS.c.id)
_HISTORY = Statement(
    select(*(ORDERS.c[name] for name in ("id", "number", "state", "received_at", "amount_due", "currency")))
    .select_from(_OF_PAGE)
    .order_by(ORDERS.c.received_at.desc(), ORDERS.c.id.desc())
)
_LINES = Statement(
    select(ORDER_LINES.c.order_id, ORDER_LINES.c.name, ORDER_LINES.c.quantity)
    .select_from(
        _OF_PAGE.join(
            ORDER_LINES,
            and_(ORDER_LINES.c.order_id == ORDERS.c.id, ORDER_LINES.c.version == ORDERS.c.version),
        )
    )
    .order_by(ORDER_LINES.c.order_id, ORDER_LINES.c.position)
)


def _search(*, phones: bool, postgresql: bool) -> Select[Any]:
    """Names are looked through, which takes some ten milliseconds for fifty thousand; their sums only for a page."""
    within, ending = bindparam("within", type_=String), bindparam("ending", type_=String)
    # SQLite's LIKE takes a and A for the same by itself; to ask for that costs it three times as much
    named = or_(
        *(
            column.ilike(within, escape="!") if postgresql else column.like(within, escape="!")
            for column in (CUSTOMERS.c.name, CUSTOMERS.c.nickname)
        )
    )
    known = select(CUSTOMERS.c.id).where(named)
    called = select(IDENTITIES.c.customer_id).where(
        and_(IDENTITIES.c.kind == constant("'phone'"), IDENTITIES.c.value.like(ending, escape="!"))
    )
    who = (union(known, called) if phones else known).subquery()
    order = (CUSTOMER_STATS.c.last_day.desc(), CUSTOMER_STATS.c.customer_id)
    page = (
        select(CUSTOMER_STATS.c.customer_id)
        .join(who, who.c.id == CUSTOMER_STATS.c.customer_id)
        .order_by(*order)
        .limit(bindparam("limit"))
        .offset(bindparam("after"))
        .subquery()
    )
    found = page.join(JOINED, CUSTOMER_STATS.c.customer_id == page.c.customer_id)
    return select(*ROW).select_from(found).order_by(*order)


_SEARCH = {
    phones: Statement(
        _search(phones=phones, postgresql=False), postgresql=_search(phones=phones, postgresql=True)
    )
    for phones in (False, True)
}


class People:
    """The repository of desk.domain.people.People."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._statistics = Statistics(connection)
        self._merging = Merging(connection)

    def search(self, text: str, *, limit: int, after: int = 0) -> list[CustomerRow]:
        """Customers with that in their name or nickname, or at the end of a phone number; who came last first."""
        wanted = text.strip()
        digits = wanted.replace("-", "").replace(" ", "")
        # a single digit ends every tenth number: that is no search
        phones = len(digits) > 1 and digits.isascii() and digits.isdecimal()
        values = {"within": f"%{_escaped(wanted)}%", "ending": f"%{digits}", "limit": limit, "after": after}
        return [to_row(row) for row in self._db.rows(_SEARCH[phones], values)]

    def card(self, customer: int, zone: tzinfo) -> CustomerCard | None:
        """One customer; None when nothing of theirs counts."""
        this = {"customer": customer}
        found = self._db.row(_ONE, this)
        if found is None:
            return None
        row = to_row(found)
        source, kind = self._db.rows(_FIRST, this)[0]
        orders = self._db.rows(_VISITS, {**this, "limit": VISITS_KEPT})
        return CustomerCard(
            row,
            tuple(Handle(*handle) for handle in self._db.rows(_HANDLES, this)),
            _visits(orders, zone),
            tuple(self._statistics.favourites(customer, FAVOURITES)),
            source,
            kind,
            next((address for _at, _amount, address in orders if address), ""),
            int(self._db.rows(_RANK, {"amount": row.amount})[0][0]) + 1,
            self._merging.remarks(customer),
            self._merging.newest(customer),
        )

    def set_remarks(self, customer: int, remarks: Remarks) -> None:
        """What is written of a customer from now on."""
        self._merging.set_remarks(customer, remarks)

    def merge(self, kept: int, gone: int, by: str, at: datetime, zone: tzinfo) -> int:
        """Two customers are one; see desk.store.merging."""
        return self._merging.merge(kept, gone, by, at, zone)

    def undo_merge(self, merge: int, at: datetime, zone: tzinfo) -> Merge:
        """Everything as it was before."""
        return self._merging.undo(merge, at, zone)

    def history(self, customer: int, *, limit: int, after: int = 0) -> Sequence[PastOrder]:
        """All their orders, the newest first."""
        page = {"customer": customer, "limit": limit, "after": after}
        lines: dict[str, list[tuple[str, int]]] = {}
        for order_id, name, quantity in self._db.rows(_LINES, page):
            lines.setdefault(order_id, []).append((name, quantity))
        return [
            PastOrder(order_id, number, state, at / 1e6, total, currency, tuple(lines.get(order_id, ())))
            for order_id, number, state, at, total, currency in self._db.rows(_HISTORY, page)
        ]


def _visits(orders: Sequence[SqlRow], zone: tzinfo) -> tuple[Visit, ...]:
    """Orders of one day together, the oldest first."""
    days: dict[int, int] = {}
    for at, amount, _address in reversed(orders):
        day = day_of(at, zone)
        days[day] = days.get(day, 0) + amount
    return tuple(Visit(date.fromordinal(day), amount) for day, amount in days.items())


def _escaped(text: str) -> str:
    """Written so that LIKE takes every letter for itself; `!` escapes."""
    return "".join(f"!{letter}" if letter in "%_!" else letter for letter in text)
