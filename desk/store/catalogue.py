"""What the shop sells, as the store keeps it."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, delete, func, select, update

from desk.domain.catalogue import Catalogue as CatalogueValue
from desk.domain.catalogue import PriceFrom, Product
from desk.domain.catalogue_json import options_json, options_of
from desk.store.connection import Connection
from desk.store.numbers import Numbers
from desk.store.statements import Statement, constant, insert_row
from desk.store.tables import PRODUCT_PRICES, PRODUCTS, SOLD_OUT
from desk.store.times import micros

_INSERT = insert_row(PRODUCTS)
_INSERT_PRICE = insert_row(PRODUCT_PRICES)
_INSERT_SOLD_OUT = insert_row(SOLD_OUT)
_DELETE = Statement(delete(PRODUCTS).where(PRODUCTS.c.position >= bindparam("first")))
_DELETE_PRICES = Statement(delete(PRODUCT_PRICES).where(PRODUCT_PRICES.c.price >= bindparam("least")))
_DELETE_SOLD_OUT = Statement(delete(SOLD_OUT).where(SOLD_OUT.c.at >= bindparam("first")))
_ALL = Statement(select(PRODUCTS).order_by(PRODUCTS.c.position))
_PRICES = Statement(
    select(PRODUCT_PRICES).order_by(PRODUCT_PRICES.c.sku, PRODUCT_PRICES.c.day, PRODUCT_PRICES.c.channel)
)
_SOLD_OUT = Statement(select(SOLD_OUT.c.sku))
_AT = Statement(select(PRODUCTS.c.position).where(PRODUCTS.c.sku == bindparam("sku")))
_END = Statement(select(func.coalesce(func.max(PRODUCTS.c.position) + constant("1"), constant("0"))))
_CHANGE = Statement(
    update(PRODUCTS)
    .where(PRODUCTS.c.sku == bindparam("which"))
    .values({column.name: bindparam(column.name) for column in PRODUCTS.c})
)
_PLACE = Statement(
    update(PRODUCTS).where(PRODUCTS.c.sku == bindparam("which")).values(position=bindparam("position"))
)
_REMOVE = tuple(
    Statement(delete(table).where(table.c.sku == bindparam("sku")))
    for table in (PRODUCTS, PRODUCT_PRICES, SOLD_OUT)
)
_MAKE_ROOM = Statement(
    update(PRODUCTS)
    .where(PRODUCTS.c.position >= bindparam("first"))
    .values(position=PRODUCTS.c.position + constant("1"))
)


class Catalogue:
    """The repository of desk.domain.ports.Products."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self) -> CatalogueValue:
        """All products in the shop's order."""
        prices: dict[str, list[PriceFrom]] = {}
        for sku, channel, day, price in self._connection.rows(_PRICES):
            known = PriceFrom(price, channel, date.fromisoformat(day) if day else None)
            prices.setdefault(sku, []).append(known)
        sold_out = {sku for (sku,) in self._connection.rows(_SOLD_OUT)}
        return CatalogueValue(
            tuple(
                Product(
                    sku=sku,
                    name=name,
                    price=price,
                    category=category,
                    options=options_of(json.loads(options)),
                    stock=stock,
                    daily_limit=daily_limit,
                    channels=frozenset(channels.split()),
                    description=description,
                    picture=picture,
                    prices=tuple(prices.get(sku, ())),
                    sold_out=sku in sold_out,
                )
                for (
                    sku, _, name, category, price, options, stock, daily_limit, channels, description, picture,
                ) in self._connection.rows(_ALL)
            )
        )  # fmt: skip

    def replace(self, catalogue: CatalogueValue, at: datetime) -> None:
        """These products from now on, and no others; their stock is what is left at that time."""
        Numbers(self._connection).next_stock(at)
        self._connection.change(_DELETE, {"first": 0})
        self._connection.change(_DELETE_PRICES, {"least": 0})
        self._connection.change(_DELETE_SOLD_OUT, {"first": 0})
        products = catalogue.products
        self._connection.change_many(_INSERT, [_row(product, at) for at, product in enumerate(products)])
        for product in products:
            self._write_rest(product, at)

    def put(self, product: Product, at: datetime, place: int | None = None) -> None:
        """This product in place of the one of its sku; a new one comes at the end, or at a place, from 0."""
        known = self._connection.row(_AT, {"sku": product.sku})
        if known is not None:
            self._connection.change(_CHANGE, {**_row(product, known[0]), "which": product.sku})
        else:
            self._connection.change(_INSERT, _row(product, self._room(place)))
        for statement in _REMOVE[1:]:
            self._connection.change(statement, {"sku": product.sku})
        self._write_rest(product, at)

    def remove(self, sku: str) -> None:
        """Sell it no more."""
        for statement in _REMOVE:
            self._connection.change(statement, {"sku": sku})

    def arrange(self, skus: Sequence[str]) -> None:
        """The order of all products from now on."""
        places = [{"which": sku, "position": place} for place, sku in enumerate(skus)]
        self._connection.change_many(_PLACE, places)

    def _room(self, place: int | None) -> int:
        """The end, or a place that the others make room at."""
        if place is not None:
            self._connection.change(_MAKE_ROOM, {"first": place})
            return place
        end = self._connection.row(_END)
        return end[0] if end is not None else 0

    def _write_rest(self, product: Product, at: datetime) -> None:
        for each in product.prices:
            day = each.day.isoformat() if each.day else ""
            values = {"sku": product.sku, "channel": each.channel, "day": day, "price": each.price}
            self._connection.change(_INSERT_PRICE, values)
        if product.sold_out:
            self._connection.change(_INSERT_SOLD_OUT, {"sku": product.sku, "at": micros(at)})


def _row(product: Product, place: int) -> dict[str, object]:
    return {
        "sku": product.sku,
        "position": place,
        "name": product.name,
        "category": product.category,
        "price": product.price,
        "options": json.dumps(options_json(product.options), ensure_ascii=False),
        "stock": product.stock,
        "daily_limit": product.daily_limit,
        "channels": " ".join(sorted(product.channels)),
        "description": product.description,
        "picture": product.picture,
    }
