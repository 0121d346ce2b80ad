"""From the chat's link to the paper, in a real browser the size of a telephone: relay, desk and printer as processes."""

import re
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from desk.domain.catalogue import Catalogue, Choice, OptionGroup, Product
from tests.e2e.phone import chromium, in_wechat, phone
from tests.e2e.rig import until
from tests.e2e.wechat_rig import Shop, shown, wechat_shop
from tests.fakes.wechat_pay import WeChatPay
from tests.fakes.wechat_user import WeChat

SWEET = OptionGroup("甜度", (Choice("正常"), Choice("少糖"), Choice("无糖")))
CANDLE = OptionGroup("蜡烛", (Choice("不要"), Choice("要", 200)))
MENU = Catalogue((
    Product("CAKE-06", "草莓奶油蛋糕 6寸", 16800, "蛋糕", (SWEET, CANDLE), description="动物奶油，当季草莓。需提前 3 小时"),
    Product("MANGO", "芒果千层 6寸", 18800, "蛋糕", (SWEET,), description="微信专享价，原价 ¥208"),
    Product("TIRA", "提拉米苏", 3800, "蛋糕", description="含咖啡与朗姆酒"),
    Product("TART", "蛋挞", 600, "小点", stock=8),
    Product("CR", "可颂", 1200, "小点"),
    Product("BOX", "曲奇礼盒", 8900, "礼盒", stock=0),
))  # fmt: skip
RULES = """[payments]
methods = ["wechat", "cash-on-delivery"]
[hours]
daily = ["00:00-24:00"]
[slots]
minutes = 120
days = 3
[[areas]]
name = "望京"
match = ["望京"]
fee = 8.00
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def pay() -> Iterator[WeChatPay]:
    with WeChatPay(time.time) as till:
        yield till


@pytest.fixture
def shop(tmp_path: Path, pay: WeChatPay) -> Iterator[Shop]:
    more = pay.toml(tmp_path / "relay")
    with wechat_shop(tmp_path, MENU, kind="service", more=more, page=True, rules=RULES) as whole:
        told = whole.desk.data / "desk.toml"
        told.write_text(
            told.read_text("utf-8").replace("auto_accept = true", 'auto_accept = "paid"'), "utf-8"
        )
        whole.desk.start()

        async def known(wechat: WeChat) -> None:
            await shown(wechat, "oReader", "1", "甜度")

        _apart(lambda: whole.relay.talk(known))
        yield whole


def _apart(work: Any) -> Any:
    """On a thread without the browser's own loop."""
    with ThreadPoolExecutor(1) as one:
        return one.submit(work).result()


def link(shop: Shop, openid: str) -> str:
    """What 菜单 answers them."""
    replies: list[str] = []

    async def scene(wechat: WeChat) -> None:
        replies.append(await wechat.types(openid, "菜单"))

    _apart(lambda: shop.relay.talk(scene))
    found = re.search(r"http://\S+/m/\S+", replies[0])
    assert found is not None, replies
    return found[0]


def keep(page: Page, name: str, tmp_path: Path) -> None:
    """A picture of the page as it stands, for whoever looks at them."""
    page.screenshot(path=str(tmp_path / f"{name}.png"))


def chooses(page: Page, tmp_path: Path) -> None:
    """A cake with options and a note, three tarts; then to the cart."""
    keep(page, "1-menu", tmp_path)
    page.get_by_role("link", name="选草莓奶油蛋糕 6寸").click()
    page.get_by_role("radio", name="少糖").check()
    page.get_by_label("给这一样写句话").fill("写：生日快乐 Amy")
    keep(page, "2-product", tmp_path)
    page.get_by_role("button", name="加入购物袋").click()
    for count in ("1", "2", "3"):
        page.get_by_role("button", name="加一份蛋挞").click()
        expect(page.locator("article", has_text="蛋挞").locator("output")).to_have_text(count)
    keep(page, "3-menu-chosen", tmp_path)
    page.get_by_role("link", name="去结账").click()
    keep(page, "4-cart", tmp_path)
    page.get_by_role("link", name="填地址和时间").click()


def fills(page: Page, tmp_path: Path, way: str) -> None:
    """Address, slot, wishes, way to pay; then the last look."""
    page.get_by_label("姓名").fill("王小明🎂")
    page.get_by_label("电话").fill("13800138000")
    page.get_by_label("地址", exact=True).fill("望京街9号3单元1202")
    page.get_by_role("combobox").select_option(index=2)
    page.get_by_label("要求").fill("到了请打电话")
    page.get_by_role("radio", name=way).check()
    keep(page, "5-checkout", tmp_path)
    page.get_by_role("button", name="核对订单").click()
    expect(page.get_by_text("¥194").first).to_be_visible()
    keep(page, "6-confirm", tmp_path)
    page.get_by_role("button", name="确认下单").click()
    expect(page.get_by_role("heading")).to_contain_text("W001")


def papers(shop: Shop, *words: str) -> str:
    """The counter's ticket that holds these words."""

    def found() -> str:
        return next((text for text in shop.printer.sheets() if all(word in text for word in words)), "")

    return until(found, 20, f"a ticket with {words}: {shop.printer.sheets()}")


def test_choosing_paying_and_the_ticket_says_paid(
    shop: Shop, browser: Browser, pay: WeChatPay, tmp_path: Path
) -> None:
    asked: list[Mapping[str, Any]] = []

    def pays(bridge: Mapping[str, Any]) -> bool:
        asked.append(bridge)
        assert pay.opens_for("wx0cake", bridge), "WeChat shows a payment sheet only for what it signed for"
        assert pay.pay(str(bridge["package"]).removeprefix("prepay_id="))
        _apart(pay.deliver)
        return True

    context = phone(browser)
    page = context.new_page()
    in_wechat(page, pays)
    page.goto(link(shop, "oAmy"))
    chooses(page, tmp_path)
    fills(page, tmp_path, "微信支付")
    keep(page, "7-unpaid", tmp_path)
    assert shop.printer.sheets() == [], "it waits for its money"
    page.get_by_role("button", name="微信支付 ¥194").click()
    expect(page.get_by_text("已付款")).to_be_visible()
    expect(page.get_by_text("已接单")).to_be_visible()
    keep(page, "8-paid", tmp_path)
    assert len(asked) == 1
    counter = papers(shop, "W001", "已付款")
    for words in (
        "草莓奶油蛋糕 6寸",
        "少糖",
        "写：生日快乐 Amy",
        "王小明",
        "13800138000",
        "望京街9号3单元1202",
        "到了请打电话",
    ):
        assert words.replace(" ", "") in counter.replace(" ", ""), counter
    assert "待收" not in counter
    context.close()


def test_cash_on_delivery_without_javascript(shop: Shop, browser: Browser, tmp_path: Path) -> None:
    context = phone(browser, javascript=False, dark=True)
    page = context.new_page()
    page.goto(link(shop, "oBob"))
    chooses(page, tmp_path)
    fills(page, tmp_path, "货到付款")
    keep(page, "7-done", tmp_path)
    counter = papers(shop, "W001", "待收")
    for words in ("￥194.00", "少糖", "写：生日快乐 Amy", "望京街9号3单元1202"):
        assert words in counter
    context.close()

    async def known(wechat: WeChat) -> None:
        await shown(wechat, "oBob", "订单", "已接单")

    _apart(lambda: shop.relay.talk(known))


def test_a_lost_notification_is_found_by_asking(
    shop: Shop, browser: Browser, pay: WeChatPay, tmp_path: Path
) -> None:
    def pays(bridge: Mapping[str, Any]) -> bool:
        paid = pay.pay(str(bridge["package"]).removeprefix("prepay_id="))
        pay.waiting.clear()  # WeChat's notification never comes
        return paid

    context = phone(browser)
    page = context.new_page()
    in_wechat(page, pays)
    page.goto(link(shop, "oCat"))
    chooses(page, tmp_path)
    fills(page, tmp_path, "微信支付")
    with page.expect_navigation():  # the page shows the order anew once its owner paid
        page.get_by_role("button", name="微信支付 ¥194").click()
    context.close()
    counter = until(
        lambda: next((text for text in shop.printer.sheets() if "已付款" in text), ""), 60, "a paid ticket"
    )
    assert "W001" in counter
