"""Gives money back when the desk says so: asked once by the desk's own number, looked after until WeChat is done."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from desk.relay.pay import booking
from desk.relay.pay.api import Declined, PayApi, PayTrouble, Unreached
from desk.relay.pay.cashier import Cashier
from desk.relay.pay.settings import PaySettings
from desk.relay.store.opening import RelayStore
from desk.relay.store.payments import Payment
from desk.relay.store.refunds import Refund
from desk.relay.store.work import RelayWork

#: When WeChat is asked where a refund stands, in seconds after it was asked for; then every six hours. One to a bank
#: card takes up to three days.
LOOKS = (10.0, 30.0, 60.0, 180.0, 600.0, 1800.0, 3600.0, 4 * 3600.0)
EVERY = 6 * 3600.0
#: After so long nobody asks any more; a notification still counts.
GIVEN_UP = timedelta(days=60)
#: After a call without an answer the next one comes so much later.
AGAIN = timedelta(seconds=15)
_GONE = frozenset({"RESOURCE_NOT_EXISTS", "REFUND_NOT_EXISTS", "REFUNDNOTEXIST"})


def next_look(asked: datetime, now: datetime) -> datetime | None:
    """When WeChat is asked next; None for nevermore."""
    age = (now - asked).total_seconds()
    if age > GIVEN_UP.total_seconds():
        return None
    step = next((each for each in LOOKS if each > age), (age // EVERY + 1) * EVERY)
    return asked + timedelta(seconds=step)


class Refunder:
    """One merchant's."""

    def __init__(
        self,
        settings: PaySettings,
        store: RelayStore,
        api: PayApi,
        cashier: Cashier,
        now: Callable[[], float],
        news: Callable[[], None] = lambda: None,
    ) -> None:
        self._settings = settings
        self._store = store
        self._api = api
        self._cashier = cashier
        self._now = now
        self._news = news

    async def refund(self, number: str, refund: str, amount: int, cause: str) -> str:
        """Give `amount` of a payment back; "" when that is on its way, else why not: unknown-payment, not-paid,
        conflict (that number was another refund), too-much, refused (by WeChat), unavailable.

        Whose end is not known counts as on its way: WeChat is asked again until it is, with the same number.
        """
        found = await self._store.write(lambda work: self._begin(work, number, refund, amount, cause))
        if isinstance(found, str):
            return found
        payment, begun, fresh = found
        try:
            await self._ask(payment, begun)
        except Unreached as trouble:
            self._cashier.trouble(trouble)
            if not fresh:  # what became of an earlier call is not known yet
                return ""
            await self._store.write(lambda work: work.refunds.settle(refund, "failed", "unavailable"))
            return "unavailable"
        except Declined as declined:
            self._cashier.trouble(declined)
            why = declined.code.lower()
            await self._store.write(lambda work: work.refunds.settle(refund, "failed", why))
            return "refused"
        except PayTrouble as trouble:
            self._cashier.trouble(trouble)
        return ""

    def _begin(
        self, work: RelayWork, number: str, refund: str, amount: int, cause: str
    ) -> tuple[Payment, Refund, bool] | str:
        """The refund to ask for, and whether it was never asked for; else what to answer."""
        payment = work.payments.payment(number)
        known = work.refunds.refund(refund)
        if payment is None:
            return "unknown-payment"
        if payment.state != "paid":
            return "not-paid"
        if known is not None and (known.payment, known.amount) != (number, amount):
            return "conflict"
        if known is not None and known.state not in {"failed", "created"}:
            return ""
        at = self._moment()
        first = at + timedelta(seconds=LOOKS[0])
        spoken_for = work.refunds.spoken_for(number) - (
            amount if known is not None and known.state != "failed" else 0
        )
        if spoken_for + amount > payment.amount:
            return "too-much"
        fresh = known is None or known.state == "failed"
        if known is None:
            known = Refund(refund, number, amount, cause, "created", "", "", at)
            work.refunds.add(known, first)
        elif known.state == "failed":
            work.refunds.settle(refund, "created", look=first)
        return payment, known, fresh

    async def _ask(self, payment: Payment, refund: Refund) -> None:
        told = await self._api.refund(
            payment.number, refund.number, refund.amount, payment.amount, payment.currency, refund.cause
        )
        await self._book(refund.number, told)

    async def look(self, number: str) -> None:
        """Ask WeChat where a refund stands; one it knows nothing of is asked for again."""
        now = self._moment()
        refund, payment = await self._store.read(lambda work: _known(work, number))
        if refund is None or payment is None or refund.state not in {"created", "asked"}:
            await self._store.write(lambda work: work.refunds.look_later(number, None))
            return
        try:
            await self._look(payment, refund)
            again = next_look(refund.at, now)
        except PayTrouble as trouble:
            self._cashier.trouble(trouble)
            again = now + AGAIN

        def later(work: RelayWork) -> None:
            found = work.refunds.refund(number)
            if found is not None and found.state in {"created", "asked"}:
                work.refunds.look_later(number, again)

        await self._store.write(later)

    async def _look(self, payment: Payment, refund: Refund) -> None:
        try:
            told = await self._api.query_refund(refund.number)
        except Declined as declined:
            if declined.code not in _GONE:
                raise
        else:
            await self._book(refund.number, told)
            return
        try:
            await self._ask(payment, refund)
        except Declined as declined:
            at, code = self._moment(), declined.code.lower()

            def fail(work: RelayWork) -> None:
                if work.refunds.settle(refund.number, "failed", code):
                    booking.tell_refund(
                        work, payment, refund, "refund-failed", at, evidence="query", reason=code
                    )

            await self._store.write(fail)
            self._news()

    async def _book(self, number: str, told: booking.Told) -> None:
        at = self._moment()

        def book(work: RelayWork) -> str:
            if told.get("out_refund_no") != number:
                return "other-refund"
            return booking.believe_refund(work, self._settings, told, "query", at)

        word = await self._store.write(book)
        self._cashier.outcomes[f"refund {word}"] += 1
        if word in {"refunded", "refund-failed"}:
            self._news()

    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self._now(), UTC)


def _known(work: RelayWork, number: str) -> tuple[Refund | None, Payment | None]:
    refund = work.refunds.refund(number)
    return refund, work.payments.payment(refund.payment) if refund is not None else None
