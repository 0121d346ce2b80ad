"""`ours|raw N FOLDER`: durable orders with five lines and two print jobs, one after the other; prints JSON.

`ours` writes them through the store's own operations. `raw` reads back the rows of such a database and writes
the very same rows into a fresh one of the same schema with sqlite3 alone: begin, inserts, commit, WAL, FULL.
"""

import asyncio
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desk.app.clock import UuidIds
from desk.domain.orders import Order, OrderDraft, OrderState
from desk.domain.ports import NewJob, Work
from desk.domain.tickets import Ticket, TicketKind
from desk.store.opening import open_store
from tests.bench.adapters.drafts import SOURCE, drafts, raw
from tests.bench.adapters.shops import WARM

_IDS = UuidIds()


def insert(work: Work, draft: OrderDraft, now: datetime, document: bytes) -> None:
    """What intake writes for an order whose printers are busy."""
    if work.orders.by_source_ref(SOURCE, draft.external_id) is not None:
        raise AssertionError("a fresh order is known")
    work.raw_events.add(SOURCE, draft.external_id, draft.version, now, document)
    number = f"S{work.numbers.next_order('S', now.date()):03d}"
    customer = work.customers.link(SOURCE, draft.customer, draft.fulfilment, now)
    order = Order(
        _IDS.order_id(), number, OrderState.ACCEPTED, draft, now, now, "webhook", customer
    )  # fmt: skip
    work.orders.insert(order)
    work.orders.note(order.id, now, "received", SOURCE)
    for name, kind in (("kitchen", TicketKind.KITCHEN), ("counter", TicketKind.COUNTER)):
        ticket = Ticket(
            kind, name, name, "好味小厨", "Asia/Shanghai", "zh_CN", number, draft, draft.lines, SOURCE, now
        )
        work.jobs.add(NewJob(order.id, number, 1, name, ticket, now))


async def ours(folder: Path, count: int) -> tuple[list[float], float]:
    """Each order's seconds, and all of it."""
    store = open_store("sqlite", folder)
    now, document, took = datetime.now(UTC), raw(), []
    await asyncio.sleep(WARM)
    began = time.perf_counter()
    for draft in _five_lines(count, now):
        start = time.perf_counter()
        await store.database.write(lambda work, draft=draft: insert(work, draft, now, document))
        took.append(time.perf_counter() - start)
    total = time.perf_counter() - began
    store.close()
    return took, total


def same_rows(folder: Path, count: int) -> tuple[list[float], float]:
    """The same with sqlite3 alone."""
    asyncio.run(ours(folder / "template", count))
    open_store("sqlite", folder / "raw").close()
    source = sqlite3.connect(folder / "template" / "desk.db")
    writes = list(_writes(source))
    source.close()
    database = sqlite3.connect(folder / "raw" / "desk.db", isolation_level=None, cached_statements=512)
    for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = on"):
        database.execute(f"pragma {pragma}").fetchall()
    took: list[float] = []
    began = time.perf_counter()
    for write in writes:
        start = time.perf_counter()
        database.execute("begin immediate")
        for sql, rows in write:
            database.executemany(sql, rows)
        database.execute("commit")
        took.append(time.perf_counter() - start)
    total = time.perf_counter() - began
    database.close()
    return took, total


Write = list[tuple[str, list[tuple[Any, ...]]]]


def _writes(source: sqlite3.Connection) -> Iterable[Write]:
    """For each order the statements and rows that make it."""
    customers = _table(source, "customers")
    seen: set[int] = set()
    counter = source.execute("select scope, name from counters").fetchone()
    by_order = {name: _table(source, name, "order_id") for name in ("order_lines", "order_log", "jobs")}
    papers = {row[0]: row for row in source.execute("select * from job_papers")}
    events = {row[2]: row for row in source.execute("select * from raw_events")}
    columns = [row[1] for row in source.execute("pragma table_info(orders)")]
    at = {name: columns.index(name) for name in ("id", "external_id", "customer_id")}
    for number, order in enumerate(source.execute("select * from orders order by rowid").fetchall(), 1):
        jobs = by_order["jobs"][order[at["id"]]]
        write: Write = [
            (_insert("raw_events", 6), [events[order[at["external_id"]]]]),
            (
                "insert into counters values (?, ?, ?, 0, null, null) on conflict do update set last = excluded.last",
                [(*counter, number)],
            ),
        ]
        customer = customers[order[at["customer_id"]]][0]
        if customer[0] not in seen:
            seen.add(customer[0])
            write.append((_insert("customers", len(customer)), [customer]))
            own = source.execute("select * from identities where customer_id = ?", (customer[0],)).fetchall()
            write.append((_insert("identities", 3), own))
        else:
            write.append(("update customers set orders = orders + 1 where id = ?", [(customer[0],)]))
        write.append((_insert("orders", len(order)), [order]))
        for name in ("order_lines", "order_log"):
            rows = by_order[name][order[at["id"]]]
            write.append((_insert(name, len(rows[0])), rows))
        write.append((_insert("jobs", len(jobs[0])), jobs))
        write.append((_insert("job_papers", 3), [papers[job[0]] for job in jobs]))
        yield write


def _insert(table: str, columns: int) -> str:
    return f"insert into {table} values ({', '.join('?' * columns)})"


def _table(source: sqlite3.Connection, name: str, key: str = "id") -> dict[Any, list[tuple[Any, ...]]]:
    columns = [row[1] for row in source.execute(f"pragma table_info({name})")]
    found: dict[Any, list[tuple[Any, ...]]] = {}
    for row in source.execute(f"select * from {name}"):
        found.setdefault(row[columns.index(key)], []).append(row)
    return found


def _five_lines(count: int, now: datetime) -> list[OrderDraft]:
    return [replace(draft, lines=draft.lines[:5]) for draft in drafts(count, now)]


def main() -> None:
    variant, count, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    run: Callable[[], tuple[list[float], float]] = {
        "ours": lambda: asyncio.run(ours(folder, count)),
        "raw": lambda: same_rows(folder, count),
    }[variant]
    took, total = run()
    took.sort()
    p50, p99 = took[len(took) // 2], took[min(len(took) - 1, int(len(took) * 0.99))]
    print(json.dumps({"orders_s": count / total, "p50_ms": p50 * 1e3, "p99_ms": p99 * 1e3}))


if __name__ == "__main__":
    main()
