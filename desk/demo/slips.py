"""Sheets of paper read back: what a person at the station would take from each slip.

Reads only the text that stood on the paper; the words are those of the paper, in Chinese.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

_HEAD = re.compile(r"([A-Z]\d{3,})\s+(\S+)")
_RUNNING = re.compile(r"第 (\d+) 张")
_VERSION = re.compile(r"第(\d+)版")
_COPY = re.compile(r"补打 第(\d+)次 可能重复")
_ITEM = re.compile(r"(.*?)\s*× ?(\d+)")
_TO_COLLECT = re.compile(r"待收 ￥([\d.]+)")
_KINDS = {"改单 旧票作废": "change", "取消": "cancel", "催单": "rush", "已付款": "now-paid"}
_WHOLE_ORDER = "新单内容"
#: Nobody looks further down than this for the order's number.
_HEAD_ROWS = 8


class Slip(NamedTuple):
    """One sheet. `kind` is kitchen/counter as `main`, else change, cancel, rush or now-paid; `attempt` 2 and
    more is marked as a copy; `items` are (row as it stands, quantity); `money` is `paid`, the amount to
    collect as it stands there, or "".
    """

    file: Path
    number: str
    place: str
    kind: str
    running: int
    version: int
    attempt: int
    items: tuple[tuple[str, int], ...]
    money: str


def read_slip(file: Path, text: str) -> Slip | None:
    """The slip on a sheet; None when it is not one that says what it is."""
    rows = [row.strip() for row in text.splitlines()]
    at = next((at for at, row in enumerate(rows[:_HEAD_ROWS]) if _HEAD.fullmatch(row)), None)
    head = None if at is None else _HEAD.fullmatch(rows[at])
    if at is None or head is None:
        return None
    kind, attempt = "main", 1
    for row in rows[:at]:
        kind = _KINDS.get(row, kind)
        copy = _COPY.fullmatch(row)
        attempt = int(copy[1]) if copy else attempt
    # on narrow paper the version may have gone to a row of its own
    running_rows = " ".join(rows[at + 1 : at + 3])
    running, version = _RUNNING.match(running_rows), _VERSION.search(running_rows)
    if running is None or version is None:
        return None
    body = rows[at + 2 :]
    if kind == "change" and _WHOLE_ORDER in body:
        body = body[body.index(_WHOLE_ORDER) + 1 :]
    items = tuple((item[1], int(item[2])) for row in body if (item := _ITEM.fullmatch(row)))
    return Slip(
        file, head[1], head[2], kind, int(running[1]), int(version[1]), attempt, items, _money(kind, body)
    )


def _money(kind: str, body: list[str]) -> str:
    if kind == "now-paid":
        return "paid"
    due = next((found[1] for row in body if (found := _TO_COLLECT.fullmatch(row))), "")
    return due or ("paid" if "已付款" in body else "")


class PaperFolder:
    """The sheets that fell into a folder of one folder per printer, since this was made."""

    def __init__(self, folder: Path, printers: Iterable[str]) -> None:
        self._folders = [folder / name for name in printers]
        self._seen = {file for place in self._folders for file in place.glob("*.txt")}
        self.slips: list[Slip] = []
        self.unreadable: list[Path] = []

    @property
    def sheets(self) -> int:
        """Sheets with something on them."""
        return len(self.slips) + len(self.unreadable)

    def look(self) -> int:
        """Read what is new; how many sheets that were."""
        before = self.sheets
        for place in self._folders:
            for file in sorted(set(place.glob("*.txt")) - self._seen):
                self._seen.add(file)
                text = file.read_text(encoding="utf-8")
                slip = read_slip(file, text)
                if slip is not None:
                    self.slips.append(slip)
                elif text.strip():
                    self.unreadable.append(file)
        return self.sheets - before
