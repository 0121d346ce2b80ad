"""What the page of sales says: spans, stretches, names of bars, changes. Also for its files and pictures."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from desk.domain.money import exponent, short_price
from desk.domain.sales_report import Part, SalesReport, SalesSpan, Sold, Stretch, change
from desk.domain.statistics import Dimension
from desk.ui.words import grouped, payment_word, source_name


def span_word(span: SalesSpan) -> str:
    """The tab of a span."""
    match span:
        case SalesSpan.DAY:
            return QCoreApplication.translate("Sales", "今天")
        case SalesSpan.WEEK:
            return QCoreApplication.translate("Sales", "本周")
        case SalesSpan.MONTH:
            return QCoreApplication.translate("Sales", "本月")
        case SalesSpan.YEAR:
            return QCoreApplication.translate("Sales", "今年")


def before_word(report: SalesReport) -> str:
    """What it stands beside: `比昨天这个时候`, of a stretch that is over the whole one before."""
    if report.back:
        match report.span:
            case SalesSpan.DAY:
                return QCoreApplication.translate("Sales", "比前一天")
            case SalesSpan.WEEK:
                return QCoreApplication.translate("Sales", "比前一周")
            case SalesSpan.MONTH:
                return QCoreApplication.translate("Sales", "比前一个月")
            case SalesSpan.YEAR:
                return QCoreApplication.translate("Sales", "比前一年")
    match report.span:
        case SalesSpan.DAY:
            return QCoreApplication.translate("Sales", "比昨天这个时候")
        case SalesSpan.WEEK:
            return QCoreApplication.translate("Sales", "比上周同期")
        case SalesSpan.MONTH:
            return QCoreApplication.translate("Sales", "比上月同期")
        case SalesSpan.YEAR:
            return QCoreApplication.translate("Sales", "比去年同期")


def legend_words(report: SalesReport) -> tuple[str, str]:
    """What the full and the hollow bars are: `11月1日 – 27日`, and the stretch before."""
    return stretch_word(report.span, report.this), stretch_word(report.span, report.before)


def stretch_word(span: SalesSpan, stretch: Stretch) -> str:
    """Its days: `11月27日`, `11月23日 – 27日`; of a year `2026 年`."""
    first, last = stretch.first, stretch.last
    if span is SalesSpan.YEAR and stretch.until is None and (last.month, last.day) == (12, 31):
        return QCoreApplication.translate("Sales", "{year} 年").format(year=first.year)
    words = day_word(first)
    if last != first:
        words = f"{words} – {day_word(last)}"
    if stretch.until is not None:
        words = QCoreApplication.translate("Sales", "{days} 到 {time}").format(
            days=words, time=f"{stretch.until:%H:%M}"
        )
    if span is SalesSpan.YEAR:
        words = f"{first.year} · {words}"
    return words


def day_word(day: date) -> str:
    """`11月27日`."""
    return QCoreApplication.translate("Sales", "{month}月{day}日").format(month=day.month, day=day.day)


def weekday_word(day: date) -> str:
    """`周五`."""
    words = QCoreApplication.translate("Sales", "周一|周二|周三|周四|周五|周六|周日").split("|")
    return words[day.weekday()]


def series_word(span: SalesSpan, key: str, *, short: bool = False) -> str:
    """A bar of the series: `12 点`, `周五 27日`, `27`, `11 月`; `short` for below the bar."""
    match span:
        case SalesSpan.DAY:
            return key if short else hour_word(key)
        case SalesSpan.YEAR:
            return QCoreApplication.translate(
                "Sales", "1 月|2 月|3 月|4 月|5 月|6 月|7 月|8 月|9 月|10 月|11 月|12 月"
            ).split("|")[int(key[5:]) - 1]
        case SalesSpan.WEEK if short:
            return weekday_word(date.fromisoformat(key))
        case SalesSpan.MONTH if short:
            return str(int(key[8:]))
        case _:
            day = date.fromisoformat(key)
            return f"{day_word(day)} {weekday_word(day)}"


def hour_word(key: str) -> str:
    """`12:00 – 13:00`."""
    return f"{int(key)}:00 – {int(key) + 1}:00"


def group_word(by: Dimension) -> str:
    """What the sales are grouped by."""
    match by:
        case Dimension.PRODUCT:
            return QCoreApplication.translate("Sales", "商品")
        case Dimension.CATEGORY:
            return QCoreApplication.translate("Sales", "分类")
        case Dimension.HOUR:
            return QCoreApplication.translate("Sales", "几点下单")
        case Dimension.SOURCE:
            return QCoreApplication.translate("Sales", "从哪来")
        case Dimension.FULFILMENT:
            return QCoreApplication.translate("Sales", "怎么取")
        case Dimension.PAYMENT:
            return QCoreApplication.translate("Sales", "怎么付")
        case _:
            return QCoreApplication.translate("Sales", "日子")


def part_word(by: Dimension, key: str, kinds: Mapping[str, str]) -> str:
    """What a bar of a group is called."""
    match by:
        case Dimension.HOUR:
            return hour_word(key)
        case Dimension.SOURCE:
            return source_name(kinds.get(key, ""), key)
        case Dimension.FULFILMENT:
            return kind_word(key)
        case Dimension.PAYMENT:
            return payment_word(key)
        case _:
            return key or QCoreApplication.translate("Sales", "没有分类")


def kind_word(kind: str) -> str:
    """How it goes out."""
    match kind:
        case "delivery":
            return QCoreApplication.translate("Sales", "送货")
        case "pickup":
            return QCoreApplication.translate("Sales", "自取")
        case "dine-in":
            return QCoreApplication.translate("Sales", "堂食")
        case _:
            return kind


def money(amount: int, currency: str) -> str:
    """A sum without its cents."""
    unit = 10 ** exponent(currency)
    return grouped(short_price(round(amount / unit) * unit, currency))


def orders_word(count: int) -> str:
    """`18 单`."""
    return QCoreApplication.translate("Sales", "{n} 单").format(n=f"{count:,}")


def pieces_word(count: int) -> str:
    """`92 件`."""
    return QCoreApplication.translate("Sales", "{n} 件").format(n=f"{count:,}")


def count_word(by: Dimension, sold: Sold) -> str:
    """Pieces of goods, else orders."""
    if by in {Dimension.PRODUCT, Dimension.CATEGORY}:
        return pieces_word(sold.quantity)
    return orders_word(sold.orders)


def change_word(part: Part) -> tuple[str, str]:
    """`▲ 12%` with the colour it has; empty when there was nothing before or after."""
    ratio = change(part)
    if ratio is None:
        return (QCoreApplication.translate("Sales", "新"), "blue") if part.now.amount > 0 else ("", "muted")
    whole = round(100 * ratio)
    if whole == 0:
        return "±0%", "muted"
    if whole > 0:
        return f"▲ {whole:,}%", "green"
    return f"▼ {-whole:,}%", "red"


def figures(by: Dimension | None, part: Part, currency: str) -> str:
    """Both stretches of one bar: `￥552 · 92 件；之前 ￥480 · 80 件`."""
    now = orders_word(part.now.orders) if by is None else count_word(by, part.now)
    was = orders_word(part.before.orders) if by is None else count_word(by, part.before)
    return QCoreApplication.translate("Sales", "{now} · {count}；之前 {before} · {count_before}").format(
        now=money(part.now.amount, currency),
        count=now,
        before=money(part.before.amount, currency),
        count_before=was,
    )
