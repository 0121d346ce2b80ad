"""How long, and how many more messages, WeChat takes for somebody without a request of theirs to answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, select, update

from desk.relay.store.tables import WINDOWS
from desk.relay.store.upserts import upsert
from desk.store.connection import Connection
from desk.store.statements import Statement, constant
from desk.store.times import EPOCH, micros, moment

_THEIRS = and_(WINDOWS.c.account == bindparam("account"), WINDOWS.c.openid == bindparam("openid"))
_WINDOW = Statement(
    select(
        WINDOWS.c.wrote_at, WINDOWS.c.spare, WINDOWS.c.brief_until, WINDOWS.c.brief, WINDOWS.c.follows
    ).where(_THEIRS)
)
_PUT = upsert(
    WINDOWS, ["account", "openid"], "at", "wrote_at", "spare", "brief_until", "brief", "follows"
)  # fmt: skip
_SPEND = Statement(
    update(WINDOWS).where(and_(_THEIRS, WINDOWS.c.spare > constant("0"))).values(
        spare=WINDOWS.c.spare - constant("1")
    )
)  # fmt: skip
_SPEND_BRIEF = Statement(update(WINDOWS).where(_THEIRS).values(brief=WINDOWS.c.brief - constant("1")))
_CLOSE = Statement(update(WINDOWS).where(_THEIRS).values(spare=constant("0"), brief=constant("0")))

#: How long after a customer's message WeChat takes others for them (客服消息), and after a tap in the menu, a scan
#: or a follow; and how many after the latter. Source: WeChat's guide/product/kf/intro, as of 2026-11.
OPEN, BRIEFLY, BRIEF_MESSAGES = timedelta(hours=48), timedelta(minutes=1), 3


@dataclass(frozen=True, slots=True)
class Window:
    """Somebody's. `spare` and `brief` are how many more messages there may be."""

    wrote_at: datetime
    spare: int = 0
    brief_until: datetime = EPOCH
    brief: int = 0
    follows: bool = True

    def wide(self, now: datetime) -> bool:
        """Whether a message may go because they wrote."""
        return self.spare > 0 and now < self.wrote_at + OPEN

    def open(self, now: datetime) -> bool:
        """Whether a message may go now."""
        return self.follows and (self.wide(now) or (self.brief > 0 and now < self.brief_until))

    def recent(self, now: datetime) -> bool:
        """Whether they did something that opens it, however much was said since."""
        return now < max(self.wrote_at + OPEN, self.brief_until)


class Windows:
    """The windows of everybody."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def window(self, account: str, openid: str) -> Window | None:
        """Somebody's, None for who never did anything here."""
        row = self._db.row(_WINDOW, {"account": account, "openid": openid})
        return None if row is None else Window(moment(row[0]), row[1], moment(row[2]), row[3], bool(row[4]))

    def wrote(self, account: str, openid: str, messages: int, now: datetime) -> None:
        """They wrote: so many messages may follow."""
        self._put(account, openid, Window(now, messages), now)

    def acted(self, account: str, openid: str, now: datetime) -> None:
        """They followed, tapped or scanned."""
        known = self.window(account, openid) or Window(EPOCH)
        window = Window(known.wrote_at, known.spare, now + BRIEFLY, BRIEF_MESSAGES)
        self._put(account, openid, window, now)

    def left(self, account: str, openid: str, now: datetime) -> None:
        """They no longer follow."""
        self._put(account, openid, Window(EPOCH, follows=False), now)

    def spend(self, account: str, openid: str, now: datetime) -> None:
        """A message went."""
        window = self.window(account, openid)
        if window is not None:
            spend = _SPEND if window.wide(now) else _SPEND_BRIEF
            self._db.change(spend, {"account": account, "openid": openid})

    def close(self, account: str, openid: str) -> None:
        """WeChat takes nothing more until they write again."""
        self._db.change(_CLOSE, {"account": account, "openid": openid})

    def _put(self, account: str, openid: str, window: Window, now: datetime) -> None:
        self._db.change(
            _PUT,
            {
                "account": account,
                "openid": openid,
                "at": micros(now),
                "wrote_at": micros(window.wrote_at),
                "spare": window.spare,
                "brief_until": micros(window.brief_until),
                "brief": window.brief,
                "follows": int(window.follows),
            },
        )
