"""Slips that are no order's: the day's end, what is still to make, the delivery run, and the count of tickets.

Composed from what the store has now and printed through the spool like every ticket, on the counter's printer; the
same rows are what the window shows before.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from desk.domain.closing import Off, Open, StationDay, Stop, ToMake
from desk.domain.money import price
from desk.domain.ports import Clock, Database, NewJob, Work
from desk.domain.print_jobs import PrintJob
from desk.domain.shop import Shop
from desk.domain.statistics import CustomerRow, Dimension, Period, SalesSum
from desk.domain.tickets import RowStyle, Ticket, TicketKind
from desk.errors import NotFound
from desk.services.slip_words import slip_words
from desk.spool import Spool
from desk.spool.words import day_and_time, words

#: Products that the day's end names; the rest stand together.
PRODUCTS = 30
Rows = tuple[tuple[str, str], ...]
#: What stands before a count.
_TIMES = "× "
_RULE = (str(RowStyle.RULE), "")


class SlipKind(StrEnum):
    """Which slip."""

    DAY_END = "day-end"
    RECONCILE = "reconcile"
    TO_MAKE = "to-make"
    TO_MAKE_CHANGES = "to-make-changes"
    RUN = "run"


class Slip(NamedTuple):
    """A slip as it would be printed now; rows as desk.domain.tickets.Ticket.text."""

    kind: SlipKind
    title: str
    rows: Rows


class Slips:
    """Composes and prints them."""

    def __init__(self, shop: Shop, database: Database, clock: Clock, spool: Spool) -> None:
        self._shop = shop
        self._database = database
        self._clock = clock
        self._spool = spool

    async def compose(self, kind: SlipKind) -> Slip:
        """The slip with what is true now."""
        return await self._database.read(lambda work: self._compose(work, kind))

    async def print(self, kind: SlipKind) -> PrintJob:
        """Queue it, composed in the same transaction. Raises NotFound while the shop has no printer."""
        station, printer = self._where()

        def add(work: Work) -> PrintJob:
            slip = self._compose(work, kind)
            ticket = Ticket(
                kind=TicketKind.RECONCILE if kind is SlipKind.RECONCILE else TicketKind.SUMMARY,
                layout="counter",
                station=station,
                shop=self._shop.name,
                timezone=self._shop.timezone,
                language=self._shop.language,
                number=slip.title,
                text=slip.rows,
            )
            return work.jobs.add(NewJob(None, "", 1, printer, ticket, self._clock.now()))

        job = await self._database.write(add)
        self._spool.poke(printer)
        return job

    async def print_customers(self, title: str, rows: Sequence[CustomerRow]) -> PrintJob:
        """Queue a list of customers: place, name, end of the phone number, orders and what they came to."""
        made = _Composer(self._shop, self._clock.now()).customers(rows)
        station, printer = self._where()
        job = await self._database.write(
            lambda work: work.jobs.add(
                NewJob(None, "", 1, printer, self._ticket(station, title, made), self._clock.now())
            )
        )
        self._spool.poke(printer)
        return job

    async def print_untaken(self, numbers: Sequence[str]) -> PrintJob:
        """Queue a ticket that says, large and with the buzzer where there is one, which orders nobody took."""
        table = slip_words(self._shop.language)
        rows = (
            (str(RowStyle.BUZZER), ""),
            *((f"{RowStyle.ITEM}{number}", table["untaken"]) for number in numbers),
            (f"{RowStyle.PLAIN}{table['take']}", ""),
        )
        station, printer = self._where()
        ticket = self._ticket(station, table["untaken"], rows)
        job = await self._database.write(
            lambda work: work.jobs.add(NewJob(None, "", 1, printer, ticket, self._clock.now()))
        )
        self._spool.poke(printer)
        return job

    def _ticket(self, station: str, title: str, rows: Rows) -> Ticket:
        return Ticket(
            kind=TicketKind.SUMMARY,
            layout="counter",
            station=station,
            shop=self._shop.name,
            timezone=self._shop.timezone,
            language=self._shop.language,
            number=title,
            text=rows,
        )

    def _where(self) -> tuple[str, str]:
        """The counter's station, or the first, and its printer."""
        stations = sorted(self._shop.stations, key=lambda station: station.layout != "counter")
        for station in stations:
            if station.printers:
                return station.name, station.printers[0]
        raise NotFound("There is no printer to print the slip on.")

    def _compose(self, work: Work, kind: SlipKind) -> Slip:
        shop, now = self._shop, self._clock.now()
        local = now.astimezone(shop.zone)
        start = datetime.combine(local.date(), time(), shop.zone)
        end = start + timedelta(days=1)
        table = slip_words(shop.language)
        made = _Composer(shop, now)
        day = f"{local.month}-{local.day:02d}"
        closing = work.closing
        match kind:
            case SlipKind.DAY_END:
                period = Period(local.date(), local.date())
                sums = {by: work.statistics.sales(period, by) for by in Dimension}
                rows = made.day_end(sums, closing.off(start, end), closing.open())
                rows += made.reconcile(closing.stations(start, end))
            case SlipKind.RECONCILE:
                rows = made.reconcile(closing.stations(start, end))
            case SlipKind.TO_MAKE:
                rows = made.to_make(closing.to_make(end))
            case SlipKind.TO_MAKE_CHANGES:
                title = table[SlipKind.TO_MAKE.value].format(day=day)
                rows = made.to_make_changes(_last(work, title), closing.to_make(end))
            case SlipKind.RUN:
                rows = made.run(closing.stops(end))
        printed = f"{RowStyle.PLAIN}{table['printed'].format(at=f'{local:%Y-%m-%d %H:%M}')}"
        return Slip(kind, table[kind.value].format(day=day), ((printed, ""), *rows))


def _last(work: Work, title: str) -> Ticket | None:
    """The last slip of that title that was printed."""
    for job in work.closing.slips():
        ticket = work.jobs.ticket(job)
        if ticket.number == title:
            return ticket
    return None


def _totals(lines: Sequence[ToMake]) -> dict[str, int]:
    """How many of each product."""
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.name] = sums.get(line.name, 0) + line.quantity
    return sums


class _Composer:
    """Rows in the shop's words."""

    def __init__(self, shop: Shop, now: datetime) -> None:
        self._shop = shop
        self._now = now
        self._table = slip_words(shop.language)
        self._words = words(shop.language)

    def day_end(self, sums: dict[Dimension, list[SalesSum]], off: Off, still: Open) -> Rows:
        """What the day came to."""
        table, day = self._table, sums[Dimension.DAY]
        orders, amount = sum(each.orders for each in day), sum(each.amount for each in day)
        rows = [
            (f"{RowStyle.HEADING}{table['sales']}", self._money(amount)),
            self._row(table["orders"], table["n_orders"].format(n=orders)),
        ]
        if orders:
            rows.append(self._row(table["average"], self._money(round(amount / orders))))
        rows.append(
            self._row(table["off"], table["n_off"].format(n=off.orders, amount=self._money(off.amount)))
        )
        rows.append(self._row(table["open"], table["n_orders"].format(n=still.orders)))
        rows.append(self._row(table["collect"], self._money(still.to_collect)))
        for by, title in (
            (Dimension.PAYMENT, "by_payment"),
            (Dimension.SOURCE, "by_source"),
            (Dimension.FULFILMENT, "by_kind"),
        ):
            rows += [_RULE, (f"{RowStyle.HEADING}{table[title]}", "")]
            rows += [
                self._row(
                    f"{self._name(by, each.key)} {table['n_orders'].format(n=each.orders)}",
                    self._money(each.amount),
                )
                for each in sums[by]
            ] or [self._row(table["nothing"], "")]
        return (*rows, *self._products(sums[Dimension.PRODUCT]))

    def _products(self, sold: Sequence[SalesSum]) -> Rows:
        table = self._table
        rows = [_RULE, (f"{RowStyle.HEADING}{table['by_product']}", "")]
        named, rest = sold[:PRODUCTS], sold[PRODUCTS:]
        rows.extend(self._row(each.key, self._pieces(each.quantity, each.amount)) for each in named)
        if rest:
            count, amount = sum(each.quantity for each in rest), sum(each.amount for each in rest)
            rows.append(self._row(table["rest"], self._pieces(count, amount)))
        return tuple(rows) if sold else (*rows, self._row(table["nothing"], ""))

    def reconcile(self, stations: Sequence[StationDay]) -> Rows:
        """Which tickets each station got, so that paper in hand can be counted against them."""
        table = self._table
        rows: list[tuple[str, str]] = [_RULE]
        for each in stations:
            name = self._words.get(each.station, each.station)
            title = table["station"].format(station=name, first=each.first, last=each.last)
            rows.append((f"{RowStyle.HEADING}{title}", table["tickets"].format(n=each.tickets)))
            if each.unproved:
                rows.append(self._row(table["unproved"].format(n=each.unproved), ""))
        rows.append(self._row(table["check"] if stations else table["nothing"], ""))
        return tuple(rows)

    def to_make(self, lines: Sequence[ToMake]) -> Rows:
        """All that is to be made, together; then by when, with options and notes."""
        table = self._table
        if not lines:
            return (_RULE, self._row(table["nothing"], ""))
        rows: list[tuple[str, str]] = [_RULE]
        rows += [(f"{RowStyle.ITEM}{name}", f"{_TIMES}{count}") for name, count in _totals(lines).items()]
        by_time: dict[str, dict[tuple[str, str], int]] = {}
        for line in lines:
            group = by_time.setdefault(self._when(line.due_at), {})
            key = line.name, line.detail
            group[key] = group.get(key, 0) + line.quantity
        for when, group in by_time.items():
            rows += [_RULE, (f"{RowStyle.HEADING}{when}", "")]
            for (name, detail), count in group.items():
                rows.append(self._row(name, f"× {count}"))
                if detail:
                    rows.append(self._row(f"  {detail}", ""))
        return tuple(rows)

    def to_make_changes(self, before: Ticket | None, lines: Sequence[ToMake]) -> Rows:
        """What is to be made more and less of since the last list of all was printed."""
        table = self._table
        if before is None:
            return (_RULE, self._row(table["no_list"], ""))
        held = {
            left[1:]: int(right.removeprefix(_TIMES))
            for left, right in before.text
            if left.startswith(RowStyle.ITEM)
        }
        now = _totals(lines)
        rows = [_RULE, self._row(table["since"], before.text[0][0][1:])]
        changed = [name for name in {**held, **now} if held.get(name, 0) != now.get(name, 0)]
        for name in changed:
            was, will = held.get(name, 0), now.get(name, 0)
            rows.append((f"{RowStyle.ITEM}{name}", f"{will - was:+d}"))
            rows.append(self._row(f"  {was} → {will}", ""))
        if not changed:
            rows.append(self._row(table["no_change"], ""))
        return tuple(rows)

    def run(self, stops: Sequence[Stop]) -> Rows:
        """Where to go, in order of time, with what is to be collected at each door."""
        table = self._table
        rows: list[tuple[str, str]] = []
        for stop in stops:
            money = self._words["due"].format(amount=self._money(stop.balance))
            rows += [
                _RULE,
                (
                    f"{RowStyle.HEADING}{stop.number} {self._when(stop.due_at)}",
                    table["items"].format(n=stop.items),
                ),
                self._row(f"{stop.name or table['unknown']} {stop.phone}".strip(), ""),
                (f"{RowStyle.HEADING}{stop.address or table['unknown']}", ""),
            ]
            if stop.note:
                rows.append(self._row(stop.note, ""))
            rows.append((f"{RowStyle.HEADING}{money if stop.balance else table['paid']}", ""))
        rows += [
            _RULE,
            self._row(table["total"], table["stops"].format(n=len(stops))),
            (f"{RowStyle.HEADING}{table['to_collect']}", self._money(sum(stop.balance for stop in stops))),
        ]
        return tuple(rows)

    def customers(self, rows: Sequence[CustomerRow]) -> Rows:
        """One after the other, the phone number by its end alone."""
        table = self._table
        local = self._now.astimezone(self._shop.zone)
        made: list[tuple[str, str]] = [
            self._row(table["printed"].format(at=f"{local:%Y-%m-%d %H:%M}"), ""),
            _RULE,
        ]
        for place, row in enumerate(rows, 1):
            tail = f"…{row.phone[-4:]}" if row.phone else ""
            name = " ".join(filter(None, (f"{place}.", row.name or table["unknown"], tail)))
            made.append((f"{RowStyle.HEADING}{name}", ""))
            made.append(self._row(f"   {table['n_orders'].format(n=row.orders)}", self._money(row.amount)))
        return (*made, _RULE, self._row(table["total"], str(len(rows))))

    def _when(self, at: datetime | None) -> str:
        return (
            self._table["soon"] if at is None else day_and_time(at, self._now, self._shop.zone, self._words)
        )

    def _name(self, by: Dimension, key: str) -> str:
        if by is Dimension.SOURCE:
            rule = self._shop.source(key)
            return self._words.get(f"source.{rule.kind}", key)
        return self._words.get(key, key)

    def _pieces(self, count: int, amount: int) -> str:
        return self._table["pieces"].format(n=count, amount=self._money(amount))

    def _money(self, amount: int) -> str:
        return price(amount, self._shop.currency)

    @staticmethod
    def _row(left: str, right: str) -> tuple[str, str]:
        return f"{RowStyle.PLAIN}{left}", right
