"""What the window says of checks: when the desk compared its orders with a shop system's, and how many it lacks."""

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desk.domain.checks import SourceCard, is_old, is_well
from desk.ui.times import minutes

#: A source's reason and what a person does about it.
_REASONS = {
    "unreachable": QT_TRANSLATE_NOOP("CheckWords", "店铺没有回应，稍后再核对"),
    "busy": QT_TRANSLATE_NOOP("CheckWords", "店铺请我们慢一点，稍后再核对"),
    "refused": QT_TRANSLATE_NOOP("CheckWords", "店铺不认这个密钥，请换一个"),
    "not-found": QT_TRANSLATE_NOOP("CheckWords", "这个网址上没有店铺，请检查"),
    "no-shop": QT_TRANSLATE_NOOP("CheckWords", "这个网址上不是店铺，请检查"),
    "webhook-off": QT_TRANSLATE_NOOP("CheckWords", "店铺停用了推送，请到店铺后台重新启用"),
    "relay": QT_TRANSLATE_NOOP("CheckWords", "中继连不上，稍后再核对"),
    "broken": QT_TRANSLATE_NOOP("CheckWords", "核对时程序出错，日志里有记录"),
    "store": QT_TRANSLATE_NOOP("CheckWords", "这台电脑存不了订单"),
}


def check_statement(checked_at: float | None, missing: int, now: float) -> str:
    """`2 分钟前核对，缺 0 单`."""
    if checked_at is None:
        return QCoreApplication.translate("CheckWords", "还没核对")
    ago = max(0.0, now - checked_at)
    if ago < 60:
        return QCoreApplication.translate("CheckWords", "刚刚核对，缺 {n} 单").format(n=missing)
    return QCoreApplication.translate("CheckWords", "{ago}前核对，缺 {n} 单").format(
        ago=minutes(ago), n=missing
    )


def all_checks(cards: Sequence[SourceCard], now: float) -> str:
    """The statement that holds for all of them: the oldest check, and everything that is missing."""
    times = [card.checked_at for card in cards]
    oldest = None if None in times else min((at for at in times if at is not None), default=None)
    return check_statement(oldest, sum(card.missing for card in cards), now)


def check_line(card: SourceCard, now: float) -> str:
    """One source: name, statement, and what is wrong."""
    parts = [card.name, check_statement(card.checked_at, card.missing, now)]
    if card.lacks:
        ids = ", ".join(card.lacks if len(card.lacks) == card.missing else (*card.lacks, "…"))
        parts.append(QCoreApplication.translate("CheckWords", "收不进来：{ids}").format(ids=ids))
    if card.reason:
        known = card.reason in _REASONS
        parts.append(
            QCoreApplication.translate("CheckWords", str(_REASONS[card.reason])) if known else card.detail
        )
    elif is_old(card, now) and card.checked_at is not None:
        parts.append(QCoreApplication.translate("CheckWords", "太久没核对"))
    return " · ".join(parts)


def check_tone(cards: Sequence[SourceCard], now: float) -> str:
    """`red` when orders are missing, `amber` when it is not known whether any are, else `green`."""
    if any(card.missing for card in cards):
        return "red"
    return "green" if all(is_well(card, now) for card in cards) else "amber"
