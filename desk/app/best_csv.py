"""The best customers as a CSV file that spreadsheet programs open well."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desk.domain.money import amount
from desk.domain.statistics import CustomerRow

#: A cell that begins so is taken for a formula by spreadsheet programs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_best(path: Path, rows: Sequence[CustomerRow], currency: str) -> None:
    """Write them, the best first, to a file. OSError when it cannot be written."""
    path.write_bytes(best_csv(rows, currency))


def best_csv(rows: Sequence[CustomerRow], currency: str) -> bytes:
    """UTF-8 with its mark, lines ending in CR LF; names and phones as text, sums as numbers."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_head(currency))
    for place, row in enumerate(rows, 1):
        writer.writerow(
            [
                place,
                harmless(row.name),
                harmless(row.phone),
                row.orders,
                amount(row.amount, currency),
                row.first_day.isoformat(),
                row.last_day.isoformat(),
                row.next_day.isoformat() if row.next_day else "",
                harmless(row.favourite),
            ]
        )
    return text.getvalue().encode("utf-8-sig", errors="replace")


def harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: an apostrophe goes before one that begins like it."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _head(currency: str) -> list[str]:
    words = QCoreApplication.translate(
        "Desk", "名次|姓名|电话|单数|金额（{currency}）|第一次|最近一次|该来的日子|最爱买"
    )
    return words.format(currency=currency).split("|")
