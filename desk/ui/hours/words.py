"""What the page of opening hours says, and how it reads what people type: times of a day, days, moments."""

import itertools
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from desk.domain.trading import Span, Trading

_SPAN = re.compile(r"(\d{1,2})(?:[:：.](\d{2}))?\s*[-–—~～至到]\s*(\d{1,2})(?:[:：.](\d{2}))?")
#: How long a pause or a rush may last that is offered, in minutes: 0 to the end of the day, None until it is ended.
SPANS: tuple[int | None, ...] = (30, 60, 120, 0, None)


def weekday_word(day: int) -> str:
    """`周一`; 0 is Monday."""
    words = QCoreApplication.translate("Hours", "周一|周二|周三|周四|周五|周六|周日")
    return words.split("|")[day]


def span_word(minutes: int | None) -> str:
    """How long something is to last."""
    match minutes:
        case None:
            return QCoreApplication.translate("Hours", "直到我说")
        case 0:
            return QCoreApplication.translate("Hours", "今天")
        case 30:
            return QCoreApplication.translate("Hours", "30 分钟")
        case 60:
            return QCoreApplication.translate("Hours", "1 小时")
        case _:
            return QCoreApplication.translate("Hours", "{n} 小时").format(n=minutes // 60)


def spans_text(spans: tuple[Span, ...]) -> str:
    """`09:00-12:00, 13:30-20:00`."""

    def end(span: Span) -> str:
        text = span.end.isoformat("minutes")
        return "24:00" if text == "00:00" else text

    return ", ".join(f"{span.start.isoformat('minutes')}-{end(span)}" for span in spans)


def read_spans(text: str) -> tuple[Span, ...]:
    """`9-12, 13:30-20` -> spans; nothing for a day off. Raises ValueError."""
    rest = _SPAN.sub("", text)
    if re.sub(r"[\s,，、;；和]+", "", rest) not in {"", "休息", "休", "closed"}:
        raise ValueError(text)
    spans = sorted(
        (Span(_time(h1, m1), _time(h2, m2)) for h1, m1, h2, m2 in _SPAN.findall(text)), key=lambda s: s.start
    )
    for span, after in itertools.pairwise(spans):
        if span.end == time(0) or span.end > after.start or span.end <= span.start:
            raise ValueError(text)
    return tuple(spans)


def _time(hour: str, minute: str) -> time:
    if int(hour) == 24 and not int(minute or 0):
        return time(0)
    return time(int(hour), int(minute or 0))


def moment_word(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`14:00`, `明天 09:00`, `11-30 09:00`."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = local.strftime("%H:%M")
    if local.date() == today:
        return clock
    if local.date() == today + timedelta(days=1):
        if local.time() == time(0):
            return QCoreApplication.translate("Hours", "今天结束")
        return QCoreApplication.translate("Hours", "明天 {time}").format(time=clock)
    return f"{local.strftime('%m-%d')} {clock}"


def state_words(trading: Trading, now: datetime, zone: ZoneInfo) -> tuple[str, str, str]:
    """How the shop stands now: a word, its colour, and what follows from it."""
    if trading.paused:
        until = trading.paused_until
        if until is None:
            after = QCoreApplication.translate("Hours", "直到你按“恢复接单”")
        else:
            after = QCoreApplication.translate("Hours", "{time} 自动恢复").format(
                time=moment_word(until, now, zone)
            )
        return QCoreApplication.translate("Hours", "已暂停接单"), "red", after
    if trading.hours.is_open(now, zone):
        end = _closes(trading, now, zone)
        if end is None:
            return QCoreApplication.translate("Hours", "营业中"), "green", ""
        words = QCoreApplication.translate("Hours", "到 {time}").format(time=moment_word(end, now, zone))
        return QCoreApplication.translate("Hours", "营业中"), "green", words
    opens = trading.hours.next_open(now, zone)
    if opens is None:
        return (
            QCoreApplication.translate("Hours", "休息"),
            "muted",
            QCoreApplication.translate("Hours", "两个月内没有营业时间"),
        )
    words = QCoreApplication.translate("Hours", "{time} 开门，现在下的单排到那时").format(
        time=moment_word(opens, now, zone)
    )
    return QCoreApplication.translate("Hours", "休息"), "amber", words


def busy_words(trading: Trading, now: datetime, zone: ZoneInfo) -> str:
    """How long orders take now; "" when as long as usual."""
    if not trading.busy_minutes:
        return ""
    if trading.busy_until is None:
        return QCoreApplication.translate("Hours", "现在多等 {n} 分钟").format(n=trading.busy_minutes)
    return QCoreApplication.translate("Hours", "现在多等 {n} 分钟，{time} 恢复").format(
        n=trading.busy_minutes, time=moment_word(trading.busy_until, now, zone)
    )


def _closes(trading: Trading, now: datetime, zone: ZoneInfo) -> datetime | None:
    if trading.hours.always and now.astimezone(zone).date() not in trading.hours.dates:
        return None
    local = now.astimezone(zone)
    days: tuple[date, ...] = (local.date() - timedelta(days=1), local.date())
    ends = [end for day in days for start, end in trading.hours.spans(day, zone) if start <= local < end]
    return max(ends, default=None)
