"""Understands the times that people type: `18:00`, `明天 9:30`, `后天 9点半`, `12-24 18:00`."""

import re

from desk.ui.times import ShopTime

_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:：点时.]\s*(半|\d{1,2})?)?\s*分?\s*(am|pm)?$", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,2})\s*[-/月]\s*(\d{1,2})\s*[日号]?")
_DAYS = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2, "後天": 2}


def due_text(at: float, times: ShopTime) -> str:
    """A moment as `parse_due` reads it: `12-24 18:00`."""
    local = times.at(at)
    return f"{local.month}-{local.day} {local.hour}:{local.minute:02d}"


def parse_due(text: str, times: ShopTime, now: float) -> tuple[float | None, bool]:
    """Seconds since 1970 UTC, or None for as soon as possible; and whether the text was understood.

    A clock time that has passed today means tomorrow.
    """
    rest = text.strip().lower()
    if not rest or rest in {"尽快", "盡快", "asap"}:
        return None, True
    today = times.at(now)
    days, date = 0, (today.year, today.month, today.day)
    named = False
    for word, ahead in _DAYS.items():
        if rest.startswith(word):
            later = times.at(now + ahead * 86400)
            days, date, rest, named = ahead, (later.year, later.month, later.day), rest[len(word) :], True
            break
    found = _DATE.match(rest)
    if found and not named:
        month, day = int(found[1]), int(found[2])
        year = today.year + (1 if (month, day) < (today.month, today.day) else 0)
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None, False
        date, rest, named = (year, month, day), rest[found.end() :], True
    rest = rest.strip()
    afternoon = rest.startswith(("下午", "晚上"))
    rest = rest.removeprefix("下午").removeprefix("晚上").removeprefix("上午").strip()
    clock = _CLOCK.match(rest)
    if clock is None:
        return None, False
    hour, minute = int(clock[1]), 30 if clock[2] == "半" else int(clock[2] or 0)
    if (afternoon or clock[3] == "pm") and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        return None, False
    at = times.moment(*date, hour, minute)
    if at <= now and days == 0 and not named:
        at += 86400
    return at, True
