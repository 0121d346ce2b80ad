"""What a paired desk tells its relay to do: `POST /v1/commands`, each inside one transaction.

    {"kind": "state", "order", "state"}             where an order stands
    {"kind": "reply", "account", "customer", "text"} a person's answer to a customer
    {"kind": "handback", "account", "customer"}      the machine answers this customer again
    {"kind": "takeover", "account", "customer"}      a person does
    {"kind": "store", "source", "call", …}           a question to a store of WeChat's (desk.relay.weixin_store)
    {"kind": "paid", "order", "method"}              it was paid otherwise: nobody waits for WeChat Pay any more
    {"kind": "unpair"}                               this desk's key is void from now on
    {"kind": "collect", "desk_order", "title", "amount", "currency"}    a code for the counter's screen
    {"kind": "uncollect", "payment"}                 nobody may pay it any more
    {"kind": "refund", "payment", "refund", "amount", "reason"}         money goes back

Answers are `{"done": true}` or `{"done": false, "reason": WORD}`. Nothing here waits for WeChat: a reply for which
the account has an interface is desk.relay.outbox's, and money is desk.relay.pay.till's.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from desk.domain.orders import PaymentMethod
from desk.relay.config import Account
from desk.relay.dialogue.conversation import Conversation, from_json, to_json
from desk.relay.orders import paid_otherwise, settle
from desk.relay.store.placed import PlacedOrder
from desk.relay.store.work import RelayWork
from desk.relay.wechat.capabilities import Capability, can
from desk.relay.weixin_store import store_call

#: The longest answer to a customer, in characters; WeChat takes 2048 bytes.
MAX_REPLY = 680
_STATES = frozenset(
    {"placed", "accepted", "preparing", "ready", "delivering", "completed", "declined", "cancelled"}
)
#: Ways to pay that are none of WeChat Pay's business.
_OTHERWISE = frozenset(method.value for method in PaymentMethod) - {PaymentMethod.WECHAT.value}
#: Commands that are the till's, and the most that one of them may move, in minor units.
MONEY, MOST = frozenset({"collect", "uncollect", "refund"}), 100_000_000
_NUMBER = re.compile(r"[0-9A-Za-z_-]{6,32}")
_TO_A_CUSTOMER = frozenset({"reply", "handback", "takeover"})

Answered = dict[str, Any]
#: What follows from an order's new state, in the same transaction.
Progress = Callable[[RelayWork, PlacedOrder, str, datetime], None]


def understood(value: Mapping[str, Any]) -> bool:
    """Whether it is one of the commands, with all it needs."""
    match value.get("kind"):
        case "state":
            return value.get("state") in _STATES
        case "paid":
            return isinstance(value.get("order"), str) and value.get("method") in _OTHERWISE
        case "unpair":
            return True
        case "store":
            return store_call(value) is not None
        case kind if kind in MONEY:
            return _sound(kind, value)
        case kind if kind in _TO_A_CUSTOMER:
            named = all(isinstance(value.get(field), str) for field in ("account", "customer"))
            text = value.get("text")
            return named and (kind != "reply" or (isinstance(text, str) and 0 < len(text) <= MAX_REPLY))
        case _:
            return False


def _sound(kind: str, value: Mapping[str, Any]) -> bool:
    """Whether a command that moves money has all it needs, and nothing that cannot be stored or shown."""
    amount = value.get("amount")
    counted = type(amount) is int and 0 < amount <= MOST
    match kind:
        case "collect":
            named = _text(value, "desk_order", 1, 64) and _text(value, "title", 0, 200)
            return counted and named and value.get("currency") == "CNY"
        case "uncollect":
            return _numbered(value, "payment")
        case _:
            numbered = _numbered(value, "payment") and _numbered(value, "refund")
            return counted and numbered and _text(value, "reason", 0, 500)


def _numbered(value: Mapping[str, Any], name: str) -> bool:
    number = value.get(name)
    return isinstance(number, str) and _NUMBER.fullmatch(number) is not None


def _text(value: Mapping[str, Any], name: str, least: int, most: int) -> bool:
    text = value.get(name)
    return isinstance(text, str) and least <= len(text) <= most and text.isprintable()


def obey(
    work: RelayWork,
    accounts: Mapping[str, Account],
    device: str,
    value: Mapping[str, Any],
    now: datetime,
    progress: Progress,
) -> Answered:
    """Carry out what `understood` has passed."""
    match value["kind"]:
        case "state":
            return {"done": _stands(work, str(value.get("order", "")), value["state"], now, progress)}
        case "paid":
            return {"done": paid_otherwise(work, value["order"], value["method"])}
        case "unpair":
            return {"done": work.devices.revoke(device)}
        case _:
            return _to_a_customer(work, accounts, value, now)


def _stands(work: RelayWork, order_id: str, state: str, now: datetime, progress: Progress) -> bool:
    order = work.placed.order(order_id)
    if order is None:
        return False
    if order.state != state:  # a desk that starts tells all of them again
        settle(work, order, state)
        progress(work, order, state, now)
    return True


def _to_a_customer(
    work: RelayWork, accounts: Mapping[str, Account], value: Mapping[str, Any], now: datetime
) -> Answered:
    account, customer = accounts.get(value["account"]), value["customer"]
    if account is None:
        return _not_done("unknown-account")
    if value["kind"] == "reply":
        # without a secret the interface cannot be called
        return _not_done("unavailable" if can(account.type, Capability.SERVICE_MESSAGE) else "unsupported")
    kept = work.talks.talk(account.id, customer)
    if kept is None:
        return _not_done("unknown-customer")
    talk = from_json(kept)
    work.talks.keep_talk(account.id, customer, to_json(handed(talk, value["kind"])), now)
    return {"done": True}


def handed(talk: Conversation, kind: str) -> Conversation:
    """The conversation as a person takes it over, or the machine takes it back where it was left."""
    if kind == "takeover":
        return replace(talk.aside(), state="human")
    return talk.back() if talk.state == "human" else talk


def _not_done(reason: str) -> Answered:
    return {"done": False, "reason": reason}
