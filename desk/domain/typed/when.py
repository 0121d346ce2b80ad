"""A time as customers type it: 尽快, 明天下午3点, 周六 18:30, 今晚七点半, 11月28日上午10点, 半小时后."""

import re
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from desk.domain.typed.numerals import plain, with_digits

_SOON = re.compile("尽快|越快越好|马上|现在|立刻|asap|最快|随时|都行|都可以")
_DAYS = {
    "今天": 0,
    "今日": 0,
    "今晚": 0,
    "今早": 0,
    "明天": 1,
    "明日": 1,
    "明晚": 1,
    "明早": 1,
    "后天": 2,
    "后日": 2,
    "大后天": 3,
}
_WEEKDAY = re.compile("(下下?|这|本)?(?:个)?(?:周|星期|礼拜)([1-7一二三四五六日天])")
_DATE = re.compile(r"(?:(\d{4})[年/.-])?(\d{1,2})[月/.-](\d{1,2})[日号]?(?!\d)")
_DAY = re.compile(r"(?<![\d:月])(\d{1,2})[号日](?!\d)")
_CLOCK = re.compile(r"(\d{1,2})\s*[:点时]\s*(?:(?P<quarter>[13])刻|(?P<half>半)|(?P<minute>\d{1,2})\s*分?)?")
_LATER = re.compile(r"(\d{1,3}|半)\s*个?(小时|钟头|分钟|分)(?:以?后|内|之后)")
_AFTERNOON = re.compile("下午|傍晚|晚上|今晚|明晚|夜里|晚|pm")
_NOON = re.compile("中午")
_MORNING = re.compile("早上|上午|早晨|今早|明早|凌晨|am")
_NUMBERS = {
    **{str(n): n - 1 for n in range(1, 8)},
    **dict(zip("一二三四五六日", range(7), strict=True)),
    "天": 6,
}


def read_when(text: str, now: datetime, zone: ZoneInfo) -> datetime | Literal["soon"] | None:
    """The moment a message names (aware, in `zone`), "soon" for as soon as possible, None when it names none.

    A day without a time names none. A clock time that has passed today, without a day, means tomorrow.
    """
    typed = plain(text)
    if _SOON.search(typed) and not re.search(r"\d", typed):
        return "soon"
    day_word = _WEEKDAY.search(typed)
    typed = with_digits(typed)
    local = now.astimezone(zone)
    if found := _LATER.search(typed):
        amount = 0.5 if found[1] == "半" else float(found[1])
        return local + (
            timedelta(hours=amount) if found[2] in {"小时", "钟头"} else timedelta(minutes=amount)
        )
    day = _day(typed, day_word, local.date())
    rest = _DATE.sub(" ", typed) if _DATE.search(typed) else typed
    at = _time(rest)
    if at is None:
        return None
    try:
        moment = datetime.combine(day or local.date(), at, zone)
    except (ValueError, OverflowError):
        return None
    if day is None and moment <= local:
        moment = datetime.combine(local.date() + timedelta(days=1), at, zone)
    return moment


def _day(typed: str, weekday: re.Match[str] | None, today: date) -> date | None:
    for word in sorted(_DAYS, key=len, reverse=True):
        if word in typed:
            return today + timedelta(days=_DAYS[word])
    if weekday is not None:
        ahead = _NUMBERS[weekday[2]] - today.weekday()
        if weekday[1] and weekday[1].startswith("下"):
            return today + timedelta(days=ahead + 7 * len(weekday[1]))
        return today + timedelta(days=ahead if ahead >= 0 else ahead + 7)
    if found := _DATE.search(typed):
        return _date(int(found[1]) if found[1] else None, int(found[2]), int(found[3]), today)
    if found := _DAY.search(typed):
        number = int(found[1])
        this = _date(today.year, today.month, number, today)
        if this is not None and this >= today:
            return this
        following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        return _date(following.year, following.month, number, today)
    return None


def _date(year: int | None, month: int, day: int, today: date) -> date | None:
    try:
        found = date(year or today.year, month, day)
        return found.replace(year=found.year + 1) if year is None and found < today else found
    except ValueError:
        return None


def _time(typed: str) -> time | None:
    found = _CLOCK.search(typed)
    if found is None:
        return time(12) if _NOON.search(typed) else None
    hour = int(found[1])
    quarter = found["quarter"]
    minute = 30 if found["half"] else int(quarter) * 15 if quarter else int(found["minute"] or 0)
    if hour < 12 and (_AFTERNOON.search(typed) or (_NOON.search(typed) and hour < 4)):
        hour += 12
    elif hour <= 7 and hour > 0 and not _MORNING.search(typed) and ":" not in found[0]:
        hour += 12  # nobody has a cake brought at three in the night
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
