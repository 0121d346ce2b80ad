"""The statements of the job queue."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, null, or_, select, text, update

from desk.domain.print_jobs import FINAL
from desk.store.job_rows import COLUMNS
from desk.store.statements import Statement, constant, insert_row
from desk.store.tables import JOB_LOG, JOB_PAPERS, JOBS, OPEN_JOB

_COLUMNS = [JOBS.c[name] for name in COLUMNS]
_OPEN = text(OPEN_JOB)
_ONE = constant("1")
_ID = JOBS.c.id == bindparam("job_id")
_PRINTER = JOBS.c.printer == bindparam("printer")
#: The row is still as the caller saw it.
_UNCHANGED = (
    _ID,
    JOBS.c.state == bindparam("old_state"),
    JOBS.c.attempt == bindparam("old_attempt"),
)

# Ids are known before the row is written, because the completion token is made of the id. One process writes
# to SQLite and jobs are never deleted from the end, so the next id is never one that was given.
NEXT_ID = Statement(
    select(func.coalesce(func.max(JOBS.c.id), constant("0")) + _ONE),
    postgresql=select(constant("nextval('jobs_id_seq')")),
)
INSERT = insert_row(JOBS)
INSERT_PAPER = insert_row(JOB_PAPERS)
INSERT_LOG = Statement(
    insert(JOB_LOG)
    .values(
        {
            **{c.name: bindparam(c.name) for c in JOB_LOG.columns if c.name != "entry"},
            "entry": select(func.coalesce(func.max(JOB_LOG.c.entry), constant("0")) + _ONE)
            .where(JOB_LOG.c.job_id == bindparam("job_id"))
            .scalar_subquery(),
        }
    )
    .inline()
)

BY_ID = Statement(select(*_COLUMNS).where(_ID))
OF_ORDER = Statement(select(*_COLUMNS).where(JOBS.c.order_id == bindparam("order_id")).order_by(JOBS.c.id))
FIRST_WAITING = Statement(
    select(*_COLUMNS)
    .where(
        _PRINTER,
        JOBS.c.state == bindparam("state"),
        _OPEN,
        or_(JOBS.c.not_before.is_(None), JOBS.c.not_before <= bindparam("now")),
    )
    .order_by(JOBS.c.id)
    .limit(_ONE)
)
ANY_WAITING = Statement(
    select(_ONE)
    .where(
        _PRINTER,
        JOBS.c.state.in_([constant("'queued'"), constant("'blocked'")]),
        _OPEN,
        or_(JOBS.c.not_before.is_(None), JOBS.c.not_before <= bindparam("now")),
    )
    .limit(_ONE)
)
_NEWEST = select(JOBS).order_by(JOBS.c.id.desc()).limit(constant("500")).subquery()
SETTLED_BY_PERSON = Statement(
    select(_ONE)
    .where(
        _NEWEST.c.printer == bindparam("printer"),
        _NEWEST.c.attempt > constant("0"),
        _NEWEST.c.state.in_([constant("'person-confirmed'"), constant("'cancelled'")]),
        _NEWEST.c.updated_at > bindparam("since"),
    )
    .limit(_ONE)
)
NEXT_RELEASE = Statement(
    select(func.min(JOBS.c.not_before)).where(
        _PRINTER,
        JOBS.c.state.in_([constant("'queued'"), constant("'blocked'")]),
        _OPEN,
        JOBS.c.not_before > bindparam("now"),
    )
)
BACKLOG = Statement(
    select(JOBS.c.printer, func.count(), func.min(JOBS.c.created_at)).where(_OPEN).group_by(JOBS.c.printer)
)
SNAPSHOT = Statement(select(JOB_PAPERS.c.snapshot).where(JOB_PAPERS.c.job_id == bindparam("job_id")))
BODY = Statement(select(JOB_PAPERS.c.body).where(JOB_PAPERS.c.job_id == bindparam("job_id")))
SET_BODY = Statement(
    update(JOB_PAPERS).where(JOB_PAPERS.c.job_id == bindparam("of_job")).values(body=bindparam("body"))
)

MOVE = Statement(
    update(JOBS)
    .where(*_UNCHANGED)
    .values(
        state=bindparam("state"),
        updated_at=bindparam("at"),
        reasons=bindparam("reasons"),
        evidence=func.coalesce(bindparam("evidence", type_=JOBS.c.evidence.type), JOBS.c.evidence),
        person=bindparam("person"),
        sent_at=func.coalesce(bindparam("sent_at", type_=JOBS.c.sent_at.type), JOBS.c.sent_at),
    )
    .returning(*_COLUMNS)
)
BEGIN = Statement(
    update(JOBS)
    .where(*_UNCHANGED)
    .values(
        state=constant("'sending'"),
        attempt=JOBS.c.attempt + _ONE,
        token=bindparam("token"),
        number=func.coalesce(bindparam("number", type_=JOBS.c.number.type), JOBS.c.number),
        updated_at=bindparam("at"),
        reasons=constant("''"),
        evidence=constant("''"),
        person=constant("''"),
        sent_at=null(),
    )
    .returning(*_COLUMNS)
)
RETRACT = Statement(
    update(JOBS)
    .where(*_UNCHANGED)
    .values(
        state=constant("'queued'"),
        attempt=JOBS.c.attempt - _ONE,
        token=bindparam("token"),
        updated_at=bindparam("at"),
        reasons=bindparam("reasons"),
    )
    .returning(*_COLUMNS)
)
HAND_OVER = Statement(
    update(JOBS)
    .where(*_UNCHANGED)
    .values(
        state=constant("'queued'"),
        printer=bindparam("new_printer"),
        backup_from=bindparam("backup_from"),
        updated_at=bindparam("at"),
        reasons=constant("''"),
    )
    .returning(*_COLUMNS)
)
BLOCK = Statement(
    update(JOBS)
    .where(
        _PRINTER,
        _OPEN,
        or_(
            JOBS.c.state == constant("'queued'"),
            (JOBS.c.state == constant("'blocked'")) & (JOBS.c.reasons != bindparam("reasons")),
        ),
    )
    .values(state=constant("'blocked'"), reasons=bindparam("reasons"), updated_at=bindparam("at"))
    .returning(*_COLUMNS)
)
UNBLOCK = Statement(
    update(JOBS)
    .where(_PRINTER, _OPEN, JOBS.c.state == constant("'blocked'"))
    .values(state=constant("'queued'"), reasons=constant("''"), updated_at=bindparam("at"))
    .returning(*_COLUMNS)
)


def state_values(states: Sequence[str]) -> dict[str, object]:
    """The parameters of `in_states`."""
    return {f"state{index}": state for index, state in enumerate(states)}


def in_states(column: ColumnElement[str], count: int) -> ColumnElement[bool]:
    """`column` is one of that many states, given as `state0`, `state1`, ..."""
    return column.in_([bindparam(f"state{index}", type_=column.type) for index in range(count)])


def only_open(states: Sequence[str]) -> bool:
    """Whether none of these is final, so that the small index of open jobs answers."""
    return not any(state in FINAL for state in states)


@cache
def of_printer(count: int, *, open_only: bool) -> Statement:
    """Jobs of `printer` in `count` states, oldest first."""
    return Statement(_among(select(*_COLUMNS).where(_PRINTER), count, open_only).order_by(JOBS.c.id))


@cache
def page(*, of_order: bool, count: int, open_only: bool, after: bool) -> Statement:
    """`limit` jobs by id, of `order_id`, in `count` states (0: all), with ids above `after`."""
    query = select(*_COLUMNS)
    if of_order:
        query = query.where(JOBS.c.order_id == bindparam("order_id"))
    if count:
        query = _among(query, count, open_only)
    if after:
        query = query.where(JOBS.c.id > bindparam("after"))
    # Said this way, SQLite does not walk all jobs by id in search of the few that are open.
    by_id = JOBS.c.id + constant("0") if open_only and count else JOBS.c.id
    return Statement(query.order_by(by_id).limit(bindparam("limit", type_=JOBS.c.id.type)))


def _among(query: Select[tuple[object, ...]], count: int, open_only: bool) -> Select[tuple[object, ...]]:
    query = query.where(in_states(JOBS.c.state, count))
    return query.where(_OPEN) if open_only else query
