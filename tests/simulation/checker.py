"""The invariants of design section 7, checked on paper and rows alone; shares nothing with the engine.

Paper is the truth: a list of sheets per printer in the order they fell, each a list of text lines. Rows are
read with this module's own SQL.
"""

import re
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, field

_NUMBER = re.compile(r"第 (\d+) 张")
_COPY = re.compile(r"补打 第(\d+)次 可能重复")
_STATIONS = {"厨房": "kitchen", "前台": "counter"}
_FINAL = {"confirmed", "unconfirmed", "person-confirmed", "cancelled"}


@dataclass(frozen=True)
class Fallen:
    """One sheet that fell: its lines, when (microseconds of the shop's clock), and whether its own cut made it
    fall or the opening of the ticket after it.
    """

    lines: list[str]
    at: int
    own_cut: bool


@dataclass
class Slip:
    """One sheet as somebody in the kitchen reads it."""

    printer: str
    position: int
    text: str
    station: str | None
    number: int | None
    copy: int
    whole: bool
    heads: int
    fallen: Fallen


@dataclass
class Verdict:
    """What was broken; empty is good."""

    broken: list[str] = field(default_factory=list)

    def expect(self, truth: object, what: str) -> None:
        if not truth:
            self.broken.append(what)


def read_slip(printer: str, position: int, fallen: Fallen) -> Slip:
    """A ticket is whole when its head, running number and foot are there and it was cut."""
    lines = fallen.lines
    text = "\n".join(lines)
    heads = _NUMBER.findall(text)
    station = None
    for line in lines:
        for word, name in _STATIONS.items():
            if line.rstrip().endswith(word) and station is None:
                station = name
    copy = _COPY.search(text)
    foot = [line for line in lines if line.startswith("下单 ")]
    first = next((line for line in lines if line.strip()), "")
    started = bool(first) and not first.startswith("下单 ")
    return Slip(
        printer,
        position,
        text,
        station,
        int(heads[0]) if heads else None,
        int(copy.group(1)) if copy else 1,
        bool(station and len(heads) == 1 and len(foot) == 1 and started),
        len(heads),
        fallen,
    )


def check(
    rows: sqlite3.Connection,
    paper: dict[str, list[Fallen]],
    acked: dict[tuple[str, str], int],
    fenced: set[str],
    blind: set[str],
    *,
    steady: bool,
) -> list[str]:
    """Every broken invariant as a sentence. `acked`: highest acknowledged version by source ref.

    `fenced`: printers whose attempts can be fenced. `blind`: printers that never answer; whether such a one lost
    the end of a ticket nobody can know, so the next may stand below it. `steady`: the shop's clock never went back.
    """
    verdict = Verdict()
    slips = [
        read_slip(printer, position, fallen)
        for printer, sheets in paper.items()
        for position, fallen in enumerate(sheets)
        if any(line.strip() for line in fallen.lines)
    ]
    _store(verdict, rows, acked)
    _paper(verdict, rows, slips, blind)
    if steady:
        _fence(verdict, rows, slips, fenced)
    _ended(verdict, rows)
    return verdict.broken


def _store(verdict: Verdict, rows: sqlite3.Connection, acked: dict[tuple[str, str], int]) -> None:
    verdict.expect(rows.execute("pragma integrity_check").fetchone()[0] == "ok", "the database is corrupt")
    verdict.expect(not rows.execute("pragma foreign_key_check").fetchall(), "a foreign key points nowhere")
    have: dict[tuple[str, str], list[int]] = defaultdict(list)
    for source, external_id, version in rows.execute("select source, external_id, version from orders"):
        have[source, external_id].append(version)
    for key, version in acked.items():
        verdict.expect(key in have, f"1: acknowledged order {key[1]} is lost")
        verdict.expect(len(have[key]) <= 1, f"1: order {key[1]} is there {len(have[key])} times")
        verdict.expect(max(have[key], default=0) >= version, f"1: version {version} of {key[1]} is lost")
    for key, versions in have.items():
        verdict.expect(len(versions) == 1, f"I8: {key} is {len(versions)} orders")
    numbers = Counter(
        rows.execute("select number, date(received_at / 1000000 + 8 * 3600, 'unixepoch') from orders")
    )
    verdict.expect(all(n == 1 for n in numbers.values()), "two orders of one day have one number")
    jobless = rows.execute(
        "select number from orders where state not in ('placed', 'declined') and previous_state is null"
        " and id not in (select order_id from jobs where order_id is not null)"
        " and id not in (select order_id from order_log where what = 'undo')"
    ).fetchall()
    verdict.expect(not jobless, f"I11: accepted orders without a ticket: {jobless}")


def _paper(verdict: Verdict, rows: sqlite3.Connection, slips: list[Slip], blind: set[str]) -> None:
    jobs = {
        (station, number): (job, state, attempt, printer, backup, evidence, not_before)
        for job, station, number, state, attempt, printer, backup, evidence, not_before in rows.execute(
            "select id, station, number, state, attempt, printer, backup_from, evidence, not_before from jobs"
            " where number is not null and kind <> 'test'"
        )
    }
    at: dict[tuple[str, int], list[Slip]] = defaultdict(list)
    for slip in slips:
        alone = slip.heads <= 1 or slip.printer in blind
        verdict.expect(alone, f"4: two tickets on one sheet: {slip.text[:200]!r}")
        if slip.station and slip.number is not None and slip.heads == 1:
            at[slip.station, slip.number].append(slip)
            verdict.expect(
                (slip.station, slip.number) in jobs, f"ticket {slip.station} #{slip.number} has no job"
            )
    for key, (job, state, attempt, *_rest) in jobs.items():
        whole = [slip for slip in at[key] if slip.whole]
        if state == "confirmed":
            mine = [slip for slip in whole if slip.copy == attempt]
            verdict.expect(mine, f"2: job {job} attempt {attempt} is called printed and is not on paper")
        unmarked = [slip for slip in whole if slip.copy == 1]
        verdict.expect(len(unmarked) <= 1, f"3: {len(unmarked)} unmarked copies of {key}")
        for copy, count in Counter(slip.copy for slip in whole).items():
            verdict.expect(count <= 1, f"G4: {count} copies of {key} are marked {copy}")
        verdict.expect(
            all(slip.copy <= attempt or slip.printer in blind for slip in at[key]),
            f"I4: {key} shows an attempt its row does not know",
        )
    _order(verdict, rows, slips, jobs)


def _fence(verdict: Verdict, rows: sqlite3.Connection, slips: list[Slip], fenced: set[str]) -> None:
    """G5: on a printer that can be fenced nothing of attempt n comes out once attempt n+1 has begun."""
    begun = {
        (station, number, attempt): at
        for station, number, attempt, at in rows.execute(
            "select j.station, j.number, l.attempt, max(l.at) from job_log l join jobs j on j.id = l.job_id"
            " where l.state = 'sending' and j.number is not null group by 1, 2, 3"
        )
    }
    for slip in slips:
        if slip.printer not in fenced or not slip.whole or not slip.fallen.own_cut:
            continue
        successor = begun.get((slip.station, slip.number, slip.copy + 1))
        verdict.expect(
            successor is None or slip.fallen.at <= successor,
            f"G5: {slip.station} #{slip.number} attempt {slip.copy} came out after the next had begun",
        )


def _order(
    verdict: Verdict, rows: sqlite3.Connection, slips: list[Slip], jobs: dict[tuple[str, int], tuple]
) -> None:  # type: ignore[type-arg]
    """4: first attempts leave each printer in the order of their jobs; who waited for a person's word has left
    the order.
    """
    asked = {job for (job,) in rows.execute("select job_id from job_log where state = 'ask' and attempt = 0")}
    last: dict[str, int] = {}
    for slip in slips:
        if slip.copy > 1 or not slip.whole or slip.station is None or slip.number is None:
            continue
        row = jobs.get((slip.station, slip.number))
        if row is None or row[0] in asked or row[4] or row[6] is not None or row[3] != slip.printer:
            continue
        verdict.expect(
            last.get(slip.printer, 0) < row[0],
            f"4: on {slip.printer} job {row[0]} came after job {last.get(slip.printer)}",
        )
        last[slip.printer] = max(row[0], last.get(slip.printer, 0))


def _ended(verdict: Verdict, rows: sqlite3.Connection) -> None:
    """I12 and G2: with the faults gone every ticket reached an end, and none of an open order has none."""
    for job, state, reasons in rows.execute("select id, state, reasons from jobs"):
        verdict.expect(state in _FINAL, f"I12: job {job} is still {state} ({reasons!r})")
    silent = rows.execute(
        "select o.number, o.state from orders o where o.state in ('accepted','preparing','ready','delivering')"
        " and not exists (select 1 from jobs j where j.order_id = o.id and (j.state <> 'cancelled'"
        " or j.person <> ''))"
    ).fetchall()
    verdict.expect(not silent, f"2: open orders without a ticket: {silent}")
