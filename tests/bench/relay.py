"""The relay's one writer that commits in groups against a commit for each message, on a cheap server's disk.

Every sync of the relay's process takes 5 ms more (strace holds it up). Customers are a process of their own.
"""

import json
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import programs
from tests.bench.rows import Row, Skipped, compared

#: What a sync takes at least, in microseconds.
SYNC = 5000
#: Customers who write at once.
CUSTOMERS, SECONDS = 64, 8
PER_SECOND = 200
#: Durable messages per second and the 99th percentile against the commit for each; and at 200 a second, in ms.
THROUGHPUT, LATENCY, P99 = 2.5, 0.3, 50.0


def measure(rounds: int = 3) -> list[Row | Skipped]:
    """Rows of durable messages a second, of their 99th percentile, and of that at 200 messages a second."""
    strace = shutil.which("strace")
    names = ("relay.messages_per_s", "relay.p99_ms", "relay.p99_ms_at_200_per_s")
    if strace is None:
        return [Skipped(name, "strace is not installed") for name in names]
    speeds: list[tuple[float, float]] = []
    waits: list[tuple[float, float]] = []
    paced: list[tuple[float, float]] = []
    with programs.scratch() as folder:
        for number in range(rounds):
            got = {
                name: _load(strace, folder, name, "closed", CUSTOMERS)
                for name in programs.in_turn(["ours", "each"], number)
            }
            speeds.append((got["ours"]["per_s"], got["each"]["per_s"]))
            waits.append((got["ours"]["p99_ms"], got["each"]["p99_ms"]))
            paced.append((_load(strace, folder, "ours", "open", PER_SECOND)["p99_ms"], P99))
    return [
        compared(names[0], speeds, THROUGHPUT, "more"),
        compared(names[1], waits, LATENCY),
        compared(names[2], paced, 1.0),
    ]


def _load(strace: str, folder: Path, variant: str, kind: str, count: int) -> dict[str, float]:
    with TemporaryDirectory(dir=folder) as own:
        # -D: the relay is our own child; only syncs stop at strace
        slow = [
            strace,
            "-D",
            "-f",
            "-qq",
            "--seccomp-bpf",
            "-e",
            "trace=fdatasync,fsync",
            "-o",
            f"{own}/trace",
        ]
        slow += ["-e", f"inject=fdatasync,fsync:delay_exit={SYNC}"]
        relay = subprocess.Popen(
            [*slow, *programs.ours("relay_server"), variant, own],
            env=programs.environment(), stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert relay.stdout is not None
            port = relay.stdout.readline().strip()
            command = [*programs.ours("relay_load"), port, kind, str(count), str(SECONDS)]
            found: dict[str, float] = json.loads(programs.answer(command, folder))
            syncs = sum("sync(" in text for text in Path(own, "trace").read_text().splitlines())
            if variant == "each" and syncs < found["messages"]:
                raise RuntimeError(f"{syncs} syncs for {found['messages']} messages: they were not durable")
            return found
        finally:
            relay.send_signal(signal.SIGTERM)
            relay.wait(20)
            if relay.stdout is not None:
                relay.stdout.close()
