"""The cells of a CSV row as values: what spreadsheets do to numbers, telephone numbers and times is undone
where that is possible without guessing, and refused by name where it is not.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from desk.domain.money import exponent
from desk.domain.orders import Fulfilment, FulfilmentKind, Line, Option, OrderDraft, Payment, PaymentMethod
from desk.domain.receipts import MalformedOrder
from desk.sources.order_document import (
    MAX_AMOUNT,
    MAX_ID,
    MAX_QUANTITY,
    default_kind,
    instant,
    method_of,
    state_of,
)

#: Words people write in a spreadsheet, beside the contract's own.
_KINDS = {"送货": "delivery", "外送": "delivery", "配送": "delivery", "自取": "pickup", "堂食": "dine-in"}
_METHODS = {
    "微信": "wechat",
    "货到付款": "cash-on-delivery",
    "现金": "cash",
    "刷卡": "card",
    "银行卡": "card",
    "转账": "transfer",
    "扫码": "counter-qr",
}
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,6})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_OPTION_PRICE = re.compile(r"(.*?)((?:\+\d{1,9}(?:\.\d{1,2})?)|(?:-\d{1,9}\.\d{2}))", re.DOTALL)
_TIMES = (
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d",
    "%Y-%m-%d %H:%M",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日",
)


class CellError(Exception):
    """A cell that cannot be taken: its row, its column, and a sentence that does not repeat its content."""

    def __init__(self, row: int, column: str, what: str) -> None:
        super().__init__(f"row {row}, {column}: {what}")
        self.row = row
        self.column = column
        self.what = what


class Cells:
    """One row by column name. `rows` says where a value came from when that is another row."""

    def __init__(self, row: int, values: Mapping[str, str], rows: Mapping[str, int] | None = None) -> None:
        self.row = row
        self._values = values
        self._rows = rows or {}

    def __getitem__(self, column: str) -> str:
        """The cell's text without outer blanks and spreadsheet wrapping (`="…"`, a leading apostrophe)."""
        value = self._values.get(column, "").strip().strip("\ufeff\u00a0\u3000")
        if value.startswith('="') and value.endswith('"'):
            return value[2:-1]
        return value[1:] if value.startswith("'") else value

    def fault(self, column: str, what: str) -> CellError:
        """An error at this cell."""
        return CellError(self._rows.get(column, self.row), column, what)

    def number(self, column: str) -> Decimal | None:
        """A decimal number, full-width digits, thousands commas and currency signs taken off."""
        text = unicodedata.normalize("NFKC", self[column]).strip()
        text = text.lstrip("¥$€£").removesuffix("元").strip()
        if not text:
            return None
        if _GROUPED.fullmatch(text):
            text = text.replace(",", "")
        if not _NUMBER.fullmatch(text):
            raise self.fault(column, "must be a number.")
        return Decimal(text)

    def integer(self, column: str, most: int, default: int | None = None) -> int:
        """A whole number (`2` or `2.0`) from 1 to `most`."""
        value = self.number(column)
        if value is None:
            if default is None:
                raise self.fault(column, "is missing.")
            return default
        if value != value.to_integral_value() or not 1 <= value <= most:
            raise self.fault(column, f"must be a whole number from 1 to {most}.")
        return int(value)

    def identifier(self, column: str) -> str:
        """A number or name that must have survived the spreadsheet whole."""
        value = self[column]
        if not value:
            raise self.fault(column, "is missing.")
        if len(value) > MAX_ID:
            raise self.fault(column, f"has more than {MAX_ID} characters.")
        return self._whole(column, value)

    def phone(self, column: str) -> str:
        """A telephone number that must have survived whole; `.0` at its end is taken off."""
        return self._whole(column, self[column]).removesuffix(".0")

    def time(self, column: str, zone: ZoneInfo) -> datetime | None:
        """A time as aware UTC: ISO 8601, `2026/11/22 18:00`, or a spreadsheet's day number."""
        value = unicodedata.normalize("NFKC", self[column]).strip()
        if not value:
            return None
        try:
            moment = _moment(value, zone).astimezone(UTC)
            return instant(moment.isoformat(), column)
        except (ValueError, OverflowError):
            raise self.fault(column, "must be a time such as 2026-11-22 18:00.") from None
        except MalformedOrder as error:
            raise self.fault(column, error.what.removeprefix(column).strip()) from None

    def _whole(self, column: str, value: str) -> str:
        if _SCIENTIFIC.fullmatch(value):
            raise self.fault(
                column, "was shortened by the spreadsheet; format the column as text and type it again."
            )
        return value


def amounts(cells: Cells, column: str, currency: str) -> int | None:
    """An amount in minor units from one in major units; None when empty."""
    value = cells.number(column)
    return None if value is None else _minor(cells, column, value, currency)


def line(cells: Cells, currency: str) -> Line:
    """The order line of a row."""
    name = cells["product"]
    if not name:
        raise cells.fault("product", "is missing.")
    return Line(
        name=name,
        quantity=cells.integer("quantity", MAX_QUANTITY),
        unit_price=amounts(cells, "unit_price", currency) or 0,
        category=cells["category"],
        options=_options(cells, currency),
        note=cells["line_note"],
    )


def fulfilment(cells: Cells, zone: ZoneInfo) -> Fulfilment:
    """Who gets it, where, when."""
    address, word = cells["address"], cells["kind"]
    try:
        kind = FulfilmentKind(_KINDS.get(word, word.lower())) if word else default_kind(address)
    except ValueError:
        raise cells.fault("kind", "must be delivery, pickup or dine-in.") from None
    return Fulfilment(kind, cells.time("due_at", zone), cells["name"], cells.phone("phone"), address)


def payment(cells: Cells, draft: OrderDraft) -> OrderDraft:
    """The draft with how it is paid; an unknown method is `other`."""
    paid = amounts(cells, "paid_amount", draft.currency) or 0
    word = cells["method"]
    method = method_of(_METHODS.get(word, word.lower())) if word else PaymentMethod.OTHER
    return replace(draft, payment=Payment(method, state_of(paid, draft.amount_due), paid))


def priced(cells: Cells, column: str, text: str, currency: str) -> tuple[str, int]:
    """`要+2.00` as the choice and what it adds, in minor units; 0 where no price follows."""
    found = _OPTION_PRICE.fullmatch(text.replace("＋", "+"))
    if not found:
        return text, 0
    return found[1].strip(), _minor(cells, column, Decimal(found[2]), currency)


def _options(cells: Cells, currency: str) -> tuple[Option, ...]:
    """`甜度:少糖;蜡烛:要+2.00`: what follows the last plus sign is the price the choice adds."""
    options: list[Option] = []
    for part in cells["options"].replace("；", ";").split(";"):
        name, _, value = part.replace("：", ":", 1).partition(":")
        value, price = priced(cells, "options", value.strip(), currency)
        if name.strip() or value:
            options.append(Option(name.strip(), value, price))
    return tuple(options)


def _minor(cells: Cells, column: str, value: Decimal, currency: str) -> int:
    minor = value.scaleb(exponent(currency))
    if minor != minor.to_integral_value():
        raise cells.fault(column, f"has more decimals than {currency} has.")
    if abs(minor) > MAX_AMOUNT:
        raise cells.fault(column, "is larger than any amount may be.")
    return int(minor)


def _moment(value: str, zone: ZoneInfo) -> datetime:
    """The time `value` stands for, in `zone` where it names no offset. Raises ValueError."""
    try:
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    except ValueError:
        pass
    for form in _TIMES:
        try:
            return datetime.strptime(value, form).replace(tzinfo=zone)
        except ValueError:
            continue
    if re.fullmatch(r"[2-7]\d{4}(\.\d{1,12})?", value):  # days since the spreadsheets' day zero
        return datetime(1899, 12, 30, tzinfo=zone) + timedelta(seconds=round(float(value) * 86_400))
    raise ValueError("no time")
