"""Customers and sales summed up beside the orders: after any story the sums are those of the orders themselves."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from store_samples import NOON, order, read, write

from desk.domain.orders import (
    CustomerRef,
    Fulfilment,
    FulfilmentKind,
    Line,
    Order,
    OrderDraft,
    OrderState,
    Payment,
    PaymentMethod,
)
from desk.domain.ports import Work
from desk.domain.rhythm import rhythm, standing
from desk.domain.statistics import OFF, Dimension, Group, Period
from desk.store.opening import Store

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 22)
EVER = Period(date(2020, 1, 1), date(2030, 1, 1))
GOODS = (
    Line("蛋挞", 6, 600, "TART", "小点"),
    Line("可颂", 2, 1200, "CR", "小点"),
    Line("蛋糕", 1, 16800, "CAKE", "蛋糕"),
)


@dataclass
class Shop:
    """Orders as they come and change, and the same orders in a plain list."""

    store: Store
    random: Random
    orders: dict[str, Order] = field(default_factory=dict[str, Order])

    def place(self, who: str, at: datetime) -> Order:
        """A new order."""
        number = len(self.orders) + 1
        draft = self.content(f"x{number}", who)

        def insert(work: Work) -> Order:
            customer = work.customers.link(draft.source, draft.customer, draft.fulfilment, at)
            new = replace(
                order(f"o{number:05d}", content=draft), received_at=at, since=at, customer_id=customer
            )
            work.orders.insert(new)
            work.statistics.add(new, ZONE)
            return new

        new = write(self.store, insert)
        self.orders[new.id] = new
        return new

    def content(self, external: str, who: str, version: int = 1) -> OrderDraft:
        """Some goods."""
        pick = self.random
        lines = tuple(
            replace(line, quantity=pick.randint(1, 9)) for line in pick.choices(GOODS, k=pick.randint(1, 4))
        )
        return OrderDraft(
            pick.choice(["web", "wechat"]) if version == 1 else self.orders_by(external).content.source,
            external,
            lines,
            version,
            fulfilment=Fulfilment(pick.choice(list(FulfilmentKind)), name=who, phone=""),
            payment=Payment(pick.choice(list(PaymentMethod))),
            customer=CustomerRef("", who, who),
        )

    def orders_by(self, external: str) -> Order:
        """The order of that id at its source."""
        return next(o for o in self.orders.values() if o.content.external_id == external)

    def change(self, before: Order, after: Order) -> None:
        """A newer version, or another state."""

        def put(work: Work) -> None:
            if after.version > before.version:
                work.orders.put_version(before.id, after.content, NOON)
            if after.state is not before.state:
                work.orders.set_state(before.id, after.state, before.state, NOON)
            work.statistics.replace(before, after, ZONE)

        write(self.store, put)
        self.orders[after.id] = after

    def step(self) -> None:
        """Something happens."""
        before = self.random.choice(list(self.orders.values()))
        if self.random.random() < 0.5:
            version = before.version + 1
            content = self.content(before.content.external_id, before.content.customer.phone, version)
            self.change(before, replace(before, content=content))
        else:
            states = [OrderState.PLACED, OrderState.CANCELLED, OrderState.COMPLETED, OrderState.DECLINED]
            self.change(before, replace(before, state=self.random.choice(states)))

    @property
    def counted(self) -> list[Order]:
        """The orders that count."""
        return [o for o in self.orders.values() if o.state not in OFF]


def local(each: Order) -> datetime:
    return each.received_at.astimezone(ZONE)


def story(store: Store, seed: int, orders: int = 60, steps: int = 40) -> Shop:
    shop = Shop(store, Random(seed))
    at = NOON - timedelta(days=200)
    for _ in range(orders):
        at += timedelta(hours=shop.random.randint(0, 90))
        shop.place(f"138{shop.random.randint(1, 9):08d}", at)
    for _ in range(steps):
        shop.step()
    return shop


@pytest.mark.parametrize("seed", range(4))
def test_sales_are_the_orders_grouped(store: Store, seed: int) -> None:
    shop = story(store, seed)
    keys = {
        Dimension.DAY: lambda o: local(o).date().isoformat(),
        Dimension.HOUR: lambda o: str(local(o).hour),
        Dimension.SOURCE: lambda o: o.content.source,
        Dimension.FULFILMENT: lambda o: o.content.fulfilment.kind.value,
        Dimension.PAYMENT: lambda o: o.content.payment.method.value,
    }
    for by, key in keys.items():
        wanted: dict[str, tuple[int, int]] = {}
        for each in shop.counted:
            orders, amount = wanted.get(key(each), (0, 0))
            wanted[key(each)] = orders + 1, amount + each.content.amount_due
        found = read(store, lambda w, by=by: w.statistics.sales(EVER, by))
        assert {sum_.key: (sum_.orders, sum_.amount) for sum_ in found} == wanted, by


@pytest.mark.parametrize("seed", range(4))
def test_products_are_the_lines_grouped(store: Store, seed: int) -> None:
    shop = story(store, seed)
    wanted: dict[str, tuple[int, int]] = {}
    for each in shop.counted:
        for line in each.content.lines:
            quantity, amount = wanted.get(line.name, (0, 0))
            wanted[line.name] = quantity + line.quantity, amount + line.amount
    found = read(store, lambda w: w.statistics.sales(EVER, Dimension.PRODUCT))
    assert {sum_.key: (sum_.quantity, sum_.amount) for sum_ in found} == wanted
    assert [sum_.amount for sum_ in found] == sorted((sum_.amount for sum_ in found), reverse=True)


@pytest.mark.parametrize("seed", range(4))
def test_customers_are_their_orders_summed_up(store: Store, seed: int) -> None:
    shop = story(store, seed)
    theirs: dict[int, list[Order]] = defaultdict(list)
    for each in shop.counted:
        assert each.customer_id is not None
        theirs[each.customer_id].append(each)
    found = read(store, lambda w: w.statistics.customers(Group.ALL, TODAY, limit=100))
    assert {row.id for row in found} == set(theirs)
    for row in found:
        orders = theirs[row.id]
        days = [local(each).date() for each in orders]
        usual = rhythm(days)
        assert (row.orders, row.amount) == (len(orders), sum(o.content.amount_due for o in orders))
        assert (row.first_day, row.last_day) == (min(days), max(days))
        assert row.interval == (usual.days if usual else 0)
        assert row.next_day == (usual.next_after(max(days)) if usual else None)
        bought = read(store, lambda w, row=row: w.statistics.favourites(row.id, 10))
        names = [{line.name for line in each.content.lines} for each in orders]
        assert {(b.name, b.orders) for b in bought} == {
            (name, sum(name in each for each in names)) for name in set[str]().union(*names)
        }
        for each in bought:
            with_it = [o for o in orders if any(line.name == each.name for line in o.content.lines)]
            pieces = sum(l.quantity for o in with_it for l in o.content.lines if l.name == each.name)  # noqa: E741
            assert (each.quantity, each.last_day) == (pieces, max(local(o).date() for o in with_it))
        assert row.favourite == bought[0].name


@pytest.mark.parametrize("today", [TODAY, TODAY + timedelta(days=40), TODAY + timedelta(days=400)])
def test_groups_hold_who_stands_there(store: Store, today: date) -> None:
    story(store, 7)
    everybody = read(store, lambda w: w.statistics.customers(Group.ALL, today, limit=100))
    sizes = read(store, lambda w: w.statistics.group_sizes(today))
    assert sizes[Group.ALL] == len(everybody)
    for group in (Group.DUE, Group.SLIPPING, Group.GONE, Group.NEW):
        rows = read(store, lambda w, group=group: w.statistics.customers(group, today, limit=100))
        assert sizes[group] == len(rows)
        assert len(set(rows)) == len(rows)
    slipping = read(store, lambda w: w.statistics.customers(Group.SLIPPING, today, limit=100))
    gone = read(store, lambda w: w.statistics.customers(Group.GONE, today, limit=100))
    assert not set(slipping) & set(gone)


def test_the_best_of_a_period_are_those_of_its_months(store: Store) -> None:
    shop = story(store, 3, orders=120)
    period = Period(date(2026, 8, 1), date(2026, 10, 31))
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for each in shop.counted:
        if period.first <= local(each).date() <= period.last and each.customer_id:
            sums[each.customer_id][0] += 1
            sums[each.customer_id][1] += each.content.amount_due
    rows = read(store, lambda w: w.statistics.top(period, limit=5))
    wanted = sorted(sums, key=lambda c: (-sums[c][1], -sums[c][0], c))[:5]
    assert [(row.id, row.orders, row.amount) for row in rows] == [(c, *sums[c]) for c in wanted]
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    best = read(store, lambda w: w.statistics.top(year, limit=100))
    whole = read(store, lambda w: w.statistics.customers(Group.VIP, TODAY, limit=100))
    assert {(row.id, row.amount) for row in best} == {(row.id, row.amount) for row in whole}
    assert [row.amount for row in whole] == sorted((row.amount for row in whole), reverse=True)
    often = read(store, lambda w: w.statistics.top(period, limit=5, by_orders=True))
    assert [row.id for row in often] == sorted(sums, key=lambda c: (-sums[c][0], -sums[c][1], c))[:5]


def test_who_came_back_by_the_month_of_the_first_order(store: Store) -> None:
    shop = story(store, 5)
    first: dict[int, date] = {}
    count: dict[int, int] = defaultdict(int)
    for each in shop.counted:
        assert each.customer_id is not None
        count[each.customer_id] += 1
        day = local(each).date()
        first[each.customer_id] = min(day, first.get(each.customer_id, day))
    found = read(store, lambda w: w.statistics.cohorts(24))
    for cohort in found:
        members = [c for c, day in first.items() if day.isoformat()[:7] == cohort.month]
        assert (cohort.customers, cohort.came_back) == (len(members), sum(count[c] > 1 for c in members))
    assert sum(cohort.customers for cohort in found) == len(first)


def test_whom_to_tell_when_a_product_is_back(store: Store) -> None:
    shop = story(store, 6)
    times: dict[int, int] = defaultdict(int)
    for each in shop.counted:
        if any(line.name == "蛋糕" for line in each.content.lines):
            times[each.customer_id or 0] += 1
    found = read(store, lambda w: w.statistics.buyers("蛋糕", 100))
    assert [row.id for row in found] == sorted(times, key=lambda c: (-times[c], c))
    repeats = {each.name: each for each in read(store, lambda w: w.statistics.repeats(10))}
    assert repeats["蛋糕"].customers == len(times)
    assert repeats["蛋糕"].again == sum(count > 1 for count in times.values())


def test_standing_and_groups_agree(store: Store) -> None:
    shop = story(store, 11, orders=90)
    for ahead in range(0, 300, 23):
        today = TODAY + timedelta(days=ahead)
        rows = read(store, lambda w, t=today: w.statistics.customers(Group.ALL, t, limit=100))
        days: dict[int, list[date]] = defaultdict(list)
        for each in shop.counted:
            days[each.customer_id or 0].append(local(each).date())
        where = {c: standing(min(d), max(d), rhythm(d), today) for c, d in days.items()}
        for group, words in ((Group.SLIPPING, {"slipping"}), (Group.GONE, {"gone"})):
            found = read(store, lambda w, g=group, t=today: w.statistics.customers(g, t, limit=100))
            assert {row.id for row in found} == {row.id for row in rows if where[row.id] in words}
        due = read(store, lambda w, t=today: w.statistics.customers(Group.DUE, t, limit=100))
        assert {row.id for row in rows if where[row.id] == "due"} <= {row.id for row in due}


def recount(store: Store) -> int:
    """How many customers and days were not right; everything is afterwards."""
    mended, after = 0, 0
    while after is not None:
        part = write(store, lambda w, after=after: w.statistics.recount_customers(after, 7, ZONE))
        mended, after = mended + part.mended, part.after
    mended += not write(store, lambda w: w.statistics.recount_buyers())
    span = read(store, lambda w: w.statistics.days_with_orders(ZONE))
    assert span is not None
    day, last = span
    while day <= last:
        mended += not write(store, lambda w, day=day: w.statistics.recount_day(day, ZONE))
        day += timedelta(days=1)
    return mended


@pytest.mark.parametrize("seed", range(3))
def test_counted_anew_nothing_differs(store: Store, seed: int) -> None:
    story(store, seed)
    assert recount(store) == 0


def test_orders_from_before_the_sums_are_counted(store: Store) -> None:
    shop = Shop(store, Random(1))
    for number in range(20):
        draft = shop.content(f"x{number}", f"1390000000{number % 5}")

        def insert(work: Work, draft: OrderDraft = draft, number: int = number) -> None:
            at = NOON - timedelta(days=3 * number)
            customer = work.customers.link(draft.source, draft.customer, draft.fulfilment, at)
            work.orders.insert(
                replace(order(f"o{number}", content=draft), received_at=at, since=at, customer_id=customer)
            )

        write(store, insert)
    assert read(store, lambda w: w.statistics.customers(Group.ALL, TODAY, limit=9)) == []
    assert recount(store) == 5 + 20 + 1, "customers, days, and who bought what"
    found = read(store, lambda w: w.statistics.customers(Group.ALL, TODAY, limit=9))
    assert [row.orders for row in found] == [4] * 5
    assert recount(store) == 0


def test_the_last_recount_is_remembered(store: Store) -> None:
    assert read(store, lambda w: w.statistics.last_recount()) is None
    for day in (1, 2):
        at = NOON + timedelta(days=day)
        write(store, lambda w, at=at: w.statistics.recounted(at, 0))
        assert read(store, lambda w: w.statistics.last_recount()) == at
