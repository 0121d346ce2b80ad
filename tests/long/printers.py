"""100,000 tickets and 10,000 reconnects against simulated printers: memory flat, no thread or descriptor left.

The printers are processes of their own, so that only the driver is measured. Samples are taken after a collection,
at each twentieth of either part; the slope is that of the samples after the first quarter, in which the caches of
text that was laid out fill (some 15,000 tickets; a shorter run is not flat). Every fifth connection ends with a
reset by the printer, the others are closed by us.
"""

import argparse
import asyncio
import gc
import itertools
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from printers import Confirmed, Document, Line, Printer, PrinterError, closing, encode, open_printer, opening
from tests.e2e.rig import ROOT, free_port

#: What the whole of either part may add to the memory, in MB, by its slope: noise of the allocator.
GROWTH = 0.5
#: The part of the run in which caches fill.
WARM = 0.25
_SAMPLES = 20
_PROFILES = ("epson-80mm", "generic-80mm-gbk")
#: Seconds a ticket may take.
_PATIENCE = 60.0


@dataclass
class Measured:
    """One part of the run: (how many were done, MB) samples."""

    name: str
    goal: int
    samples: list[tuple[float, float]] = field(default_factory=list[tuple[float, float]])
    began: float = field(default_factory=time.monotonic)

    def look(self, done: int) -> None:
        """Take a sample when one is due."""
        if done % max(1, self.goal // _SAMPLES) == 0:
            gc.collect()
            self.samples.append((done, _memory()))
            seconds = time.monotonic() - self.began
            print(f"{done:7} {self.name} {self.samples[-1][1]:8.2f} MB {seconds:6.0f} s", flush=True)

    def growth(self) -> float:
        """MB that the whole part adds, by the slope of least squares after the caches have filled."""
        late = [sample for sample in self.samples if sample[0] >= self.goal * WARM]
        n = len(late)
        at, mb = sum(s for s, _ in late) / n, sum(m for _, m in late) / n
        spread = sum((s - at) ** 2 for s, _ in late)
        return self.goal * sum((s - at) * (m - mb) for s, m in late) / spread if spread else 0.0


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py long printers")
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--reconnects", type=int, default=10_000)
    chosen = parser.parse_args(words)
    if not Path("/proc/self/statm").exists():
        print("this run reads memory and descriptors from /proc, which this system has not")
        return 2
    parts = (Measured("tickets", chosen.tickets), Measured("reconnects", chosen.reconnects))
    troubles: list[str] = []
    asyncio.run(_all(parts, troubles))
    for part in parts:
        growth = part.growth()
        print(
            f"{part.goal} {part.name}: {part.samples[0][1]:.2f} MB at first, {part.samples[-1][1]:.2f} MB at last, "
            f"slope {growth:+.2f} MB over the whole part (at most {GROWTH:+.2f})"
        )
        if growth > GROWTH:
            troubles.append(f"memory grows with {part.name}: {growth:+.2f} MB")
    print("good" if not troubles else "NOT good: " + "; ".join(troubles))
    return 1 if troubles else 0


@dataclass(frozen=True)
class Simulated:
    """A simulated printer in a process of its own that takes no time."""

    profile: str
    port: int
    control_port: int
    process: "subprocess.Popen[str]"

    @classmethod
    def start(cls, profile: str) -> "Simulated":
        port, control_port = free_port(), free_port()
        process = subprocess.Popen(
            [
                sys.executable, "-m", "printers", "simulate", "--profile", profile, "--speed", "max",
                "--port", str(port), "--control", str(control_port),
            ],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        line = process.stdout.readline()
        if "listening" not in line:
            raise RuntimeError(f"the simulated printer does not start: {line}")
        return cls(profile, port, control_port, process)

    async def command(self, line: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.control_port)
        writer.write(line.encode() + b"\n")
        if await reader.readline() != b"ok\n":
            raise RuntimeError(f"the simulated printer does not take {line!r}")
        writer.close()
        await writer.wait_closed()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()


async def _all(parts: tuple[Measured, Measured], troubles: list[str]) -> None:
    """Both parts; what did not come out as promised goes to `troubles`."""
    tickets, reconnects = parts
    simulated = [Simulated.start(profile) for profile in _PROFILES]
    try:
        printers = [open_printer(f"socket://127.0.0.1:{s.port}", s.profile) for s in simulated]
        for printer, device in zip(printers, simulated, strict=True):  # so that what is loaded late is loaded
            await _reconnect(printer, device, 0)
        before = _belongings()
        confirmed = await _print_all(printers, tickets)
        if confirmed != tickets.goal:
            troubles.append(f"{confirmed} of {tickets.goal} tickets confirmed")
        for number in range(reconnects.goal):
            which = number % len(printers)
            if not await _reconnect(printers[which], simulated[which], number):
                troubles.append(f"reconnect {number}: its ticket was not confirmed")
            reconnects.look(number + 1)
        after = _belongings()
        if after != before:
            troubles.append(f"threads, descriptors and tasks were {before} and are {after}")
        print(f"threads, descriptors, tasks: {before} before, {after} after", flush=True)
    finally:
        for device in simulated:
            device.stop()


async def _print_all(printers: list[Printer], part: Measured) -> int:
    """So many tickets over connections that stay, each printer in its own task; how many were confirmed."""
    done = confirmed = 0

    async def feed(printer: Printer, count: int) -> None:
        nonlocal done, confirmed
        await printer.connect()
        for number in range(count):
            proved = await _print(printer, number)
            confirmed, done = confirmed + proved, done + 1
            part.look(done)
        await printer.disconnect()

    share, rest = divmod(part.goal, len(printers))
    await asyncio.gather(*(feed(p, share + (n < rest)) for n, p in enumerate(printers)))
    return confirmed


async def _reconnect(printer: Printer, device: Simulated, number: int) -> bool:
    """A connection, one ticket, and the end of the connection; whether the ticket was confirmed."""
    await printer.connect()
    confirmed = await _print(printer, number)
    if number % 5 == 0:
        await device.command("drop after 0")
        with suppress(PrinterError):
            while printer.connected:
                await printer.check()
    await printer.disconnect()
    return confirmed


_TOKENS = itertools.count()


async def _print(printer: Printer, number: int) -> bool:
    ticket = encode(Document((Line(f"订单 {number}"), Line("草莓奶油蛋糕 × 2"))), printer.profile)
    token = f"{next(_TOKENS) % 65536:04x}"
    await printer.send(opening(printer.profile, torn=False) + ticket + closing(printer.profile), token)
    return isinstance(await printer.wait(token, None, _PATIENCE), Confirmed)


def _belongings() -> tuple[int, int, int]:
    """Threads, descriptors and tasks of this process."""
    gc.collect()
    return threading.active_count(), sum(1 for _ in Path("/proc/self/fd").iterdir()), len(asyncio.all_tasks())


def _memory() -> float:
    """Resident memory in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
