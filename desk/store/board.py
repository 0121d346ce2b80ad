"""The order queue as cards, read with plain SQL that both databases and the first paint share.

Imports neither SQLAlchemy nor the order's own types: the window shows the last queue before those are loaded.
Times are microseconds since 1970 UTC in SQL, seconds in cards.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from desk.domain.board import CardLine, OrderCard

Values = Sequence[Any]
SqlRow = tuple[Any, ...]
#: Runs SQL with `?` parameters and gives all rows.
Run = Callable[[str, Values], list[SqlRow]]

#: A card shows the worst of its jobs, by this order; cancelled jobs do not count.
WORST_FIRST = (
    "ask",
    "uncertain",
    "blocked",
    "holding",
    "queued",
    "sending",
    "sent",
    "unconfirmed",
    "person-confirmed",
    "confirmed",
)
_RANK = {state: rank for rank, state in enumerate(WORST_FIRST)}

_OPEN = "o.state IN ('placed', 'accepted', 'preparing', 'ready', 'delivering')"
_FINISHED = "o.state IN ('completed', 'declined', 'cancelled') AND o.since >= ?"

_ORDERS = """
SELECT o.id, o.number, o.state, o.version, o.source, o.source_kind, o.name, o.customer_nickname, o.kind,
 coalesce(o.promised_at, o.due_at), o.since, o.received_at, o.note, o.amount_due, o.paid_amount,
 o.payment_state, o.payment_method, o.currency, o.adds_up, o.rushed, o.previous_state, c.orders,
 o.phone
FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE {where} ORDER BY o.received_at, o.id
"""
_LINES = """
SELECT o.id, l.name, l.quantity, l.detail FROM orders o
JOIN order_lines l ON l.order_id = o.id AND l.version = o.version
WHERE {where} ORDER BY l.order_id, l.position
"""
_JOBS = """
SELECT o.id, j.id, j.state, j.reasons, j.not_before FROM orders o JOIN jobs j ON j.order_id = o.id
WHERE j.state <> 'cancelled' AND ({where}) ORDER BY j.id
"""
_TOTALS = """
SELECT count(*), coalesce(sum(amount_due), 0) FROM orders
WHERE received_at >= ? AND received_at < ? AND state NOT IN ('declined', 'cancelled')
"""


class _Paper(NamedTuple):
    """What the jobs of one order come to."""

    state: str
    reasons: tuple[str, ...]
    question: int
    start_at: int | None


_NO_PAPER = _Paper("", (), 0, None)


def board(run: Run, finished_since: int) -> list[OrderCard]:
    """Every open order, and those finished since then (microseconds), oldest first."""
    # Two questions rather than one with OR: each is answered from the index of states.
    found = [*_cards(run, _OPEN, ()), *_cards(run, _FINISHED, (finished_since,))]
    found.sort(key=lambda card: (card.received_at, card.id))
    return found


def cards(run: Run, order_ids: Sequence[str]) -> list[OrderCard]:
    """The named orders; an unknown id is left out."""
    found: list[OrderCard] = []
    for start in range(0, len(order_ids), 500):
        some = order_ids[start : start + 500]
        found += _cards(run, f"o.id IN ({', '.join('?' * len(some))})", some)
    return found


def day_totals(run: Run, start: int, end: int) -> tuple[int, int]:
    """Orders received in that span (microseconds) that were not declined or cancelled, and their sum."""
    count, amount = run(_TOTALS, (start, end))[0]
    return count, int(amount)


def _cards(run: Run, where: str, values: Values) -> list[OrderCard]:
    orders = run(_ORDERS.format(where=where), values)
    if not orders:
        return []
    lines: dict[str, list[CardLine]] = {}
    for order_id, name, quantity, detail in run(_LINES.format(where=where), values):
        lines.setdefault(order_id, []).append(CardLine(name, quantity, detail))
    papers = _papers(run(_JOBS.format(where=where), values))
    return [_card(row, tuple(lines.get(row[0], ())), papers.get(row[0], _NO_PAPER)) for row in orders]


def _papers(jobs: list[SqlRow]) -> dict[str, _Paper]:
    papers: dict[str, _Paper] = {}
    for order_id, job_id, state, reasons, not_before in jobs:
        paper = papers.get(order_id)
        if paper is None:
            paper = _Paper(state, _words(reasons), 0, not_before)
        else:
            if _RANK[state] < _RANK[paper.state]:
                paper = paper._replace(state=state, reasons=_words(reasons))
            if not_before is not None and (paper.start_at is None or not_before < paper.start_at):
                paper = paper._replace(start_at=not_before)
        if state == "ask" and not paper.question:
            paper = paper._replace(question=job_id)
        papers[order_id] = paper
    return papers


def _words(reasons: str) -> tuple[str, ...]:
    return tuple(reasons.split("\n")) if reasons else ()


def _card(row: SqlRow, lines: tuple[CardLine, ...], paper: _Paper) -> OrderCard:
    (id_, number, state, version, source, source_kind, name, nickname, kind, due_at, since) = row[:11]
    (
        received_at,
        note,
        total,
        paid,
        payment_state,
        method,
        currency,
        adds_up,
        rushed,
        before,
        visits,
        phone,
    ) = row[11:]
    settled = payment_state in {"paid", "refunded"}
    return OrderCard(
        id_,
        number,
        state,
        version,
        source,
        source_kind,
        name or nickname,
        kind,
        _seconds(due_at),
        _seconds(paper.start_at),
        since / 1e6,
        received_at / 1e6,
        lines,
        note,
        total,
        0 if settled else max(0, total - paid),
        payment_state,
        method,
        currency,
        bool(adds_up),
        rushed,
        paper.state,
        paper.reasons,
        paper.question,
        before is not None,
        visits or 0,
        phone[-4:],
    )


def _seconds(stored: int | None) -> float | None:
    return None if stored is None else stored / 1e6
