"""Payments, refunds and bills on each database: booked once, claimed by one relay, kept as long as money is."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from relay_samples import NOON, Database, Relay, later, read, write

from desk.relay.store.forgetting import KEEP_MONEY, KEEP_NOTICE
from desk.relay.store.payments import Payment
from desk.relay.store.refunds import Refund
from desk.relay.store.work import RelayWork

FIRST = Payment(
    "OD202611270001", "order-1", "", "cake", "oAmy", "jsapi", "大C甜品 W001", 16800, "CNY", "created", NOON,
    later(900), poll_at=later(10),
)  # fmt: skip


def add(relay: Relay, number: str = FIRST.number, **other: Any) -> Payment:
    payment = replace(FIRST, number=number, **other)
    write(relay, lambda work: work.payments.add(payment))
    return payment


def get(relay: Relay, number: str = FIRST.number) -> Payment:
    found = read(relay, lambda work: work.payments.payment(number))
    assert found is not None
    return found


def pay(relay: Relay, number: str = FIRST.number, *, off: bool = False) -> bool:
    return write(relay, lambda work: work.payments.pay(number, "4200", "query", later(5), off=off))


def test_a_payment_is_kept_as_it_was_made(database: Database) -> None:
    relay = database.relay()
    assert get_or_none(relay) is None
    assert add(relay) == get(relay)
    big = add(relay, "OD-big", amount=2**40, order_id="", desk_order="desk-1", off=True, paid_at=later(1))
    assert get(relay, "OD-big") == big
    assert read(relay, lambda work: work.payments.of("order-1")) == [FIRST]
    assert read(relay, lambda work: work.payments.of(desk_order="desk-1")) == [big]
    assert read(relay, lambda work: work.payments.of("")) == []


def get_or_none(relay: Relay) -> Payment | None:
    return read(relay, lambda work: work.payments.payment(FIRST.number))


def test_it_is_asked_paid_and_closed_once(database: Database) -> None:
    relay = database.relay()
    add(relay)
    asked = [write(relay, lambda work: work.payments.asked(FIRST.number, "wx1")) for _ in range(2)]
    assert asked == [True, False]
    assert not write(relay, lambda work: work.payments.close(FIRST.number, None, unasked=True))
    assert [pay(relay), pay(relay)] == [True, False]
    assert not write(relay, lambda work: work.payments.close(FIRST.number, None))
    found = get(relay)
    assert (found.state, found.handle, found.reference, found.evidence, found.paid_at, found.poll_at) == (
        "paid",
        "wx1",
        "4200",
        "query",
        later(5),
        None,
    )


def test_a_closed_one_may_still_be_paid(database: Database) -> None:
    relay = database.relay()
    add(relay)
    assert write(relay, lambda work: work.payments.close(FIRST.number, later(900), unasked=True))
    assert (get(relay).state, get(relay).live, get(relay).poll_at) == ("closed", False, later(900))
    assert not write(relay, lambda work: work.payments.asked(FIRST.number, "wx1"))
    assert pay(relay, off=True)
    assert (get(relay).state, get(relay).off) == ("paid", True)


def test_what_came_in_is_counted_without_what_goes_back(database: Database) -> None:
    relay = database.relay()
    for number, off in (("OD-one", False), ("OD-two", True)):
        add(relay, number)
        pay(relay, number, off=off)
    add(relay, "OD-three")
    assert read(relay, lambda work: work.payments.paid("order-1")) == 16800


def due(relay: Relay, now: datetime, *, lease: float = 90) -> list[str]:
    return read(relay, lambda work: work.payments.due(now, now - timedelta(seconds=lease), 10))


def test_one_relay_claims_it_until_it_looked_or_its_claim_ran_out(database: Database) -> None:
    relay = database.relay()
    add(relay)
    assert (due(relay, later(9)), due(relay, later(10))) == ([], [FIRST.number])
    claims = [
        write(relay, lambda work: work.payments.claim(FIRST.number, later(10), later(-80))) for _ in range(2)
    ]
    assert claims == [True, False]
    assert (due(relay, later(99)), due(relay, later(101))) == ([], [FIRST.number])
    write(relay, lambda work: work.payments.looked(FIRST.number, later(11), later(30)))
    assert (due(relay, later(29)), due(relay, later(30)), get(relay).looked_at) == (
        [],
        [FIRST.number],
        later(11),
    )
    write(relay, lambda work: work.payments.put_off(FIRST.number, later(60)))
    assert (due(relay, later(59)), due(relay, later(60))) == ([], [FIRST.number])
    write(relay, lambda work: work.payments.disturb("order-1"))
    assert due(relay, later(0)) == [FIRST.number]
    pay(relay)
    write(relay, lambda work: work.payments.disturb("order-1"))
    assert due(relay, later(9999)) == []
    assert not write(relay, lambda work: work.payments.claim(FIRST.number, later(9999), later(9000)))


def test_a_trouble_is_kept(database: Database) -> None:
    relay = database.relay()
    add(relay)
    for why in ("other-amount", "other-amount other-account"):
        write(relay, lambda work, why=why: work.payments.distrust(FIRST.number, why))
        assert get(relay).trouble == why


def test_a_notification_is_remembered_by_its_id(database: Database) -> None:
    relay = database.relay()
    assert read(relay, lambda work: work.payments.outcome("EV-1")) is None
    for outcome in ("other-amount", "paid"):
        write(relay, lambda work, word=outcome: work.payments.keep_notice("EV-1", "OD", word, NOON))
        assert read(relay, lambda work: work.payments.outcome("EV-1")) == outcome


def test_a_bill_waits_is_extended_and_claimed_by_one(database: Database) -> None:
    relay = database.relay()
    write(relay, lambda work: work.bills.expect("order-1", NOON, later(900)))
    write(relay, lambda work: work.bills.expect("order-1", later(5), later(9000)))
    assert read(relay, lambda work: work.bills.bill("order-1")) == (NOON, later(900))
    write(relay, lambda work: work.bills.extend("order-1", later(1000)))

    def overdue(seconds: float) -> list[str]:
        return read(relay, lambda work: work.bills.overdue(later(seconds), later(seconds - 90), 10))

    assert (overdue(999), overdue(1000)) == ([], ["order-1"])
    claims = [
        write(relay, lambda work: work.bills.claim("order-1", later(1000), later(910))) for _ in range(2)
    ]
    assert claims == [True, False]
    assert (overdue(1089), overdue(1091)) == ([], ["order-1"])
    assert [write(relay, lambda work: work.bills.drop("order-1")) for _ in range(2)] == [True, False]
    assert read(relay, lambda work: work.bills.bill("order-1")) is None


def test_a_refund_ends_once_and_speaks_for_its_part(database: Database) -> None:
    relay = database.relay()

    def settle(number: str, state: str, reason: str = "") -> bool:
        return write(relay, lambda work: work.refunds.settle(number, state, reason, "5030"))

    def spoken_for() -> int:
        return read(relay, lambda work: work.refunds.spoken_for("OD-1"))

    for number, amount in (("RF-000001", 300), ("RF-000002", 200)):
        refund = Refund(number, "OD-1", amount, "卖完了", "created", "", "", NOON)
        write(relay, lambda work, refund=refund: work.refunds.add(refund, later(10)))
        assert read(relay, lambda work, number=number: work.refunds.refund(number)) == refund
    assert spoken_for() == 500
    assert [settle("RF-000001", "failed", "not_enough"), spoken_for()] == [True, 200]
    assert [settle("RF-000001", "created"), spoken_for()] == [True, 500]
    assert [
        settle("RF-000001", each) for each in ("asked", "asked", "abnormal", "done", "done", "failed")
    ] == [
        True,
        False,
        True,
        True,
        False,
        False,
    ]
    assert spoken_for() == 500
    found = read(relay, lambda work: work.refunds.due(later(10), later(-80), 10))
    assert found == ["RF-000002"]
    assert [
        write(relay, lambda work: work.refunds.claim("RF-000002", later(10), NOON)) for _ in range(2)
    ] == [
        True,
        False,
    ]
    write(relay, lambda work: work.refunds.look_later("RF-000002", later(30)))
    assert read(relay, lambda work: work.refunds.due(later(30), NOON, 10)) == ["RF-000002"]
    write(relay, lambda work: work.refunds.look_later("RF-000002", None))
    assert read(relay, lambda work: work.refunds.due(later(9999), NOON, 10)) == []


def test_money_stays_known_for_years_and_notifications_for_a_month(database: Database) -> None:
    relay = database.relay()
    second = timedelta(seconds=1)

    def fill(work: RelayWork) -> None:
        for name, age in (("OD-old", second), ("OD-young", -second)):
            at = NOON - KEEP_MONEY - age
            work.payments.add(replace(FIRST, number=name, at=at))
            work.refunds.add(Refund(name, name, 1, "", "done", "", "", at), at)
            work.payments.keep_notice(name, name, "paid", NOON - KEEP_NOTICE - age)

    write(relay, fill)
    write(relay, lambda work: work.forgetting.piece(NOON))

    def left(work: RelayWork) -> list[list[str]]:
        names = ("OD-old", "OD-young")
        return [
            [name for name in names if found(name) is not None]
            for found in (work.payments.payment, work.refunds.refund, work.payments.outcome)
        ]

    assert read(relay, left) == [["OD-young"]] * 3
