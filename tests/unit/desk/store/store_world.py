"""A runner without a thread, and strategies for orders and tickets."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from desk.domain.orders import (
    CustomerRef,
    Discount,
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
from desk.domain.tickets import Change, Ticket, TicketKind
from desk.store.runners import Call, Engine, settle

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


class InlineRunner:
    """Collects calls and runs them as one batch when told to; what kills the batch comes out of `run`."""

    def __init__(self) -> None:
        self.waiting: list[Call] = []
        self.settled: list[Call] = []
        self._engine: Engine | None = None

    def start(self, engine: Engine) -> None:
        self._engine = engine

    def submit(self, call: Call) -> None:
        self.waiting.append(call)

    def stop(self) -> None:
        self.run()

    def run(self) -> None:
        batch, self.waiting = self.waiting, []
        assert self._engine is not None
        self._engine.run_batch(batch, self._done)

    def _done(self, calls: Sequence[Call]) -> None:
        self.settled += calls
        settle(calls)


def order(order_id: str) -> Order:
    """A small order."""
    content = OrderDraft("website", f"web-{order_id}", (Line("蛋糕", 1, 16800),))
    return Order(order_id, f"S-{order_id}", OrderState.ACCEPTED, content, NOON, NOON, "webhook")


texts = st.text(max_size=12)
amounts = st.integers(-(2**40), 2**40)
counts = st.integers(0, 2**31 - 1)
times = st.integers(0, 2**52).map(lambda us: datetime.fromtimestamp(0, UTC) + timedelta(microseconds=us))
maybe_times = st.none() | times
options = st.builds(Option, texts, texts, amounts)
lines = st.builds(Line, texts, counts, amounts, texts, texts, st.lists(options, max_size=3).map(tuple), texts)
drafts = st.builds(
    OrderDraft,
    source=texts,
    external_id=texts,
    lines=st.lists(lines, max_size=4).map(tuple),
    version=counts,
    placed_at=maybe_times,
    fulfilment=st.builds(Fulfilment, st.sampled_from(FulfilmentKind), maybe_times, texts, texts, texts),
    discounts=st.lists(st.builds(Discount, texts, amounts), max_size=2).map(tuple),
    delivery_fee=amounts,
    total=st.none() | amounts,
    currency=texts,
    payment=st.builds(
        Payment, st.sampled_from(PaymentMethod), st.sampled_from(PaymentState), amounts, maybe_times, texts
    ),
    customer=st.builds(CustomerRef, texts, texts, texts),
    note=texts,
    number=st.none() | texts,
)
changes = st.builds(Change, st.just("line"), st.none() | lines, st.none() | lines) | st.builds(
    Change, st.sampled_from(["due", "note", "name", "phone", "address", "kind", "total"]), texts, texts
)


@st.composite
def tickets(draw: st.DrawFn) -> Ticket:
    """Any ticket; its lines are some of the order's, or others."""
    order_ = draw(st.none() | drafts)
    own = draw(st.lists(lines, max_size=2))
    shared = [line for line in (order_.lines if order_ else ()) if draw(st.booleans())]
    return Ticket(
        kind=draw(st.sampled_from(TicketKind)),
        layout=draw(texts),
        station=draw(texts),
        shop=draw(texts),
        timezone=draw(texts),
        language=draw(texts),
        number=draw(texts),
        order=order_,
        lines=(*shared, *own),
        source=draw(texts),
        received_at=draw(maybe_times),
        due_at=draw(maybe_times),
        start_at=draw(maybe_times),
        changes=tuple(draw(st.lists(changes, max_size=3))),
        old_version=draw(st.none() | counts),
        old_at=draw(maybe_times),
        reason=draw(texts),
        rushed=draw(counts),
        copy=draw(counts),
        copies=draw(counts),
        text=tuple(draw(st.lists(st.tuples(texts, texts), max_size=3))),
    )
