"""Customers for their page: lists, one of them, what they ordered."""

from collections.abc import Sequence
from datetime import date

from desk.domain.people import CustomerCard, PastOrder
from desk.domain.ports import Clock, Database, Work
from desk.domain.shop import Shop
from desk.domain.statistics import CustomerRow, Group

#: Customers and orders read at once.
PAGE, ORDERS = 50, 20


class People:
    """Reads what the shop remembers of its customers."""

    def __init__(self, shop: Shop, database: Database, clock: Clock) -> None:
        self._shop = shop
        self._database = database
        self._clock = clock

    def today(self) -> date:
        """The day in the shop."""
        return self._clock.now().astimezone(self._shop.zone).date()

    async def sizes(self) -> dict[Group, int]:
        """How many customers each group has."""
        today = self.today()
        return await self._database.read(lambda work: work.statistics.group_sizes(today))

    async def page(self, group: Group, text: str, after: int, limit: int = PAGE) -> Sequence[CustomerRow]:
        """The next customers of a group, or, with a text, those it finds; `after` so many."""
        today = self.today()
        if text.strip():
            return await self._database.read(lambda work: work.people.search(text, limit=limit, after=after))
        return await self._database.read(
            lambda work: work.statistics.customers(group, today, limit=limit, after=after)
        )

    async def card(self, customer: int) -> tuple[CustomerCard, Sequence[PastOrder]] | None:
        """One customer with the newest orders; None when nothing of theirs counts."""

        def read(work: Work) -> tuple[CustomerCard, Sequence[PastOrder]] | None:
            card = work.people.card(customer, self._shop.zone)
            return None if card is None else (card, work.people.history(customer, limit=ORDERS))

        return await self._database.read(read)

    async def older(self, customer: int, after: int) -> Sequence[PastOrder]:
        """The orders before the newest `after` ones."""
        return await self._database.read(
            lambda work: work.people.history(customer, limit=ORDERS, after=after)
        )
