"""A copied chat cut into its messages, with who said them and when.

WeChat's own copy of several messages is a line `小明 2026-11-27 10:15` (on some versions `小明:`) above each text;
people also copy single messages, and whole dialogues as `小明：…` lines. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

_STAMP = (
    r"(?:(?P<year>\d{4})[-/年.](?P<month>\d{1,2})[-/月.](?P<day>\d{1,2})日?"
    r"|(?P<month2>\d{1,2})[-/月.](?P<day2>\d{1,2})日?)?\s*"
    r"(?:上午|下午|晚上|凌晨|中午)?\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?"
)
_HEAD = re.compile(rf"^(?P<who>\S.{{0,39}}?)[:：]?\s+{_STAMP}\s*$")
_NAME_ALONE = re.compile(r"^(?P<who>\S[^:：\n]{0,29})[:：]\s*$")
_NAME_BEFORE = re.compile(r"^(?P<who>[^\d\s:：][^:：\n]{0,19})[:：]\s*(?P<text>\S.*)$")
#: What stands before a colon and is nobody's name.
_LABELS = re.compile(
    r"^(?:收货人|收件人|联系人|姓名|名字|联系电话|联系方式|手机号?码?|电话|收货地址|送货地址|详细地址|地址|时间|备注|要求|写|订单|合计|共|数量|日期|取货|送货|自取|口味|甜度|商品|内容)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """One message. `who` is "" when the copy does not tell, `at` (aware) None likewise."""

    who: str
    text: str
    at: datetime | None = None


def messages(text: str, now: datetime, zone: ZoneInfo) -> list[Said]:
    """The messages of a copied chat, in order; one without a speaker when it has no such heads."""
    lines = text.replace("\r\n", "\n").replace("\u2005", " ").split("\n")
    for head in (_HEAD, _NAME_ALONE):
        found = _under_heads(lines, head, now, zone)
        if found:
            return found
    return _dialogue(lines) or [Said("", text.strip())]


def _under_heads(lines: Sequence[str], head: re.Pattern[str], now: datetime, zone: ZoneInfo) -> list[Said]:
    """Messages below lines that name a speaker; [] when there are none. What stands before the first is its own."""
    found: list[Said] = []
    who, at, body = "", None, list[str]()
    heads = 0

    def close() -> None:
        told = "\n".join(body).strip()
        if told:
            found.append(Said(who, told, at))
        body.clear()

    for line in lines:
        match = head.match(line.strip())
        if match is None or _LABELS.match(match["who"]):
            body.append(line)
            continue
        close()
        heads += 1
        who = match["who"].strip().rstrip(":：")
        at = _moment(match, now, zone) if head is _HEAD else None
    close()
    return found if heads else []


def _dialogue(lines: Sequence[str]) -> list[Said]:
    """`小明：…` in every line, by at most four people; [] otherwise, since a colon alone names nobody."""
    found: list[Said] = []
    for line in lines:
        if not line.strip():
            continue
        match = _NAME_BEFORE.match(line.strip())
        if match is None or _LABELS.match(match["who"]):
            return []
        found.append(Said(match["who"].strip(), match["text"].strip()))
    people = {said.who for said in found}
    return found if len(found) > 1 and len(people) <= min(4, len(found)) else []


def _moment(match: re.Match[str], now: datetime, zone: ZoneInfo) -> datetime | None:
    """When it was written; a date without its year is the last such day, a time without a day is today's."""
    local = now.astimezone(zone)
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    try:
        at = local.replace(hour=int(match["hour"]), minute=int(match["minute"]), second=0, microsecond=0)
        if month and day:
            at = at.replace(year=int(match["year"] or local.year), month=int(month), day=int(day))
            if not match["year"] and at > local:
                at = at.replace(year=local.year - 1)
    except ValueError:
        return None
    return at
