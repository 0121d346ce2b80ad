"""Sends what answers no request: progress to customers, a person's replies, the owner's notices.

A message is written with what caused it and claimed by one relay, which calls WeChat outside of every transaction
and request. Only what was surely not taken goes again; an unknown end is an end, since a customer must not get a
message twice. What a relay that ended was sending has such an end once its claim ran out.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from desk.errors import EnvironmentFault
from desk.relay.chat import Shopfront
from desk.relay.config import Account
from desk.relay.dialogue.machine import command_of
from desk.relay.outbox_plan import Go, Later, Never, Standing, plan
from desk.relay.outbox_words import owner_words, progress_words
from desk.relay.store.opening import RelayStore
from desk.relay.store.outbox import Message
from desk.relay.store.placed import PlacedOrder
from desk.relay.store.work import RelayWork
from desk.relay.wechat.api import WHOLE, WeChatApi, new_client
from desk.relay.wechat.api_errors import REASONS, REMEDIES, Answer, Outcome
from desk.relay.wechat.messages import Incoming

#: Calls at once, and messages looked at for them.
SLOTS, LOOKED_AT = 16, 200
#: Between two looks for what became due, or what another relay wrote, in seconds.
LOOK = 1.0
#: How long a claim holds: longer than a call can take with a token fetched before it and the whole again.
LEASE = timedelta(seconds=60)
#: How long news of an order's progress is news.
PROGRESS_LIVES = timedelta(hours=24)
#: How long a person waits for what becomes of a reply, in seconds; the desk waits a little longer.
PATIENCE = 20.0
#: An owner is told of an order that no desk has had for so long, and again of others after so long.
UNTAKEN, AGAIN, OWNER_LIVES = timedelta(seconds=60), timedelta(minutes=30), timedelta(hours=1)
#: The longest wait between two attempts to connect, in seconds.
_RETRY_UP_TO = 60

_log = logging.getLogger("desk.relay")
_Claimed = tuple[Message, Go]


class Postman:
    """One relay's. `now` gives seconds since 1970; `whole` bounds a call, in seconds."""

    def __init__(
        self,
        accounts: Mapping[str, Account],
        store: RelayStore,
        front: Shopfront,
        now: Callable[[], float] = time.time,
        whole: float = WHOLE,
    ) -> None:
        self._store = store
        self._front = front
        self._now = now
        self._whole = whole
        self._standing = {name: Standing(account) for name, account in accounts.items()}
        self._owners = [(a.id, openid) for a in accounts.values() for openid in a.owners]
        self._apis: dict[str, WeChatApi] = {}
        self._client: httpx.AsyncClient | None = None
        self._complained: dict[str, set[int]] = {name: set() for name in accounts}
        self._flying: set[asyncio.Task[None]] = set()
        self._starting: asyncio.Task[int] | None = None
        self._awake = asyncio.Event()
        self._settled = asyncio.Event()
        #: How calls ended since the process began.
        self.outcomes: Counter[str] = Counter()
        self._watched = 0.0
        self._alone = False

    # --- inside somebody's transaction -----------------------------------------------------------

    def heard(self, work: RelayWork, account: str, message: Incoming, at: datetime) -> bool:
        """A customer did something: for a while WeChat takes messages for them. Whether something waited for it."""
        standing = self._standing[account]
        if not (standing.reaches("progress") or standing.reaches("owner")):
            return False
        match message.event if message.kind == "event" else "":
            case "":
                work.windows.wrote(account, message.openid, standing.account.service_messages, at)
            case "unsubscribe":
                work.windows.left(account, message.openid, at)
            case "subscribe" | "click" | "scan":
                work.windows.acted(account, message.openid, at)
            case _:
                return False
        if message.kind == "text" and command_of(message.text) == "orders":
            order = work.placed.latest(account, message.openid)
            if order is not None:  # the reply says where it stands
                work.outbox.supersede(account, message.openid, order.id, "told")
        return work.outbox.wake(account, message.openid, at)

    def progress(self, work: RelayWork, order: PlacedOrder, state: str, at: datetime) -> None:
        """An order came into another state: its customer is told, and of nothing older."""
        standing = self._standing.get(order.account)
        if standing is None or not standing.reaches("progress"):
            return
        work.outbox.supersede(order.account, order.openid, order.id, "superseded")
        body = progress_words(self._front.shop(work), order, state)
        if body is not None:
            until = at + PROGRESS_LIVES
            work.outbox.add("", "progress", order.account, order.openid, body, until, at, order.id)

    # --- a person's reply ------------------------------------------------------------------------

    def answers(self, account: str) -> bool:
        """Whether a person's reply can go through the account's interface."""
        standing = self._standing.get(account)
        return standing is not None and standing.calls("service")

    async def reply(
        self, device: str, key: str, account: str, openid: str, text: str, at: datetime
    ) -> Mapping[str, Any] | None:
        """Send it once for each key; what became of it, None when that is not known yet: ask again."""
        cause = f"reply {device} {key}"

        def put(work: RelayWork) -> None:
            until = at + timedelta(seconds=PATIENCE)
            work.outbox.add(cause, "reply", account, openid, {"text": text}, until, at)

        await self._store.write(put)
        self.wake()
        end = asyncio.get_running_loop().time() + PATIENCE
        while True:
            settled = (
                self._settled
            )  # taken before looking: what is settled between the two wakes this as well
            message = await self._store.read(lambda work: work.outbox.of_cause(cause))
            if message is None or message.state in {"sent", "dropped"}:
                return _became(message)
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                break
            await _wait_for(settled, min(left, LOOK))
        seq, reason = message.seq, REASONS[Outcome.UNREACHED]
        if await self._store.write(lambda work: work.outbox.give_up(seq, reason)):
            return _not_done(reason)
        return None

    # --- sending ---------------------------------------------------------------------------------

    def wake(self) -> None:
        """There may be something to send; on the loop's thread."""
        self._awake.set()

    async def run(self, *, alone: bool = False) -> None:
        """Send what becomes due until cancelled; then what is on its way may end.

        `alone` says that no other relay uses the store: what is being sent there was the last one's.
        """
        self._alone = alone
        try:
            while True:
                self._awake.clear()
                try:
                    await self._remind()
                    # what was claimed is sent, also when the relay stops just then
                    self._starting = asyncio.create_task(self._start_due(), name="claiming")
                    await asyncio.shield(self._starting)
                except EnvironmentFault as fault:
                    _log.warning("%s", fault)
                except Exception:  # noqa: BLE001 - logged whole
                    _log.exception("the outbox stumbled")  # others' messages still have to go
                await _wait_for(self._awake, LOOK)
        finally:
            await self.close()

    async def round(self) -> int:
        """Send all that is due now and wait for it; how many calls that took."""
        await self._remind()
        count = 0
        while True:
            count += await self._start_due()
            if not self._flying:
                return count
            await asyncio.wait(self._flying)

    async def close(self) -> None:
        """Wait for what is on its way, and let go of the line."""
        if self._starting is not None:
            await asyncio.gather(self._starting, return_exceptions=True)
        if self._flying:
            _, late = await asyncio.wait(self._flying, timeout=self._whole)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._client is not None:
            client, self._client = self._client, None
            self._apis.clear()
            await client.aclose()

    async def _start_due(self) -> int:
        now, room = self._moment(), SLOTS - len(self._flying)
        if room <= 0:
            return 0
        ran_out = now if self._alone and not self._flying else now - LEASE
        found, late = await self._store.read(
            lambda work: (work.outbox.due(now, 1), work.outbox.late(ran_out))
        )
        if not found and not late:
            return 0
        claimed = await self._store.write(lambda work: self._claim(work, room, now, ran_out))
        for message, go in claimed:
            task = asyncio.create_task(self._send(message, go), name="message")
            self._flying.add(task)
            task.add_done_callback(self._landed)
        self._tell()
        return len(claimed)

    def _claim(self, work: RelayWork, room: int, now: datetime, ran_out: datetime) -> list[_Claimed]:
        box = work.outbox
        lost = box.lose(ran_out)
        if lost:
            _log.warning("of %d messages nobody knows whether WeChat took them", lost)
        claimed: list[_Claimed] = []
        busy = box.busy()
        for message in box.due(now, LOOKED_AT):
            whom = message.account, message.openid
            standing = self._standing.get(message.account)
            window = work.windows.window(*whom)
            match Never("unknown-account") if standing is None else plan(standing, window, message, now):
                case Never(reason):
                    box.settle(message.seq, "dropped", reason)
                case Later(at):
                    box.put_off(message.seq, at)
                case Go() as go if len(claimed) < room and whom not in busy and box.claim(message.seq, now):
                    busy.add(whom)
                    claimed.append((message, go))
                case _:
                    pass  # it stays due
        return claimed

    async def _send(self, message: Message, go: Go) -> None:
        standing = self._standing[message.account]
        answer = await self._api(message.account).call(go.call)
        now = self._moment()
        self.outcomes[answer.outcome.name.lower()] += 1
        standing.learn(go.way, answer, now)
        self._complain(standing.account, answer)
        for pause in (0.5, 1.0, 2.0, 4.0):
            try:
                await self._store.write(lambda work: self._settle(work, standing, message, go, answer, now))
                return
            except EnvironmentFault as fault:  # the claim runs out, and the end is unknown
                _log.warning("%s", fault)
                await asyncio.sleep(pause)

    def _settle(
        self, work: RelayWork, standing: Standing, message: Message, go: Go, answer: Answer, now: datetime
    ) -> None:
        box, whom = work.outbox, (message.account, message.openid)
        reason = REASONS.get(answer.outcome, "")
        if go.way == "service" and answer.outcome in {Outcome.TAKEN, Outcome.UNKNOWN}:
            work.windows.spend(*whom, now)
        match answer.outcome:
            case Outcome.TAKEN:
                box.settle(message.seq, "sent")
            case Outcome.UNREACHED:
                later = now + timedelta(seconds=min(2**message.tries, _RETRY_UP_TO))
                box.put_off(message.seq, min(later, message.until))
            case Outcome.REFUSED if go.way == "notice" and standing.has("service"):
                box.put_off(message.seq, message.until)  # or until they write
            case Outcome.UNFOLLOWED:
                work.windows.left(*whom, now)
                box.settle(message.seq, "dropped", reason)
            case Outcome.STOPPED:
                box.settle(message.seq, "dropped", reason)
                box.drop_account(message.account, reason)
            case Outcome.UNKNOWN | Outcome.REFUSED:
                box.settle(message.seq, "dropped", reason)
            case _:
                if answer.outcome in {Outcome.CLOSED, Outcome.SPENT}:
                    work.windows.close(*whom)
                if message.kind == "reply":
                    box.settle(message.seq, "dropped", reason)
                else:
                    box.put_off(message.seq, now)  # the next plan knows what was learned

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("a message could not be sent", exc_info=task.exception())
        self._tell()
        self.wake()

    def _tell(self) -> None:
        settled, self._settled = self._settled, asyncio.Event()
        settled.set()

    def _complain(self, account: Account, answer: Answer) -> None:
        """Once for each code until something goes well again."""
        said = self._complained[account.id]
        if answer.outcome is Outcome.TAKEN:
            said.clear()
        elif answer.code not in said:
            said.add(answer.code)
            words = " ".join(filter(None, (answer.hint, REMEDIES.get(answer.code, ""))))
            _log.warning(
                "account %s: WeChat's API: %s %d %s", account.id, answer.outcome.name, answer.code, words
            )

    def _api(self, account: str) -> WeChatApi:
        if self._client is None:
            self._client = new_client()
        if account not in self._apis:
            known = self._standing[account].account
            self._apis[account] = WeChatApi(known, self._client, self._now, self._whole)
        return self._apis[account]

    # --- the owner -------------------------------------------------------------------------------

    async def _remind(self) -> None:
        """Tell the owners of an order that no desk takes; one notice for each such time, not for each order."""
        owners = [
            (account, openid) for account, openid in self._owners if self._standing[account].reaches("owner")
        ]
        if not owners or abs(self._now() - self._watched) < LOOK:
            return
        self._watched = self._now()
        now = self._moment()
        found = await self._store.read(lambda work: work.outbox.untaken())
        if found is None or now - found[1] < UNTAKEN:
            return
        seq, _, number = found

        def told(work: RelayWork, account: str, openid: str) -> bool:
            last = work.outbox.reminded(account, openid)
            known = work.outbox.of_cause(f"untaken {seq} {account} {openid}") is not None
            return known or (last is not None and now - last < AGAIN)

        def remind(work: RelayWork) -> None:
            body = owner_words(self._front.shop(work), number)
            for account, openid in owners:
                if body is not None and not told(work, account, openid):
                    cause = f"untaken {seq} {account} {openid}"
                    work.outbox.add(cause, "owner", account, openid, body, now + OWNER_LIVES, now)

        if not await self._store.read(lambda work: all(told(work, *owner) for owner in owners)):
            await self._store.write(remind)

    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self._now(), UTC)


def _became(message: Message | None) -> Mapping[str, Any]:
    if message is not None and message.state == "sent":
        return {"done": True}
    return _not_done("unknown" if message is None else message.reason)


def _not_done(reason: str) -> Mapping[str, Any]:
    return {"done": False, "reason": reason}


async def _wait_for(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
