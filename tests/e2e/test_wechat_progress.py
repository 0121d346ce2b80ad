"""Progress and a person's replies reach customers of a service account: WeChat's both sides, relay and desk as
processes.
"""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from desk.settings import load
from desk.sources.relay_line import Line, Signer
from tests.e2e.rig import until
from tests.e2e.wechat_rig import Shop, menu_known, wechat_shop
from tests.fakes.wechat_api import CUSTOM, TOKEN, WeChatApi
from tests.fakes.wechat_user import WeChat

APPID, AMY = "wx0cake", "oAmy"


class Clock:
    """The time of day, as the desk reads it."""

    def now(self) -> Any:
        from datetime import UTC, datetime

        return datetime.now(UTC)


@pytest.fixture
def api() -> Iterator[WeChatApi]:
    with WeChatApi(time.time) as made:
        made.add(APPID, "app secret", "service")
        yield made


@pytest.fixture
def shop(tmp_path: Path, api: WeChatApi) -> Iterator[Shop]:
    more = f'secret = "app secret"\napi_base = "{api.url}"'
    with wechat_shop(tmp_path, kind="service", more=more) as whole:
        yield whole


def asks(shop: Shop, key: str, text: str) -> Any:
    """What the desk's inbox asks of the relay for a person's reply, signed with the desk's own key."""
    settings = load(shop.desk.data)
    secret = next(source.secret for source in settings.sources if source.rule.kind == "relay").reveal()

    async def ask() -> Any:
        async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
            line = Line(client, shop.relay.url, Signer(secret, Clock()))
            command = {"kind": "reply", "account": "cake", "customer": AMY, "text": text}
            return await line.table("POST", "/v1/commands", command, {"idempotency-key": key})

    return asyncio.run(ask())


def test_a_customer_hears_how_the_order_goes_and_what_the_shop_answers(shop: Shop, api: WeChatApi) -> None:
    shop.desk.start()
    menu_known(shop.relay)

    async def scene(wechat: WeChat) -> None:
        for text in ("2", "0", "2", "王小明 13800138000", "1", "0", "1", "1"):
            api.happens(APPID, AMY)
            said = await wechat.types(AMY, text)
        assert said == "下单成功，订单号 W001"

    shop.relay.talk(scene)
    (order,) = until(lambda: shop.desk.request("GET", "/v1/orders?limit=5")[1]["orders"], 20, "the order")
    for action in ("start", "ready"):
        assert shop.desk.act(order["order_id"], action)[0] == 200
    ready = "订单 W001 已做好，可以来取了。"
    until(lambda: ready in api.texts(AMY), 10, "the customer hears that it is ready")
    before = list(api.texts(AMY))
    assert before.count(ready) == 1

    # the relay killed and started again says nothing twice
    shop.relay.stop(kill=True)
    shop.relay.start()
    assert asks(shop, "reply 1 0", "少糖可以的😊") == {"done": True}
    assert asks(shop, "reply 1 0", "少糖可以的😊") == {"done": True}
    api.happens(APPID, AMY, "unfollow")
    assert asks(shop, "reply 2 0", "还在吗") == {"done": False, "reason": "unfollowed"}
    assert api.texts(AMY) == [*before, "少糖可以的😊"]
    assert api.calls[TOKEN] == 2  # one for each start
    assert api.calls[CUSTOM] == len(before) + 2
    log = shop.desk.log()
    for private in (AMY, "少糖可以的", "app secret"):
        assert private not in log
