"""Two hundred signed orders from eight clients, with and without SIGKILL: every order once, every ticket once."""

import os
import random
import signal
import sqlite3
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.rig import COPY, NUMBER, Desk, Simulated, order, shop, until

ORDERS = 200
OVER = {"confirmed", "unconfirmed", "person-confirmed", "cancelled"}


def deliveries() -> list[list[tuple[int, int]]]:
    """Per order: (number, version) in the order a sender posts them. Every fifth twice, every tenth changed."""
    plan: list[list[tuple[int, int]]] = []
    for number in range(1, ORDERS + 1):
        posts = [(number, 1)]
        if number % 5 == 0:
            posts.append((number, 1))
        if number % 10 == 0:
            posts.append((number, 2))
        plan.append(posts)
    return plan


def post_all(
    desk: Desk, give_up: float, acked: Callable[[int, int, dict[str, Any]], None], pause: float = 0.0
) -> None:
    """Eight clients; `pause` seconds between the orders of one."""

    def one(posts: list[tuple[int, int]]) -> None:
        time.sleep(pause)
        deliver(desk, posts, give_up, acked)

    with ThreadPoolExecutor(8) as clients:
        list(clients.map(one, deliveries()))


def deliver(
    desk: Desk,
    posts: list[tuple[int, int]],
    give_up: float,
    acked: Callable[[int, int, dict[str, Any]], None],
) -> None:
    """Post, and again, as Standard Webhooks senders do: until 2xx."""
    for number, version in posts:
        while True:
            try:
                status, answer = desk.post(order(number, version))
            except OSError:
                status, answer = 0, None
            if status in {200, 202}:
                acked(number, version, answer)
                break
            assert status in {0, 503}, (status, answer)
            assert time.monotonic() < give_up, "the desk did not come back"
            time.sleep(0.05)


def everything_settled(desk: Desk) -> list[dict[str, Any]] | None:
    jobs = desk.jobs(state=",".join(["queued", "blocked", "sending", "sent", "holding", "uncertain", "ask"]))
    return None if jobs else desk.jobs()


def unmarked(sheets: list[str]) -> Counter[str]:
    """How often each running number of a station came out without the copy banner."""
    return Counter(
        match.group(1) for text in sheets if not COPY.search(text) and (match := NUMBER.search(text))
    )


def check_paper(sim: Simulated, versions: dict[int, set[int]]) -> None:
    """Every order's newest version is on paper at this station, and no unmarked copy came twice."""
    sheets = sim.sheets()
    assert [n for n, count in unmarked(sheets).items() if count > 1] == []
    seen: Counter[tuple[int, int]] = Counter()
    for text in sheets:
        for number in (n for n in versions if f"蛋糕{n}款" in text):
            changed = "改单 旧票作废" in text
            version = 2 if changed or "第2版" in text else 1
            if not COPY.search(text):
                seen[number, version] += 1
    missing = [n for n, known in versions.items() if (n, max(known)) not in seen]
    copies = [text for text in sheets if COPY.search(text)]
    for number in missing:  # then a marked copy must say so
        assert any(f"蛋糕{number}款" in text for text in copies), f"order {number} is not on paper"
    assert [key for key, count in seen.items() if count > 1] == []


@pytest.mark.timeout(240)
def test_every_order_once_on_paper(tmp_path: Path) -> None:
    with shop(tmp_path) as (desk, kitchen, counter):
        answers: dict[int, set[str]] = {n: set() for n in range(1, ORDERS + 1)}
        duplicates = Counter[bool]()
        lock = threading.Lock()

        def acked(number: int, _version: int, answer: dict[str, Any]) -> None:
            with lock:
                answers[number].add(answer["order_id"])
                duplicates[answer["duplicate"]] += 1

        post_all(desk, time.monotonic() + 120, acked)
        assert all(len(ids) == 1 for ids in answers.values())
        assert len({next(iter(ids)) for ids in answers.values()}) == ORDERS
        assert duplicates[True] == ORDERS // 5
        jobs = until(lambda: everything_settled(desk), 60, "all tickets settled")
        assert {job["state"] for job in jobs} <= {"confirmed", "cancelled"}
        assert all(job["reasons"] == ["superseded"] for job in jobs if job["state"] == "cancelled")
        versions = {n: {1, 2} if n % 10 == 0 else {1} for n in answers}
        for sim in (kitchen, counter):
            check_paper(sim, versions)
            assert not any(COPY.search(text) for text in sim.sheets())


@pytest.mark.timeout(400)
@pytest.mark.skipif(sys.platform == "win32", reason="only on systems with SIGSTOP")
def test_every_order_once_on_paper_while_the_desk_is_killed(tmp_path: Path) -> None:
    """At least five kills land on each of sending, sent and holding; a torn ticket ends marked or asked."""
    rng = random.Random(20261122)
    with shop(tmp_path) as (desk, kitchen, counter):
        lock = threading.Lock()
        versions: dict[int, set[int]] = {n: set() for n in range(1, ORDERS + 1)}

        def acked(number: int, version: int, _answer: dict[str, Any]) -> None:
            with lock:
                versions[number].add(version)

        give_up = time.monotonic() + 300
        clients = threading.Thread(target=post_all, args=(desk, give_up, acked), kwargs={"pause": 1.5})
        clients.start()
        landed: Counter[str] = Counter({"sending": 0, "sent": 0, "holding": 0})
        kills = 0
        while min(landed.values()) < 5:
            assert kills < 60, f"kills landed on {dict(landed)}"
            wanted = {state for state, count in landed.items() if count < 5}
            if wanted == {"holding"}:
                more = ORDERS + 1 + kills
                versions[more] = set()
                _run_out_of_paper(desk, kitchen, lambda more=more: deliver(desk, [(more, 1)], give_up, acked))
            landed.update(_kill_at(desk, wanted, rng))
            kills += 1
            kitchen.control("clear")
            desk.start()
        clients.join(240)
        assert not clients.is_alive()
        print(f"{kills} kills; jobs they landed on: {dict(landed)}")
        assert all(known for known in versions.values())
        for job in until(lambda: _answered(desk), 150, "all tickets settled"):
            assert job["state"] in OVER, job
        for sim in (kitchen, counter):
            check_paper(sim, versions)


def _run_out_of_paper(desk: Desk, kitchen: Simulated, one_more: Callable[[], None]) -> None:
    """Let the kitchen's roll end while its printer holds a ticket: it takes its bytes slowly until then."""
    kitchen.control("slow 1500")
    one_more()
    under_way = "select 1 from jobs where printer = 'kitchen' and state = 'sent'"
    rows = sqlite3.connect(f"file:{desk.data / 'desk.db'}?mode=ro", uri=True)
    try:
        until(lambda: rows.execute(under_way).fetchone(), 60, "a ticket with the kitchen's printer")
    finally:
        rows.close()
    kitchen.control("paper out")


def _kill_at(desk: Desk, wanted: set[str], rng: random.Random) -> list[str]:
    """Hold the process still again and again; SIGKILL it when a job is in one of the wanted states.

    What it was killed at: the states of jobs under way, read from its database while it stood still.
    """
    assert desk.process is not None
    pid = desk.process.pid
    rows = sqlite3.connect(f"file:{desk.data / 'desk.db'}?mode=ro", uri=True)
    end = time.monotonic() + 12
    try:
        while True:
            os.kill(pid, signal.SIGSTOP)
            found = [
                state
                for (state,) in rows.execute(
                    "select state from jobs where state in ('sending', 'sent', 'holding')"
                )
            ]
            if wanted & set(found) or time.monotonic() > end:
                desk.kill()
                return found
            os.kill(pid, signal.SIGCONT)
            time.sleep(rng.random() * 0.01)
    finally:
        rows.close()


def _answered(desk: Desk) -> list[dict[str, Any]] | None:
    """Everything at an end; questions are answered as somebody would who sees no ticket."""
    for job in desk.jobs(state="ask"):
        desk.request("POST", f"/v1/jobs/{job['id']}/answer", b'{"answer":"again","by":"xiao chen"}')
    return everything_settled(desk)
