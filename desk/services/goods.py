"""What the shop sells, for the page of products: read with what is left of it, and changed by a person.

Stock is kept as what there was when it was last told; what was ordered since is taken off wherever it is asked for.
So a person's "five left" is kept as five and what was ordered since.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from desk.domain.catalogue import Catalogue, Product
from desk.domain.events import Changes
from desk.domain.goods import GoodsRow
from desk.domain.orders import Line
from desk.domain.ports import Clock, Database, Work
from desk.domain.shop import Shop
from desk.domain.stations import Station, share_out
from desk.errors import Refused

#: The channel whose menu numbers the products, and nobody's source: all orders count.
_CHAT, _ALL = "wechat", ""
_SHOP = Changes(shop=True)
T = TypeVar("T")


class Goods:
    """Products of one shop."""

    def __init__(
        self, shop: Shop, database: Database, clock: Clock, changed: Callable[[Changes], None]
    ) -> None:
        self._shop = shop
        self._database = database
        self._clock = clock
        self._changed = changed

    def today(self) -> date:
        """The day in the shop."""
        return self._clock.now().astimezone(self._shop.zone).date()

    async def rows(self) -> Sequence[GoodsRow]:
        """All products in the shop's order."""
        now = self._clock.now().astimezone(self._shop.zone)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)

        def read(work: Work) -> tuple[Catalogue, dict[str, int], dict[str, int]]:
            _version, since = work.numbers.stock()
            catalogue = work.catalogue.load()
            stocked = any(product.stock is not None for product in catalogue.products)
            sold = dict(work.sales.sold(since, not_from=_ALL)) if stocked else {}
            return catalogue, sold, dict(work.sales.sold(midnight, not_from=_ALL))

        catalogue, sold, today = await self._database.read(read)
        rows: list[GoodsRow] = []
        stations = {
            category: stations_of(self._shop.stations, category)
            for category in {product.category for product in catalogue.products}
        }
        number = 0
        for product in catalogue.settled(now.date()).products:
            on_menu = product.offered(_CHAT)
            number += on_menu
            left = None if product.stock is None else max(0, product.stock - sold.get(product.sku, 0))
            rows.append(
                GoodsRow(
                    product,
                    left,
                    today.get(product.sku, 0),
                    number if on_menu else 0,
                    stations[product.category],
                )
            )
        return rows

    async def set_sold_out(self, sku: str, *, sold_out: bool) -> Product:
        """Stop or take up the sale of a product; what it is now. Raises Refused."""

        def change(work: Work) -> Product:
            product = replace(_known(work, sku), sold_out=sold_out)
            work.catalogue.put(product, self._clock.now())
            return product

        return await self._write(change)

    async def save(self, product: Product, *, was: str = "", left: int | None = None) -> Product | None:
        """Keep a product with so many `left` (None: no end) in place of the one of the sku `was`; "" for a new one.

        What there was before, None for a new one. Raises Refused when another has its sku.
        """
        now, today = self._clock.now(), self.today()

        def change(work: Work) -> Product | None:
            catalogue = work.catalogue.load()
            before = catalogue.product(was) if was else None
            if product.sku != was and catalogue.product(product.sku) is not None:
                raise Refused(
                    f"There is another product with the number {product.sku}.", "Choose another one."
                )
            place = None
            if before is not None and product.sku != was:
                place = catalogue.products.index(before)
                work.catalogue.remove(was)
            counted = before is not None and before.stock is not None
            stock = _told(work, product.sku, left) if counted or left is None else left
            work.catalogue.put(replace(product.settled(today), stock=stock), now, place)
            if left is not None and not counted:
                self._count_anew(work, product.sku)
            return before

        return await self._write(change)

    async def put_back(self, product: Product, was: str, place: int | None) -> None:
        """Undo: this product as it was, in place of the one of the sku `was`, or at its old place."""

        def change(work: Work) -> None:
            if was and was != product.sku:
                known = work.catalogue.load()
                at = next((n for n, each in enumerate(known.products) if each.sku == was), None)
                work.catalogue.remove(was)
                work.catalogue.put(product, self._clock.now(), at)
            else:
                work.catalogue.put(product, self._clock.now(), place)

        await self._write(change)

    async def remove(self, sku: str) -> tuple[Product, int]:
        """Sell it no more; what it was, and its place. Raises Refused."""

        def change(work: Work) -> tuple[Product, int]:
            known = _known(work, sku)
            place = work.catalogue.load().products.index(known)
            work.catalogue.remove(sku)
            work.catalogue.arrange([each.sku for each in work.catalogue.load().products])
            return known, place

        return await self._write(change)

    async def exchange(self, sku: str, other: str) -> None:
        """Let two products change places. Raises Refused."""

        def change(work: Work) -> None:
            skus = [product.sku for product in work.catalogue.load().products]
            if sku not in skus or other not in skus:
                raise Refused("This product is not there any more.")
            one, two = skus.index(sku), skus.index(other)
            skus[one], skus[two] = skus[two], skus[one]
            work.catalogue.arrange(skus)

        await self._write(change)

    async def arrange(self, skus: Sequence[str]) -> None:
        """The order of all products; one that came meanwhile stays behind them."""

        def change(work: Work) -> None:
            known = [product.sku for product in work.catalogue.load().products]
            wanted = [sku for sku in skus if sku in set(known)]
            work.catalogue.arrange([*wanted, *(sku for sku in known if sku not in set(wanted))])

        await self._write(change)

    async def catalogue(self) -> Catalogue:
        """All products at today's prices, with what is left of them as their stock: what a file tells."""
        rows = await self.rows()
        return Catalogue(tuple(replace(row.product, stock=row.left) for row in rows))

    async def take_in(self, catalogue: Catalogue, *, whole: bool = False) -> Catalogue:
        """These products in place of those there were; what there was before. Sold out and prices of channels and of
        days to come stay, where the catalogue is not `whole` but that of a file.
        """
        before = await self.catalogue()
        today = self.today()

        def change(work: Work) -> None:
            taken = catalogue if whole else catalogue.carrying(work.catalogue.load(), today)
            work.catalogue.replace(taken, self._clock.now())

        await self._write(change)
        return before

    async def _write(self, change: Callable[[Work], T]) -> T:
        done = await self._database.write(change)
        self._changed(_SHOP)
        return done

    def _count_anew(self, work: Work, sku: str) -> None:
        """From now on what is ordered of a product counts, which nobody counted before; the others' stock is told anew
        with it, since all are counted from one moment on.
        """
        now = self._clock.now()
        _version, since = work.numbers.stock()
        sold = work.sales.sold(since, not_from=_ALL)
        for product in work.catalogue.load().products:
            if product.stock is not None and product.sku != sku and sold.get(product.sku):
                work.catalogue.put(replace(product, stock=max(0, product.stock - sold[product.sku])), now)
        work.numbers.next_stock(now)


def stations_of(stations: tuple[Station, ...], category: str) -> tuple[str, ...]:
    """Which stations print a product of a category, and where one falls to that none has."""
    shares = share_out(stations, (Line("", 1, 0, category=category),))
    return tuple(name for name, lines in shares.items() if lines)


def _known(work: Work, sku: str) -> Product:
    product = work.catalogue.load().product(sku)
    if product is None:
        raise Refused("This product is not there any more.")
    return product


def _told(work: Work, sku: str, left: int | None) -> int | None:
    """What the stock was when it was told last, so that so many are left now."""
    if left is None:
        return None
    _version, since = work.numbers.stock()
    return left + work.sales.sold(since, not_from=_ALL).get(sku, 0)
