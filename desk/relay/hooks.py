"""POST /hooks/{source}: what other systems push for a desk behind NAT. Verified by its sender's rules, then into the feed.

A sender is told that its push was taken when it is on disk. The same push again, within half an hour, is taken as
well and changes nothing; the desk knows an order by its id and revision anyhow.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from desk.domain.json_input import MAX_BODY, BadJson, read_json
from desk.domain.receipts import NotVerified
from desk.domain.senders import verify, verify_shopify, verify_woocommerce, woocommerce_ping
from desk.relay.bodies import read_body
from desk.relay.hook_settings import Hook, StoreAccess
from desk.relay.store.opening import RelayStore
from desk.relay.store.work import RelayWork
from desk.relay.wechat.api import WeChatApi, new_client
from desk.relay.wechat.envelope import Refusal
from desk.relay.wechat.replies import SUCCESS
from desk.relay.weixin_store import opened, pushed_order, store_answer, store_call

#: What a desk is told of a push beside its body.
_HEADERS = ("webhook-id", "x-wc-webhook-topic", "x-shopify-topic", "x-shopify-webhook-id")


class Hooks:
    """The senders of one relay, and the questions of desks to those that can be asked."""

    def __init__(
        self,
        hooks: Mapping[str, Hook],
        store: RelayStore,
        now: Callable[[], float],
        refuse: Callable[[str, str, int], Response],
        news: Callable[[], None],
    ) -> None:
        """`refuse(where, reason, status)` counts and says it; `news` wakes waiting desks."""
        self._hooks = hooks
        self._store = store
        self._now = now
        self._refuse = refuse
        self._news = news
        self._client: httpx.AsyncClient | None = None
        self._apis: dict[str, WeChatApi] = {}

    async def address(self, request: Request) -> Response:
        """A store of WeChat's asks whether this address is ours."""
        hook = self._hooks.get(request.path_params["source"])
        if hook is None or hook.store is None:
            return self._refuse("no hook", "unknown hook", 404)
        found = hook.store.envelope.verify_url(request.query_params, self._now())
        if isinstance(found, Refusal):
            return self._refuse(f"hook {hook.source}", found.reason, 403)
        return PlainTextResponse(found)

    async def take(self, request: Request) -> Response:
        """A push."""
        hook = self._hooks.get(request.path_params["source"])
        if hook is None:
            return self._refuse("no hook", "unknown hook", 404)
        body = await read_body(request, MAX_BODY)
        headers = {name.lower(): value for name, value in request.headers.items()}
        if hook.store is not None:
            event = opened(hook.store, request.query_params, body, self._now())
            if isinstance(event, Refusal):
                return self._refuse(f"hook {hook.source}", event.reason, 403)
            if pushed_order(event):
                await self._keep(hook, {}, event)
            return PlainTextResponse(SUCCESS)
        if hook.kind == "woocommerce" and woocommerce_ping(headers, body):
            return JSONResponse({})
        try:
            self._verify(hook, headers, body)
            read_json(body)
        except NotVerified:
            return self._refuse(f"hook {hook.source}", "signature", 401)
        except BadJson:
            return self._refuse(f"hook {hook.source}", "not JSON", 400)
        kept = {name: headers[name][:200] for name in _HEADERS if name in headers}
        repeated = await self._keep(hook, kept, body)
        return JSONResponse({"duplicate": repeated}, status_code=200 if repeated else 202)

    def _verify(self, hook: Hook, headers: Mapping[str, str], body: bytes) -> None:
        match hook.kind:
            case "woocommerce":
                verify_woocommerce(hook.key, headers, body)
            case "shopify":
                verify_shopify(hook.key, headers, body)
            case _:
                verify(hook.key, headers, body, self._now())

    async def _keep(self, hook: Hook, headers: Mapping[str, str], body: bytes) -> bool:
        """Into the feed, durably; whether it was there already."""
        at = datetime.fromtimestamp(self._now(), UTC)
        delivery = hashlib.sha256(body).hexdigest()
        entry = {
            "source": hook.source,
            "kind": hook.kind,
            "headers": dict(headers),
            "body": body.decode("utf-8-sig"),
        }

        def keep(work: RelayWork) -> bool:
            if work.talks.reply(f"hook {hook.source}", delivery, at) is not None:
                return True
            work.talks.keep_reply(f"hook {hook.source}", delivery, "", at)
            work.feed.append("", "hook", entry, at)
            return False

        repeated = await self._store.write(keep)
        if not repeated:
            self._news()
        return repeated

    # --- questions --------------------------------------------------------------------------------

    async def ask(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a desk's question (desk.relay.weixin_store). Waits for WeChat, outside of any transaction."""
        hook, call = self._hooks.get(value["source"]), store_call(value)
        if hook is None or hook.store is None or call is None:
            return {"done": False, "reason": "unknown-store"}
        return store_answer(call, await self._api(hook.source, hook.store).call(call))

    def _api(self, source: str, access: StoreAccess) -> WeChatApi:
        if self._client is None:
            self._client = new_client()
        return self._apis.setdefault(source, WeChatApi(access, self._client, self._now))

    async def close(self) -> None:
        """No more questions."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None
            self._apis.clear()
