"""All of WeChat Pay at one relay: made when relay.toml has `[pay]`, with its addresses and the desk's commands.

`POST /pay/notify` and `POST /pay/refund` take what WeChat tells; only the status of the answer counts there, and
nothing in such a request goes over the network. Commands of the desk (`collect`, `uncollect`, `refund`) call WeChat,
so they run outside of every transaction and are kept by their key when they ended.
"""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from desk.relay.bodies import read_body
from desk.relay.chat import Shopfront
from desk.relay.complaints import Complaints
from desk.relay.pay import booking
from desk.relay.pay.api import WHOLE, PayApi, PayTrouble
from desk.relay.pay.cashier import Cashier, PayRefused
from desk.relay.pay.notices import (
    MAX_BODY,
    NONCE,
    SERIAL,
    SIGNATURE,
    TIMESTAMP,
    Notice,
    Refused,
    read_notice,
)
from desk.relay.pay.refunding import Refunder
from desk.relay.pay.settings import PaySettings
from desk.relay.pay.watch import Progress, Watch
from desk.relay.store.opening import RelayStore
from desk.relay.store.work import RelayWork

#: WeChat takes so many bytes of a refund's reason.
_MAX_CAUSE = 80

_log = logging.getLogger("desk.relay")
Answered = dict[str, Any]


class Till:
    """One relay's. `now` gives seconds since 1970; `news` is called when the feed has something new for the desk;
    `progress` writes what customers are told of an order.
    """

    def __init__(
        self,
        settings: PaySettings,
        store: RelayStore,
        front: Shopfront,
        now: Callable[[], float],
        news: Callable[[], None],
        progress: Progress,
        whole: float = WHOLE,
    ) -> None:
        self._settings = settings
        self._store = store
        self._now = now
        self._news = news
        self._complaints = Complaints(_log)
        self.api = PayApi(settings, now, whole)
        self.cashier = Cashier(settings, store, front, self.api, now, news)
        self.refunder = Refunder(settings, store, self.api, self.cashier, now, news)
        #: Asks WeChat about what it has not told, while somebody lets it run.
        self.watch = Watch(store, self.cashier, self.refunder, now, news, progress)

    def routes(self) -> list[Route]:
        """Where WeChat tells of payments and refunds."""
        return [Route(path, self.notified, methods=["POST"]) for path in ("/pay/notify", "/pay/refund")]

    async def aclose(self) -> None:
        """Let go of the line to WeChat."""
        await self.watch.close()
        await self.api.aclose()

    # --- notifications ---------------------------------------------------------------------------

    async def notified(self, request: Request) -> Response:
        """A notification; 204 after its commit, else a refusal after which WeChat sends it again."""
        body = await read_body(request, MAX_BODY)
        doubled = any(
            len(request.headers.getlist(name)) > 1 for name in (SIGNATURE, SERIAL, TIMESTAMP, NONCE)
        )
        now = self._now()
        found = (
            Refused("doubled headers", 400)
            if doubled
            else read_notice(request.headers, body, now, self._settings.keys, self._settings.api_v3_key)
        )
        if isinstance(found, Refused):
            return self._refuse(found.reason, found.status)
        at = datetime.fromtimestamp(now, UTC)
        word = await self._store.write(lambda work: take(work, self._settings, found, at))
        self.cashier.outcomes[f"notification {word}"] += 1
        if word in booking.TAKEN or word == "repeated":
            self._news()
            return Response(status_code=204)
        return self._refuse(word, 404 if word.startswith("unknown") else 400)

    def _refuse(self, reason: str, status: int) -> Response:
        self.cashier.outcomes[f"refused {reason}"] += 1
        self._complaints.say(logging.WARNING, reason, "a notification of WeChat Pay refused")
        return JSONResponse({"code": "FAIL", "message": ""}, status_code=status)

    # --- the desk's commands ---------------------------------------------------------------------

    async def obey(self, device: str, key: str, value: Mapping[str, Any], at: datetime) -> str:
        """Carry out what `instructions.understood` has passed; its answer as JSON, the same for the same key."""
        known = await self._store.read(lambda work: work.devices.command(device, key))
        if known is not None:
            return known
        done = await self._obey(value)
        answered = json.dumps(done)
        if done.get("reason") == "unavailable":
            return answered  # asked again it may go well

        def keep(work: RelayWork) -> str:
            before = work.devices.command(device, key)
            if before is None:
                work.devices.keep_command(device, key, answered, at)
            return answered if before is None else before

        return await self._store.write(keep)

    async def _obey(self, value: Mapping[str, Any]) -> Answered:
        match value["kind"]:
            case "collect":
                return await self._collect(value)
            case "uncollect":
                return await self._uncollect(value["payment"])
            case _:
                cause = value["reason"].encode()[:_MAX_CAUSE].decode(errors="ignore").strip()
                why = await self.refunder.refund(value["payment"], value["refund"], value["amount"], cause)
                return {"done": False, "reason": why} if why else {"done": True}

    async def _collect(self, value: Mapping[str, Any]) -> Answered:
        try:
            payment = await self.cashier.collect(
                value["desk_order"], value["title"], value["amount"], value["currency"]
            )
        except PayRefused as refused:
            return {"done": False, "reason": refused.word}
        until = payment.until.isoformat()
        return {"done": True, "payment": payment.number, "code_url": payment.handle, "until": until}

    async def _uncollect(self, number: str) -> Answered:
        if await self._store.read(lambda work: work.payments.payment(number)) is None:
            return {"done": False, "reason": "unknown-payment"}
        try:
            state = await self.cashier.shut(number)
        except PayTrouble as trouble:
            self.cashier.trouble(trouble)
            return {"done": False, "reason": "unavailable"}
        return {"done": False, "reason": "paid"} if state == "paid" else {"done": True}


def take(work: RelayWork, settings: PaySettings, notice: Notice, now: datetime) -> str:
    """Book a genuine notification: a word of booking.TAKEN, `repeated`, or why it is not believed."""
    known = work.payments.outcome(notice.id)
    if known in booking.TAKEN:
        return "repeated"
    believe = booking.believe_refund if notice.event.startswith("REFUND.") else booking.believe_payment
    word = believe(work, settings, notice.resource, "notification", now)
    work.payments.keep_notice(notice.id, booking.number_of(notice.resource, "out_trade_no"), word, now)
    return word
