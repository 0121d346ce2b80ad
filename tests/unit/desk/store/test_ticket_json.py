"""Snapshots are lossless, small, and readable by other versions of the desk."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from store_world import NOON, drafts, lines, order, tickets

from desk.domain.orders import Order, OrderState
from desk.domain.tickets import Ticket, TicketKind
from desk.store.order_rows import HEADER, LINE, line_values, order_values, to_order
from desk.store.ticket_json import TicketWriter, options_from_json, options_to_json, ticket_from_json

TICKET = Ticket(
    TicketKind.KITCHEN, "kitchen", "kitchen", "大C甜品", "Asia/Shanghai", "zh_CN", order=order("o1").content
)


@given(tickets())
def test_a_snapshot_comes_back_as_it_went(ticket: Ticket) -> None:
    assert ticket_from_json(TicketWriter().write(ticket)) == ticket


@given(st.lists(tickets(), min_size=2, max_size=4))
def test_one_writer_serves_many_orders(many: list[Ticket]) -> None:
    writer = TicketWriter()
    for ticket in [*many, *many]:
        assert ticket_from_json(writer.write(ticket)) == ticket


@given(tickets())
def test_a_snapshot_is_one_line_of_json_a_database_can_hold(ticket: Ticket) -> None:
    text = TicketWriter().write(ticket)
    assert isinstance(json.loads(text), dict)
    assert not any(c < " " for c in text)


def test_lines_of_the_order_are_not_written_twice() -> None:
    content = replace(order("o1").content, lines=(replace(order("o1").content.lines[0], note="x" * 500),))
    text = TicketWriter().write(replace(TICKET, order=content, lines=content.lines))
    assert text.count("x" * 500) == 1


def test_keys_of_later_versions_are_passed_over() -> None:
    document = json.loads(TicketWriter().write(replace(TICKET, lines=TICKET.order.lines)))
    document["hologram"] = {"kind": "spinning"}
    for part in (document["order"], document["order"]["fulfilment"], document["order"]["payment"]):
        part["later"] = [1, 2]
    document["order"]["lines"][0]["allergens"] = ["nuts"]
    assert ticket_from_json(json.dumps(document)) == replace(TICKET, lines=TICKET.order.lines)


@given(lines)
def test_options_come_back(line) -> None:
    assert options_from_json(options_to_json(line.options)) == line.options


@given(drafts, st.sampled_from(OrderState))
def test_an_order_survives_its_rows(draft, state: OrderState) -> None:
    made = Order("o1", "W001", state, draft, NOON, NOON, "relay", 7, OrderState.PLACED, 2, NOON)
    header, rows = order_values(made), line_values("o1", draft)
    assert to_order([header[name] for name in HEADER], [[row[name] for name in LINE] for row in rows]) == made
