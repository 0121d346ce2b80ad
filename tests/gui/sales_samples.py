"""Made-up sales for tests and pictures of their page; the same every time."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from desk.domain.returning import Returning, Segment, SegmentSize
from desk.domain.sales_report import SalesReport, SalesSpan, Sold, Stretch, Sums, report, series_key
from desk.domain.statistics import Cohort, Dimension, ProductRepeat

AT = datetime(2026, 11, 22, 15, 21, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
KINDS = {"wechat": "relay", "counter": "counter", "website": "webhook"}
_GOODS = (
    ("草莓奶油蛋糕 6寸", "蛋糕", 16800, 3), ("蛋挞", "小点", 600, 30), ("提拉米苏", "切件", 3800, 6), ("可颂", "面包", 1500, 14),
    ("芒果千层 6寸", "蛋糕", 15800, 2), ("曲奇礼盒 十二枚装（含丝带）", "礼盒", 8800, 2), ("抹茶毛巾卷", "切件", 2800, 5),
    ("柠檬茶", "饮品", 1200, 12), ("海盐卷", "面包", 900, 10), ("生日蜡烛", "", 200, 4), ("巧克力慕斯", "切件", 4200, 3),
)  # fmt: skip


def sums_of(span: SalesSpan, stretch: Stretch) -> Sums:
    """So many orders an hour, more of them at noon, in the evening and at weekends."""
    made, day = Sums(), stretch.first
    last = min(stretch.last, AT.date())
    while day <= last:
        pick = Random(day.toordinal())
        for hour in range(9, 22):
            if (day == AT.date() and hour > AT.hour) or (
                stretch.until and day == stretch.last and hour > AT.hour
            ):
                break
            busy = (2, 3, 6, 9, 6, 4, 4, 5, 8, 9, 6, 3, 1)[hour - 9] * (1.5 if day.weekday() > 4 else 1)
            orders = max(0, round(busy * pick.uniform(0.3, 0.9) * (1 if day.year == 2026 else 0.8)))
            sold = Sold(orders, orders * pick.randint(4200, 9800))
            if not orders:
                continue
            made.add_to_series(series_key(span, day, hour), sold)
            for by, keys in (
                (Dimension.HOUR, (str(hour),)),
                (Dimension.SOURCE, ("wechat", "wechat", "counter", "website")),
                (Dimension.FULFILMENT, ("delivery", "pickup", "pickup", "dine-in")),
                (Dimension.PAYMENT, ("wechat", "wechat", "cash", "counter-qr", "cash-on-delivery")),
            ):
                made.add(by, pick.choice(keys), sold)
        for name, category, price, often in _GOODS:
            count = pick.randint(0, often)
            if count:
                made.add(Dimension.PRODUCT, name, Sold(max(1, count // 2), count * price, count))
                made.add(Dimension.CATEGORY, category, Sold(max(1, count // 2), count * price, count))
        day += timedelta(days=1)
    return made


def sales(span: SalesSpan = SalesSpan.DAY, back: int = 0) -> SalesReport:
    """The report of a span."""
    return report(span, back, AT, lambda stretch: sums_of(span, stretch))


def nothing() -> SalesReport:
    """A shop that sold nothing."""
    return report(SalesSpan.DAY, 0, AT, lambda _stretch: Sums())


def returning() -> Returning:
    """Who comes back."""
    sizes = ((41, 612, 9_120_000), (118, 1102, 5_210_000), (12, 31, 2_140_000), (390, 980, 4_400_000), (702, 702, 4_912_000), (88, 911, 6_300_000), (1204, 1690, 9_900_000))  # fmt: skip
    return Returning(
        [SegmentSize(segment, *size) for segment, size in zip(Segment, sizes, strict=True)],
        [Cohort(f"2026-{month:02d}", 40 + 9 * month, 12 + 2 * month) for month in range(11, 0, -1)],
        [ProductRepeat(name, 900 - 70 * at, 520 - 45 * at) for at, (name, *_rest) in enumerate(_GOODS)],
    )


class SalesRecorder:
    """What the page of sales asked."""

    def __init__(self, calls: list[tuple[object, ...]]) -> None:
        self._calls = calls

    def refresh(self) -> None:
        self._calls.append(("sales",))

    def returning(self) -> None:
        self._calls.append(("returning",))

    def members(self, segment: Segment) -> None:
        self._calls.append(("members", segment))

    def buyers(self, product: str) -> None:
        self._calls.append(("buyers", product))

    def export_people(self, path: str) -> None:
        self._calls.append(("export_people", path))

    def print_people(self) -> None:
        self._calls.append(("print_people",))

    def export(self, kind: str, path: str) -> None:
        self._calls.append(("export_sales", kind, path))
