"""Which step may follow which, and what an order adds up to."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.orders import (
    OPEN_STATES,
    Action,
    Discount,
    FulfilmentKind,
    Line,
    Option,
    OrderDraft,
    OrderState,
    Payment,
    PaymentState,
    next_action,
    step,
    with_payment,
)

ENDS = [state for state in OrderState if state not in OPEN_STATES]
WAY = ["placed", "accepted", "preparing", "ready", "delivering", "completed"]
STEPS = (Action.ACCEPT, Action.START, Action.READY, Action.DELIVER, Action.COMPLETE)

minor = st.integers(-(10**12), 10**12)
lines = st.builds(
    Line,
    name=st.just("蛋糕"),
    quantity=st.integers(1, 99),
    unit_price=minor,
    options=st.lists(st.builds(Option, st.just("甜度"), st.just("少糖"), minor), max_size=3).map(tuple),
)
drafts = st.builds(
    OrderDraft,
    source=st.just("website"),
    external_id=st.just("1"),
    lines=st.lists(lines, min_size=1, max_size=5).map(tuple),
    discounts=st.lists(st.builds(Discount, st.just("红包"), st.integers(0, 10**9)), max_size=3).map(tuple),
    delivery_fee=st.integers(0, 10**6),
    total=st.none() | minor,
    payment=st.builds(Payment, state=st.sampled_from(PaymentState), paid_amount=st.integers(0, 10**12)),
)


@pytest.mark.parametrize(("state", "action"), list(itertools.product(ENDS, Action)))
def test_nothing_follows_an_end(state: OrderState, action: Action) -> None:
    assert step(state, action) is None


@pytest.mark.parametrize("state", OPEN_STATES)
def test_every_open_order_can_be_cancelled(state: OrderState) -> None:
    assert step(state, Action.CANCEL) is OrderState.CANCELLED


def test_only_an_order_nobody_took_yet_is_declined() -> None:
    assert [state for state in OrderState if step(state, Action.DECLINE)] == [OrderState.PLACED]


@pytest.mark.parametrize(("state", "action"), list(itertools.product(OrderState, STEPS)))
def test_steps_lead_forward_only(state: OrderState, action: Action) -> None:
    to = step(state, action)
    assert to is None or WAY.index(to.value) > WAY.index(state.value)


@pytest.mark.parametrize("action", [Action.UNDO, Action.REPRINT, Action.RUSH, Action.PAID])
def test_other_buttons_are_no_steps(action: Action) -> None:
    assert all(step(state, action) is None for state in OrderState)


@pytest.mark.parametrize("kind", FulfilmentKind)
def test_the_main_button_leads_every_order_to_its_end(kind: FulfilmentKind) -> None:
    state, passed = OrderState.PLACED, [OrderState.PLACED]
    while (action := next_action(state, kind)) is not None:
        following = step(state, action)
        assert following is not None, "the button of a state is one the state allows"
        state = following
        passed.append(state)
    assert state is OrderState.COMPLETED
    assert (OrderState.DELIVERING in passed) == (kind is FulfilmentKind.DELIVERY)


@pytest.mark.parametrize(("state", "kind"), list(itertools.product(ENDS, FulfilmentKind)))
def test_a_finished_order_has_no_main_button(state: OrderState, kind: FulfilmentKind) -> None:
    assert next_action(state, kind) is None


@given(drafts)
def test_the_computed_total_is_lines_less_discounts_plus_delivery(draft: OrderDraft) -> None:
    by_hand = draft.delivery_fee
    for line in draft.lines:
        for _ in range(line.quantity):
            by_hand += line.unit_price + sum(option.price for option in line.options)
    for discount in draft.discounts:
        by_hand -= discount.amount
    assert draft.computed_total == by_hand


@given(drafts)
def test_a_given_total_is_never_corrected(draft: OrderDraft) -> None:
    if draft.total is None:
        assert draft.adds_up
        assert draft.amount_due == draft.computed_total
    else:
        assert draft.amount_due == draft.total
        assert draft.adds_up == (draft.total == draft.computed_total)


@given(drafts)
def test_the_balance_is_what_is_still_to_be_collected(draft: OrderDraft) -> None:
    assert draft.balance >= 0
    if draft.payment.state in {PaymentState.PAID, PaymentState.REFUNDED}:
        assert draft.balance == 0
    else:
        assert draft.balance == max(0, draft.amount_due - draft.payment.paid_amount)


@given(drafts, st.sampled_from(PaymentState))
def test_paying_changes_nothing_but_the_payment(draft: OrderDraft, state: PaymentState) -> None:
    paid = with_payment(draft, Payment(state=state))
    assert paid.payment.state is state
    assert with_payment(paid, draft.payment) == draft
