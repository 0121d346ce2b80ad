"""What stands against an order that a clerk types in: the rules that hold in the chat, with all that was ordered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk.domain.catalogue import Catalogue
from desk.domain.order_check import Objection, Piece, Plan, objections
from desk.domain.orders import FulfilmentKind, OrderDraft
from desk.domain.ports import Clock, Database
from desk.domain.sales import Elsewhere
from desk.domain.shop import Shop
from desk.domain.trading import Load, Trading
from desk.services.stock import Stock

#: Nobody's orders are left out of the sums: no source has an empty name.
_ALL = ""


class EntryCheck:
    """Looks at one typed order at a time; it is for the clerk to decide what comes of it."""

    def __init__(self, shop: Shop, database: Database, clock: Clock, stock: Stock) -> None:
        self._zone = shop.zone
        self._database = database
        self._clock = clock
        self._stock = stock

    async def objections(self, draft: OrderDraft, trading: Trading) -> Sequence[Objection]:
        """All that stands against taking this new order now, what weighs most first."""
        catalogue = await self._database.read(lambda work: work.catalogue.load())
        ordered = await self._stock.elsewhere(_ALL)
        to = draft.fulfilment
        plan = Plan(
            pieces=_pieces(draft, catalogue, ordered),
            load=_load(draft),
            delivery=to.kind is FulfilmentKind.DELIVERY,
            address=to.address,
            goods=draft.computed_total - draft.delivery_fee,
            due=to.due_at,
        )
        taken: dict[datetime, Load] = {}
        for at, load in ordered.taken.items():
            start = trading.slot_at(at, self._zone) or at
            taken[start] = taken.get(start, Load()) + load
        # a clerk is asked at the moment of ordering: nobody took their time over a summary
        return objections(plan, trading, taken, self._clock.now(), self._zone, timedelta(0))


def _pieces(draft: OrderDraft, catalogue: Catalogue, ordered: Elsewhere) -> tuple[Piece, ...]:
    """What the catalogue knows of the order; what it does not know has no limit."""
    wanted: dict[str, int] = {}
    for line in draft.lines:
        wanted[line.sku] = wanted.get(line.sku, 0) + line.quantity
    pieces: list[Piece] = []
    for sku, quantity in wanted.items():
        product = catalogue.product(sku)
        if product is None:
            continue
        limits: list[int] = [0] if product.sold_out else []
        if product.stock is not None:
            limits.append(product.stock - ordered.sold.get(sku, 0))
        if product.daily_limit is not None:
            limits.append(product.daily_limit - ordered.today.get(sku, 0))
        pieces.append(Piece(product.name, quantity, max(0, min(limits)) if limits else None))
    return tuple(pieces)


def _load(draft: OrderDraft) -> Load:
    kinds: dict[str, int] = {}
    for line in draft.lines:
        kinds[line.category] = kinds.get(line.category, 0) + line.quantity
    return Load(1, sum(kinds.values()), kinds)
