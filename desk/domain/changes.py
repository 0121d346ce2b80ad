"""What differs between two versions of an order, in the words a kitchen needs."""

from desk.domain.orders import Line, OrderDraft, PaymentState
from desk.domain.tickets import Change

#: Differences a station without a delivery address on its ticket must know.
KITCHEN_MATTERS = frozenset({"line", "due", "note", "kind"})


def line_changes(old: tuple[Line, ...], new: tuple[Line, ...]) -> tuple[Change, ...]:
    """Pair the lines of two versions: equal ones vanish, the same product pairs up, the rest came or went."""
    gone = list(old)
    came: list[Line] = []
    for line in new:
        if line in gone:
            gone.remove(line)
        else:
            came.append(line)
    changes: list[Change] = []
    for line in came:
        twin = next((g for g in gone if (g.sku or g.name) == (line.sku or line.name)), None)
        if twin is None:
            twin = next((g for g in gone if g.name == line.name), None)
        if twin is not None:
            gone.remove(twin)
        changes.append(Change("line", twin, line))
    changes.extend(Change("line", line, None) for line in gone)
    return tuple(changes)


def order_changes(old: OrderDraft, new: OrderDraft) -> tuple[Change, ...]:
    """Every difference that may stand on paper except lines, and money that came: that has a slip of its own."""
    changes: list[Change] = []
    before, after = old.fulfilment, new.fulfilment
    if before.kind is not after.kind:
        changes.append(Change("kind", before.kind.value, after.kind.value))
    if before.due_at != after.due_at:
        changes.append(
            Change(
                "due",
                before.due_at.isoformat() if before.due_at else "",
                after.due_at.isoformat() if after.due_at else "",
            )
        )
    if before.name != after.name:
        changes.append(Change("name", before.name, after.name))
    if before.phone != after.phone:
        changes.append(Change("phone", before.phone, after.phone))
    if before.address != after.address:
        changes.append(Change("address", before.address, after.address))
    if old.note != new.note:
        changes.append(Change("note", old.note, new.note))
    if old.amount_due != new.amount_due:
        changes.append(Change("total", str(old.amount_due), str(new.amount_due)))
    elif _money_word(old) != _money_word(new) and not became_paid(old, new):
        changes.append(Change("payment", _money_word(old), _money_word(new)))
    return tuple(changes)


def _money_word(order: OrderDraft) -> str:
    """What its paper says of money: `paid`, `refunded`, or how much is to be collected in minor units."""
    if order.payment.state is PaymentState.REFUNDED:
        return "refunded"
    if order.balance == 0 and (order.payment.state is PaymentState.PAID or order.payment.paid_amount > 0):
        return "paid"
    return str(order.balance)


def became_paid(old: OrderDraft, new: OrderDraft) -> bool:
    """Whether money arrived between the two versions so that nothing is left to collect."""
    return old.payment.state is not PaymentState.PAID and new.payment.state is PaymentState.PAID
