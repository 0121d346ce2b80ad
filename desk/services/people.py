"""Customers for their page: lists, one of them, what they ordered, what is written of them, and two who are one."""

from collections.abc import Sequence
from datetime import date

from desk.domain.people import CustomerCard, Merge, PastOrder, Remarks, Span, span_of
from desk.domain.ports import Clock, Database, Work
from desk.domain.shop import Shop
from desk.domain.statistics import CustomerRow, Group

#: Customers and orders read at once.
PAGE, ORDERS = 50, 20
#: The best customers, words kept of one customer, letters of a word and of a note.
BEST, WORDS, WORD, NOTE = 90, 20, 40, 2000


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

    async def write_of(self, customer: int, remarks: Remarks) -> None:
        """Keep what is written of a customer."""
        tidy = Remarks(_tidy(remarks.tags), _tidy(remarks.allergies), remarks.note.strip()[:NOTE])
        await self._database.write(lambda work: work.people.set_remarks(customer, tidy))

    async def merge(self, kept: int, gone: int, by: str) -> int:
        """Make two customers one; the id to undo it by. Raises Refused."""
        now, zone = self._clock.now(), self._shop.zone
        return await self._database.write(lambda work: work.people.merge(kept, gone, by, now, zone))

    async def undo_merge(self, merge: int) -> Merge:
        """Make them two again. Raises Refused."""
        now, zone = self._clock.now(), self._shop.zone
        return await self._database.write(lambda work: work.people.undo_merge(merge, now, zone))

    async def best(self, span: Span, *, by_orders: bool, limit: int = BEST) -> Sequence[CustomerRow]:
        """Who bought most in a span: `orders` and `amount` are those of the span."""
        period = span_of(span, self.today())
        return await self._database.read(
            lambda work: work.statistics.top(period, limit=limit, by_orders=by_orders)
        )

    async def older(self, customer: int, after: int) -> Sequence[PastOrder]:
        """The orders before the newest `after` ones."""
        return await self._database.read(
            lambda work: work.people.history(customer, limit=ORDERS, after=after)
        )


def _tidy(words: Sequence[str]) -> tuple[str, ...]:
    """Each word once, on one line, not too many of them."""
    plain = (" ".join(word.split())[:WORD] for word in words)
    return tuple(dict.fromkeys(filter(None, plain)))[:WORDS]
