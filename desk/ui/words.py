"""What the window says of an order: sources, states, next steps, due time, money, print state."""

from PySide6.QtCore import QCoreApplication

from desk.domain.board import OrderCard
from desk.domain.money import short_price
from desk.ui.board.columns import age_from, column_of
from desk.ui.printer_words import reason_word
from desk.ui.times import ShopTime, age, minutes


class Chip:
    """A short word in a box. `style`: good, owed, quiet, warn, bad or info."""

    __slots__ = ("style", "text")

    def __init__(self, text: str, style: str) -> None:
        self.text = text
        self.style = style


def column_name(name: str) -> str:
    """What a column is called."""
    match name:
        case "new":
            return QCoreApplication.translate("Words", "新订单")
        case "making":
            return QCoreApplication.translate("Words", "制作中")
        case "ready":
            return QCoreApplication.translate("Words", "待取 / 待送")
        case "later":
            return QCoreApplication.translate("Words", "预订")
        case _:
            return QCoreApplication.translate("Words", "已结束")


def column_summary(name: str, cards: list[OrderCard], now: float) -> str:
    """How long the oldest waits, how long the work takes, how many go where."""
    if name == "new":
        oldest = minutes(now - cards[0].received_at)
        return QCoreApplication.translate("Words", "最久 {time}").format(time=oldest)
    if name == "making":
        mean = minutes(sum(now - card.since for card in cards) / len(cards))
        return QCoreApplication.translate("Words", "平均 {time}").format(time=mean)
    out = sum(card.kind == "delivery" for card in cards)
    return QCoreApplication.translate("Words", "{out} 送 · {here} 取").format(out=out, here=len(cards) - out)


def group_name(sizes: dict[str, int], *, quiet: bool) -> str:
    """The tab of the board, or of the quiet lists, with their counts."""
    if quiet:
        return QCoreApplication.translate("Words", "预订 {later} · 已结束 {done}").format(
            later=sizes["later"], done=sizes["done"]
        )
    count = sizes["new"] + sizes["making"] + sizes["ready"]
    return QCoreApplication.translate("Words", "进行中 {n}").format(n=count)


def today_words(orders: int, amount: int, currency: str) -> list[tuple[str, bool]]:
    """Today's orders and their sum, as words and whether they are bold."""
    if orders == 1:
        count = QCoreApplication.translate("Words", "1 单")
    else:
        count = QCoreApplication.translate("Words", "{n} 单").format(n=orders)
    return [
        (QCoreApplication.translate("Words", "今日"), False),
        (count, True),
        ("·", False),
        (grouped(short_price(amount, currency)), True),
    ]


def rail_words() -> list[tuple[str, str, str]]:
    """Page, word and icon of what the rail offers; settings come last, at the bottom."""
    return [
        ("orders", QCoreApplication.translate("Words", "订单"), "clipboard-list"),
        ("customers", QCoreApplication.translate("Words", "顾客"), "users"),
        ("messages", QCoreApplication.translate("Words", "消息"), "message-square"),
        ("sales", QCoreApplication.translate("Words", "销售"), "chart-column"),
        ("goods", QCoreApplication.translate("Words", "商品"), "shopping-bag"),
        ("hours", QCoreApplication.translate("Words", "营业"), "clock"),
        ("printers", QCoreApplication.translate("Words", "打印机"), "printer"),
        ("wechat", QCoreApplication.translate("Words", "微信"), "smartphone"),
        ("settings", QCoreApplication.translate("Words", "设置"), "settings"),
    ]


def key_words(card: OrderCard | None) -> list[tuple[str, str]]:
    """Keys and what they do for the chosen order."""
    step = next_step(card) if card else None
    return [
        ("Enter", step[1] if step else QCoreApplication.translate("Words", "接单")),
        (QCoreApplication.translate("Words", "空格"), QCoreApplication.translate("Words", "下一步")),
        ("R", QCoreApplication.translate("Words", "补打")),
        ("U", QCoreApplication.translate("Words", "撤销")),
        ("/", QCoreApplication.translate("Words", "查找")),
        ("N", QCoreApplication.translate("Words", "新单")),
        ("?", QCoreApplication.translate("Words", "全部快捷键")),
    ]


def source_word(card: OrderCard) -> str:
    """Where the order came from."""
    return source_name(card.source_kind, card.source)


def source_name(kind: str, name: str) -> str:
    """What a source of a kind is called; `name` is the shop's own for it."""
    match kind:
        case "relay":
            return QCoreApplication.translate("Words", "微信")
        case "counter":
            return QCoreApplication.translate("Words", "柜台")
        case "demo":
            return QCoreApplication.translate("Words", "演示")
        case "csv":
            return QCoreApplication.translate("Words", "导入")
        case "weixin-store":
            return QCoreApplication.translate("Words", "微信小店")
        case _:
            return name


def state_word(state: str) -> str:
    """The name of an order state."""
    match state:
        case "placed":
            return QCoreApplication.translate("Words", "新订单")
        case "accepted":
            return QCoreApplication.translate("Words", "已接单")
        case "preparing":
            return QCoreApplication.translate("Words", "制作中")
        case "ready":
            return QCoreApplication.translate("Words", "做好了")
        case "delivering":
            return QCoreApplication.translate("Words", "送货中")
        case "completed":
            return QCoreApplication.translate("Words", "已完成")
        case "declined":
            return QCoreApplication.translate("Words", "已拒单")
        case "cancelled":
            return QCoreApplication.translate("Words", "已取消")
        case _:
            return state


def next_step(card: OrderCard) -> tuple[str, str] | None:
    """The Action value of the main button and its label; None when nothing is left to do."""
    match card.state:
        case "placed":
            return "accept", QCoreApplication.translate("Words", "接单")
        case "accepted":
            return "start", QCoreApplication.translate("Words", "开始做")
        case "preparing":
            return "ready", QCoreApplication.translate("Words", "做好了")
        case "ready" if card.kind == "delivery":
            return "deliver", QCoreApplication.translate("Words", "出发送货")
        case "ready" if card.kind == "dine-in":
            return "complete", QCoreApplication.translate("Words", "已上桌")
        case "ready":
            return "complete", QCoreApplication.translate("Words", "已取走")
        case "delivering":
            return "complete", QCoreApplication.translate("Words", "已送到")
        case _:
            return None


def due_text(card: OrderCard, times: ShopTime, now: float) -> str:
    """`今天 18:00 送`, `尽快 自取`."""
    when = QCoreApplication.translate("Words", "尽快") if card.due_at is None else times.due(card.due_at, now)
    match card.kind:
        case "delivery":
            return QCoreApplication.translate("Words", "{when} 送").format(when=when)
        case "dine-in":
            return QCoreApplication.translate("Words", "{when} 堂食").format(when=when)
        case _:
            return QCoreApplication.translate("Words", "{when} 自取").format(when=when)


def visits_word(visits: int) -> str:
    """`新顾客`, `第 12 次`, or nothing when the customer is unknown."""
    if visits <= 0:
        return ""
    if visits == 1:
        return QCoreApplication.translate("Words", "新顾客")
    return QCoreApplication.translate("Words", "第 {n} 次").format(n=visits)


def money_chip(card: OrderCard) -> Chip:
    """Paid is quiet, money to collect is loud."""
    total = short_price(card.total, card.currency)
    if card.payment_state == "refunded":
        return Chip(QCoreApplication.translate("Words", "已退款 {amount}").format(amount=total), "quiet")
    if card.balance <= 0:
        return Chip(QCoreApplication.translate("Words", "✓ 已付款 {amount}").format(amount=total), "good")
    owed = short_price(card.balance, card.currency)
    if card.payment_state == "part-paid":
        paid = short_price(card.total - card.balance, card.currency)
        text = QCoreApplication.translate("Words", "已付 {paid} · 待收 {amount}").format(
            paid=paid, amount=owed
        )
        return Chip(text, "owed")
    return Chip(QCoreApplication.translate("Words", "待收 {amount}").format(amount=owed), "owed")


def print_chip(state: str, reasons: tuple[str, ...]) -> Chip | None:
    """The print state of design section 5 as its reader sees it; None when nothing is to be printed."""
    match state:
        case "queued":
            return Chip(QCoreApplication.translate("Words", "小票排队"), "quiet")
        case "blocked":
            why = reason_word(reasons[0]) if reasons else QCoreApplication.translate("Words", "打印机")
            return Chip(QCoreApplication.translate("Words", "等待：{reason}").format(reason=why), "warn")
        case "sending" | "sent":
            return Chip(QCoreApplication.translate("Words", "打印中"), "info")
        case "holding":
            return Chip(QCoreApplication.translate("Words", "装纸后会继续"), "warn")
        case "confirmed":
            return Chip(QCoreApplication.translate("Words", "已打印 ✓"), "quiet")
        case "unconfirmed":
            return Chip(QCoreApplication.translate("Words", "已发送（此打印机无法确认）"), "quiet")
        case "uncertain":
            return Chip(QCoreApplication.translate("Words", "可能已打印，请查看"), "bad")
        case "ask":
            return Chip(QCoreApplication.translate("Words", "小票出来了吗？"), "bad")
        case "person-confirmed":
            return Chip(QCoreApplication.translate("Words", "人工确认 ✓"), "quiet")
        case "cancelled":
            return Chip(QCoreApplication.translate("Words", "小票已取消"), "quiet")
        case _:
            return None


def chips(card: OrderCard) -> list[Chip]:
    """All chips of a card, the ones that want somebody first after money."""
    found = [money_chip(card)]
    if not card.adds_up:
        found.append(Chip(QCoreApplication.translate("Words", "▲ 金额不符"), "bad"))
    if card.rushed:
        found.append(Chip(QCoreApplication.translate("Words", "催 {n} 次").format(n=card.rushed), "warn"))
    if card.question:
        found.append(Chip(QCoreApplication.translate("Words", "小票出来了吗？"), "bad"))
    else:
        printed = print_chip(card.print_state, card.print_reasons)
        if printed:
            found.append(printed)
    if card.state in {"accepted", "delivering", "completed", "declined", "cancelled"}:
        found.append(Chip(state_word(card.state), "quiet"))
    return found


def payment_word(method: str) -> str:
    """How it is or will be paid."""
    match method:
        case "wechat":
            return QCoreApplication.translate("Words", "微信支付")
        case "cash-on-delivery":
            return QCoreApplication.translate("Words", "货到付款")
        case "counter-qr":
            return QCoreApplication.translate("Words", "扫码付款")
        case "cash":
            return QCoreApplication.translate("Words", "现金")
        case "card":
            return QCoreApplication.translate("Words", "刷卡")
        case "transfer":
            return QCoreApplication.translate("Words", "转账")
        case _:
            return QCoreApplication.translate("Words", "其他")


def version_word(version: int) -> str:
    """`第 2 版`."""
    return QCoreApplication.translate("Words", "第 {n} 版").format(n=version)


def age_text(card: OrderCard, times: ShopTime, now: float) -> str:
    """What stands in a card's upper right corner: its age, when a pre-order starts, when a finished one ended."""
    match column_of(card, now):
        case "done":
            return times.clock(card.since)
        case "later":
            start = times.due(card.start_at or now, now)
            return QCoreApplication.translate("Words", "{time} 开始做").format(time=start)
        case _:
            return age(now - age_from(card))


def grouped(money: str) -> str:
    """A sum with thousands marked: `￥4318.50` -> `￥4,318.50`."""
    digits = money.lstrip("-￥$€£HKNTUS ")
    whole, point, rest = digits.partition(".")
    if not whole.isdigit():
        return money
    return f"{money.removesuffix(digits)}{int(whole):,}{point}{rest}"


def more_items(count: int) -> str:
    """What stands below the items that a card has room for."""
    return QCoreApplication.translate("Words", "还有 {n} 样").format(n=count)


def decline_word() -> str:
    """The label that turns an order down."""
    return QCoreApplication.translate("Words", "拒单")


def undo_word() -> str:
    """The label that takes the last step back."""
    return QCoreApplication.translate("Words", "撤销")


def spoken(card: OrderCard, times: ShopTime, now: float) -> str:
    """The whole card as one sentence for a screen reader."""
    parts = [card.number, state_word(card.state), card.customer, due_text(card, times, now)]
    parts += [f"{line.name} × {line.quantity} {line.detail}".strip() for line in card.lines]
    parts += [card.note, *(chip.text for chip in chips(card))]
    return "，".join(part for part in parts if part)
