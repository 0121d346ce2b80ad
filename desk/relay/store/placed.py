"""Orders that customers confirmed, and what they take of slots and stock."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.dialects import postgresql

from desk.domain.trading import Load
from desk.relay.store.tables import PLACED, SOLD
from desk.store.connection import Connection, SqlRow
from desk.store.statements import Statement, constant, insert_row
from desk.store.times import maybe_micros, micros, moment

_PLACE = insert_row(PLACED)
_ORDER = (
    PLACED.c.id, PLACED.c.number, PLACED.c.account, PLACED.c.openid, PLACED.c.version, PLACED.c.state,
    PLACED.c.wanted, PLACED.c.rushed_at,
)  # fmt: skip
_LATEST = Statement(
    select(*_ORDER)
    .where(and_(PLACED.c.account == bindparam("account"), PLACED.c.openid == bindparam("openid")))
    .order_by(PLACED.c.at.desc(), PLACED.c.id.desc())
    .limit(bindparam("count"))
)
_BY_ID = Statement(select(*_ORDER).where(PLACED.c.id == bindparam("order")))
_CHANGE = Statement(
    update(PLACED)
    .where(PLACED.c.id == bindparam("order"))
    .values({name: bindparam(name) for name in ("version", "wanted", "slot", "items", "categories")})
)
_SET_STATE = Statement(
    update(PLACED).where(PLACED.c.id == bindparam("order")).values(state=bindparam("state"))
)
_SET_RUSHED = Statement(
    update(PLACED).where(PLACED.c.id == bindparam("order")).values(rushed_at=bindparam("at"))
)
_SLOTS = Statement(
    select(PLACED.c.slot, PLACED.c.orders, PLACED.c["items"], PLACED.c.categories).where(
        and_(
            PLACED.c.slot >= bindparam("since"),
            PLACED.c.state.notin_([constant("'cancelled'"), constant("'declined'")]),
        )
    )
)
_SOLD = Statement(
    select(SOLD.c.quantity).where(and_(SOLD.c.sku == bindparam("sku"), SOLD.c.day == bindparam("day")))
)
_SELL = Statement(
    postgresql.insert(SOLD)
    .values(sku=bindparam("sku"), day=bindparam("day"), quantity=bindparam("quantity"))
    .on_conflict_do_update(
        index_elements=["sku", "day"], set_={"quantity": SOLD.c.quantity + bindparam("quantity")}
    )
)


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """A confirmed order as the relay keeps it; `wanted` is its JSON."""

    id: str
    number: str
    account: str
    openid: str
    version: int
    state: str
    wanted: Any
    rushed_at: datetime | None


class Placed:
    """Orders that customers confirmed, and what they take of slots and stock."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def latest(self, account: str, openid: str) -> PlacedOrder | None:
        """The customer's newest order that is not over."""
        return next(iter(self.open_orders(account, openid)), None)

    def open_orders(self, account: str, openid: str) -> list[PlacedOrder]:
        """The customer's orders that are not over, the newest first; of the last twenty."""
        rows = self._db.rows(_LATEST, {"account": account, "openid": openid, "count": 20})
        orders = [_placed(row) for row in rows]
        return [order for order in orders if order.state not in {"completed", "cancelled", "declined"}]

    def order(self, order_id: str) -> PlacedOrder | None:
        """One order."""
        row = self._db.row(_BY_ID, {"order": order_id})
        return None if row is None else _placed(row)

    def place(self, order: PlacedOrder, load: Load, slot: datetime | None, now: datetime) -> None:
        """A new order."""
        self._db.change(
            _PLACE,
            {
                "id": order.id,
                "number": order.number,
                "account": order.account,
                "openid": order.openid,
                "at": micros(now),
                "version": order.version,
                "state": order.state,
                "wanted": json.dumps(order.wanted, ensure_ascii=False),
                "slot": maybe_micros(slot),
                "orders": 1,
                "items": load.items,
                "categories": json.dumps(dict(load.categories), ensure_ascii=False),
                "rushed_at": None,
            },
        )

    def change_order(
        self, order_id: str, version: int, wanted: Any, load: Load, slot: datetime | None
    ) -> None:
        """A newer version of an order."""
        self._db.change(
            _CHANGE,
            {
                "order": order_id,
                "version": version,
                "wanted": json.dumps(wanted, ensure_ascii=False),
                "slot": maybe_micros(slot),
                "items": load.items,
                "categories": json.dumps(dict(load.categories), ensure_ascii=False),
            },
        )

    def set_state(self, order_id: str, state: str) -> bool:
        """Where an order stands; whether there is such an order."""
        return self._db.change(_SET_STATE, {"order": order_id, "state": state}) > 0

    def set_rushed(self, order_id: str, now: datetime) -> None:
        """When an order was chased last."""
        self._db.change(_SET_RUSHED, {"order": order_id, "at": micros(now)})

    def taken(self, since: datetime) -> dict[datetime, Load]:
        """What is taken of the slots that begin at `since` or later."""
        found: dict[datetime, Load] = {}
        for slot, orders, items, categories in self._db.rows(_SLOTS, {"since": micros(since)}):
            at = moment(slot)
            found[at] = found.get(at, Load()) + Load(orders, items, json.loads(categories))
        return found

    def sold(self, sku: str, day: str) -> int:
        """How many of a product were ordered on a day (`stock`: since its stock was told)."""
        row = self._db.row(_SOLD, {"sku": sku, "day": day})
        return 0 if row is None else row[0]

    def sell(self, sku: str, day: str, quantity: int) -> None:
        """Count what was ordered; negative when it was given back."""
        self._db.change(_SELL, {"sku": sku, "day": day, "quantity": quantity})


def _placed(row: SqlRow) -> PlacedOrder:
    order_id, number, account, openid, version, state, wanted, rushed = row
    at = None if rushed is None else moment(rushed)
    return PlacedOrder(order_id, number, account, openid, version, state, json.loads(wanted), at)
