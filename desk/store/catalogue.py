"""What the shop sells, as the store keeps it."""

import json
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from desk.domain.catalogue import Catalogue as CatalogueValue
from desk.domain.catalogue import Product
from desk.domain.catalogue_json import options_json, options_of
from desk.store.connection import Connection
from desk.store.numbers import Numbers
from desk.store.statements import Statement, insert_row
from desk.store.tables import PRODUCTS

_INSERT = insert_row(PRODUCTS)
_DELETE = Statement(delete(PRODUCTS).where(PRODUCTS.c.position >= bindparam("first")))
_ALL = Statement(select(PRODUCTS).order_by(PRODUCTS.c.position))


class Catalogue:
    """The repository of desk.domain.ports.Products."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self) -> CatalogueValue:
        """All products in the shop's order."""
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
        self._connection.change_many(
            _INSERT,
            [
                {
                    "sku": product.sku,
                    "position": at,
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
                for at, product in enumerate(catalogue.products)
            ],
        )
