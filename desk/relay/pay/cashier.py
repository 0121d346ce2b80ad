"""Asks for money, once for each order at a time: the payment page's and the counter screen's side of WeChat Pay.

A payment that waits for the same money in the same way is used again; another amount or way closes it first and
takes a new number, so that two tabs, two people or two desks never have two payments of one order that can be paid.
"""

import logging
import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desk.relay.chat import Shopfront
from desk.relay.orders import OFF, charge_of, wanted_of
from desk.relay.pay import booking
from desk.relay.pay.api import Declined, PayApi, PayTrouble, Unreached, Unsure
from desk.relay.pay.settings import PaySettings
from desk.relay.store.opening import RelayStore
from desk.relay.store.payments import Payment
from desk.relay.store.work import RelayWork

#: How long a counter's code may be paid.
COLLECTS = timedelta(minutes=15)
#: A payment that ends so soon is not handed out again; a new one lasts so long at least, but for an order no longer
#: than so long after it was placed.
TOO_SOON, AT_LEAST, AT_MOST = timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=20)
#: After its asking, and after the last look, WeChat is asked again when somebody wants to know.
OLD_ENOUGH = timedelta(seconds=5)
#: A closed payment is looked at once more after so long: money may have come just then.
AFTER_CLOSE = timedelta(minutes=15)
#: When WeChat is asked where a payment stands, in seconds after it was asked for; then every minute to its end.
LOOKS = (10.0, 30.0, 60.0)
EVERY = 60.0
#: WeChat takes a description of 127 characters, and counts some of them in bytes.
_TITLE = 120
_GONE = frozenset({"ORDER_NOT_EXIST", "ORDERNOTEXIST", "RESOURCE_NOT_EXISTS"})

_log = logging.getLogger("desk.relay")


class PayRefused(Exception):
    """Not now. `word` is unavailable (WeChat cannot be had), refused (by WeChat), unknown, paid (nothing is due),
    closed (the order is off), late (its time is over) or changed (ask again).
    """

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an order stands. `due` is what is to be paid by WeChat now, `paid` what came and was not given back, in
    minor units; `state` is unpaid, part-paid, paid, refunded or closed (called off without money).
    """

    due: int
    paid: int
    state: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose money, and how: of an order placed here, or of the desk's with its own amount."""

    way: str
    openid: str = ""
    order_id: str = ""
    desk_order: str = ""
    title: str = ""
    amount: int = 0
    currency: str = "CNY"


def next_look(asked: datetime, until: datetime, now: datetime) -> datetime:
    """When WeChat is asked next where a payment stands: never more than a minute away, and when its time is over."""
    age = (now - asked).total_seconds()
    step = next((each for each in LOOKS if each > age), (age // EVERY + 1) * EVERY)
    return max(now, min(asked + timedelta(seconds=step), until)) if until > now else now


class Cashier:
    """One merchant's. `now` gives seconds since 1970; `news` is called when the feed has something new."""

    def __init__(
        self,
        settings: PaySettings,
        store: RelayStore,
        front: Shopfront,
        api: PayApi,
        now: Callable[[], float],
        news: Callable[[], None] = lambda: None,
    ) -> None:
        self._settings = settings
        self._store = store
        self._front = front
        self._api = api
        self._now = now
        self._news = news
        #: How calls and notifications ended since the process began.
        self.outcomes: Counter[str] = Counter()

    # --- the payment page ------------------------------------------------------------------------

    def can_jsapi(self, account: str) -> bool:
        """Whether customers of the account can pay inside WeChat: the account whose appid is `[pay]`'s."""
        return account == self._settings.account

    async def jsapi(self, order_id: str, openid: str) -> Mapping[str, str]:
        """What WeixinJSBridge needs for the customer to pay the order now. Raises PayRefused."""
        payment = await self._payment(_Asked("jsapi", openid, order_id))
        return self._api.bridge(payment.handle, int(self._now()), secrets.token_hex(16))

    async def native(self, order_id: str) -> str:
        """The code to be scanned for an order placed here. Raises PayRefused."""
        return (await self._payment(_Asked("native", order_id=order_id))).handle

    async def standing(self, order_id: str) -> Standing:
        """Where an order stands; WeChat is asked when it was not for a few seconds. Raises PayRefused (unknown)."""
        at = self._moment()
        known = await self._store.read(lambda work: work.payments.of(order_id))
        for payment in known:
            last = payment.looked_at or payment.at
            if payment.live and at - last > OLD_ENOUGH:
                try:
                    await self.look(payment)
                except PayTrouble as trouble:
                    self.trouble(trouble)
        return await self._store.read(lambda work: _standing(work, order_id))

    # --- the desk --------------------------------------------------------------------------------

    async def collect(self, desk_order: str, title: str, amount: int, currency: str) -> Payment:
        """The payment whose code the counter shows for one of the desk's orders. Raises PayRefused."""
        return await self._payment(_Asked("native", "", "", desk_order, title, amount, currency))

    # --- asking ----------------------------------------------------------------------------------

    async def _payment(self, asked: _Asked) -> Payment:
        for _ in range(4):
            found = await self._store.write(lambda work: self._plan(work, asked))
            if isinstance(found, Payment):
                return found if found.handle else await self._ask(found)
            for number in found:
                try:
                    await self.shut(number)
                except PayTrouble as trouble:
                    self.trouble(trouble)
                    raise PayRefused("unavailable") from None
        raise PayRefused("changed")

    def _plan(self, work: RelayWork, asked: _Asked) -> Payment | list[str]:
        """The payment to use, which may have to be asked for yet; or the numbers to close before there may be one."""
        at = self._moment()
        new = self._order_payment(work, asked, at) if asked.order_id else self._desk_payment(work, asked, at)
        live = [each for each in work.payments.of(asked.order_id, asked.desk_order) if each.live]
        same = next(
            (
                each
                for each in live
                if (each.way, each.openid, each.amount, each.currency)
                == (new.way, new.openid, new.amount, new.currency)
                and each.until - at > TOO_SOON
            ),
            None,
        )
        others = [each.number for each in live if each is not same]
        if others or same is not None:
            return others or same or []
        work.payments.add(new)
        if asked.order_id:
            bill = work.bills.bill(asked.order_id)
            if bill is None:
                work.bills.expect(asked.order_id, at, new.until)
            elif bill[1] < new.until:
                work.bills.extend(asked.order_id, new.until)
        return new

    def _order_payment(self, work: RelayWork, asked: _Asked, at: datetime) -> Payment:
        order = work.placed.order(asked.order_id)
        if order is None or (asked.way == "jsapi" and order.account != self._settings.account):
            raise PayRefused("unknown")
        if order.state in OFF:
            raise PayRefused("closed")
        shop = self._front.shop(work)
        wanted = wanted_of(order.wanted)
        if shop.currency != "CNY" or wanted.payment != "wechat":
            raise PayRefused("refused")
        charge = charge_of(wanted, work.payments.paid(order.id))
        if not charge:
            raise PayRefused("paid")
        bill = work.bills.bill(order.id)
        since, until = bill or (at, at + COLLECTS)
        until = max(until, at + AT_LEAST)
        if until > since + AT_MOST:
            raise PayRefused("late")
        title = f"{shop.name} {order.number}"
        return self._new(work, asked, order.account, title, charge, shop.currency, at, until)

    def _desk_payment(self, work: RelayWork, asked: _Asked, at: datetime) -> Payment:
        account = self._settings.account
        return self._new(work, asked, account, asked.title, asked.amount, asked.currency, at, at + COLLECTS)

    def _new(
        self,
        work: RelayWork,
        asked: _Asked,
        account: str,
        title: str,
        amount: int,
        currency: str,
        at: datetime,
        until: datetime,
    ) -> Payment:
        # a relay whose data were restored may count again, but never give a number again
        number = f"OD{at:%Y%m%d}{work.feed.count('payments'):07d}{secrets.token_hex(7)}"
        until = until.replace(microsecond=0)
        title = title.encode()[:_TITLE].decode(errors="ignore").strip() or number
        return Payment(
            number, asked.order_id, asked.desk_order, account, asked.openid, asked.way, title, amount, currency,
            "created", at, until, poll_at=next_look(at, until, at),
        )  # fmt: skip

    async def _ask(self, payment: Payment) -> Payment:
        try:
            handle = await self._api.ask(
                payment.way, payment.number, payment.title, payment.amount, payment.currency, payment.until,
                payment.openid,
            )  # fmt: skip
        except Declined as declined:
            self.trouble(declined)
            await self._close_here(payment.number, unasked=True)
            raise PayRefused("refused") from None
        except PayTrouble as trouble:  # the row stays, and is asked for again with the same words
            self.trouble(trouble)
            raise PayRefused("unavailable") from None
        self.outcomes["asked"] += 1

        def keep(work: RelayWork) -> Payment | None:
            work.payments.asked(payment.number, handle)
            return work.payments.payment(payment.number)

        kept = await self._store.write(keep)
        if kept is not None and kept.state == "asked":
            return kept
        if kept is not None and kept.state == "paid":
            raise PayRefused("paid")
        try:  # it was given up while WeChat was asked, which may have had the closing before the asking
            await self._api.close(payment.number)
        except PayTrouble as trouble:
            self.trouble(trouble)
        raise PayRefused("changed")

    # --- looking and closing ---------------------------------------------------------------------

    async def look(self, payment: Payment) -> str:
        """Ask WeChat where a payment stands and book it: paid, unpaid, closed, gone (WeChat knows nothing of it), or
        why it is not believed. Raises PayTrouble.
        """
        try:
            told = await self._api.query(payment.number)
        except Declined as declined:
            if declined.code not in _GONE:
                raise
            told = None
        at = self._moment()

        def book(work: RelayWork) -> str:
            word = "gone"
            if told is not None:
                asked_about = told.get("out_trade_no") == payment.number
                word = (
                    booking.believe_payment(work, self._settings, told, "query", at)
                    if asked_about
                    else "other-payment"
                )
            now = work.payments.payment(payment.number)
            if now is not None and now.state != "paid":
                again = next_look(now.at, now.until, at) if now.live else None
                work.payments.looked(payment.number, at, again)
            return word

        word = await self._store.write(book)
        self.outcomes[f"query {word}"] += 1
        if word == "paid":
            self._news()
        return "paid" if word == "again" else word

    async def shut(self, number: str) -> str:
        """See that nobody can pay it any more: closed, or paid when somebody did before. Raises PayTrouble."""
        for _ in range(3):
            payment = await self._store.read(lambda work: work.payments.payment(number))
            if payment is None or not payment.live:
                return "closed" if payment is None else payment.state
            word = await self.look(payment)
            if word == "gone" and payment.state == "created":
                # whoever is asking for it just now finds it closed, and closes it at WeChat
                if await self._close_here(number, unasked=True):
                    return "closed"
                continue
            if word != "closed" and word != "paid":
                word = await self._close_there(payment)
            if word == "paid":
                return word
            await self._close_here(number)
        raise Unsure("a payment that is neither paid nor closed")

    async def _close_there(self, payment: Payment) -> str:
        try:
            await self._api.close(payment.number)
        except Declined:  # it may have been paid, or closed, between the two
            word = await self.look(payment)
            if word not in {"paid", "closed", "gone"}:
                raise
            return word
        return "closed"

    async def _close_here(self, number: str, *, unasked: bool = False) -> bool:
        at = self._moment()
        closed = await self._store.write(
            lambda work: booking.close(work, number, at, at + AFTER_CLOSE, unasked=unasked)
        )
        if closed:
            self.outcomes["closed"] += 1
            self._news()
        return closed

    def trouble(self, trouble: PayTrouble) -> None:
        """A call without an answer that counts: counted, and in the log."""
        word = "unreached" if isinstance(trouble, Unreached) else type(trouble).__name__.lower()
        self.outcomes[word] += 1
        _log.warning("WeChat Pay: %s: %s", word, trouble)

    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self._now(), UTC)


def _standing(work: RelayWork, order_id: str) -> Standing:
    order = work.placed.order(order_id)
    if order is None:
        raise PayRefused("unknown")
    wanted = wanted_of(order.wanted)
    came = [each for each in work.payments.of(order_id) if each.state == "paid"]
    back = sum(r.amount for each in came for r in work.refunds.of(each.number) if r.state == "done")
    gross = sum(each.amount for each in came)
    paid = gross - back
    off = order.state in OFF
    due = 0 if off else charge_of(wanted, work.payments.paid(order_id))
    if gross and not paid:
        return Standing(0, 0, "refunded")
    if off and not paid:
        return Standing(0, 0, "closed")
    if paid >= wanted.total:
        return Standing(due, paid, "paid")
    return Standing(due, paid, "part-paid" if paid else "unpaid")
