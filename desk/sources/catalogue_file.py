"""The catalogue as a CSV file, in and out (design section 6, "The catalogue"), also as spreadsheets save it.

Reads what `csv_file` reads: UTF-8, UTF-16 with a byte order mark, GB18030; commas, semicolons or tabs. A row that
is wrong is refused by row and column, and then nothing is taken: half a menu would sell what is not meant.
"""

import csv
import io

from desk.domain.catalogue import CHANNELS, Catalogue, Choice, OptionGroup, Product
from desk.domain.money import amount
from desk.domain.receipts import MalformedOrder
from desk.sources.csv_cells import CellError, Cells, amounts, priced
from desk.sources.csv_file import RowFault, decode, rows

COLUMNS = (
    "sku", "name", "category", "price", "options", "stock", "daily_limit", "channels", "description", "picture",
)  # fmt: skip
REQUIRED = ("sku", "name", "price")
#: Bounds: products in a catalogue, options of a product, choices of an option, pieces in stock.
MAX_PRODUCTS = 5000
MAX_OPTIONS = 12
MAX_CHOICES = 40
MAX_STOCK = 1_000_000
_CHANNEL_WORDS = {"微信": "wechat", "柜台": "counter", "网页": "web", "網頁": "web"}


def read_catalogue(raw: bytes, currency: str = "CNY") -> tuple[Catalogue, list[RowFault]]:
    """The catalogue in a file and what is wrong with it. Raises MalformedOrder when it is no such file at all."""
    records = rows(decode(raw))
    no_header: tuple[int, list[str]] = (1, [])
    _, header = next(records, no_header)
    columns = [name.strip().lower().replace(" ", "_") for name in header]
    missing = next((name for name in REQUIRED if name not in columns), None)
    if missing:
        raise MalformedOrder(
            f"The first row of the file lacks the column {missing}.",
            f"It must name the columns: {','.join(COLUMNS)}.",
        )
    products: dict[str, Product] = {}
    faults: list[RowFault] = []
    for number, values in records:
        if not any(value.strip() for value in values):
            continue
        cells = Cells(number, dict(zip(columns, values, strict=False)))
        try:
            product = _product(cells, currency)
            if product.sku in products:
                raise cells.fault("sku", "stands there twice.")
            if len(products) >= MAX_PRODUCTS:
                raise cells.fault("sku", f"is beyond the {MAX_PRODUCTS} products a catalogue may have.")
            products[product.sku] = product
        except CellError as error:
            faults.append(RowFault(error.row, error.column, error.what))
    return Catalogue(tuple(products.values())), faults


def write_catalogue(catalogue: Catalogue, currency: str = "CNY") -> bytes:
    """The file `read_catalogue` reads, as UTF-8 with a byte order mark, so that a spreadsheet shows Chinese."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for product in catalogue.products:
        writer.writerow((
            product.sku,
            product.name,
            product.category,
            amount(product.price, currency),
            ";".join(_group_text(group, currency) for group in product.options),
            "" if product.stock is None else product.stock,
            "" if product.daily_limit is None else product.daily_limit,
            "|".join(channel for channel in CHANNELS if channel in product.channels),
            product.description,
            product.picture,
        ))  # fmt: skip
    return text.getvalue().encode("utf-8-sig", "replace")


def _product(cells: Cells, currency: str) -> Product:
    price = amounts(cells, "price", currency)
    if price is None:
        raise cells.fault("price", "is missing.")
    if price < 0:
        raise cells.fault("price", "may not be negative.")
    name = cells["name"]
    if not name:
        raise cells.fault("name", "is missing.")
    return Product(
        sku=cells.identifier("sku"),
        name=name,
        price=price,
        category=cells["category"],
        options=_options(cells, currency),
        stock=_count(cells, "stock"),
        daily_limit=_count(cells, "daily_limit"),
        channels=_channels(cells),
        description=cells["description"],
        picture=cells["picture"],
    )


def _count(cells: Cells, column: str) -> int | None:
    value = cells.number(column)
    if value is None:
        return None
    if value != value.to_integral_value() or not 0 <= value <= MAX_STOCK:
        raise cells.fault(column, f"must be a whole number from 0 to {MAX_STOCK}, or empty for no limit.")
    return int(value)


def _channels(cells: Cells) -> frozenset[str]:
    words = [word.strip().lower() for word in cells["channels"].replace("｜", "|").split("|") if word.strip()]
    names = [_CHANNEL_WORDS.get(word, word) for word in words]
    if any(name not in CHANNELS for name in names):
        raise cells.fault("channels", f"must be some of {'|'.join(CHANNELS)}, or empty for all.")
    return frozenset(names)


def _options(cells: Cells, currency: str) -> tuple[OptionGroup, ...]:
    groups: list[OptionGroup] = []
    for part in cells["options"].replace("；", ";").split(";"):
        if not part.strip():
            continue
        name, colon, listed = part.replace("：", ":", 1).partition(":")
        choices = tuple(
            Choice(*priced(cells, "options", choice.strip(), currency))
            for choice in listed.replace("｜", "|").split("|")
            if choice.strip()
        )
        if not colon or not name.strip() or not choices:
            raise cells.fault("options", "must read 甜度:正常|少糖;蜡烛:不要|要+2.00.")
        if len({choice.value for choice in choices}) < len(choices):
            raise cells.fault("options", "offers one choice twice.")
        if len(choices) > MAX_CHOICES:
            raise cells.fault("options", f"has more than {MAX_CHOICES} choices for one option.")
        groups.append(OptionGroup(name.strip(), choices))
    if len(groups) > MAX_OPTIONS or len({group.name for group in groups}) < len(groups):
        raise cells.fault("options", f"must have different names and be at most {MAX_OPTIONS}.")
    return tuple(groups)


def _group_text(group: OptionGroup, currency: str) -> str:
    def choice_text(choice: Choice) -> str:
        if not choice.price:
            return choice.value
        sign = "+" if choice.price > 0 else "-"
        return f"{choice.value}{sign}{amount(abs(choice.price), currency)}"

    return f"{group.name}:{'|'.join(choice_text(choice) for choice in group.choices)}"
