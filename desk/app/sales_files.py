"""The sales as tables in a file: CSV, one table under the other, or XLSX, one sheet for each."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from desk.app.best_csv import harmless
from desk.domain.money import amount, exponent
from desk.domain.sales_report import GROUPED, Part, SalesReport
from desk.ui.sales.words import group_word, legend_words, part_word, series_word


class Table(NamedTuple):
    """One table: its name and its rows; their keys are words."""

    name: str
    rows: tuple[tuple[str, Part], ...]


def tables(report: SalesReport, kinds: Mapping[str, str]) -> Iterator[Table]:
    """All that is shown, in the order of the page."""
    whole = QCoreApplication.translate("Sales", "合计")
    yield Table(whole, ((whole, report.total),))
    yield Table(
        QCoreApplication.translate("Sales", "时间"),
        tuple((series_word(report.span, part.key), part) for part in report.series),
    )
    for by in GROUPED:
        if report.by[by]:
            yield Table(
                group_word(by), tuple((part_word(by, part.key, kinds), part) for part in report.by[by])
            )


def head(report: SalesReport, currency: str) -> list[str]:
    """The columns' names, but for the first: each stretch with its days."""
    words = (
        QCoreApplication.translate("Sales", "金额（{currency}）|单数|件数")
        .format(currency=currency)
        .split("|")
    )
    now, before = legend_words(report)
    return [f"{word} {days}" for days in (now, before) for word in words]


def write_csv(path: Path, report: SalesReport, kinds: Mapping[str, str], currency: str) -> None:
    """UTF-8 with its mark, lines ending in CR LF. OSError when it cannot be written."""
    text = io.StringIO()
    writer = csv.writer(text)
    names = head(report, currency)
    for table in tables(report, kinds):
        writer.writerow([table.name, *names])
        for word, part in table.rows:
            writer.writerow(
                [
                    harmless(word),
                    amount(part.now.amount, currency),
                    part.now.orders,
                    part.now.quantity,
                    amount(part.before.amount, currency),
                    part.before.orders,
                    part.before.quantity,
                ]
            )
        writer.writerow([])
    path.write_bytes(text.getvalue().encode("utf-8-sig", errors="replace"))


def write_xlsx(path: Path, report: SalesReport, kinds: Mapping[str, str], currency: str) -> None:
    """Sums are numbers that can be reckoned with. OSError when it cannot be written."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    unit = 10 ** exponent(currency)
    data = io.BytesIO()
    try:
        # texts stay texts: nothing a customer or an owner typed becomes a formula or a link
        book: Any = xlsxwriter.Workbook(
            data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        bold = book.add_format({"bold": True, "bottom": 1})
        sums = book.add_format({"num_format": "#,##0.00" if exponent(currency) else "#,##0"})
        for table in tables(report, kinds):
            sheet = book.add_worksheet(table.name[:31])
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, 0, 28)
            sheet.set_column(1, 6, 20)
            for column, word in enumerate([table.name, *head(report, currency)]):
                sheet.write_string(0, column, word, bold)
            for row, (word, part) in enumerate(table.rows, 1):
                sheet.write_string(row, 0, word)
                for column, sold in ((1, part.now), (4, part.before)):
                    sheet.write_number(row, column, sold.amount / unit, sums)
                    sheet.write_number(row, column + 1, sold.orders)
                    sheet.write_number(row, column + 2, sold.quantity)
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
    path.write_bytes(data.getvalue())
