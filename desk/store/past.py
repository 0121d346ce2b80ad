"""Orders that ended long ago, written many at a time: what a shop brings along, or a demonstration makes up.

An order that comes in takes the way of desk.services.intake. Here nothing is printed, nobody is told, and the sums
beside the orders are left to the recount.
"""

from collections.abc import Sequence

from sqlalchemy import func, select, update

from desk.domain.orders import Order
from desk.store.connection import Connection
from desk.store.order_rows import line_values, order_values
from desk.store.statements import Statement, insert_row
from desk.store.tables import CUSTOMERS, ORDER_LINES, ORDER_LOG, ORDERS
from desk.store.times import micros

_INSERT = insert_row(ORDERS)
_INSERT_LINE = insert_row(ORDER_LINES)
_INSERT_LOG = insert_row(ORDER_LOG)
_OF_CUSTOMER = ORDERS.c.customer_id == CUSTOMERS.c.id
_COUNT = Statement(
    update(CUSTOMERS).values(
        orders=select(func.count()).select_from(ORDERS).where(_OF_CUSTOMER).scalar_subquery(),
        first_at=func.coalesce(
            select(func.min(ORDERS.c.received_at)).where(_OF_CUSTOMER).scalar_subquery(), CUSTOMERS.c.first_at
        ),
        last_at=func.coalesce(
            select(func.max(ORDERS.c.received_at)).where(_OF_CUSTOMER).scalar_subquery(), CUSTOMERS.c.last_at
        ),
    )
)


class Past:
    """The repository of desk.domain.ports.Past."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, orders: Sequence[Order]) -> None:
        """Orders with their lines and the ends of their time lines; the database's IntegrityError for a known one."""
        self._connection.change_many(_INSERT, [order_values(order) for order in orders])
        self._connection.change_many(
            _INSERT_LINE, [line for order in orders for line in line_values(order.id, order.content)]
        )
        self._connection.change_many(
            _INSERT_LOG,
            [
                {"order_id": order.id, "entry": entry, "at": micros(at), "what": what, "detail": detail, "person": ""}
                for order in orders
                for entry, at, what, detail in (
                    (1, order.received_at, "received", order.content.source),
                    (2, order.since, order.state.value, ""),
                )
            ],
        )  # fmt: skip

    def count_customers(self) -> None:
        """Give each customer the number of their orders, the first and the last of them."""
        self._connection.change(_COUNT, {})
