"""Times on screen, in the shop's zone: clock times, days and ages."""

import os
import time
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication


class Moment(NamedTuple):
    """A wall time."""

    year: int
    month: int
    day: int
    hour: int
    minute: int


class ShopTime:
    """Turns seconds since 1970 UTC into words. `zone` is an IANA name; an unknown one means the system's zone.

    Where the process runs in the shop's zone (see `desk.ui.application.make_application`) the C library does the
    work; Qt's time zones take 7 ms to load.
    """

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._native = os.environ.get("TZ") == zone and hasattr(time, "tzset")

    def at(self, seconds: float) -> Moment:
        """That moment in the shop's zone."""
        if self._native:
            return Moment(*time.localtime(seconds)[:5])
        from PySide6.QtCore import QDateTime, QTimeZone

        zone = QTimeZone(self._zone.encode())
        if not zone.isValid():
            zone = QTimeZone.systemTimeZone()
        local = QDateTime.fromSecsSinceEpoch(int(seconds), zone)
        date, clock = local.date(), local.time()
        return Moment(date.year(), date.month(), date.day(), clock.hour(), clock.minute())

    def clock(self, seconds: float) -> str:
        """`10:02`."""
        at = self.at(seconds)
        return f"{at.hour:02d}:{at.minute:02d}"

    def due(self, seconds: float, now: float) -> str:
        """`今天 18:00`, `明天 09:30` or `11月25日 09:30`."""
        at = self.at(seconds)
        clock = f"{at.hour:02d}:{at.minute:02d}"
        if at[:3] == self.at(now)[:3]:
            return QCoreApplication.translate("Times", "今天 {time}").format(time=clock)
        if at[:3] == self.at(now + 86400)[:3]:
            return QCoreApplication.translate("Times", "明天 {time}").format(time=clock)
        if at[:3] == self.at(now - 86400)[:3]:
            return QCoreApplication.translate("Times", "昨天 {time}").format(time=clock)
        return QCoreApplication.translate("Times", "{month}月{day}日 {time}").format(
            month=at.month, day=at.day, time=clock
        )

    def moment(self, year: int, month: int, day: int, hour: int, minute: int) -> float:
        """Seconds since 1970 UTC of a wall time in the shop."""
        if self._native:
            return time.mktime((year, month, day, hour, minute, 0, 0, 0, -1))
        from PySide6.QtCore import QDate, QDateTime, QTime, QTimeZone

        zone = QTimeZone(self._zone.encode())
        if not zone.isValid():
            zone = QTimeZone.systemTimeZone()
        return float(QDateTime(QDate(year, month, day), QTime(hour, minute), zone).toSecsSinceEpoch())


def age(seconds: float) -> str:
    """`2:40`, from an hour on `1:05:00` shortened to `1 时 05 分`, from a day on whole days."""
    whole = max(0, int(seconds))
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02d}"
    if whole < 86400:
        return QCoreApplication.translate("Times", "{h} 时 {m} 分").format(
            h=whole // 3600, m=f"{whole % 3600 // 60:02d}"
        )
    return QCoreApplication.translate("Times", "{n} 天").format(n=whole // 86400)


def minutes(seconds: float) -> str:
    """A length of time in whole minutes, hours or days, for a sentence."""
    whole = max(0, int(seconds)) // 60
    if whole < 90:
        return QCoreApplication.translate("Times", "{n} 分钟").format(n=whole)
    if whole < 48 * 60:
        return QCoreApplication.translate("Times", "{n} 小时").format(n=round(whole / 60))
    return QCoreApplication.translate("Times", "{n} 天").format(n=whole // 1440)
