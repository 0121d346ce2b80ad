"""How the shop is paid: what desk.toml may say, and what of an order is its deposit."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.paying import PayRules
from desk.errors import ConfigFault
from desk.relay.protocol import ShopDescription, shop_json, shop_of
from desk.settings.reading import parse

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 27, 4, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)
RULES = PayRules(("wechat",), 30)


def settings(text: str, tmp_path: Path) -> PayRules:
    return parse(text.encode(), tmp_path).paying


def test_what_stands_in_desk_toml(tmp_path: Path) -> None:
    assert settings("", tmp_path) == PayRules()
    told = '[payments]\nmethods = ["wechat", "cash-on-delivery"]\ndeposit_percent = 30\ndeposit_for = "all"'
    assert settings(told, tmp_path) == PayRules(("wechat", "cash-on-delivery"), 30, "all")


@pytest.mark.parametrize(
    "wrong",
    ['methods = ["bitcoin"]', "methods = []", "deposit_percent = 100", 'deposit_for = "some"'],
)
def test_what_is_refused_with_a_sentence(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigFault):
        settings(f"[payments]\n{wrong}", tmp_path)


def test_a_deposit_is_for_orders_of_a_later_day() -> None:
    def of(method: str, due: datetime | None, rules: PayRules = RULES) -> int:
        return rules.deposit(method, 16800, due, NOW, ZONE, "CNY")

    assert of("wechat", TOMORROW) == 5100
    assert of("wechat", None) == 0
    assert of("wechat", NOW + timedelta(hours=3)) == 0
    assert of("cash-on-delivery", TOMORROW) == 0
    assert of("wechat", None, PayRules(("wechat",), 30, "all")) == 5100
    assert of("wechat", TOMORROW, PayRules(("wechat",))) == 0


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(["CNY", "JPY"]))
def test_a_deposit_is_a_part(total: int, percent: int, currency: str) -> None:
    part = PayRules(("wechat",), percent, "all").deposit("wechat", total, None, NOW, ZONE, currency)
    assert part == 0 or 0 < total * percent <= part * 100 < total * 100


def test_the_relay_is_told_and_understands_desks_that_say_nothing_of_it() -> None:
    shop = ShopDescription("店", payments=("wechat",), deposit_percent=30, deposit_for="all")
    assert shop_of(shop_json(shop)) == shop
    old = shop_json(ShopDescription("店"))
    for name in ("deposit_percent", "deposit_for", "language"):
        del old[name]
    assert shop_of(old) == ShopDescription("店")
