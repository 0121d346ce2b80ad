"""What WeChat says of money, believed or not, inside one transaction: the only place that marks a payment paid.

What comes here was signed by WeChat, as a notification or as the answer to a query. It is believed when merchant,
account, our number, amount and currency are what we asked for; then it is booked once, whoever says it again. Money
for an order that was called off meanwhile is marked to be given back (`off`).
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from desk.relay.orders import OFF, charge_of, wanted_of
from desk.relay.pay.settings import PaySettings
from desk.relay.store.payments import Payment
from desk.relay.store.refunds import Refund
from desk.relay.store.work import RelayWork

#: What became of something WeChat said: these are taken, everything else is refused and may come again.
TAKEN = frozenset({"paid", "again", "refunded", "refund-failed", "refund-waits"})
#: States of a payment at WeChat in which its money came, and in which it never will.
_CAME, _NEVER = frozenset({"SUCCESS", "REFUND"}), frozenset({"CLOSED", "REVOKED", "PAYERROR"})
_NUMBER = re.compile(r"[0-9A-Za-z_|*@-]{1,64}")
Told = Mapping[str, Any]
_ASTRAY = timedelta(minutes=5)
_REFUND_STATES = {"SUCCESS": "done", "ABNORMAL": "abnormal", "CLOSED": "failed", "PROCESSING": "asked"}


def number_of(told: Told, name: str) -> str:
    """A number of ours or of WeChat's out of what WeChat says; "" for what is none."""
    number = told.get(name)
    return number if isinstance(number, str) and _NUMBER.fullmatch(number) else ""


def believe_payment(work: RelayWork, settings: PaySettings, told: Told, evidence: str, now: datetime) -> str:
    """Book what WeChat says of a payment. `evidence` is notification or query.

    A word of TAKEN when it is paid; `unpaid` or `closed` from a query; else why it is not believed.
    """
    payment = work.payments.payment(number_of(told, "out_trade_no"))
    if payment is None:
        return "unknown-payment"
    state = str(told.get("trade_state"))
    wrong = _wrong(settings, payment, told, came=state in _CAME)
    if wrong:
        known = payment.trouble.split()
        if wrong not in known:  # each is told once, however often WeChat says it
            work.payments.distrust(payment.number, " ".join([*known, wrong]))
            tell(work, payment, "refused", now, evidence=evidence, reason=wrong)
        return wrong
    if state in _NEVER:
        return "closed"
    if state not in _CAME or (evidence == "notification" and state != "SUCCESS"):
        return "unpaid"
    if payment.state == "paid":
        return "again"
    return _book(work, payment, told, evidence, now)


def _wrong(settings: PaySettings, payment: Payment, told: Told, *, came: bool) -> str:
    """What is not as we asked for it, in a word; "" when all is."""
    if told.get("mchid") != settings.mchid:
        return "other-merchant"
    # a query tells the account of unpaid ones as well; an amount only of those that were paid
    if told.get("appid") != settings.appid:
        return "other-account"
    if not came:
        return ""
    parts = _amount(told)
    if type(parts.get("total")) is not int or parts["total"] != payment.amount:
        return "other-amount"
    if parts.get("currency") != payment.currency:
        return "other-currency"
    return "" if number_of(told, "transaction_id") else "no-reference"


def _book(work: RelayWork, payment: Payment, told: Told, evidence: str, now: datetime) -> str:
    off = payment.state == "closed" if payment.desk_order else _called_off(work, payment)
    at = _time_of(told.get("success_time"), payment.at, now)
    reference = str(told["transaction_id"])
    if not work.payments.pay(payment.number, reference, evidence, at, off=off):
        return "again"
    tell(work, payment, "paid", now, reference=reference, evidence=evidence, at=at, off=off)
    order = work.placed.order(payment.order_id) if payment.order_id else None
    if order is not None:
        if not charge_of(wanted_of(order.wanted), work.payments.paid(order.id)):
            work.bills.drop(order.id)
        work.payments.disturb(order.id)  # what else was asked for it is given up
    return "paid"


def _called_off(work: RelayWork, payment: Payment) -> bool:
    """Whether nobody waits for this money any more: the order is off, or was paid in full before."""
    order = work.placed.order(payment.order_id)
    if order is None or order.state in OFF:
        return True
    return work.payments.paid(order.id) >= wanted_of(order.wanted).total


def believe_refund(work: RelayWork, settings: PaySettings, told: Told, evidence: str, now: datetime) -> str:
    """Book what WeChat says of a refund: a word of TAKEN, or why it is not believed."""
    refund = work.refunds.refund(number_of(told, "out_refund_no"))
    payment = work.payments.payment(refund.payment) if refund is not None else None
    if refund is None or payment is None:
        return "unknown-refund"
    state = told.get("refund_status", told.get("status"))
    wrong = _wrong_refund(settings, refund, payment, told, evidence)
    if wrong or not isinstance(state, str) or state not in _REFUND_STATES:
        return wrong or "no-status"
    reference = number_of(told, "refund_id")
    ours = _REFUND_STATES[state]
    if ours == "asked":
        if refund.state == "created":
            work.refunds.settle(refund.number, "asked", reference=reference, look=now)
        return "refund-waits"
    reason = "" if ours == "done" else state.lower()
    if not work.refunds.settle(refund.number, ours, reason, reference):
        return "again"
    event = "refunded" if ours == "done" else "refund-failed"
    tell_refund(work, payment, refund, event, now, reference=reference, evidence=evidence, reason=reason)
    return event


def _wrong_refund(settings: PaySettings, refund: Refund, payment: Payment, told: Told, evidence: str) -> str:
    if evidence == "notification" and told.get("mchid") != settings.mchid:
        return "other-merchant"
    if told.get("out_trade_no") != payment.number:
        return "other-payment"
    parts = _amount(told)
    for name, ours in (("refund", refund.amount), ("total", payment.amount)):
        if type(parts.get(name)) is not int or parts[name] != ours:
            return "other-amount"
    return "" if parts.get("currency", payment.currency) == payment.currency else "other-currency"


def _amount(told: Told) -> Told:
    amount = told.get("amount")
    return cast("Told", amount) if isinstance(amount, dict) else dict[str, Any]()


def close(
    work: RelayWork, number: str, now: datetime, look_again: datetime | None, *, unasked: bool = False
) -> bool:
    """Nobody may pay it any more; the desk is told of those it asked for. False when it was settled meanwhile, with
    `unasked` also when WeChat gave a handle for it.
    """
    payment = work.payments.payment(number)
    if payment is None or not work.payments.close(number, look_again, unasked=unasked):
        return False
    if payment.desk_order:
        tell(work, payment, "closed", now, evidence="query")
    return True


def tell(
    work: RelayWork,
    payment: Payment,
    event: str,
    now: datetime,
    *,
    reference: str = "",
    evidence: str = "",
    at: datetime | None = None,
    off: bool = False,
    reason: str = "",
) -> None:
    """Into the feed: what became of a payment. `event` is paid, closed or refused (with a reason)."""
    _feed(work, payment, event, now, reference, "", payment.amount, evidence, at or now, off, reason)


def tell_refund(
    work: RelayWork,
    payment: Payment,
    refund: Refund,
    event: str,
    now: datetime,
    *,
    reference: str = "",
    evidence: str = "",
    reason: str = "",
) -> None:
    """Into the feed: what became of a refund. `event` is refunded or refund-failed."""
    _feed(work, payment, event, now, reference, refund.number, refund.amount, evidence, now, False, reason)


def _feed(
    work: RelayWork,
    payment: Payment,
    event: str,
    now: datetime,
    reference: str,
    refund: str,
    amount: int,
    evidence: str,
    at: datetime,
    off: bool,
    reason: str,
) -> None:
    body = {
        "event": event,
        "order": payment.order_id,
        "desk_order": payment.desk_order,
        "payment": payment.number,
        "reference": reference,
        "refund": refund,
        "amount": amount,
        "currency": payment.currency,
        "evidence": evidence,
        "method": "wechat",
        "at": at.astimezone(UTC).isoformat(),
        "off": off,
        **({"reason": reason} if reason else {}),
    }
    work.feed.append(payment.account, "payment", body, now)


def _time_of(text: object, asked: datetime, now: datetime) -> datetime:
    """WeChat's time of a payment (RFC 3339), which lies between its asking and now by clocks that nearly agree; now
    for anything else.
    """
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) and len(text) <= 40 else now
    except ValueError:
        return now
    return at if at.tzinfo is not None and asked - _ASTRAY <= at <= now else now
