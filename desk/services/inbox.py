"""Messages between customers and the person at the desk: taken once, answered through the relay, marked done.

An answer is kept before it is sent, and what became of it stands beside it. Reasons of an undelivered one:
`unsupported` (the account has no interface for it), `unavailable`, `unreachable` (the relay did not answer),
`interrupted`, and what WeChat's interface says through the relay: `window-closed`, `quota`, `daily-quota`, `busy`,
`too-long`, `refused`, `unfollowed`, `misconfigured`, `stopped`, `wechat-unreachable` (nothing was sent), `unknown`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from desk.domain.events import Changes
from desk.domain.inbox import KINDS, IncomingMessage, OutgoingAnswer, TalkCard, TalkDetail, TalkKey
from desk.domain.ports import Clock, Database
from desk.errors import DeskError, NotFound, Refused

#: Sends a command to the relay of a source, with its idempotency key; raises DeskError when it got no answer.
Send = Callable[[str, Mapping[str, object], str], Awaitable[Mapping[str, Any]]]

#: Conversations in a list; replies kept ready, and their longest, in characters.
MOST_TALKS, MOST_QUICK, MAX_QUICK = 200, 30, 300
#: The longest answer, in characters: WeChat takes 2048 bytes.
MAX_ANSWER = 680
_MAX_TEXT, _MAX_WORD = 4000, 100


class Inbox:
    """What the message page shows and does."""

    def __init__(
        self, database: Database, clock: Clock, changed: Callable[[Changes], None], send: Send
    ) -> None:
        self._database = database
        self._clock = clock
        self._changed = changed
        self._send = send

    # --- from the feed ---------------------------------------------------------------------------

    async def take(self, source: str, entry: Mapping[str, Any]) -> None:
        """Keep a message of the feed, durably; one that came before changes nothing.

        Raises KeyError, TypeError or ValueError for an entry that is none.
        """
        body, account = entry["body"], entry["account"]
        key = TalkKey(source, _word(account), _word(body["customer"]))
        kind = body.get("what", "text")
        message = IncomingMessage(
            key,
            int(entry["seq"]),
            datetime.fromisoformat(entry["at"]).timestamp(),
            kind if kind in KINDS else "text",
            _word(body.get("name", "")),
            _word(body.get("number", "")),
            str(body.get("text", ""))[:_MAX_TEXT],
        )
        if await self._database.write(lambda work: work.messages.take(message)):
            self._tell(key)

    async def handovers(self, source: str) -> Sequence[tuple[TalkKey, str]]:
        """What that source's relay is still to be told."""
        return await self._database.read(lambda work: work.messages.handovers(source))

    async def handed_over(self, key: TalkKey, what: str) -> None:
        """The relay knows it."""
        await self._database.write(lambda work: work.messages.handed_over(key, what))

    # --- for the window --------------------------------------------------------------------------

    async def talks(self, *, done: bool) -> Sequence[TalkCard]:
        """The newest conversations that are done, or are not."""
        return await self._database.read(lambda work: work.messages.talks(done=done, limit=MOST_TALKS))

    async def unread(self) -> int:
        """How many conversations hold something unread."""
        return await self._database.read(lambda work: work.messages.unread())

    async def detail(self, key: TalkKey) -> TalkDetail | None:
        """One conversation."""
        return await self._database.read(lambda work: work.messages.detail(key))

    async def mark_read(self, key: TalkKey) -> None:
        """Somebody saw it."""
        if await self._database.write(lambda work: work.messages.mark_read(key)):
            self._tell(key)

    async def set_done(self, key: TalkKey, *, done: bool) -> None:
        """Mark it done, which hands it back to the machine, or open it again. Raises NotFound."""
        if not await self._database.write(lambda work: work.messages.set_done(key, done=done)):
            raise NotFound("There is no such conversation.")
        self._tell(key)

    async def answer(self, key: TalkKey, text: str, by: str) -> None:
        """Answer a customer; returns when it is known what became of it. Raises Refused for no or too much text."""
        text = text.strip()
        if not text or len(text) > MAX_ANSWER:
            raise Refused(f"An answer has 1 to {MAX_ANSWER} characters.", "Shorten it, or send it in two.")
        at = round(self._clock.now().timestamp() * 1e6)
        message = await self._database.write(lambda work: work.messages.add_answer(key, text, by, at))
        await self._deliver(OutgoingAnswer(message, key, text, "sending", 0))

    async def again(self, message_id: int) -> None:
        """Try an undelivered answer again. Raises NotFound; one that is not undelivered is left alone."""

        def begin(work: Any) -> OutgoingAnswer:
            found = work.messages.answer(message_id)
            if found is None:
                raise NotFound("There is no such answer.")
            if found.state == "undelivered":
                work.messages.settle(message_id, "sending", "", found.attempt)
            return found

        found = await self._database.write(begin)
        if found.state == "undelivered":
            await self._deliver(found)

    async def told_by_hand(self, message_id: int) -> None:
        """The person answered in WeChat's own app."""
        found = await self._database.read(lambda work: work.messages.answer(message_id))
        if found is None:
            raise NotFound("There is no such answer.")
        await self._settle(found, "by-hand", "", found.attempt)

    async def resume(self) -> None:
        """What was on its way when the desk ended is undelivered."""
        await self._database.write(lambda work: work.messages.interrupted())

    async def quick_replies(self) -> Sequence[str]:
        """The owner's own; empty while the shipped ones stand."""
        return await self._database.read(lambda work: work.messages.quick_replies())

    async def set_quick_replies(self, texts: Sequence[str]) -> None:
        """These from now on; none brings the shipped ones back."""
        kept = [text.strip()[:MAX_QUICK] for text in texts if text.strip()][:MOST_QUICK]
        await self._database.write(lambda work: work.messages.set_quick_replies(kept))

    async def _deliver(self, answer: OutgoingAnswer) -> None:
        self._tell(answer.key)
        _, account, customer = answer.key
        command = {"kind": "reply", "account": account, "customer": customer, "text": answer.text}
        try:
            told = await self._send(answer.key.source, command, f"reply {answer.id} {answer.attempt}")
        except DeskError:
            await self._settle(answer, "undelivered", "unreachable", answer.attempt)
            return
        if told.get("done") is True:
            await self._settle(answer, "sent", "", answer.attempt)
        else:
            reason = str(told.get("reason", "refused"))[:40]
            await self._settle(answer, "undelivered", reason, answer.attempt + 1)

    async def _settle(self, answer: OutgoingAnswer, state: str, reason: str, attempt: int) -> None:
        await self._database.write(lambda work: work.messages.settle(answer.id, state, reason, attempt))
        self._tell(answer.key)

    def _tell(self, key: TalkKey) -> None:
        self._changed(Changes(talks=frozenset({key})))


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value[:_MAX_WORD]
