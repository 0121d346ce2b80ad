"""What stands against an order that a clerk types in, as sentences for the window."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from desk.domain.money import exponent
from desk.domain.order_check import Objection


def objection_sentence(objection: Objection, currency: str, zone: ZoneInfo) -> str:
    """One sentence in the window's language."""
    values = dict(objection.values)
    for name in ("minimum", "total"):
        if name in values:
            digits = exponent(currency)
            values[name] = f"{int(str(values[name])) / 10**digits:.{digits}f}"
    opens = values.get("opens")
    if isinstance(opens, datetime):
        values["opens"] = f"{opens.astimezone(zone):%m-%d %H:%M}"
    return _text(objection).format(**values)


def _text(objection: Objection) -> str:
    match objection.word:
        case "paused":
            return QCoreApplication.translate("Desk", "现在暂停接单：{reason}")
        case "gone":
            return QCoreApplication.translate("Desk", "{product} 已经下架。")
        case "sold_out":
            return QCoreApplication.translate("Desk", "{product} 卖完了。")
        case "only_left":
            return QCoreApplication.translate("Desk", "{product} 只剩 {left} 份。")
        case "no_delivery":
            return QCoreApplication.translate("Desk", "这个地址不在配送范围。")
        case "minimum":
            return QCoreApplication.translate("Desk", "{area} 满 {minimum} 起送，现在是 {total}。")
        case "closed_now" if objection.values.get("opens"):
            return QCoreApplication.translate("Desk", "现在没有营业，最早 {opens}。")
        case "closed_now" | "when_closed":
            return QCoreApplication.translate("Desk", "这个时间不营业，或者来不及做。")
        case "when_full":
            return QCoreApplication.translate("Desk", "这个时间已经约满。")
