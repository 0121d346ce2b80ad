"""Prices of a day to come, and a pause that ends: both hold at the relay while no desk is there."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from desk.domain.catalogue import Catalogue, PriceFrom, Product
from desk.domain.catalogue_json import for_relay
from desk.domain.trading import Trading
from desk.relay.protocol import ShopDescription, shop_json
from tests.fakes.wechat_user import Account, WeChat
from tests.unit.relay.test_desk_side import KEY, NOW, PairedDesk, run

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = datetime.fromtimestamp(NOW, ZONE).date()
TOMORROW = TODAY + timedelta(days=1)
MENU = Catalogue(
    (
        Product(
            "CAKE", "蛋糕", 9000, prices=(PriceFrom(8800, "wechat"), PriceFrom(9900, "wechat", TOMORROW))
        ),
        Product("TEA", "茶", 1500, sold_out=True),
        Product("PIE", "苹果派", 3000, channels=frozenset({"counter"})),
        Product("BUN", "小面包", 500, prices=(PriceFrom(600, "", TOMORROW),)),
    )
)


def test_a_coming_price_holds_from_midnight_in_the_shop_and_a_pause_ends_when_it_was_said(
    tmp_path: Path,
) -> None:
    at = [NOW]

    async def scene(desk: PairedDesk) -> None:
        wechat = WeChat(Account("wx0cake", "tok-of-cake", KEY, "/wechat/cake"), desk.client, lambda: at[0])
        start = datetime.fromtimestamp(NOW, UTC)
        shop = ShopDescription(
            "店",
            catalogue=for_relay(MENU, TODAY, "wechat"),
            trading=Trading(
                busy_minutes=30,
                busy_until=start + timedelta(hours=1),
                paused="烤箱坏了",
                paused_until=start + timedelta(hours=1),
            ),
        )
        told = await desk.ask("PUT", "/v1/snapshot", {"version": 2, "shop": shop_json(shop)})
        assert told.status_code == 200
        menu = await wechat.types("oAmy", "菜单")
        assert "1 蛋糕 ¥88" in menu and "3 小面包 ¥5" in menu
        assert "苹果派" not in menu and "售罄" in menu.split("2 茶")[1].split("\n")[0]
        await wechat.types("oAmy", "1")
        assert "烤箱坏了" in await wechat.types("oAmy", "0")
        at[0] += 3601
        assert "烤箱坏了" not in await wechat.types("oAmy", "0")
        midnight = datetime.combine(TOMORROW, datetime.min.time(), ZONE).timestamp()
        at[0] = midnight - 1
        assert "1 蛋糕 ¥88" in await wechat.types("oBen", "菜单")
        at[0] = midnight
        menu = await wechat.types("oBen", "菜单")
        assert "1 蛋糕 ¥99" in menu and "3 小面包 ¥6" in menu

    run(tmp_path, scene, now=lambda: at[0])
