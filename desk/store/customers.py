"""People behind orders, found by their handles."""

import unicodedata
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, case, insert, or_, select, update
from sqlalchemy.dialects import postgresql

from desk.domain.orders import CustomerRef, Fulfilment
from desk.store.connection import Connection
from desk.store.statements import Statement, constant
from desk.store.tables import CUSTOMERS, IDENTITIES
from desk.store.times import micros

_FIND = Statement(
    select(IDENTITIES.c.kind, IDENTITIES.c.customer_id).where(
        or_(
            (IDENTITIES.c.kind == bindparam("source")) & (IDENTITIES.c.value == bindparam("external_id")),
            (IDENTITIES.c.kind == constant("'phone'")) & (IDENTITIES.c.value == bindparam("phone")),
        )
    )
)
_INSERT = Statement(
    insert(CUSTOMERS)
    .values({c.name: bindparam(c.name) for c in CUSTOMERS.columns if c.name != "id"})
    .returning(CUSTOMERS.c.id)
)


def _first(column: str) -> ColumnElement[str]:
    """What was known stays: a name on a later order may be that of somebody who is given a cake."""
    known = CUSTOMERS.c[column]
    return case((known != constant("''"), known), else_=bindparam(f"new_{column}", type_=known.type))


_COUNT = Statement(
    update(CUSTOMERS)
    .where(CUSTOMERS.c.id == bindparam("customer_id"))
    .values(
        last_at=bindparam("at"),
        orders=CUSTOMERS.c.orders + constant("1"),
        name=_first("name"),
        nickname=_first("nickname"),
        phone=_first("phone"),
    )
)
# PostgreSQL's construct also writes SQLite's ON CONFLICT, which has the same words.
_IDENTIFY = Statement(
    postgresql.insert(IDENTITIES)
    .values({c.name: bindparam(c.name) for c in IDENTITIES.columns})
    .on_conflict_do_nothing()
    .inline()
)


def plain_phone(text: str) -> str:
    """A phone number's digits, without China's country code: `+86 138-0013 8000` -> `13800138000`."""
    digits = "".join(c for c in unicodedata.normalize("NFKC", text) if "0" <= c <= "9")
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and len(digits) == len(prefix) + 11:
            return digits.removeprefix(prefix)
    return digits


class Customers:
    """The repository of desk.domain.ports.Customers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def link(self, source: str, who: CustomerRef, to: Fulfilment, at: datetime) -> int | None:
        """The customer of these identities, made when new; counts the order as theirs.

        The source's own id decides, then the customer's phone. The phone of the delivery counts only when the
        source names nobody: a cake often goes to somebody else. None when nothing names a person.
        """
        kind = f"source:{source}"
        phone = plain_phone(who.phone)
        if not phone and not who.external_id:
            phone = plain_phone(to.phone)
        if not phone and not who.external_id:
            return None
        found: dict[str, int] = {
            row[0]: row[1]
            for row in self._connection.rows(
                _FIND, {"source": kind, "external_id": who.external_id, "phone": phone}
            )
        }
        name = to.name or who.nickname
        customer = found.get(kind, found.get("phone"))
        if customer is None:
            customer = self._new(name, who.nickname, phone, micros(at))
        else:
            self._connection.change(
                _COUNT,
                {
                    "customer_id": customer,
                    "at": micros(at),
                    "new_name": name,
                    "new_nickname": who.nickname,
                    "new_phone": phone,
                },
            )
        if who.external_id and kind not in found:
            self._identify(kind, who.external_id, customer)
        if phone and "phone" not in found:
            self._identify("phone", phone, customer)
        return customer

    def _new(self, name: str, nickname: str, phone: str, at: int) -> int:
        values = {
            "name": name,
            "nickname": nickname,
            "phone": phone,
            "first_at": at,
            "last_at": at,
            "orders": 1,
        }
        return self._connection.rows(_INSERT, values)[0][0]

    def _identify(self, kind: str, value: str, customer: int) -> None:
        self._connection.change(_IDENTIFY, {"kind": kind, "value": value, "customer_id": customer})
