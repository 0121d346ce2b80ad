"""Two customers who are one person made one, and that undone.

Nothing of the one who is gone is deleted: the row and the remarks stay as they were, only identities and orders move.
What was moved, and what the other one was like before, is kept beside it as JSON.
"""

import json
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql

from desk.domain.people import Merge, Remarks
from desk.errors import Refused
from desk.store.connection import Connection
from desk.store.recount import Recount
from desk.store.statements import Statement, constant
from desk.store.tables import CUSTOMER_REMARKS, CUSTOMERS, IDENTITIES, MERGES, ORDERS
from desk.store.times import micros, seconds

_NAMES = ("name", "nickname", "phone", "first_at", "last_at", "orders")
_ROW = Statement(
    select(*(CUSTOMERS.c[name] for name in _NAMES)).where(CUSTOMERS.c.id == bindparam("customer"))
)
_PUT_ROW = Statement(
    update(CUSTOMERS)
    .where(CUSTOMERS.c.id == bindparam("customer"))
    .values({name: bindparam(f"new_{name}", type_=CUSTOMERS.c[name].type) for name in _NAMES})
)
_REMARKS = Statement(
    select(CUSTOMER_REMARKS.c.tags, CUSTOMER_REMARKS.c.allergies, CUSTOMER_REMARKS.c.note).where(
        CUSTOMER_REMARKS.c.customer_id == bindparam("customer")
    )
)
_INSERT_REMARKS = postgresql.insert(CUSTOMER_REMARKS).values(
    {c.name: bindparam(c.name) for c in CUSTOMER_REMARKS.columns}
)
_PUT_REMARKS = Statement(
    _INSERT_REMARKS.on_conflict_do_update(
        index_elements=["customer_id"],
        set_={name: _INSERT_REMARKS.excluded[name] for name in ("tags", "allergies", "note")},
    ).inline()
)
_DROP_REMARKS = Statement(
    delete(CUSTOMER_REMARKS).where(CUSTOMER_REMARKS.c.customer_id == bindparam("customer"))
)
_HANDLES = Statement(
    select(IDENTITIES.c.kind, IDENTITIES.c.value).where(IDENTITIES.c.customer_id == bindparam("customer"))
)
_ORDERS = Statement(select(ORDERS.c.id).where(ORDERS.c.customer_id == bindparam("customer")))
_MOVE_HANDLE = Statement(
    update(IDENTITIES)
    .where(
        and_(
            IDENTITIES.c.kind == bindparam("kind"),
            IDENTITIES.c.value == bindparam("value"),
            IDENTITIES.c.customer_id == bindparam("before"),
        )
    )
    .values(customer_id=bindparam("after"))
)
_MOVE_ORDER = Statement(
    update(ORDERS)
    .where(and_(ORDERS.c.id == bindparam("order"), ORDERS.c.customer_id == bindparam("before")))
    .values(customer_id=bindparam("after"))
)
_ADD = Statement(
    insert(MERGES)
    .values({c.name: bindparam(c.name) for c in MERGES.columns if c.name != "id"})
    .returning(MERGES.c.id)
)
_GET = Statement(
    select(MERGES.c.kept, MERGES.c.gone, MERGES.c.record, MERGES.c.undone_at, MERGES.c.at).where(
        MERGES.c.id == bindparam("merge")
    )
)
_UNDONE = Statement(
    update(MERGES).where(MERGES.c.id == bindparam("merge")).values(undone_at=bindparam("undone"))
)


def _open_merges(column: str) -> Statement:
    return Statement(
        select(MERGES.c.id)
        .where(and_(MERGES.c[column] == bindparam("customer"), MERGES.c.undone_at.is_(None)))
        .order_by(MERGES.c.id.desc())
        .limit(constant("1"))
    )


_INTO, _AWAY = _open_merges("kept"), _open_merges("gone")
_NEWEST = Statement(
    select(
        MERGES.c.id,
        MERGES.c.at,
        CUSTOMERS.c.name,
        CUSTOMERS.c.nickname,
        CUSTOMERS.c.phone,
        CUSTOMERS.c.orders,
    )
    .join(CUSTOMERS, CUSTOMERS.c.id == MERGES.c.gone)
    .where(and_(MERGES.c.kept == bindparam("customer"), MERGES.c.undone_at.is_(None)))
    .order_by(MERGES.c.id.desc())
    .limit(constant("1"))
)


class Merging:
    """Merges, and the remarks that go along."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._sums = Recount(connection)

    def remarks(self, customer: int) -> Remarks:
        """What is written of a customer."""
        row = self._db.row(_REMARKS, {"customer": customer})
        return Remarks() if row is None else Remarks(_words(row[0]), _words(row[1]), row[2])

    def set_remarks(self, customer: int, remarks: Remarks) -> None:
        """What is written of a customer from now on; a row for nothing is not kept."""
        if remarks == Remarks():
            self._db.change(_DROP_REMARKS, {"customer": customer})
            return
        tags, allergies = "\n".join(remarks.tags), "\n".join(remarks.allergies)
        row = {"customer_id": customer, "tags": tags, "allergies": allergies, "note": remarks.note}
        self._db.change(_PUT_REMARKS, row)

    def newest(self, customer: int) -> Merge | None:
        """The last merge into a customer that was not undone."""
        row = self._db.row(_NEWEST, {"customer": customer})
        if row is None:
            return None
        merge, at, name, nickname, phone, orders = row
        return Merge(merge, name or nickname or phone[-4:], orders, seconds(at) or 0.0)

    def merge(self, kept: int, gone: int, by: str, at: datetime, zone: tzinfo) -> int:
        """Identities, orders and sums of `gone` are `kept`'s; the id to undo it by."""
        before, other = self._row(kept), self._row(gone)
        if kept == gone or self._away(kept) or self._away(gone):
            raise Refused("These two customers are one already.", "Choose two different ones.")
        handles = [list(row) for row in self._db.rows(_HANDLES, {"customer": gone})]
        orders = [row[0] for row in self._db.rows(_ORDERS, {"customer": gone})]
        after = {name: before[name] or other[name] for name in ("name", "nickname", "phone")} | {
            "first_at": min(before["first_at"], other["first_at"]),
            "last_at": max(before["last_at"], other["last_at"]),
            "orders": before["orders"] + other["orders"],
        }
        remarks = self.remarks(kept)
        joined = remarks.joined(self.remarks(gone))
        record = {
            "handles": handles,
            "orders": orders,
            "before": before,
            "after": after,
            "remarks": [remarks, joined],
        }
        self._move(handles, orders, gone, kept)
        self._put(kept, after)
        if joined != remarks:
            self.set_remarks(kept, joined)
        row = {
            "at": micros(at), "person": by, "kept": kept, "gone": gone,
            "record": json.dumps(record, ensure_ascii=False), "undone_at": None,
        }  # fmt: skip
        merge: int = self._db.rows(_ADD, row)[0][0]
        self._sum_up(kept, gone, zone)
        return merge

    def undo(self, merge: int, at: datetime, zone: tzinfo) -> Merge:
        """As before, but for what came since, which stays with the one who was kept."""
        row = self._db.row(_GET, {"merge": merge})
        if row is None or row[3] is not None:
            raise Refused("That was undone already.", "Look at the customer again.")
        kept, gone, record, _undone, _at = row
        newest = self._db.row(_INTO, {"customer": kept})
        if self._away(kept) or newest is None or newest[0] != merge:
            raise Refused("This customer was merged once more since.", "Undo the later merge first.")
        found = self.newest(kept)
        saved: dict[str, Any] = json.loads(record)
        before, after, now = saved["before"], saved["after"], self._row(kept)
        self._move(saved["handles"], saved["orders"], kept, gone)
        back = {name: before[name] if now[name] == after[name] else now[name] for name in _NAMES}
        back["orders"] = now["orders"] - (after["orders"] - before["orders"])
        self._put(kept, back)
        remarks, joined = (Remarks(tuple(tags), tuple(bad), note) for tags, bad, note in saved["remarks"])
        if self.remarks(kept) == joined != remarks:
            self.set_remarks(kept, remarks)
        self._db.change(_UNDONE, {"merge": merge, "undone": micros(at)})
        self._sum_up(kept, gone, zone)
        return found or Merge(merge, "", len(saved["orders"]), 0.0)

    def _row(self, customer: int) -> dict[str, Any]:
        row = self._db.row(_ROW, {"customer": customer})
        if row is None:
            raise Refused("There is no such customer.", "Look at the list again.")
        return dict(zip(_NAMES, row, strict=True))

    def _put(self, customer: int, row: dict[str, Any]) -> None:
        self._db.change(_PUT_ROW, {"customer": customer, **{f"new_{name}": row[name] for name in _NAMES}})

    def _away(self, customer: int) -> bool:
        """Whether they are part of somebody else now."""
        return self._db.row(_AWAY, {"customer": customer}) is not None

    def _move(self, handles: list[list[str]], orders: list[str], before: int, after: int) -> None:
        ends = {"before": before, "after": after}
        if handles:
            self._db.change_many(
                _MOVE_HANDLE, [{"kind": kind, "value": value, **ends} for kind, value in handles]
            )
        if orders:
            self._db.change_many(_MOVE_ORDER, [{"order": order, **ends} for order in orders])

    def _sum_up(self, kept: int, gone: int, zone: tzinfo) -> None:
        for customer in (kept, gone):
            self._sums.sum_up(customer, zone)
            self._sums.sum_up_spans(customer, zone)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
