"""A fixed shop of made-up orders for tests and pictures; the same every time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desk.domain.board import CardLine, JobCard, OrderCard, OrderDetail, PrinterCard, TimelineEntry
from desk.domain.inbox import TalkCard, TalkDetail, TalkKey, TalkMessage, TalkOrder
from desk.domain.wechat import RelayCard, WeChatAccount

if TYPE_CHECKING:
    from tests.gui.goods_samples import GoodsRecorder, HoursRecorder
    from tests.gui.people_samples import PeopleRecorder
    from tests.gui.sales_samples import SalesRecorder

#: 2026-11-22 10:21:12 in Shanghai.
NOW = 1795314072.0


def clock(hour: int, minute: int = 0, day: int = 0) -> float:
    """A wall time of that day in the shop."""
    return NOW - (10 * 3600 + 21 * 60 + 12) + day * 86400 + hour * 3600 + minute * 60


BASE = OrderCard(
    id="w-017",
    number="W017",
    state="placed",
    version=1,
    source="wechat",
    source_kind="relay",
    customer="王小明🎂",
    kind="delivery",
    due_at=clock(18),
    start_at=None,
    since=NOW - 372,
    received_at=NOW - 372,
    lines=(
        CardLine("草莓奶油蛋糕 6寸", 1, "少糖 · 写：生日快乐 Amy"),
        CardLine("蛋挞", 12, ""),
    ),
    note="到了请打电话，不要按门铃",
    total=24300,
    balance=0,
    payment_state="paid",
    payment_method="wechat",
    currency="CNY",
    adds_up=True,
    rushed=0,
    print_state="ask",
    print_reasons=("connection-lost",),
    question=36,
    can_undo=False,
    visits=12,
)


def card(number: str, **changes: object) -> OrderCard:
    """BASE with another number and whatever else is given."""
    plain: dict[str, object] = {
        "id": number.lower(),
        "number": number,
        "question": 0,
        "print_state": "confirmed",
        "print_reasons": (),
        "note": "",
        "visits": 0,
        "since": NOW - 120,
        "received_at": NOW - 120,
        "can_undo": changes.get("state", "placed") != "placed",
    }
    return BASE._replace(**{**plain, **changes})


def board() -> list[OrderCard]:
    """The queue of the README's picture."""
    return [
        BASE,
        card("W018", customer="林阿姨", kind="pickup", due_at=clock(16, 30), since=NOW - 160, received_at=NOW - 160,
             lines=(CardLine("提拉米苏", 2, ""),), total=7600, balance=7600, payment_state="unpaid",
             payment_method="cash-on-delivery", visits=31),
        card("S104", source="website", source_kind="webhook", customer="果妹", due_at=clock(15), since=NOW - 45,
             received_at=NOW - 45, lines=(CardLine("抹茶毛巾卷", 1, "动物奶油 · 不要红豆"), CardLine("可颂", 6, "")),
             note="花生过敏！请另外包装", total=18600, balance=8600, payment_state="part-paid",
             print_state="sending", visits=1),
        card("W014", state="preparing", version=2, customer="Sofia", due_at=clock(10, 30), since=NOW - 1865,
             received_at=NOW - 3000, lines=(CardLine("芒果千层 6寸", 1, "原 8寸 · 改单 10:02"), CardLine("蜡烛", 1, "")),
             total=18800, visits=1),
        card("S102", state="preparing", source="website", source_kind="webhook", customer="饞貓零食", due_at=clock(17),
             since=NOW - 768, received_at=NOW - 1500, lines=(CardLine("曲奇礼盒", 10, "开发票"),), total=89000,
             balance=0, adds_up=False),
        card("C005", state="accepted", source="counter", source_kind="counter", customer="尾号 5526", kind="pickup",
             due_at=None, since=NOW - 96, received_at=NOW - 140,
             lines=(CardLine("可颂", 4, ""), CardLine("海盐卷", 2, "加热")), total=6600, rushed=1, payment_method="cash",
             print_state="blocked", print_reasons=("media-empty",)),
        card("W011", state="ready", customer="阿虎", due_at=clock(10, 10), since=NOW - 250, received_at=NOW - 5200,
             lines=(CardLine("巧克力慕斯", 1, ""),), note="放前台，谢谢", total=12800, balance=12800,
             payment_state="unpaid", payment_method="cash-on-delivery", visits=18),
        card("C004", state="ready", source="counter", source_kind="counter", customer="尾号 8018", kind="pickup",
             due_at=clock(11), since=NOW - 62, received_at=NOW - 2400, lines=(CardLine("可颂", 4, ""),), total=4800),
        card("W009", state="delivering", customer="鲜海道", due_at=clock(10, 45), since=NOW - 540,
             received_at=NOW - 6300, lines=(CardLine("曲奇礼盒", 2, ""), CardLine("蛋黄酥", 8, "")), total=25400,
             print_state="unconfirmed"),
        card("W020", state="accepted", customer="Amelia", due_at=clock(15, 0, 1), start_at=clock(14, 10, 1),
             lines=(CardLine("彩虹蛋糕 8寸", 1, "写：Happy 6th!"),), total=29800, print_state="queued"),
        card("W021", state="accepted", customer="方老师", due_at=clock(9, 30, 2), start_at=clock(8, 40, 2),
             lines=(CardLine("老婆饼", 40, "分四盒"),), total=32000, print_state="queued", visits=7),
        card("W008", state="completed", customer="小满", kind="pickup", since=NOW - 900, total=3600,
             lines=(CardLine("蛋挞", 6, ""),)),
        card("W007", state="cancelled", customer="阿May", since=NOW - 1900, total=5200, can_undo=False,
             lines=(CardLine("抹茶卷", 1, ""),), print_state="cancelled"),
    ]  # fmt: skip


def printers() -> list[PrinterCard]:
    """A kitchen printer that is well and a counter printer that is running out of paper."""
    return [
        PrinterCard("kitchen", "socket://192.168.1.50:9100", "idle", (), 0, None),
        PrinterCard("counter", "socket://192.168.1.51:9100", "idle", ("media-low",), 0, None),
    ]


def detail(of: OrderCard = BASE) -> OrderDetail:
    """The order of the pictures, in full: one ticket confirmed, one cut off half-way."""
    at = clock(10, 15)
    return OrderDetail(
        card=of,
        name="王小明🎂",
        phone="13800138000",
        address="朝阳区望京街9号3单元1202",
        placed_at=at + 2,
        discounts=(("红包", 500),),
        delivery_fee=800,
        paid_amount=of.total - of.balance,
        reference="4200001234202611229876543210",
        timeline=(
            TimelineEntry(at + 2, "received", "", ""),
            TimelineEntry(at + 2, "paid", "24300", ""),
            TimelineEntry(at + 240, "rush", "", ""),
        ),
        jobs=(
            JobCard(
                36, "kitchen", "kitchen", "kitchen", 1, "ask", 1, 36, ("connection-lost",), "", at + 9, "",
                (
                    (at + 2, "queued", 0, "", ""),
                    (at + 3, "sending", 1, "", ""),
                    (at + 9, "uncertain", 1, "connection-lost", ""),
                    (at + 9, "ask", 1, "connection-lost", ""),
                ),
            ),
            JobCard(
                37, "counter", "counter", "counter", 1, "confirmed", 1, 21, (), "process-id", at + 6, "",
                (
                    (at + 2, "queued", 0, "", ""),
                    (at + 3, "sending", 1, "", ""),
                    (at + 4, "sent", 1, "", ""),
                    (at + 6, "confirmed", 1, "", ""),
                ),
            ),
        ),
    )  # fmt: skip


AMY = TalkKey("wechat", "cake", "oAmy0000000000001234")
BOB = AMY._replace(customer="oBob0000000000007788")
CARL = AMY._replace(customer="oCarl000000000005526")


def talks() -> list[TalkCard]:
    """Who waits for an answer, newest first."""
    return [
        TalkCard(AMY, "王小明🎂", "蛋糕上可以写两行字吗？", "text", NOW - 40, 2, False, True),
        TalkCard(BOB, "林阿姨", "提拉米苏换成不加酒的", "change", NOW - 900, 1, False, False),
        TalkCard(CARL, "", "", "picture", NOW - 90000, 0, False, True),
    ]


def talk(state: str = "sent", reason: str = "") -> TalkDetail:
    """The first of them opened; its last answer in that state."""
    said = [
        TalkMessage(1, NOW - 400, "human", "W017", "", "", "", ""),
        TalkMessage(2, NOW - 390, "text", "", "你好，我订的草莓蛋糕", "", "", ""),
        TalkMessage(3, NOW - 380, "answer", "", "您好，请说。", "sent", "", "小C"),
        TalkMessage(4, NOW - 80, "change", "W017", "改成少糖，谢谢", "", "", ""),
        TalkMessage(5, NOW - 60, "text", "", "图样在 https://example.com/a/very/long/address/of/a/picture/that/does/not/end.png", "", "", ""),
        TalkMessage(6, NOW - 40, "text", "", "蛋糕上可以写两行字吗？", "", "", ""),
        TalkMessage(7, NOW - 5, "answer", "", "可以的，两行加 5 元。", state, reason, "小C"),
    ]  # fmt: skip
    orders = (
        TalkOrder("w-017", "W017", "placed", NOW - 372),
        TalkOrder("w-002", "W002", "completed", NOW - 9e5),
    )
    return TalkDetail(talks()[0], tuple(said), orders)


def relay(state: str = "running", reason: str = "", *, accounts: bool = True) -> RelayCard:
    """A paired relay with a personal account and a service account."""
    key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
    able = ("receive", "passive-reply", "safe-mode")
    rest = ("service-message", "menu", "scene-qr", "statistics")
    made = (
        WeChatAccount(
            "cake", "personal", "wx0123456789abcdef", "https://shop.example.com/wechat/cake", "tok-cake", key,
            (*((name, "yes") for name in able), ("mass-send", "manual"), *((name, "no") for name in rest)),
        ),
        WeChatAccount(
            "vip", "service", "wxfedcba9876543210", "https://shop.example.com/wechat/vip", "tok-vip", key,
            (*((name, "yes") for name in (*able, *rest)), ("pay", "apply")),
        ),
    )  # fmt: skip
    return RelayCard(
        "wechat", "https://shop.example.com", state, reason, NOW - 7200, made if accounts else None
    )


def many(count: int) -> list[OrderCard]:
    """`count` open orders over the three columns."""
    states = ("placed", "preparing", "ready")
    pattern = [each for each in board() if each.state in states]
    made: list[OrderCard] = []
    for number in range(count):
        like = pattern[number % len(pattern)]
        made.append(
            like._replace(
                id=f"n-{number}",
                number=f"W{number % 1000:03d}",
                since=NOW - 60 - number * 7,
                received_at=NOW - 60 - number * 7,
                question=0,
                print_state="confirmed",
                due_at=None if number % 3 else NOW + 600 + number * 60,
            )
        )
    return made


class Recorder:
    """A backend that remembers what it was asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.simulated = {"kitchen", "counter"}

    def act(self, order_id: str, action: str, *, minutes: int | None = None, reason: str = "") -> None:
        self.calls.append(("act", order_id, action, minutes, reason))

    def answer(self, job_id: int, answer: str) -> None:
        self.calls.append(("answer", job_id, answer))

    def reprint(self, job_id: int) -> None:
        self.calls.append(("reprint", job_id))

    def request_detail(self, order_id: str) -> None:
        self.calls.append(("request_detail", order_id))

    def place(self, order: object) -> None:
        self.calls.append(("place", order))

    def read_chat(self, text: str) -> None:
        self.calls.append(("read_chat", text))

    def has_paper(self, printer: str) -> bool:
        return printer in self.simulated

    def fault(self, printer: str, command: str) -> None:
        self.calls.append(("fault", printer, command))

    def slip(self, kind: str, *, on_paper: bool) -> None:
        self.calls.append(("print_slip" if on_paper else "show_slip", kind))

    def test_page(self, printer: str) -> None:
        self.calls.append(("test_page", printer))

    def quiet(self) -> None:
        self.calls.append(("quiet",))

    def import_csv(self, path: str) -> None:
        self.calls.append(("import_csv", path))

    @property
    def inbox(self) -> "InboxRecorder":
        return InboxRecorder(self.calls)

    @property
    def people(self) -> "PeopleRecorder":
        from tests.gui.people_samples import PeopleRecorder

        return PeopleRecorder(self.calls)

    @property
    def goods(self) -> "GoodsRecorder":
        from tests.gui.goods_samples import GoodsRecorder

        return GoodsRecorder(self.calls)

    @property
    def hours(self) -> "HoursRecorder":
        from tests.gui.goods_samples import HoursRecorder

        return HoursRecorder(self.calls)

    @property
    def printing(self) -> "PrintingRecorder":
        return PrintingRecorder(self.calls)

    @property
    def sales(self) -> "SalesRecorder":
        from tests.gui.sales_samples import SalesRecorder

        return SalesRecorder(self.calls)

    @property
    def till(self) -> "TillRecorder":
        return TillRecorder(self.calls)

    @property
    def wechat(self) -> "WeChatRecorder":
        return WeChatRecorder(self.calls)

    def save_look(self, language: str, scheme: str, zoom: int, queue: str) -> None:
        self.calls.append(("save_look", language, scheme, zoom, queue))

    def asked(self, verb: str) -> list[tuple[object, ...]]:
        """The calls of one verb."""
        return [call for call in self.calls if call[0] == verb]


class PrintingRecorder:
    """What the printers page asked."""

    def __init__(self, calls: list[tuple[object, ...]]) -> None:
        self._calls = calls

    def search(self) -> None:
        self._calls.append(("search",))

    def end_search(self) -> None:
        self._calls.append(("end_search",))

    def add(self, entry: object) -> None:
        self._calls.append(("add_printer", entry))

    def remove(self, name: str) -> None:
        self._calls.append(("remove_printer", name))


class InboxRecorder:
    """What the message page asked."""

    def __init__(self, calls: list[tuple[object, ...]]) -> None:
        self._calls = calls

    def open(self, key: TalkKey) -> None:
        self._calls.append(("open", key))

    def answer(self, key: TalkKey, text: str) -> None:
        self._calls.append(("reply", key, text))

    def again(self, message_id: int) -> None:
        self._calls.append(("again", message_id))

    def by_hand(self, message_id: int) -> None:
        self._calls.append(("by_hand", message_id))

    def set_done(self, key: TalkKey, *, done: bool) -> None:
        self._calls.append(("set_done", key, done))

    def set_quick_replies(self, texts: Sequence[str]) -> None:
        self._calls.append(("quick", list(texts)))


class TillRecorder:
    """Writes down what the till asked."""

    def __init__(self, calls: list[tuple[object, ...]]) -> None:
        self.calls = calls

    def take(self, order_id: str, method: str) -> None:
        self.calls.append(("take", order_id, method))

    def collect(self, order_id: str) -> None:
        self.calls.append(("collect", order_id))

    def uncollect(self, order_id: str) -> None:
        self.calls.append(("uncollect", order_id))

    def refund(self, order_id: str, reason: str) -> None:
        self.calls.append(("refund", order_id, reason))


class WeChatRecorder:
    """What the WeChat page asked."""

    def __init__(self, calls: list[tuple[object, ...]]) -> None:
        self._calls = calls

    def refresh(self) -> None:
        self._calls.append(("refresh",))

    def pair(self, url: str, code: str) -> None:
        self._calls.append(("pair", url, code))

    def unpair(self, name: str) -> None:
        self._calls.append(("unpair", name))


def sheet_png(width: int, height: int) -> bytes:
    """A white 1-bit PNG of that size."""
    import struct
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    row = b"\0" + b"\xff" * ((width + 7) // 8)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(row * height))
        + chunk(b"IEND", b"")
    )
