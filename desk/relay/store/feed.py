"""What the desk is to know, in commit order, and what it told of the shop."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects import postgresql

from desk.relay.store.tables import COUNTERS, DEVICES, FEED, SNAPSHOTS, SOLD
from desk.relay.store.upserts import upsert
from desk.store.connection import Connection
from desk.store.statements import Statement, constant, insert_row
from desk.store.times import micros, moment

_COUNT = Statement(
    postgresql.insert(COUNTERS)
    .values(name=bindparam("name"), last=constant("1"))
    .on_conflict_do_update(index_elements=["name"], set_={"last": COUNTERS.c.last + constant("1")})
    .returning(COUNTERS.c.last)
)
_FEED_IN = insert_row(FEED)
_FEED_OUT = Statement(
    select(FEED.c.seq, FEED.c.at, FEED.c.account, FEED.c.kind, FEED.c.body)
    .where(FEED.c.seq > bindparam("after"))
    .order_by(FEED.c.seq)
    .limit(bindparam("count"))
)
#: What not every desk has, the number of it and the time of the first.
_WAITING = Statement(
    select(func.count(FEED.c.seq), func.min(FEED.c.at)).where(
        FEED.c.seq
        > select(func.coalesce(func.min(DEVICES.c.acknowledged), constant("0")))
        .where(DEVICES.c.revoked == constant("0"))
        .scalar_subquery()
    )
)
_SNAPSHOT = Statement(select(SNAPSHOTS.c.version, SNAPSHOTS.c.body).where(SNAPSHOTS.c.id == constant("1")))
_PUT_SNAPSHOT = upsert(SNAPSHOTS, ["id"], "version", "at", "body")
_CLEAR_STOCK = Statement(delete(SOLD).where(SOLD.c.day == constant("'stock'")))


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One thing the desk is to know."""

    seq: int
    at: datetime
    account: str
    kind: str
    body: Any


class Feed:
    """What the desk is to know, in commit order, and what it told of the shop."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        #: Appended since the process began, also what was undone.
        self.appended = 0

    def count(self, name: str) -> int:
        """The next number of a counter, from 1; its row stays locked until the commit."""
        return self._db.rows(_COUNT, {"name": name})[0][0]

    def append(self, account: str, kind: str, body: Any, now: datetime) -> int:
        """Put something into the feed; its number."""
        seq = self.count("feed")
        text = json.dumps(body, ensure_ascii=False)
        self._db.change(
            _FEED_IN, {"seq": seq, "at": micros(now), "account": account, "kind": kind, "body": text}
        )
        self.appended += 1
        return seq

    def after(self, after: int, count: int) -> list[FeedEntry]:
        """What comes after that number, in order."""
        rows = self._db.rows(_FEED_OUT, {"after": after, "count": count})
        return [
            FeedEntry(seq, moment(at), account, kind, json.loads(body))
            for seq, at, account, kind, body in rows
        ]

    def snapshot(self) -> tuple[int, str] | None:
        """The shop as it was described last, with its version."""
        row = self._db.row(_SNAPSHOT)
        return None if row is None else (row[0], row[1])

    def keep_snapshot(self, version: int, body: str, now: datetime, *, restocked: bool = False) -> None:
        """Another description; with `restocked` what was sold of stocks is counted anew from it."""
        self._db.change(_PUT_SNAPSHOT, {"id": 1, "version": version, "at": micros(now), "body": body})
        if restocked:
            self._db.change(_CLEAR_STOCK, {})

    def waiting(self) -> tuple[int, datetime | None]:
        """How much some paired desk does not have yet, and since when the oldest of it waits."""
        count, oldest = self._db.rows(_WAITING)[0]
        return count, None if oldest is None else moment(oldest)
