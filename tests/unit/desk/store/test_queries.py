"""The questions asked all day are answered from an index, however many orders there are."""

import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from desk.domain.print_jobs import FINAL, JobState
from desk.store import board, job_sql
from desk.store.memory import new_memory
from desk.store.statements import Statement, insert_row
from desk.store.tables import JOBS, OPEN_JOB, ORDERS


@pytest.fixture
def memory() -> Iterator[sqlite3.Connection]:
    connection = new_memory()
    yield connection
    connection.close()


def plan(memory: sqlite3.Connection, sql: str) -> str:
    """SQLite's plan in one line."""
    rows = memory.execute(f"EXPLAIN QUERY PLAN {sql}", ("x",) * sql.count("?")).fetchall()
    return " | ".join(row[3] for row in rows)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (job_sql.FIRST_WAITING, "jobs_open (printer=? AND state=?)"),
        (job_sql.NEXT_RELEASE, "jobs_open (printer=? AND state=?)"),
        (job_sql.of_printer(3, open_only=True), "jobs_open (printer=? AND state=?)"),
        (job_sql.page(of_order=False, count=2, open_only=True, after=False), "jobs_open"),
        (job_sql.page(of_order=True, count=0, open_only=True, after=False), "ix_jobs_order_id (order_id=?)"),
        (job_sql.BACKLOG, "jobs_open"),
        (job_sql.BLOCK, "jobs_open (printer=?)"),
        (job_sql.UNBLOCK, "jobs_open (printer=? AND state=?)"),
        (job_sql.OF_ORDER, "ix_jobs_order_id (order_id=?)"),
    ],
)
def test_jobs_are_found_by_index(memory: sqlite3.Connection, statement: Statement, index: str) -> None:
    assert index in plan(memory, statement.on("sqlite").sql)


def test_the_oldest_waiting_job_needs_no_sorting(memory: sqlite3.Connection) -> None:
    assert "B-TREE" not in plan(memory, job_sql.FIRST_WAITING.on("sqlite").sql)


def test_the_board_scans_no_table(memory: sqlite3.Connection) -> None:
    plans: list[str] = []

    def run(sql: str, values: board.Values) -> list[board.SqlRow]:
        plans.append(plan(memory, sql))
        return [("o1", *[0] * 21, "13800138000")] if len(plans) in {1, 4} else []

    board.board(run, 0)
    board.day_totals(lambda sql, _values: [(plans.append(plan(memory, sql)) or 0, 0)], 0, 1)
    assert len(plans) == 7
    assert not [one for one in plans if "SCAN" in one]


def test_the_index_of_open_jobs_knows_the_final_states() -> None:
    final = {state.value for state in JobState if f"'{state.value}'" in OPEN_JOB}
    assert final == {state.value for state in FINAL}


def test_every_state_has_its_place_on_a_card() -> None:
    assert {*board.WORST_FIRST, "cancelled"} == {state.value for state in JobState}


def test_a_hidden_constant_is_refused() -> None:
    with pytest.raises(ValueError, match="hidden"):
        Statement(select(ORDERS.c.id).where(ORDERS.c.state == "placed")).on("sqlite")


def test_an_insert_names_every_column() -> None:
    sql = insert_row(JOBS).on("sqlite").sql
    assert sql.count("?") == len(JOBS.columns)
