"""What the page of products shows, apart from how it looks; and what it asks of the desk."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal

from desk.domain.catalogue import Product
from desk.domain.goods import GoodsRow, grouped


class GoodsEntry(NamedTuple):
    """A product as it was filled in. `was` is the number it had before, "" for a new one; `left` how many there are
    now, None without an end; `file` a picture that is to be taken over, "" to leave it as it is.
    """

    product: Product
    was: str
    left: int | None
    file: str = ""


class GoodsBackend(Protocol):
    """The desk behind the page. Every call returns at once; results come as new values of GoodsShown."""

    def refresh(self) -> None:
        """Read everything that is shown anew."""
        ...

    def set_sold_out(self, sku: str, *, sold_out: bool) -> None:
        """Stop or take up the sale of a product."""
        ...

    def save(self, entry: GoodsEntry) -> None:
        """Keep a product; `GoodsShown.saved` tells when it is kept."""
        ...

    def remove(self, sku: str) -> None:
        """Sell it no more."""
        ...

    def exchange(self, sku: str, other: str) -> None:
        """Let two products change places."""
        ...

    def arrange(self, skus: Sequence[str]) -> None:
        """The order of all products from now on."""
        ...

    def import_file(self, path: str) -> None:
        """Take the products of a CSV file in place of those there are."""
        ...

    def export_file(self, path: str) -> None:
        """Write all products to a CSV file."""
        ...


class GoodsShown(QObject):
    """Values of the page on screen. They outlive a change of theme, zoom or language.

    Signals:
        listed(): other products, or another search. chosen_changed(): another one is opened. pictures_changed(): a
        picture came. saved(str): the product of that number is kept.
    """

    listed = Signal()
    chosen_changed = Signal()
    pictures_changed = Signal()
    saved = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[GoodsRow] = ()
        #: Whether the products were ever read.
        self.known = False
        self.today = date(1970, 1, 1)
        self.text = ""
        self.only_gone = False
        #: The sku that is opened, "" for none; `adding` a new one instead.
        self.chosen = ""
        self.adding = False
        #: Small pictures as PNG by their name in the catalogue.
        self.pictures: dict[str, bytes] = {}
        #: How many pages show it now; what nobody looks at is not read anew.
        self.watched = 0

    def row(self, sku: str) -> GoodsRow | None:
        """The product of that number."""
        return next((row for row in self.rows if row.product.sku == sku), None)

    @property
    def categories(self) -> list[str]:
        """All categories, in the shop's order."""
        return list(dict.fromkeys(row.product.category for row in self.rows if row.product.category))

    def found(self) -> list[tuple[str, list[GoodsRow]]]:
        """What the search leaves, by category."""
        words = self.text.casefold().split()
        rows = [row for row in self.rows if row.gone or not self.only_gone]
        return grouped([row for row in rows if all(word in _searched(row) for word in words)])

    def neighbours(self, sku: str) -> tuple[str, str]:
        """The products before and after one within its category, "" for none."""
        row = self.row(sku)
        if row is None:
            return "", ""
        same = [each.product.sku for each in self.rows if each.product.category == row.product.category]
        at = same.index(sku)
        return same[at - 1] if at else "", same[at + 1] if at + 1 < len(same) else ""

    def beyond(self, category: str, by: int) -> Sequence[str] | None:
        """The order of all products when a category changes places with the one before (-1) or after it (1); None when
        there is none, or while not all are listed.
        """
        if self.text.strip() or self.only_gone:
            return None
        groups = grouped(self.rows)
        names = [name for name, _ in groups]
        at = names.index(category) if category in names else -1
        if at < 0 or not 0 <= at + by < len(groups):
            return None
        groups[at], groups[at + by] = groups[at + by], groups[at]
        return [row.product.sku for _, rows in groups for row in rows]

    def set_rows(self, rows: Sequence[GoodsRow], today: date) -> None:
        """All products as they are now."""
        if self.known and (rows, today) == (self.rows, self.today):
            return
        self.rows, self.today, self.known = rows, today, True
        if self.chosen and self.row(self.chosen) is None:
            self.chosen = ""
            self.chosen_changed.emit()
        self.listed.emit()

    def search(self, text: str, *, only_gone: bool) -> None:
        """What is to be listed from now on."""
        if (text, only_gone) != (self.text, self.only_gone):
            self.text, self.only_gone = text, only_gone
            self.listed.emit()

    def choose(self, sku: str, *, adding: bool = False) -> None:
        """Open a product, a new one, or none."""
        if (sku, adding) != (self.chosen, self.adding):
            self.chosen, self.adding = sku, adding
            self.chosen_changed.emit()

    def set_picture(self, name: str, png: bytes) -> None:
        """A picture, b"" when it cannot be read."""
        if self.pictures.get(name) != png:
            self.pictures[name] = png
            self.pictures_changed.emit()


def _searched(row: GoodsRow) -> str:
    product = row.product
    return f"{product.name} {product.sku} {product.category} {product.description}".casefold()
