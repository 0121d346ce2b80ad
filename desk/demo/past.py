"""The years before the demonstration's day: a seeded shop of thousands of customers, each with a rhythm of their own.

The same seed and day give the same orders, word for word. Nobody in it exists; the telephone numbers are those of
no operator (the prefix 100 is given to none).
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from desk.demo.options import PAST_EACH
from desk.demo.shop import CATEGORIES
from desk.domain.orders import (
    CustomerRef,
    Fulfilment,
    FulfilmentKind,
    Line,
    Option,
    Order,
    OrderDraft,
    OrderState,
    Payment,
    PaymentMethod,
    PaymentState,
)
from desk.domain.ports import Clock, Database, Work
from desk.domain.shop import Shop
from desk.services import Recount
from desk.settings import Settings
from desk.sources.demo_shop import LINE_NOTES, MENU, NOTES, Product
from desk.store.opening import open_store

#: Days that it has been open.
OPEN_FOR = 3 * 365
#: Orders of one transaction.
_BATCH = 2_000

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
_GIVEN = "安宁晓雨思静佳怡子涵欣悦梓轩浩然诗语嘉懿一诺可心若曦清越明远书瑶景行知夏念初南乔星野月白云舒秋棠冬青小满谷雨"
_EMOJI = ("", "", "", "", "🌸", "🍊", "🎂", "🐣", "☕", "🌙", "🦆", "🍀")
_DISTRICTS = ("朝阳区望京街", "海淀区学院路", "西城区新街口", "东城区东四北大街", "丰台区方庄路", "通州区新华大街", "石景山区鲁谷路", "大兴区兴华路")  # fmt: skip
#: How often people come: days between two orders, and how many of a hundred are so.
_RHYTHMS = ((7, 12), (14, 30), (30, 33), (60, 15), (120, 10))
#: When people order: of a hundred orders in each hour of the day from 9 to 21.
_HOURS = (6, 9, 11, 10, 6, 6, 8, 9, 10, 10, 8, 5, 2)
#: Of a hundred customers, by where they order, with the letter of their numbers.
_SOURCES = (("wechat", "relay", "W", 72), ("website", "webhook", "S", 13), ("counter", "counter", "C", 15))
_DEAREST = 30_000  # minor units; a cake to order is bought for a birthday, not every week


class _Guest(NamedTuple):
    """Who orders, where, and what they like."""

    ref: CustomerRef
    name: str
    address: str
    source: str
    source_kind: str
    letter: str
    likes: tuple[Product, ...]
    delivery: bool
    method: PaymentMethod


class Visit(NamedTuple):
    """An order to be: when (aware UTC), and whose."""

    at: datetime
    guest: int


def visits(random: Random, customers: int, orders: int, last: datetime) -> list[Visit]:
    """When each of the customers comes, oldest first: exactly so many orders, at least one of everybody."""
    found: list[Visit] = []
    days, shares = zip(*_RHYTHMS, strict=True)
    pace = customers / orders * 20 or 1.0
    usual = [random.choices(days, shares)[0] * pace * random.uniform(0.8, 1.25) for _ in range(customers)]
    # the shop grew: more customers came in its later years
    begin = [OPEN_FOR * (1 - random.random() ** 0.7) for _ in range(customers)]
    firsts = [Visit(_moment(random, last, begin[guest]), guest) for guest in range(customers)]
    while len(found) < orders - customers:
        found.clear()
        for guest in range(customers):
            left = begin[guest] - usual[guest] * random.uniform(0.7, 1.3)
            # some stay away for good, the more the longer they have known the shop
            stays = 0 if random.random() < 0.7 else random.uniform(0, begin[guest])
            while left > stays:
                found.append(Visit(_moment(random, last, left), guest))
                left -= max(1.0, random.gauss(usual[guest], usual[guest] * 0.2))
        usual = [each * 0.8 for each in usual]
    return sorted(firsts + random.sample(found, orders - customers))


def _moment(random: Random, last: datetime, days_before: float) -> datetime:
    """A time of that day, in the hours in which people order."""
    day = (last - timedelta(days=int(days_before))).date()
    hour = random.choices(range(9, 9 + len(_HOURS)), _HOURS)[0]
    at = datetime.combine(day, time(hour, random.randrange(60), random.randrange(60)), last.tzinfo)
    return at.astimezone(UTC)


def _guests(random: Random, count: int) -> list[_Guest]:
    made: list[_Guest] = []
    for number in range(count):
        given = "".join(random.sample(_GIVEN, random.choice((1, 2, 2))))
        name = random.choice(_SURNAMES) + given
        source, kind, letter, _share = random.choices(_SOURCES, [each[3] for each in _SOURCES])[0]
        phone = f"100{number:08d}"
        nickname = given + random.choice(_EMOJI) if source == "wechat" else ""
        ref = CustomerRef("" if source == "counter" else f"guest-{number}", nickname, phone)
        block = (
            f"{random.randrange(1, 200)} 号院 {random.randrange(1, 20)} 号楼 {random.randrange(101, 2500)}"
        )
        likes = random.choices(MENU, [1 if each.price > _DEAREST else 6 for each in MENU], k=3)
        method = (
            PaymentMethod.WECHAT
            if source != "counter"
            else random.choice((PaymentMethod.COUNTER_QR, PaymentMethod.CASH))
        )
        made.append(
            _Guest(
                ref, name, f"{random.choice(_DISTRICTS)} {block}", source, kind, letter, tuple(likes),
                source != "counter" and random.random() < 0.7, method,
            )
        )  # fmt: skip
    return made


def past_orders(
    seed: int, customers: int, orders: int, today: datetime, currency: str
) -> Iterator[tuple[int, Order]]:
    """The orders, oldest first, with the number of their customer; the last ones came the day before `today`
    (aware, in the shop's zone). `customer_id` is left to who stores them.
    """
    random = Random(seed)  # the seed is the port: nothing here is drawn from elsewhere
    guests = _guests(random, customers)
    numbers: dict[str, int] = {}
    day = None
    for count, visit in enumerate(visits(random, customers, orders, today - timedelta(days=1))):
        guest = guests[visit.guest]
        if (local := visit.at.astimezone(today.tzinfo).date()) != day:
            day = local
            numbers.clear()
        numbers[guest.letter] = numbers.get(guest.letter, 0) + 1
        number = f"{guest.letter}{numbers[guest.letter]:03d}"
        yield visit.guest, _order(random, f"past-{seed}-{count:06d}", number, guest, visit.at, currency)


def _order(random: Random, name: str, number: str, guest: _Guest, at: datetime, currency: str) -> Order:
    products = [random.choice(guest.likes if random.random() < 0.8 else MENU)]
    while random.random() < 0.35:
        products.append(random.choice(MENU))
    lines = tuple(_line(random, product) for product in dict.fromkeys(products))
    cash = guest.delivery and random.random() < 0.2
    due = (at + timedelta(hours=random.choice((2, 3, 5, 24, 48)))).replace(second=0, microsecond=0)
    content = OrderDraft(
        guest.source,
        name,
        lines,
        placed_at=at,
        fulfilment=Fulfilment(
            FulfilmentKind.DELIVERY if guest.delivery else FulfilmentKind.PICKUP,
            due,
            guest.name,
            guest.ref.phone,
            guest.address if guest.delivery else "",
        ),
        delivery_fee=800 if guest.delivery else 0,
        currency=currency,
        customer=guest.ref,
        note=random.choice(NOTES) if random.random() < 0.3 else "",
    )
    ended = due + timedelta(minutes=random.randrange(30))
    if random.random() < 0.025:
        return Order(
            name, number, OrderState.CANCELLED, content, at, at + timedelta(minutes=9), guest.source_kind
        )
    amount = content.computed_total
    method = PaymentMethod.CASH_ON_DELIVERY if cash else guest.method
    paid = Payment(method, PaymentState.PAID, amount, ended if cash else at)
    content = OrderDraft(
        content.source, name, lines, 1, at, content.fulfilment, (), content.delivery_fee, amount, currency,
        paid, guest.ref, content.note,
    )  # fmt: skip
    return Order(name, number, OrderState.COMPLETED, content, at, ended, guest.source_kind)


def _line(random: Random, product: Product) -> Line:
    options: list[Option] = []
    for choice in product.choices[:2]:
        value, price = random.choice(choice.values)
        options.append(Option(choice.name, value, price))
    quantity = 1 if product.category == "cake" else random.choice((1, 1, 1, 2, 2, 3, 6))
    note = random.choice(LINE_NOTES) if product.category == "cake" else ""
    return Line(
        product.name, quantity, product.price + sum(each.price for each in options), product.sku,
        CATEGORIES[product.category], tuple(options), note,
    )  # fmt: skip


async def fill_past(
    database: Database,
    shop: Shop,
    clock: Clock,
    *,
    seed: int,
    customers: int,
    orders: int,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> None:
    """Write the past into an empty store and sum it up. `told` hears how many orders are in, of how many."""
    known: dict[int, int | None] = {}
    batch: list[tuple[int, Order]] = []

    async def write() -> None:
        def op(work: Work) -> None:
            placed: list[Order] = []
            for guest, order in batch:
                if guest not in known:
                    content = order.content
                    known[guest] = work.customers.link(
                        content.source, content.customer, content.fulfilment, order.received_at
                    )
                placed.append(replace(order, customer_id=known[guest]))
            work.past.add(placed)

        await database.write(op)
        batch.clear()

    today = clock.now().astimezone(shop.zone)
    done = 0
    for pair in past_orders(seed, customers, orders, today, shop.currency):
        batch.append(pair)
        if len(batch) == _BATCH:
            await write()
            done += _BATCH
            told(done, orders)
    await write()
    await database.write(lambda work: work.past.count_customers())
    await Recount(shop, database, clock).count(lambda: 0.0)
    told(orders, orders)


def make_past(
    settings: Settings, clock: Clock, *, seed: int, orders: int, told: Callable[[str], None]
) -> None:
    """Fill the store of a shop that is not open yet; blocks for some 20 s with 100,000 orders. `told` gets a sentence."""
    store = open_store(settings.store.url, settings.data_dir)

    def progress(done: int, of: int) -> None:
        if done % (10 * _BATCH) == 0:
            told(f"正在备好旧单 {done:,} / {of:,} preparing the years before")

    try:
        filling = fill_past(
            store.database, settings.shop, clock, seed=seed, customers=max(1, orders // PAST_EACH), orders=orders,
            told=progress,
        )  # fmt: skip
        asyncio.run(filling)
    finally:
        store.close()
