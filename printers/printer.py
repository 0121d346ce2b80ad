"""A printer in use: one connection, and the truth about each ticket.

Handles: the handshake, sending a ticket with its completion request, waiting for the proof, noticing
silence and loss, fencing. Offers: `Printer`. Does not know: queues, orders, what a ticket says. All
bytes from the device go through one reader and `printers.escpos.conversation`; nobody else reads.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from printers.attempts import Attempts
from printers.clock import Clock, LoopClock
from printers.devices import Capabilities, Identity
from printers.errors import ConnectionLost, NotResponding, NotSent
from printers.escpos.conversation import Conversation
from printers.handshake import count_cuts, identify, introduce, prove_idle
from printers.learning import Learning
from printers.link import Link
from printers.patience import Outcome, Patience, Seen, Timings, Uncertain, held
from printers.profile import Confirmation, Fence, Profile
from printers.status import PrinterState, PrinterStatus, Reason
from printers.transport.base import Transport

Fenced = Literal["cleared", "idle", "impossible"]


class Printer:
    """One device behind one transport. Use it from one event loop; one `send` at a time.

    The connection stays open between tickets. A printer that serves one host at a time (most do) prints for nobody
    else meanwhile: `disconnect` when others shall have it. All times are seconds, the longest of them in `timings`.
    """

    def __init__(
        self,
        transport: Transport,
        profile: Profile,
        clock: Clock | None = None,
        timings: Timings | None = None,
    ) -> None:
        self.profile = profile
        self.timings = timings or Timings()
        self._clock = clock or LoopClock()
        self._transport = transport
        self._link = Link(transport, self._hear, self._publish, self.timings.handing_over)
        self._talks = False  # known once it is open
        self._conversation = Conversation(profile)
        self._callbacks: list[Callable[[PrinterStatus], None]] = []
        self._attempts = Attempts()
        self._connecting: asyncio.Task[None] | None = None
        self._speaking: asyncio.Task[None] | None = None
        self._learning = Learning(self._link, self.timings, lambda: self._status.can_print, self._publish)
        self._ready = False  # the handshake is done
        self._silent = False
        self._fences = 0
        self._heard_at = self._picture_at = 0.0
        self._status = self._compute()

    @property
    def uri(self) -> str:
        """The device URI."""
        return self._transport.uri

    @property
    def status(self) -> PrinterStatus:
        """What is known now, without asking."""
        return self._status

    @property
    def connected(self) -> bool:
        """The handshake is done and the connection is not known to be gone."""
        return self._ready and self._link.lost is None

    @property
    def confirmation(self) -> Confirmation:
        """The proof this device showed it can give on this connection; "none" before."""
        return self._conversation.confirmation

    @property
    def fence_kind(self) -> Fence:
        """How this device can be fenced, as far as this connection showed; "none" before."""
        return self._conversation.fence

    @property
    def capabilities(self) -> Capabilities | None:
        """What this device showed at the handshake; None until that is settled, or when it never answers."""
        return self._conversation.capabilities if self._learning.done else None

    async def identify(self) -> Identity:
        """Ask the device what it is; it says nothing while it is stopped. Raises ConnectionLost."""
        self._link.must_stand()
        if self._talks and self.profile.gs_i and self._status.can_print:
            await identify(self._link, self._conversation, self.timings)
        return self._conversation.identity

    def on_change(self, callback: Callable[[PrinterStatus], None]) -> None:
        """Call it on the loop when status or connection changed. It must be quick."""
        self._callbacks.append(callback)

    def on_late_confirmation(self, callback: Callable[[str], None]) -> None:
        """Call it with the token of an attempt that ended uncertain when its process id comes after all."""
        self._attempts.on_late.append(callback)

    async def connect(self) -> None:
        """Open the transport and learn what the device is and can do. Closes an earlier connection first.

        Raises Unreachable, AccessDenied, NotResponding (also for a printer that serves another host) or
        ConnectionLost; then nothing is open and nothing was printed.
        """
        await self._drop()
        while self._connecting is not None:  # somebody began to connect meanwhile
            await self._drop()
        connecting = asyncio.create_task(self._connect(), name=f"connecting {self.uri}")
        self._connecting = connecting
        try:
            await asyncio.wait((connecting,))
        except asyncio.CancelledError:
            if self._connecting is connecting:
                await self._drop()
            if not connecting.cancelled():
                connecting.exception()  # nobody asks for it any more
            raise
        finally:
            if self._connecting is connecting:
                self._connecting = None
        if connecting.cancelled():
            raise ConnectionLost(f"{self.uri} was disconnected while it was being connected")
        connecting.result()

    async def _connect(self) -> None:
        self._conversation = Conversation(self.profile)
        self._conversation.on_process_id = self._attempts.prove
        self._silent = False
        self._learning.forget()
        try:
            await self._link.open(self.timings.connect)
            # an open device knows whether it can answer
            self._talks = self._transport.two_way and (self.profile.eot or self.profile.asb)
            self._heard_at = self._clock.monotonic()
            if not await introduce(self._link, self._conversation, self.timings.answer, talks=self._talks):
                self._silent = True
                raise NotResponding(f"{self.uri} takes the connection but answers no status request")
            self._link.must_stand()
            self._ready = True
            self._publish()
            if self._talks and self._status.can_print:
                await self._learning.finish(self._conversation)
                self._link.must_stand()
        except BaseException:
            await self._drop()
            self._publish()
            raise

    async def disconnect(self) -> None:
        """Close the connection in order. Never raises."""
        await self._drop()
        self._silent = False
        self._publish()

    async def _drop(self) -> None:
        self._ready = False
        connecting = self._connecting
        for task in (connecting, self._speaking):
            if task is not None and task is not asyncio.current_task():
                task.cancel()
                await asyncio.wait((task,))
        if self._connecting is connecting and connecting is not asyncio.current_task():
            self._connecting = None
        self._speaking = None
        await self._learning.stop()
        await self._link.close()

    def _hear(self, data: bytes) -> None:
        talk = self._conversation
        heard, pictures, starts = talk.heard, talk.pictures, talk.starts
        talk.receive(data)
        if talk.heard != heard:
            self._heard_at = self._clock.monotonic()
            self._silent = False
        if talk.pictures != pictures:
            self._picture_at = self._heard_at
        if talk.starts != starts:
            self._learning.restart()
        self._publish()
        if self._ready and self._talks:
            self._learning.go_on(talk)

    def _compute(self) -> PrinterStatus:
        if not self.connected:
            reason = Reason.NOT_RESPONDING if self._silent else Reason.UNREACHABLE
            return PrinterStatus(PrinterState.STOPPED, frozenset({reason}))
        now = self._conversation.model.status if self._talks else PrinterStatus(known=False)
        if self._silent:
            return PrinterStatus(PrinterState.STOPPED, now.reasons | {Reason.NOT_RESPONDING}, now.known)
        if self._attempts and now.can_print:
            return PrinterStatus(PrinterState.PROCESSING, now.reasons, now.known)
        return now

    def _publish(self) -> None:
        status = self._compute()
        if status != self._status:
            self._status = status
            self._link.hold(held(status))
            for callback in self._callbacks:
                callback(status)
        self._link.stir()

    async def check(self) -> PrinterStatus:
        """Ask the device now. Raises ConnectionLost, or NotResponding when it stays silent."""
        self._link.must_stand()
        if not self._talks:
            return self._status
        talk = self._conversation
        if talk.half_answered:
            # the rest may only be late, and would pass for answers to the next question
            await self._link.until(lambda: not talk.half_answered, self.timings.answer)
        before = talk.pictures
        self._ask()
        if not await self._link.until(lambda: talk.pictures > before, self.timings.answer):
            self._fall_silent()
            raise NotResponding(f"{self.uri} answers no status request")
        return self._status

    def _ask(self) -> None:
        """Put a status question on its way without waiting; at most one write of that kind at a time."""
        if self._speaking is None or self._speaking.done():
            question = self._conversation.ask_status()
            self._speaking = asyncio.create_task(self._say(question), name=f"status of {self.uri}")

    async def _say(self, data: bytes) -> None:
        with suppress(ConnectionLost):
            await self._link.write(data)

    def _fall_silent(self) -> None:
        self._silent = True
        self._publish()

    async def send(self, data: bytes, token: str) -> None:
        """Hand over a whole attempt (the cut included) and the request for its proof, in one write.

        `token`: 4 printable ASCII characters (21h to 7Eh), new for each attempt; ValueError for others. Each token
        is to be waited for with `wait`. Raises NotSent when not one byte was handed over (connect, then send
        again; a device that is stopped since it was connected must be cured first), ConnectionLost(bytes_sent)
        after. When cancelled, the connection is given up.
        """
        self._attempts.must_be_new(token)
        if not self.connected:
            raise NotSent(f"not connected to {self.uri}")
        if not self._transport.alive:
            self._link.give_up("the connection was gone before the ticket")
            raise NotSent(f"the connection to {self.uri} was gone")
        if self._talks:
            await self._make_sure()
        talk = self._conversation
        attempt, request = talk.begin(token, len(data))
        try:
            await self._link.say(data + request, patient=True)
        except BaseException as error:
            if isinstance(error, ConnectionLost) and error.bytes_sent == 0:
                talk.withdraw(attempt)
                self._link.give_up(str(error))
                raise NotSent(str(error)) from error
            self._link.give_up(str(error) or "a ticket was not written to its end")
            if not (
                attempt.proved and isinstance(error, ConnectionLost)
            ):  # what broke after its proof breaks nothing
                self._learning.torn = True
                self._attempts.end(talk, attempt)  # its proof may come all the same
                raise
        self._attempts.hand_over(talk, attempt, self._clock.monotonic())
        self._publish()

    async def _make_sure(self) -> None:
        """Nothing is entrusted to a printer that nobody knows, or that may have vanished without a word."""
        try:
            if not self._learning.done:
                await self._learn_if_it_can()
            if not self._attempts and self._clock.monotonic() - self._heard_at > self.timings.silent:
                await self.check()
            self._link.must_stand()
        except (ConnectionLost, NotResponding) as error:
            self._link.give_up(str(error))
            raise NotSent(str(error)) from error

    async def _learn_if_it_can(self) -> None:
        if not self._status.can_print:
            await self.check()
        if self._status.can_print:
            await self._learning.finish(self._conversation)
        if not self._learning.done and not self._status.can_print:
            self._link.must_stand()
            why = ", ".join(sorted(self._status.reasons))
            raise NotSent(
                f"{self.uri} is stopped ({why}) since it was connected, and what it can prove is unknown"
            )

    async def wait(
        self, token: str, on_hold: Callable[[PrinterStatus], None] | None, timeout: float
    ) -> Outcome:
        """What became of the attempt with that token, which `send` handed over; in `timeout` seconds or sooner.

        While the device says it is stopped by something curable the time does not run, and `on_hold` is
        called with the status: once for each different one, and once when it can print again.
        """
        flight = self._attempts.under_way(token)
        if flight is None:
            return Uncertain("not-sent")
        talk, attempt = flight.talk, flight.attempt
        torn = True  # also when nobody waits any more
        patience = Patience(
            attempt,
            self.profile,
            self.timings,
            timeout=timeout,
            # nobody waits for a device that never answers: it may have settled long ago
            now=self._clock.monotonic() if self._talks else flight.at,
            talks=self._talks,
            listens=self._transport.two_way,
        )
        try:
            outcome = await self._wait(patience, talk, on_hold)
            torn = isinstance(outcome, Uncertain)
        finally:
            self._attempts.end(talk, attempt)
            self._learning.torn = self._learning.torn or torn
            self._publish()
        if outcome == Uncertain("not-responding"):
            self._fall_silent()
        return outcome

    async def _wait(
        self, patience: Patience, talk: Conversation, on_hold: Callable[[PrinterStatus], None] | None
    ) -> Outcome:
        told: PrinterStatus | None = None  # the hold that was told last
        while True:
            now = self._clock.monotonic()
            lost = self._link.lost is not None or talk is not self._conversation
            seen = Seen(self._status, self._heard_at, self._picture_at, lost)
            outcome = patience.verdict(now, seen)
            if outcome is not None:
                return outcome
            if on_hold is not None:
                if held(seen.status) and seen.status != told:
                    told = seen.status
                    on_hold(seen.status)
                elif told is not None and seen.status.can_print:
                    told = None
                    on_hold(seen.status)
            # the rest of an answer may only be late
            rest_is_due = self._conversation.half_answered and now < self._heard_at + self.timings.answer
            if patience.should_ask(now, seen) and not rest_is_due:
                self._ask()
            await self._link.stirs(patience.next_look(now))

    async def fence(self) -> Fenced:
        """Make sure that nothing sent earlier can still come out.

        "cleared": the device emptied its buffers. "idle": it proved that it has worked through all of it.
        "impossible": neither could be proved in time. Raises ConnectionLost.
        """
        self._link.must_stand()
        talk = self._conversation
        if not self._talks:
            return "impossible"
        if self.profile.clear and await self._clear(talk):
            return "cleared"
        if not self._learning.done and self._status.can_print:
            await self._learning.finish(self._conversation)
        if talk.account.model is None:
            return "impossible"
        self._fences += 1
        idle = await prove_idle(self._link, talk, self.timings, f"fence {self._fences}")
        return "idle" if idle else "impossible"

    async def count_cuts(self) -> int | None:
        """How often the device's cutter has worked in its life, once all that was sent before is worked through.

        Asked before a ticket and after it ended uncertain, also on another connection, the difference is
        evidence for the person who is asked, and no proof: `printers.escpos.counter` says what it tells. None
        for a model without the counter, for a stopped device, and when no answer comes in `timings.fence`
        seconds. Not while a ticket is sent. Raises ConnectionLost.
        """
        self._link.must_stand()
        if not (self._talks and self.profile.cutter_counter and self._status.can_print):
            return None
        if not self._learning.done:
            await self._learning.finish(self._conversation)
        return await count_cuts(self._link, self._conversation, self.timings)

    async def _clear(self, talk: Conversation) -> bool:
        if not await self._link.exchange(talk.ask_clear(), lambda: not talk.clearing, self.timings.answer):
            return False
        talk.after_clear()
        await self._learning.begin_anew(talk)
        return True
