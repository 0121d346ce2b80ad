"""Orders from a CSV file, one row per order line (design section 6), also as spreadsheets save it.

Reads UTF-8, UTF-16 with a byte order mark, and GB18030; commas, semicolons or tabs. A row that is wrong
refuses its whole order, naming row and column; the other orders are taken.
"""

import asyncio
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from desk.domain.order_document import to_bytes
from desk.domain.orders import OrderDraft
from desk.domain.receipts import MalformedOrder, Receipt
from desk.domain.shop import Shop
from desk.sources.base import Receive, SourceHealth
from desk.sources.csv_cells import CellError, Cells, amounts, fulfilment, line, payment
from desk.sources.order_document import MAX_VERSION, parse_order

COLUMNS = (
    "id", "version", "placed_at", "kind", "due_at", "name", "phone", "address", "product", "category",
    "quantity", "unit_price", "options", "line_note", "total", "paid_amount", "method", "order_note",
)  # fmt: skip
#: Columns that describe one line; the others describe the order and may not contradict each other.
LINE_COLUMNS = frozenset({"product", "category", "quantity", "unit_price", "options", "line_note"})
REQUIRED = ("id", "product", "quantity")
#: The largest file that is read, in bytes.
MAX_FILE = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why an order was not taken. `row` as the spreadsheet counts, the header being row 1."""

    row: int
    column: str
    what: str

    def __str__(self) -> str:
        return (
            f"row {self.row}, {self.column}: {self.what}" if self.column else f"row {self.row}: {self.what}"
        )


@dataclass(frozen=True, slots=True)
class CsvOrder:
    """One order of the file, with the rows it stands on and the document it is stored as."""

    draft: OrderDraft
    raw: bytes
    rows: tuple[int, ...]


@dataclass(slots=True)
class CsvReport:
    """What became of a file: how many orders were new or changed, how many were there already, what was
    refused; `receipts` with the first row of each order.
    """

    taken: int = 0
    duplicates: int = 0
    refused: list[RowFault] = field(default_factory=list[RowFault])
    receipts: list[tuple[int, Receipt]] = field(default_factory=list[tuple[int, Receipt]])


def read_orders(
    raw: bytes, source: str, zone: ZoneInfo, currency: str = "CNY"
) -> tuple[list[CsvOrder], list[RowFault]]:
    """The orders of a file in the order they first appear, and what is wrong with the others.

    Times without an offset are in `zone`; prices are in major units of `currency`. Raises
    MalformedOrder when it is no such file at all.
    """
    records = rows(decode(raw))
    no_header: tuple[int, list[str]] = (1, [])
    _, header = next(records, no_header)
    columns = _columns(header)
    groups: dict[tuple[str, str], list[Cells]] = {}
    faults: list[RowFault] = []
    spoilt: set[str] = (
        set()
    )  # orders of which a row cannot be taken: better refused whole than short of a cake
    for number, values in records:
        if not any(value.strip() for value in values):
            continue
        cells = Cells(number, dict(zip(columns, values, strict=False)))
        if any(value.strip() for value in values[len(columns) :]):
            spoilt.add(cells["id"])
            faults.append(
                RowFault(number, "", "has more cells than the header; put texts with commas in quotes.")
            )
            continue
        try:
            key = (cells.identifier("id"), str(cells.integer("version", MAX_VERSION, 1)))
        except CellError as error:
            spoilt.add(cells["id"])
            faults.append(RowFault(number, error.column, error.what))
            continue
        groups.setdefault(key, []).append(cells)
    orders: list[CsvOrder] = []
    for (external_id, _), group in groups.items():
        if external_id in spoilt:
            faults.append(RowFault(group[0].row, "", "belongs to an order with a refused row."))
            continue
        try:
            orders.append(_order(group, source, zone, currency))
        except CellError as error:
            faults.append(RowFault(error.row, error.column, error.what))
        except MalformedOrder as error:
            faults.append(RowFault(group[0].row, "", error.what))
    return orders, sorted(faults, key=lambda fault: fault.row)


async def import_file(path: Path, receive: Receive, shop: Shop, source: str = "csv") -> CsvReport:
    """Hand over the orders of a file; importing it again only gives duplicates.

    Raises OSError when it cannot be read, MalformedOrder when it is no such file.
    """
    raw = await asyncio.to_thread(path.read_bytes)
    importing = CsvSource(source, raw, shop.zone, shop.currency)
    await importing.run(receive)
    return importing.report


class CsvSource:
    """One file as a source that ends when all of it was handed over; `report` then says what became of it."""

    kind = "csv"

    def __init__(self, name: str, raw: bytes, zone: ZoneInfo, currency: str = "CNY") -> None:
        """Reads the file's bytes at once. Raises MalformedOrder when it is no such file."""
        self.name = name
        self.health = SourceHealth()
        self._orders, faults = read_orders(raw, name, zone, currency)
        self.report = CsvReport(refused=faults)
        self._stopped = asyncio.Event()

    async def run(self, receive: Receive) -> None:
        """Hand over order after order, until the end or `stop`."""
        self.health = SourceHealth("running")
        for order in self._orders:
            if self._stopped.is_set():
                break
            receipt = await receive(order.draft, order.raw)
            self.report.receipts.append((order.rows[0], receipt))
            if receipt.duplicate:
                self.report.duplicates += 1
            else:
                self.report.taken += 1
        self.health = SourceHealth()

    async def stop(self) -> None:
        """End after the order at hand."""
        self._stopped.set()


def decode(raw: bytes) -> str:
    """The text of a file. Raises MalformedOrder for one that is too large or in another encoding."""
    if len(raw) > MAX_FILE:
        raise MalformedOrder(f"The file has more than {MAX_FILE // 2**20} MB.", "Import it in parts.")
    encodings = ("utf-16",) if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise MalformedOrder(
        "The file is neither UTF-8 nor GB18030 text.",
        'Save it from the spreadsheet as "CSV UTF-8 (comma delimited)".',
    )


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number as a spreadsheet counts; a record may span several lines of the file."""
    first, _, rest = text.partition("\n")
    number = 0
    if first.strip().lower().startswith("sep="):
        text, first = rest, rest.partition("\n")[0]  # an instruction to the spreadsheet, which hides it
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for values in reader:
            number += 1
            yield number, values
    except csv.Error:
        raise MalformedOrder(
            f"Row {number + 1} of the file cannot be read.", "Save it again as CSV."
        ) from None


def _columns(header: list[str]) -> list[str]:
    names = [name.strip().lower().replace(" ", "_") for name in header]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise MalformedOrder(
            f"The first row of the file lacks the column {missing[0]}.",
            f"It must name the columns: {','.join(COLUMNS)}.",
        )
    doubled = next((name for name in COLUMNS if names.count(name) > 1), None)
    if doubled:
        raise MalformedOrder(f"The first row of the file names the column {doubled} twice.", "Remove one.")
    return names


def _order(group: list[Cells], source: str, zone: ZoneInfo, currency: str) -> CsvOrder:
    head = _head(group)
    total = amounts(head, "total", currency)
    draft = OrderDraft(
        source=source,
        external_id=head.identifier("id"),
        version=head.integer("version", MAX_VERSION, 1),
        placed_at=head.time("placed_at", zone),
        fulfilment=fulfilment(head, zone),
        lines=tuple(line(cells, currency) for cells in group),
        total=total,
        currency=currency,
        note=head["order_note"],
    )
    draft = payment(head, draft)
    raw = to_bytes(draft)
    parsed = parse_order(raw, source, currency)
    return CsvOrder(replace(parsed, total=total), raw, tuple(cells.row for cells in group))


def _head(group: list[Cells]) -> Cells:
    """The order's own columns: from whichever row fills them, refused where two rows disagree."""
    values: dict[str, str] = {}
    rows: dict[str, int] = {}
    for cells in group:
        for name in COLUMNS:
            value = "" if name in LINE_COLUMNS else cells[name]
            if not value:
                continue
            if values.setdefault(name, value) != value:
                raise CellError(cells.row, name, f"differs from row {rows[name]} of the same order.")
            rows.setdefault(name, cells.row)
    return Cells(group[0].row, values, rows)
