"""Paired desks, pairing codes, and commands that were carried out."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, select, update

from desk.relay.store.tables import CODES, COMMANDS, DEVICES
from desk.relay.store.upserts import upsert
from desk.store.connection import Connection
from desk.store.statements import Statement, constant, insert_row
from desk.store.times import micros, moment

_DEVICE = Statement(
    select(
        DEVICES.c.id,
        DEVICES.c.name,
        DEVICES.c.public_key,
        DEVICES.c.acknowledged,
        DEVICES.c.revoked,
        DEVICES.c.seen_at,
    ).where(DEVICES.c.id == bindparam("device"))
)
_ADD_DEVICE = insert_row(DEVICES)
_ACKNOWLEDGE = Statement(
    update(DEVICES)
    .where(and_(DEVICES.c.id == bindparam("device"), DEVICES.c.acknowledged < bindparam("seq")))
    .values(acknowledged=bindparam("seq"), seen_at=bindparam("at"))
)
_SEEN = Statement(update(DEVICES).where(DEVICES.c.id == bindparam("device")).values(seen_at=bindparam("at")))
_LAST_SEEN = Statement(select(func.max(DEVICES.c.seen_at)).where(DEVICES.c.revoked == constant("0")))
_REVOKE = Statement(update(DEVICES).where(DEVICES.c.id == bindparam("device")).values(revoked=constant("1")))
_PUT_CODE = upsert(CODES, ["code"], "until", "tries")
_CODES = Statement(select(CODES.c.code, CODES.c.until, CODES.c.tries))
_DROP_CODE = Statement(delete(CODES).where(CODES.c.code == bindparam("code")))
_WRONG = Statement(update(CODES).values(tries=CODES.c.tries + constant("1")))
_COMMAND = Statement(
    select(COMMANDS.c.answer).where(
        and_(COMMANDS.c.device == bindparam("device"), COMMANDS.c.key == bindparam("key"))
    )
)
_PUT_COMMAND = insert_row(COMMANDS)


@dataclass(frozen=True, slots=True)
class Device:
    """A paired desk; `seen_at` is when it asked for news last, to some seconds."""

    id: str
    name: str
    public_key: str
    acknowledged: int
    revoked: bool
    seen_at: datetime | None = field(default=None, compare=False)


class Devices:
    """Paired desks, pairing codes, and commands that were carried out."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def device(self, device: str) -> Device | None:
        """A paired desk."""
        row = self._db.row(_DEVICE, {"device": device})
        return None if row is None else Device(row[0], row[1], row[2], row[3], bool(row[4]), moment(row[5]))

    def add_device(self, device: Device, now: datetime) -> None:
        """Pair a desk."""
        at = micros(now)
        values = {"id": device.id, "name": device.name, "public_key": device.public_key}
        self._db.change(
            _ADD_DEVICE,
            {**values, "paired_at": at, "seen_at": at, "acknowledged": device.acknowledged, "revoked": 0},
        )

    def acknowledge(self, device: str, seq: int, now: datetime) -> None:
        """The desk has everything up to that number."""
        self._db.change(_ACKNOWLEDGE, {"device": device, "seq": seq, "at": micros(now)})

    def saw(self, device: str, now: datetime) -> None:
        """The desk asked for news."""
        self._db.change(_SEEN, {"device": device, "at": micros(now)})

    def last_seen(self) -> datetime | None:
        """When any paired desk asked for news last, to some seconds; None when none is paired."""
        row = self._db.row(_LAST_SEEN)
        return None if row is None or row[0] is None else moment(row[0])

    def revoke(self, device: str) -> bool:
        """Unpair a desk; whether there was one."""
        return self._db.change(_REVOKE, {"device": device}) > 0

    def put_code(self, code: str, until: datetime) -> None:
        """A pairing code, as its hash."""
        self._db.change(_PUT_CODE, {"code": code, "until": micros(until), "tries": 0})

    def codes(self) -> list[tuple[str, datetime, int]]:
        """All pairing codes: hash, end, wrong tries."""
        return [(code, moment(until), tries) for code, until, tries in self._db.rows(_CODES)]

    def drop_code(self, code: str) -> None:
        """A code that was used or is void."""
        self._db.change(_DROP_CODE, {"code": code})

    def count_wrong_code(self) -> None:
        """A wrong code counts against all that are open."""
        self._db.change(_WRONG, {})

    def command(self, device: str, key: str) -> str | None:
        """What was answered to that command."""
        row = self._db.row(_COMMAND, {"device": device, "key": key})
        return None if row is None else row[0]

    def keep_command(self, device: str, key: str, answer: str, now: datetime) -> None:
        """Remember a command's answer."""
        self._db.change(_PUT_COMMAND, {"device": device, "key": key, "at": micros(now), "answer": answer})
