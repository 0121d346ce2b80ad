"""What the page of products says: stock, prices, channels, stations."""

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from desk.domain.catalogue import CHANNELS, Product
from desk.domain.goods import GoodsRow
from desk.domain.money import amount, short_price
from desk.ui.printer_words import station_name
from desk.ui.words import Chip

_DAY = re.compile(r"(?:(\d{4})\D)?(\d{1,2})\D(\d{1,2})\D?")


def channel_word(channel: str) -> str:
    """Where something is sold; "" is everywhere."""
    match channel:
        case "wechat":
            return QCoreApplication.translate("Goods", "微信")
        case "counter":
            return QCoreApplication.translate("Goods", "柜台")
        case "web":
            return QCoreApplication.translate("Goods", "网页")
        case _:
            return QCoreApplication.translate("Goods", "全部渠道")


def listed(words: Sequence[str]) -> str:
    """Words one after the other."""
    return QCoreApplication.translate("Goods", "、").join(words)


def category_word(category: str) -> str:
    """A category, or that there is none."""
    return category or QCoreApplication.translate("Goods", "没有分类")


def exclusive_word(product: Product) -> str:
    """`微信专享`, or the channels of a product that is not everywhere."""
    names = [channel_word(channel) for channel in CHANNELS if channel in product.channels]
    if not names:
        return ""
    if len(names) == 1:
        return QCoreApplication.translate("Goods", "{channel}专享").format(channel=names[0])
    return listed(names)


def left_word(row: GoodsRow) -> tuple[str, str]:
    """What is left of it, and in which colour."""
    parts: list[str] = []
    limit = row.product.daily_limit
    if row.left is not None:
        parts.append(QCoreApplication.translate("Goods", "剩 {n}").format(n=row.left))
    if limit is not None:
        words = QCoreApplication.translate("Goods", "今天 {n}/{limit}")
        parts.append(words.format(n=row.today, limit=limit))
    elif row.today:
        parts.append(QCoreApplication.translate("Goods", "今天卖了 {n}").format(n=row.today))
    room = min(
        (n for n in (row.left, None if limit is None else limit - row.today) if n is not None), default=None
    )
    tone = "muted" if room is None or room > 3 else "red" if room <= 0 else "amber"
    return " · ".join(parts), tone


def about(row: GoodsRow) -> str:
    """The second line of a product: what is asked about it, who prints it, its number."""
    product = row.product
    options = listed([group.name for group in product.options])
    return " · ".join(filter(None, (product.sku, options, stations_word(row.stations))))


def stations_word(stations: Sequence[str]) -> str:
    """`kitchen、counter 出单`."""
    if not stations:
        return ""
    return QCoreApplication.translate("Goods", "{stations} 出单").format(
        stations=listed(list(map(station_name, stations)))
    )


def chips(row: GoodsRow, today: date, currency: str) -> list[Chip]:
    """What stands beside a product's name."""
    product, found = row.product, list[Chip]()
    if product.sold_out:
        found.append(Chip(QCoreApplication.translate("Goods", "■ 售罄"), "bad"))
    elif row.gone:
        found.append(Chip(QCoreApplication.translate("Goods", "■ 卖完了"), "bad"))
    only = exclusive_word(product)
    if only:
        found.append(Chip(only, "info"))
    for each in product.prices:
        price = short_price(each.price, currency)
        if each.day is not None and each.day > today:
            words = QCoreApplication.translate("Goods", "{day} 起 {price}")
            text = words.format(day=day_word(each.day, today), price=price)
            found.append(Chip(f"{channel_word(each.channel)} {text}" if each.channel else text, "warn"))
        elif each.channel:
            found.append(Chip(f"{channel_word(each.channel)} {price}", "quiet"))
    return found


def day_word(day: date, today: date) -> str:
    """`12-01`, with the year when it is another one."""
    return day.strftime("%m-%d") if day.year == today.year else day.isoformat()


def read_day(text: str, today: date) -> date:
    """`2026-12-01`, `12-1`, `12月1日` -> a day; without its year the next one of that name. Raises ValueError."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    year, month, day = found.groups()
    if year:
        return date(int(year), int(month), int(day))
    made = date(today.year, int(month), int(day))
    return made if made >= today else date(today.year + 1, int(month), int(day))


def amount_text(minor: int, currency: str) -> str:
    """For a field: `168`, `168.50`."""
    return amount(minor, currency).removesuffix(".00")


def spoken(row: GoodsRow, currency: str) -> str:
    """The row for a screen reader."""
    state = QCoreApplication.translate("Goods", "售罄") if row.gone else ""
    words = (row.product.name, short_price(row.product.price, currency), left_word(row)[0], state)
    return "，".join(filter(None, words))
