"""What the customers page says: groups, standings, rhythm, how they came."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from desk.domain.money import exponent, short_price
from desk.domain.people import CustomerCard, Handle, Remarks, Span, masked, standing_of
from desk.domain.rhythm import Rhythm, Standing
from desk.domain.statistics import CustomerRow, Group
from desk.ui.words import Chip, grouped

#: The best customers by what they spent.
VIP = 90


def group_word(group: Group) -> str:
    """What a group is called."""
    match group:
        case Group.DUE:
            return QCoreApplication.translate("People", "该来了")
        case Group.VIP:
            return "VIP"
        case Group.NEW:
            return QCoreApplication.translate("People", "新客")
        case Group.SLIPPING:
            return QCoreApplication.translate("People", "快流失")
        case Group.GONE:
            return QCoreApplication.translate("People", "流失")
        case _:
            return QCoreApplication.translate("People", "全部")


def who(row: CustomerRow) -> str:
    """The name, or the end of the phone number, or a number of ours."""
    if row.name:
        return row.name
    if row.phone:
        return QCoreApplication.translate("People", "尾号 {end}").format(end=row.phone[-4:])
    return QCoreApplication.translate("People", "顾客 #{n}").format(n=row.id)


def rhythm_words(row: CustomerRow) -> str:
    """`第 12 次 · 通常每 14 天 · 蛋挞`."""
    parts = [QCoreApplication.translate("People", "第 {n} 次").format(n=row.orders)]
    if row.orders == 1:
        parts = [QCoreApplication.translate("People", "来过一次")]
    if row.interval:
        parts.append(every(row.interval))
    parts.append(row.favourite)
    return " · ".join(filter(None, parts))


def best_words(row: CustomerRow, place: int) -> str:
    """`第 1 名 · 12 单 · 蛋挞`; the orders are those of the span."""
    words = QCoreApplication.translate("People", "第 {place} 名 · {n} 单").format(place=place, n=row.orders)
    return " · ".join(filter(None, (words, row.favourite)))


def every(days: float) -> str:
    """`通常每 14 天`."""
    if round(days) <= 1:
        return QCoreApplication.translate("People", "几乎天天来")
    return QCoreApplication.translate("People", "通常每 {n} 天").format(n=round(days))


def span_words(usual: Rhythm) -> str:
    """`通常每 14 天（12–17）`."""
    if usual.low == usual.high or round(usual.days) <= 1:
        return every(usual.days)
    return QCoreApplication.translate("People", "{every}（{low}–{high}）").format(
        every=every(usual.days), low=usual.low, high=usual.high
    )


def lateness(row: CustomerRow, today: date) -> tuple[str, str, str]:
    """When they are expected: words, colour token and sign (`late`, `making`, "")."""
    where = standing_of(row, today)
    if where == "gone":
        return days_ago(row.last_day, today), "muted", "done"
    if where == "slipping":
        return days_ago(row.last_day, today), "red", "late"
    if row.next_day is None:
        if where == "new":
            return QCoreApplication.translate("People", "新客"), "blue", "new"
        return days_ago(row.last_day, today), "muted", ""
    left = (row.next_day - today).days
    if left < 0:
        return QCoreApplication.translate("People", "晚了 {n} 天").format(n=-left), "red", "late"
    if left == 0:
        return QCoreApplication.translate("People", "今天"), "amber", "new"
    return QCoreApplication.translate("People", "还有 {n} 天").format(n=left), "muted", ""


def days_ago(day: date, today: date) -> str:
    """`今天`, `昨天`, `21 天前`, from two months on months, from two years on years."""
    days = (today - day).days
    if days <= 0:
        return QCoreApplication.translate("People", "今天")
    if days == 1:
        return QCoreApplication.translate("People", "昨天")
    if days < 61:
        return QCoreApplication.translate("People", "{n} 天前").format(n=days)
    if days < 731:
        return QCoreApplication.translate("People", "{n} 个月前").format(n=round(days / 30.4))
    return QCoreApplication.translate("People", "{n} 年前").format(n=days // 365)


def standing_chip(standing: Standing) -> Chip | None:
    """Where somebody stands; nothing for a regular."""
    match standing:
        case "new":
            return Chip(QCoreApplication.translate("People", "● 新客"), "info")
        case "soon":
            return Chip(QCoreApplication.translate("People", "● 快该来了"), "warn")
        case "due":
            return Chip(QCoreApplication.translate("People", "▲ 该来了"), "bad")
        case "slipping":
            return Chip(QCoreApplication.translate("People", "▲ 快流失"), "bad")
        case "gone":
            return Chip(QCoreApplication.translate("People", "■ 流失"), "quiet")
        case _:
            return Chip(QCoreApplication.translate("People", "老顾客"), "good")


def chips(card: CustomerCard, today: date) -> list[Chip]:
    """What somebody is to the shop, and what they must not get."""
    found: list[Chip] = []
    if card.rank <= VIP and card.row.orders > 1:  # in a new shop everybody is among the first
        found.append(Chip(QCoreApplication.translate("People", "VIP 第 {n} 名").format(n=card.rank), "warn"))
    standing = standing_chip(standing_of(card.row, today))
    if standing is not None:
        found.append(standing)
    bad = QCoreApplication.translate("People", "▲ 忌{word}")
    return [*found, *(Chip(bad.format(word=word), "bad") for word in card.remarks.allergies)]


def tag_chips(remarks: Remarks) -> list[Chip]:
    """How the shop sorts somebody."""
    return [Chip(word, "info") for word in remarks.tags]


def span_word(span: Span) -> str:
    """In what the best customers are counted."""
    match span:
        case Span.MONTH:
            return QCoreApplication.translate("People", "本月")
        case Span.YEAR:
            return QCoreApplication.translate("People", "今年")
        case Span.LAST_YEAR:
            return QCoreApplication.translate("People", "去年")
        case _:
            return QCoreApplication.translate("People", "一直")


def money(amount: int, currency: str) -> str:
    """A sum as the page shows it."""
    return grouped(short_price(amount, currency))


def round_money(amount: int, currency: str) -> str:
    """A sum as a figure, without its cents."""
    unit = 10 ** exponent(currency)
    return grouped(short_price(round(amount / unit) * unit, currency))


def times_word(count: int) -> str:
    """`9 次`."""
    return QCoreApplication.translate("People", "{n} 次").format(n=count)


def handle_word(handle: Handle) -> str:
    """One way they are known, a phone number masked."""
    if handle.kind == "phone":
        return QCoreApplication.translate("People", "电话 {phone}").format(phone=masked(handle.value))
    name = handle.kind.removeprefix("source:")
    word = {"wechat": QCoreApplication.translate("Words", "微信")}.get(name, name)
    return f"{word} …{handle.value[-4:]}"


def came(card: CustomerCard, source: str) -> str:
    """`2026 年 6 月 3 日第一次从微信下单`."""
    first = card.row.first_day
    return QCoreApplication.translate("People", "{year} 年 {month} 月 {day} 日第一次从{source}下单").format(
        year=first.year, month=first.month, day=first.day, source=source
    )
