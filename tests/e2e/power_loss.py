"""Power cuts under the real process: `desk serve` is traced while orders come in, then its disk is cut at random.

Checked after each cut: the database is whole, every order that was acknowledged is there, every order has its
tickets, and every attempt whose bytes had left for a printer is written down as one.
"""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from bisect import bisect_left
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.disk import CALLS, LONGEST, Sent, Step, cuts, read_trace
from tests.e2e.rig import ROOT, Desk, _python, order, shop, until

_ACK = re.compile(rb'HTTP/1\.1 202 .*"order_id": ?"([0-9A-Za-z-]+)"', re.DOTALL)
#: The completion request at a ticket's end: GS ( H, function 48, with the attempt's token.
_TOKEN = re.compile(rb"\x1d\(H\x06\x000\x30([0-9A-Za-z]{4})$")
STATIONS = 2


@dataclass
class TracedDesk(Desk):
    """A `desk serve` whose writes and syncs are written down."""

    trace: Path = field(default_factory=Path)

    def start(self, wait: bool = True) -> "TracedDesk":
        log = (self.data / "stdout.log").open("a")
        # -D: the desk is our own child and can be killed; strace ends by itself after it
        strace = ["strace", "-D", "-f", "-y", "-qq", "-xx", "-s", str(LONGEST), "-e", f"trace={CALLS}"]
        self.process = subprocess.Popen(
            [*strace, "-o", str(self.trace), *_python("-m", "desk", "serve", "--data", str(self.data))],
            cwd=ROOT, stdout=log, stderr=log, text=True, env={**os.environ, **self.environment},
        )  # fmt: skip
        log.close()
        until(self.healthy, 60, "desk serve answers /health under strace")
        return self


@dataclass
class Recording:
    """A run of the desk: its steps, and at which step what had left the house."""

    steps: list[Step]
    acks: list[tuple[int, str]]
    tokens: list[tuple[int, str]]


def record(folder: Path, orders: int) -> Recording:
    """Post so many orders to a traced desk with two printers, then pull the plug."""
    trace = folder / "trace"
    with shop(folder) as (desk, _kitchen, _counter):
        desk.stop()
        for left in desk.data.glob("desk.db*"):
            left.unlink()
        traced = TracedDesk(desk.data, desk.port, trace=trace)
        traced.start()
        with ThreadPoolExecutor(4) as senders:
            for part in (range(orders // 2), range(orders // 2, orders)):
                if part.start:
                    until(lambda: not traced.jobs(state="queued"), 60, "all tickets printed")
                    # the desk folds its log into the file and makes room in it when nothing is asked for a while
                    time.sleep(0.8)
                answers = list(senders.map(lambda number: traced.post(order(number))[0], part))
                assert set(answers) == {202}
        assert traced.process is not None
        traced.process.send_signal(signal.SIGKILL)
        traced.process.wait(10)
        until(lambda: b"+++ killed" in _tail(trace), 30, "the end of the trace")
        steps = read_trace(trace, desk.data / "desk.db")
    trace.unlink()
    return Recording(steps, list(_found(steps, _ACK)), list(_found(steps, _TOKEN)))


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4096))
        return file.read()


def _found(steps: list[Step], pattern: re.Pattern[bytes]) -> Iterator[tuple[int, str]]:
    for number, step in enumerate(steps):
        if isinstance(step, Sent) and (match := pattern.search(step.data)):
            yield number, match[1].decode()


def broken_by(recording: Recording, count: int, seed: int) -> list[str]:
    """What does not hold after `count` power cuts, as sentences; empty when all holds."""
    broken: list[str] = []
    fast = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=fast if fast.is_dir() else None))
    try:
        for moment, files in cuts(recording.steps, recording.acks[0][0] + 1, count, seed):
            for old in folder.iterdir():
                old.unlink()
            for name, content in files.items():
                (folder / name).write_bytes(content)
            acked = {name for _, name in recording.acks[: bisect_left(recording.acks, (moment, ""))]}
            sent = {token for _, token in recording.tokens[: bisect_left(recording.tokens, (moment, ""))]}
            broken += [f"step {moment}: {what}" for what in _look(folder / "desk.db", acked, sent)]
    finally:
        shutil.rmtree(folder)
    return broken


def _look(database: Path, acked: set[str], sent: set[str]) -> Iterator[str]:
    try:
        link = sqlite3.connect(database)
        try:
            (whole,) = link.execute("pragma integrity_check").fetchone()
            have = {row[0] for row in link.execute("select id from orders")}
            jobs = dict(link.execute("select order_id, count(*) from jobs group by order_id").fetchall())
            begun = {row[0] for row in link.execute("select token from jobs where attempt > 0")}
            papers = link.execute("select count(*) from jobs where id not in (select job_id from job_papers)")
            (paperless,) = papers.fetchone()
        finally:
            link.close()
    except sqlite3.Error as error:
        yield f"the database cannot be read: {error}"
        return
    if whole != "ok":
        yield f"integrity_check says {whole}"
    if lost := acked - have:
        yield f"{len(lost)} acknowledged orders are lost"
    if half := {name for name in have if jobs.get(name) != STATIONS}:
        yield f"{len(half)} orders are without their tickets"
    if paperless:
        yield f"{paperless} jobs have no paper"
    if unknown := sent - begun:
        yield f"{len(unknown)} attempts had left for the printer and are not written down"
