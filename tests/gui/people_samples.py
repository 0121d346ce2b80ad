"""Made-up customers for tests and pictures of their page; the same every time."""

from collections.abc import Sequence
from datetime import date, timedelta

from desk.domain.people import CustomerCard, Handle, PastOrder, Remarks, Visit
from desk.domain.statistics import CustomerRow, Favourite, Group
from tests.gui.samples import clock

TODAY = date(2026, 11, 22)
SIZES = {
    Group.ALL: 5021, Group.DUE: 23, Group.VIP: 90, Group.NEW: 41, Group.SLIPPING: 12, Group.GONE: 308,
}  # fmt: skip


def row(
    id_: int, name: str, orders: int, amount: int, every: float, late: int, favourite: str
) -> CustomerRow:
    """A customer who comes every so many days and is so many late (negative: early)."""
    expected = TODAY - timedelta(days=late)
    last = expected - timedelta(days=round(every))
    first = last - timedelta(days=round(every) * max(0, orders - 1))
    return CustomerRow(
        id_, name, "13800138000", orders, amount, first, last, every, expected if every else None, favourite
    )


WANG = row(7, "王小明🎂", 12, 199200, 14, 7, "蛋挞")


def rows() -> list[CustomerRow]:
    """Who is due, as the page's picture has them."""
    return [
        WANG,
        row(11, "林阿姨", 31, 235600, 7, 3, "提拉米苏"),
        row(12, "Sofia", 4, 75200, 30, 0, "芒果千层 6寸"),
        row(13, "阿虎", 18, 230400, 10, 0, "巧克力慕斯"),
        row(1042, "", 3, 50400, 21, -2, "生日蛋糕")._replace(phone=""),
        row(15, "果妹", 9, 131000, 21, -4, "曲奇礼盒 十二枚装（含丝带）"),
        row(16, "鲜海道餐饮管理有限公司采购部", 6, 5340000, 28, -5, "曲奇礼盒"),
        row(17, "Bartholomew Featherstonehaugh", 1, 3600, 0, 0, "可颂")._replace(
            first_day=TODAY, last_day=TODAY
        ),
        row(18, "方老师", 5, 32000, 10, 28, "老婆饼"),
        row(19, "", 2, 8800, 0, 100, "海盐卷"),
    ]


def card(of: CustomerRow = WANG) -> CustomerCard:
    """One of them whole."""
    days = [
        of.last_day - timedelta(days=gap) for gap in (168, 154, 141, 126, 112, 98, 85, 70, 55, 42, 28, 14, 0)
    ]
    sums = (6600, 12800, 24300, 9900, 16800, 6600, 12800, 24300, 9600, 16800, 8600, 7500, 24300)
    visits = tuple(map(Visit, days[-of.orders :], sums[-of.orders :]))
    return CustomerCard(
        of._replace(first_day=visits[0].day),
        (Handle("phone", "13800138000"), Handle("source:wechat", "oAmy0000000000001234")),
        visits,
        (
            Favourite("蛋挞", 9, 92, of.last_day),
            Favourite("草莓奶油蛋糕 6寸", 5, 5, of.last_day),
            Favourite("可颂", 3, 14, of.last_day),
        ),
        "wechat",
        "relay",
        "朝阳区望京街9号3单元1202",
        7,
        Remarks(("望京", "公司团购"), ("花生",), "蛋糕少糖。生日 3 月 8 日，爱人叫 Amy。"),
    )


def history() -> list[PastOrder]:
    """What they ordered, the newest first."""
    what = [
        ("W017", "completed", 24300, (("草莓奶油蛋糕 6寸", 1), ("蛋挞", 12))),
        ("W102", "completed", 7500, (("蛋挞", 12),)),
        ("W093", "completed", 23800, (("草莓奶油蛋糕 8寸", 1),)),
        ("W088", "cancelled", 8600, (("蛋挞", 6), ("可颂", 4))),
        ("W071", "completed", 8600, (("蛋挞", 6), ("可颂", 4), ("海盐卷", 2), ("曲奇礼盒", 1), ("蜡烛", 1))),
    ]
    return [
        PastOrder(f"o-{number}", number, state, clock(11, 0, -21 - 14 * at), total, "CNY", lines)
        for at, (number, state, total, lines) in enumerate(what)
    ]


class PeopleRecorder:
    """What the customers page asked."""

    def __init__(self, calls: list[tuple[object, ...]]) -> None:
        self._calls = calls

    def refresh(self) -> None:
        self._calls.append(("people",))

    def find(self, group: Group, text: str) -> None:
        self._calls.append(("find", group, text))

    def more(self) -> None:
        self._calls.append(("more",))

    def open(self, customer: int) -> None:
        self._calls.append(("customer", customer))

    def write_of(self, customer: int, remarks: Remarks) -> None:
        self._calls.append(("write_of", customer, remarks))

    def look_for(self, text: str) -> None:
        self._calls.append(("look_for", text))

    def merge(self, kept: int, gone: int) -> None:
        self._calls.append(("merge", kept, gone))

    def undo_merge(self, merge: int) -> None:
        self._calls.append(("undo_merge", merge))

    def export(self, path: str) -> None:
        self._calls.append(("export", path))

    def print_best(self) -> None:
        self._calls.append(("print_best",))

    def older(self) -> None:
        self._calls.append(("older",))

    def again(self, order_id: str) -> None:
        self._calls.append(("again", order_id))

    def order_for(self, customer: int) -> None:
        self._calls.append(("order_for", customer))


def many(count: int) -> Sequence[CustomerRow]:
    """So many customers."""
    like = rows()
    return [like[at % len(like)]._replace(id=10_000 + at) for at in range(count)]
