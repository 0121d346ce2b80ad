"""A ticket without an order, to see that a printer works and what it can do."""

from desk.domain.ports import Clock, Database, NewJob, Work
from desk.domain.print_jobs import PrintJob
from desk.domain.shop import Shop
from desk.domain.tickets import Ticket, TicketKind
from desk.errors import NotFound
from desk.spool import Spool


class TestPage:
    """Puts a test ticket at the end of a printer's queue."""

    __test__ = False  # not a test case, whatever its name suggests to a test runner

    def __init__(self, shop: Shop, database: Database, clock: Clock, spool: Spool) -> None:
        self._shop = shop
        self._database = database
        self._clock = clock
        self._spool = spool

    async def print(self, printer: str) -> PrintJob:
        """Queue it. Raises NotFound for a printer that is not configured."""
        profile = self._spool.profile(printer)
        if profile is None:
            raise NotFound(f"There is no printer {printer}.")
        station = next((s.name for s in self._shop.stations if printer in s.printers), printer)
        ticket = Ticket(
            kind=TicketKind.TEST,
            layout="kitchen",
            station=station,
            shop=self._shop.name,
            timezone=self._shop.timezone,
            language=self._shop.language,
            text=(
                ("printer", printer),
                ("profile", profile.name),
                ("草莓奶油蛋糕 6寸", "× 1"),
                ("ABCDEFG abcdefg 0123456789", "￥168.00"),
                ("emoji", "🎂👨‍👩‍👧❤️"),
            ),
        )

        def add(work: Work) -> PrintJob:
            return work.jobs.add(NewJob(None, "", 1, printer, ticket, self._clock.now()))

        job = await self._database.write(add)
        self._spool.poke(printer)
        return job
