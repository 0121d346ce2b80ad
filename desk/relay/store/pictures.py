"""Pictures for the menu page, by the hash of what they are."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, select, update

from desk.relay.store.tables import PICTURES
from desk.relay.store.upserts import upsert
from desk.store.connection import Connection
from desk.store.statements import Statement
from desk.store.times import micros

_PUT = upsert(PICTURES, ["id"], "at", "body")
_BODY = Statement(select(PICTURES.c.body).where(PICTURES.c.id == bindparam("id")))
_NAMED = Statement(update(PICTURES).where(PICTURES.c.id == bindparam("which")).values(at=bindparam("now")))


class Pictures:
    """Pictures for the menu page."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put(self, name: str, body: bytes, now: datetime) -> None:
        """Keep one."""
        self._db.change(_PUT, {"id": name, "at": micros(now), "body": body})

    def body(self, name: str) -> bytes | None:
        """One of them."""
        row = self._db.row(_BODY, {"id": name})
        return None if row is None else bytes(row[0])

    def named(self, names: Iterable[str], now: datetime) -> None:
        """The shop's description speaks of these: they are still of use."""
        self._db.change_many(_NAMED, [{"which": name, "now": micros(now)} for name in names])
