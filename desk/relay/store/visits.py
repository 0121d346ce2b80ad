"""Browsers on the menu page: whom they speak for, and what they have in their cart."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, func, select, update

from desk.relay.store.tables import VISITS
from desk.relay.store.upserts import upsert
from desk.store.connection import Connection
from desk.store.statements import Statement, constant
from desk.store.times import micros

_COLUMNS = (
    "id", "account", "openid", "bound", "ticket", "agent", "code", "code_until", "at", "generation", "placed", "state",
)  # fmt: skip
_VISIT = Statement(select(*(VISITS.c[name] for name in _COLUMNS)).where(VISITS.c.id == bindparam("id")))
_PUT = upsert(VISITS, ["id"], *_COLUMNS[1:])
_TAKEN = Statement(
    select(func.count()).where(
        VISITS.c.ticket == bindparam("ticket"),
        VISITS.c.bound == constant("1"),
        VISITS.c.id != bindparam("id"),
    )
)
_BIND = Statement(
    update(VISITS)
    .where(
        and_(
            VISITS.c.account == bindparam("account"),
            VISITS.c.openid == bindparam("openid"),
            VISITS.c.code == bindparam("code"),
            VISITS.c.code_until >= bindparam("now"),
        )
    )
    .values(bound=constant("1"), code=constant("''"))
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser, as the table relay_visits keeps it; times in microseconds since 1970."""

    id: str
    account: str
    openid: str
    bound: bool
    ticket: str = ""
    agent: str = ""
    code: str = ""
    code_until: int = 0
    at: int = 0
    generation: int = 0
    placed: str = ""
    state: str = ""


class Visits:
    """Browsers on the menu page."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def visit(self, visit_id: str) -> Visit | None:
        """One browser."""
        row = self._db.row(_VISIT, {"id": visit_id})
        if row is None:
            return None
        return Visit(row[0], row[1], row[2], bool(row[3]), *row[4:])

    def keep(self, visit: Visit, now: datetime) -> None:
        """Remember it as it is now."""
        values = {name: getattr(visit, name) for name in _COLUMNS}
        self._db.change(_PUT, {**values, "bound": int(visit.bound), "at": micros(now)})

    def taken(self, visit: Visit) -> bool:
        """Whether another browser already speaks for the customer of its link."""
        if not visit.ticket:
            return False
        return bool(self._db.rows(_TAKEN, {"ticket": visit.ticket, "id": visit.id})[0][0])

    def bind(self, account: str, openid: str, code: str, now: datetime) -> bool:
        """The customer answered these digits in the chat; whether a browser waited for them."""
        values = {"account": account, "openid": openid, "code": code, "now": micros(now)}
        return bool(code) and self._db.change(_BIND, values) > 0
