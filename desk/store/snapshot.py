"""The last queue for the first paint: the standard library's SQLite alone, read only, never in the way."""

import os
from typing import NamedTuple

from desk.domain.board import OrderCard
from desk.store import board

try:
    # What lies beneath sqlite3, without its types for dates: 5 ms and 1 MB less for the first picture.
    import _sqlite3 as sqlite3
except ImportError:  # another Python than CPython
    import sqlite3


class LastBoard(NamedTuple):
    """What the window shows first: the queue, and the day's orders and their sum in minor units."""

    cards: list[OrderCard]
    orders: int
    amount: int


NOTHING = LastBoard([], 0, 0)


def last_board(path: str | os.PathLike[str], finished_since: float, start: float, end: float) -> LastBoard:
    """The queue as `Views.board(finished_since)` and `Views.day_totals(start, end)` would give it.

    `path` is the database file; times are seconds since 1970 UTC. Nothing when there is no such file, or it is
    locked, damaged or of another version: the desk says so a moment later, when it opens the store.
    """
    try:
        connection = sqlite3.connect(_read_only(os.fspath(path)), uri=True, timeout=0.05)
    except sqlite3.Error:
        return NOTHING
    try:
        connection.execute("BEGIN")

        def run(sql: str, values: board.Values) -> list[board.SqlRow]:
            return connection.execute(sql, values).fetchall()

        cards = board.board(run, round(finished_since * 1e6))
        orders, amount = board.day_totals(run, round(start * 1e6), round(end * 1e6))
        return LastBoard(cards, orders, amount)
    except (sqlite3.Error, LookupError, TypeError, ValueError):
        return NOTHING
    finally:
        connection.close()


def _read_only(path: str) -> str:
    """The URI of a file to be read; by hand, because urllib and pathlib cost more than the query."""
    for mark in "%?#":
        path = path.replace(mark, f"%{ord(mark):02x}")
    if os.name == "nt":
        path = "/" + path.replace("\\", "/")
    return f"file:{path}?mode=ro"
