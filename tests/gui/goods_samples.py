"""Made-up products for tests and pictures of their page; the same every time."""

from collections.abc import Sequence
from datetime import date, time

from desk.domain.catalogue import Choice, OptionGroup, PriceFrom, Product
from desk.domain.goods import GoodsRow
from desk.domain.trading import Area, Hours, SlotRules, Span, Trading
from desk.ui.goods.shown import GoodsEntry
from desk.ui.hours.shown import HoursEntry

TODAY = date(2026, 11, 22)
SUGAR = OptionGroup("甜度", (Choice("正常"), Choice("少糖"), Choice("无糖")))
CANDLES = OptionGroup("蜡烛", (Choice("不要"), Choice("要", 200)))
BOTH, KITCHEN = ("kitchen", "counter"), ("kitchen",)


def rows() -> list[GoodsRow]:
    """A baker's menu."""
    made = [
        (Product("CAKE-06", "草莓奶油蛋糕 6寸", 16800, "蛋糕", (SUGAR, CANDLES), 6, 8, picture="cake.jpg",
                 description="当天现做，草莓来自丹东。"), 6, 3, BOTH),
        (Product("CAKE-08", "草莓奶油蛋糕 8寸", 23800, "蛋糕", (SUGAR, CANDLES),
                 prices=(PriceFrom(25800, "", date(2026, 12, 1)),)), None, 1, BOTH),
        (Product("MANGO", "芒果千层 6寸", 15800, "蛋糕", (SUGAR,), 2), 2, 0, BOTH),
        (Product("NAME", "定制生日蛋糕（两层，可写字，三天前预订）", 52800, "蛋糕", (SUGAR, CANDLES),
                 channels=frozenset({"counter"})), None, 0, BOTH),
        (Product("TART-12", "蛋挞 十二只", 7200, "小点心", (), None, 20), None, 20, KITCHEN),
        (Product("CROISSANT", "可颂", 1200, "小点心", prices=(PriceFrom(1000, "wechat"),)), None, 14, KITCHEN),
        (Product("COOKIE", "曲奇礼盒（微信专享）", 9900, "小点心", channels=frozenset({"wechat"})), None, 2, KITCHEN),
        (Product("MOUSSE", "巧克力慕斯", 12800, "小点心", sold_out=True), None, 4, KITCHEN),
        (Product("TEA", "柠檬茶", 1800, "饮料", (SUGAR,)), None, 9, ("counter",)),
        (Product("LATTE", "拿铁", 2600, "饮料", (SUGAR,), 0), 0, 11, ("counter",)),
    ]  # fmt: skip
    found: list[GoodsRow] = []
    number = 0
    for product, left, today, stations in made:
        on_menu = product.offered("wechat")
        number += on_menu
        found.append(GoodsRow(product, left, today, number if on_menu else 0, stations))
    return found


class GoodsRecorder:
    """What the page of products asked."""

    def __init__(self, calls: list[tuple[object, ...]]) -> None:
        self._calls = calls

    def refresh(self) -> None:
        self._calls.append(("goods",))

    def set_sold_out(self, sku: str, *, sold_out: bool) -> None:
        self._calls.append(("sold_out", sku, sold_out))

    def save(self, entry: GoodsEntry) -> None:
        self._calls.append(("save", entry))

    def remove(self, sku: str) -> None:
        self._calls.append(("remove", sku))

    def exchange(self, sku: str, other: str) -> None:
        self._calls.append(("exchange", sku, other))

    def arrange(self, skus: Sequence[str]) -> None:
        self._calls.append(("arrange", list(skus)))

    def import_file(self, path: str) -> None:
        self._calls.append(("import_goods", path))

    def export_file(self, path: str) -> None:
        self._calls.append(("export_goods", path))


DAY = (Span(time(9), time(12)), Span(time(13, 30), time(20)))
TRADING = Trading(
    Hours({**dict.fromkeys(range(6), DAY), 6: ()}, {date(2026, 12, 31): (Span(time(9), time(15)),), date(2027, 1, 1): ()}, 60),
    (Area("望京", ("望京", "来广营"), 800, 5000), Area("朝阳其他", ("朝阳",), 1500, 10000)),
    SlotRules(60, 7, 6, None, {"蛋糕": 4}),
)  # fmt: skip


class HoursRecorder:
    """What the page of opening hours asked."""

    def __init__(self, calls: list[tuple[object, ...]]) -> None:
        self._calls = calls

    def refresh(self) -> None:
        self._calls.append(("hours",))

    def save(self, entry: HoursEntry) -> None:
        self._calls.append(("save_hours", entry))

    def pause(self, text: str, minutes: int | None) -> None:
        self._calls.append(("pause", text, minutes))

    def resume(self) -> None:
        self._calls.append(("resume",))

    def busy(self, extra: int, minutes: int | None) -> None:
        self._calls.append(("busy", extra, minutes))

    def calm(self) -> None:
        self._calls.append(("calm",))
