"""The relay's HTTP side: WeChat's callbacks, the feed for the desk, health and metrics.

Every request is bounded before it is read and refused without saying more than its sender needs. An answer
goes out after its commit.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from desk.domain.json_input import BadJson, read_json
from desk.errors import EnvironmentFault
from desk.relay.bodies import TooLarge, TooSlow, read_body
from desk.relay.chat import Reply, Shopfront, answer
from desk.relay.complaints import Complaints
from desk.relay.config import Account, RelaySettings
from desk.relay.devices import Unpaired, count_wrong, pair, sender
from desk.relay.hooks import Hooks
from desk.relay.instructions import MONEY, obey, understood
from desk.relay.menu_link import MenuLinks
from desk.relay.metrics import Metrics
from desk.relay.operator import Operator
from desk.relay.outbox import Postman
from desk.relay.page import pictures
from desk.relay.page.routes import MenuPage
from desk.relay.pay.till import Till
from desk.relay.protocol import MAX_ENTRIES, MAX_SNAPSHOT, MAX_WAIT, shop_of
from desk.relay.store.devices import Device
from desk.relay.store.opening import RelayStore
from desk.relay.store.work import RelayWork
from desk.relay.wechat.capabilities import Capability, how
from desk.relay.wechat.envelope import MAX_BODY, Refusal
from desk.relay.wechat.messages import read_message
from desk.relay.wechat.replies import SUCCESS, passive_reply

log = logging.getLogger("desk.relay")

Handler = Callable[[Request], Awaitable[Response]]
ExceptionHandler = Callable[[Request, Exception], Awaitable[Response]]

#: The largest command or pairing request, in bytes.
MAX_COMMAND = 64 * 1024
#: How often a waiting desk looks for what another relay of the same database committed, in seconds.
LOOK = 0.5
#: How exactly it is kept when a desk asked last: each time would be a commit more.
SEEN = timedelta(seconds=15)


class Relay:
    """The handlers over one store. `now` gives seconds since 1970; a test sets it."""

    def __init__(
        self, settings: RelaySettings, store: RelayStore, now: Callable[[], float] = time.time
    ) -> None:
        self._settings = settings
        self._store = store
        self._now = now
        self._front = Shopfront(
            MenuLinks(settings.public_url, settings.accounts) if settings.menu_page else None,
            settings.pay.account if settings.pay else "",
        )
        #: Sends what answers no request, while somebody lets it run.
        self.post = Postman(settings.accounts, store, self._front, now)
        self._news = asyncio.Event()
        self.metrics = Metrics()
        self.metrics.calls = self.post.outcomes
        #: WeChat Pay, None without [pay]; its watch asks WeChat while somebody lets it run.
        self.till = (
            Till(settings.pay, store, self._front, now, self._announce, self.post.progress)
            if settings.pay
            else None
        )
        if self.till is not None:
            self.metrics.payments = self.till.cashier.outcomes
        #: The menu page, where relay.toml has it.
        self._page = (
            MenuPage(
                settings, store, self._front, now, self._announce, self.till.cashier if self.till else None
            )
            if settings.menu_page
            else None
        )
        self._operator = Operator(store, self.metrics, now)
        self._complaints = Complaints(log)
        self.hooks = Hooks(settings.hooks, store, now, self._refuse, self._announce)
        store.on_group = self.metrics.groups.add

    def app(self) -> Starlette:
        """The application, to be served by any ASGI server."""
        return Starlette(
            routes=[
                Route("/wechat/{account}", self.callback_url, methods=["GET"]),
                Route("/wechat/{account}", self._timed("callback", self.callback), methods=["POST"]),
                Route("/v1/pair", self._timed("pair", self.pair), methods=["POST"]),
                Route("/v1/events", self._paired(self.events), methods=["GET"]),
                Route("/v1/accounts", self._timed("accounts", self._paired(self.accounts)), methods=["GET"]),
                Route("/v1/snapshot", self._timed("snapshot", self._paired(self.snapshot)), methods=["PUT"]),
                Route("/v1/pictures/{name}", self._paired(self.picture), methods=["PUT"]),
                Route("/v1/commands", self._timed("command", self._paired(self.command)), methods=["POST"]),
                *(self.till.routes() if self.till else ()),
                Route("/hooks/{source}", self.hooks.address, methods=["GET"]),
                Route("/hooks/{source}", self._timed("hook", self.hooks.take), methods=["POST"]),
                *(self._page.routes() if self._page else ()),
                Route("/health", self._operator.health, methods=["GET"]),
                Route("/ready", self._operator.ready, methods=["GET"]),
                Route("/metrics", self._operator.metrics, methods=["GET"]),
            ],
            exception_handlers={
                TooLarge: self._turned_away(413, "too large"),
                TooSlow: self._turned_away(408, "too slow"),
                ClientDisconnect: self._turned_away(400, "hung up"),
                EnvironmentFault: self._unavailable,
            },
        )

    def stop(self) -> None:
        """Let waiting desks go, now and from now on; on the loop's thread."""
        self._operator.stopping = True
        self._announce()

    # --- WeChat ----------------------------------------------------------------------------------

    async def callback_url(self, request: Request) -> Response:
        """WeChat asks whether this address is ours."""
        account = self._account(request)
        if account is None:
            return self._refuse("no account", "unknown account", 404)
        found = account.envelope.verify_url(request.query_params, self._now())
        if isinstance(found, Refusal):
            return self._refuse(account.id, found.reason)
        return PlainTextResponse(found)

    async def callback(self, request: Request) -> Response:
        """A message or event; the answer is the reply, encrypted, after its commit."""
        account = self._account(request)
        if account is None:
            return self._refuse("no account", "unknown account", 404)
        now = self._now()
        opened = account.envelope.open(request.query_params, await read_body(request, MAX_BODY), now)
        message = opened if isinstance(opened, Refusal) else read_message(opened.xml)
        if isinstance(message, Refusal):
            return self._refuse(account.id, message.reason)
        at = datetime.fromtimestamp(now, UTC)

        def take(work: RelayWork) -> tuple[Reply, bool]:
            reply = answer(work, self._front, account.id, message, at)
            return reply, not reply.repeated and self.post.heard(work, account.id, message, at)

        try:
            reply, waited = await self._store.write(take)
        except Exception:
            self.metrics.messages["failed"] += 1
            raise
        self.metrics.messages["repeated" if reply.repeated else "answered" if reply.text else "quiet"] += 1
        if reply.news:
            self._announce()
        if waited:
            self.post.wake()
        if not reply.text:
            return Response(SUCCESS, media_type="text/plain")
        self.metrics.replies += 1
        xml = passive_reply(message.openid, message.to, now, reply.text)
        return Response(account.envelope.seal(xml, now), media_type="application/xml")

    def _account(self, request: Request) -> Account | None:
        return self._settings.accounts.get(request.path_params["account"])

    def _refuse(self, where: str, reason: str, status: int = 403) -> Response:
        self.metrics.refused[reason] += 1
        self._complaints.say(logging.INFO, reason, f"callback of {where} refused")
        return _refused(status)

    def _unpaired(self, refusal: Unpaired, status: int) -> Response:
        self.metrics.refused[refusal.reason] += 1
        self._complaints.say(logging.INFO, refusal.reason, "desk refused")
        return _problem(status, str(refusal), refusal.reason)

    def _turned_away(self, status: int, reason: str) -> ExceptionHandler:
        async def refuse(_request: Request, _error: Exception) -> Response:
            return self._refuse("a sender", reason, status)

        return refuse

    async def _unavailable(self, _request: Request, error: Exception) -> Response:
        what = error.what if isinstance(error, EnvironmentFault) else str(error)
        self._complaints.say(logging.ERROR, what, "the store refuses")
        return _refused(503)

    def _timed(self, route: str, handler: Handler) -> Handler:
        async def timed(request: Request) -> Response:
            began = time.perf_counter()
            try:
                return await handler(request)
            finally:
                self.metrics.took(route, time.perf_counter() - began)

        return timed

    # --- the desk --------------------------------------------------------------------------------

    async def pair(self, request: Request) -> Response:
        """`{code, name, key}` of a new desk; `{device, accounts}` when the code is good."""
        body = _table(await read_body(request, MAX_COMMAND))
        if body is None:
            return _problem(400, "The request is not JSON.")
        code, name, key = (str(body.get(field, "")) for field in ("code", "name", "key"))
        at = datetime.fromtimestamp(self._now(), UTC)
        try:
            device = await self._store.write(lambda work: pair(work, code, name, key, at))
        except Unpaired as refusal:
            await self._store.write(count_wrong)
            return self._unpaired(refusal, 403)
        accounts = [{"id": a.id, "type": a.type} for a in self._settings.accounts.values()]
        return JSONResponse({"device": device.id, "accounts": accounts})

    def _paired(
        self, handler: Callable[[Request, Device, bytes], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def checked(request: Request) -> Response:
            body = await read_body(request, MAX_SNAPSHOT if request.method == "PUT" else MAX_COMMAND)
            raw = request.scope["query_string"].decode("latin-1")
            target = request.url.path + (f"?{raw}" if raw else "")
            at = datetime.fromtimestamp(self._now(), UTC)
            headers = dict(request.headers)
            try:
                device = await self._store.read(
                    lambda work: sender(work, request.method, target, headers, body, at)
                )
            except Unpaired as refusal:
                return self._unpaired(refusal, 401)
            return await handler(request, device, body)

        return checked

    async def events(self, request: Request, device: Device, _body: bytes) -> Response:
        """What came after `after` (everything up to it is acknowledged), waiting up to `wait` seconds for some.

        Without `after`: from where this desk had acknowledged.
        """
        self._operator.asked(device.id)
        after = _integer(request.query_params.get("after"), device.acknowledged, 2**62)
        wait = _integer(request.query_params.get("wait"), 0, MAX_WAIT)
        at = datetime.fromtimestamp(self._now(), UTC)
        if device.seen_at is None or at - device.seen_at > SEEN:
            await self._store.write(lambda work: work.devices.saw(device.id, at))
        if after > device.acknowledged:
            await self._store.write(lambda work: work.devices.acknowledge(device.id, after, at))
        until = asyncio.get_running_loop().time() + wait
        while True:
            news = self._news  # taken before looking: what comes between the two wakes this desk as well
            found = await self._store.read(lambda work: work.feed.after(after, MAX_ENTRIES))
            left = until - asyncio.get_running_loop().time()
            if found or left <= 0 or self._operator.stopping:
                break
            await _wait_for(news, min(left, LOOK))
            if self._operator.stopping:
                break  # without another look, which a slow store might hold up
        entries = [
            {"seq": e.seq, "at": e.at.isoformat(), "account": e.account, "kind": e.kind, "body": e.body}
            for e in found
        ]
        return JSONResponse({"events": entries, "next": found[-1].seq if found else after})

    async def accounts(self, _request: Request, _device: Device, _body: bytes) -> Response:
        """What the owner copies into WeChat's console, for each account, and what an account of its type can do.

        The only answer that holds token and EncodingAESKey.
        """
        return JSONResponse(
            [
                {
                    "id": account.id,
                    "type": account.type,
                    "appid": account.appid,
                    "callback": f"{self._settings.public_url}/wechat/{account.id}",
                    "token": account.token,
                    "aes_key": account.aes_key,
                    "capabilities": {each.value: how(account.type, each) for each in Capability},
                }
                for account in self._settings.accounts.values()
            ],
            headers={"cache-control": "no-store"},
        )

    async def snapshot(self, _request: Request, _device: Device, body: bytes) -> Response:
        """The shop as the desk describes it: `{version, shop}`; an older version than the one held is ignored."""
        value = _table(body, MAX_SNAPSHOT)
        try:
            version = int(value["version"]) if value else 0
            shop = shop_of(value["shop"] if value else None)
        except (KeyError, TypeError, ValueError):
            return _problem(400, "The description of the shop cannot be read.")
        text = json.dumps(value["shop"], ensure_ascii=False) if value else ""
        at = datetime.fromtimestamp(self._now(), UTC)

        def keep(work: Any) -> int:
            known = work.feed.snapshot()
            if known is None or known[0] < version:
                before = None if known is None else shop_of(json.loads(known[1])).elsewhere.stock_version
                work.pictures.named((name for names in shop.pictures.values() for name in names), at)
                work.feed.keep_snapshot(version, text, at, restocked=before != shop.elsewhere.stock_version)
                return version
            return known[0]

        return JSONResponse({"version": await self._store.write(keep)})

    async def picture(self, request: Request, device: Device, body: bytes) -> Response:
        """A picture for the menu page."""
        return await pictures.take(self._store, self._now(), request, device, body)

    async def command(self, request: Request, device: Device, body: bytes) -> Response:
        """What `desk.relay.instructions` knows, with an Idempotency-Key; repeated, it gets its first answer again."""
        key = request.headers.get("idempotency-key", "")
        if not 1 <= len(key) <= 100:
            return _problem(400, "A command needs the header Idempotency-Key.")
        value = _table(body)
        if value is None or not understood(value):
            return _problem(400, "There is no such command.")
        at = datetime.fromtimestamp(self._now(), UTC)
        if value["kind"] in MONEY:
            if self.till is None:
                return JSONResponse({"done": False, "reason": "unavailable"})
            return Response(await self.till.obey(device.id, key, value, at), media_type="application/json")
        if value["kind"] == "reply" and self.post.answers(value["account"]):
            words = value["account"], value["customer"], value["text"]
            told = await self.post.reply(device.id, key, *words, at)
            return JSONResponse(told) if told else _problem(504, "WeChat has not answered yet. Ask again.")

        if value["kind"] == "store":
            return JSONResponse(await self.hooks.ask(value))

        def carry_out(work: RelayWork) -> str:
            known = work.devices.command(device.id, key)
            if known is not None:
                return known
            done = obey(work, self._settings.accounts, device.id, value, at, self.post.progress)
            answered = json.dumps(done)
            work.devices.keep_command(device.id, key, answered, at)
            return answered

        answered = await self._store.write(carry_out)
        self.post.wake()
        return Response(answered, media_type="application/json")

    def _announce(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()


async def _wait_for(news: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await news.wait()
    except TimeoutError:
        pass


def _table(raw: bytes, limit: int = MAX_COMMAND) -> dict[str, Any] | None:
    try:
        value = read_json(raw, limit)
    except BadJson:
        return None
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def _integer(text: str | None, default: int, most: int) -> int:
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= 18):
        return default
    return min(int(text), most)


def _refused(status: int) -> Response:
    return PlainTextResponse("", status_code=status)


def _problem(status: int, detail: str, reason: str = "") -> Response:
    told = {"status": status, "detail": detail, **({"reason": reason} if reason else {})}
    return JSONResponse(told, status_code=status, media_type="application/problem+json")
