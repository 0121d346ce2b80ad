"""CUPS itself, started for the tests, with a raw queue to a simulated printer; and IPP answers of any kind."""

import asyncio
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers import ConnectionLost, Document, Line, Unreachable, closing, encode, load_profile, transport_for
from printers.simulator.paper import Sheet
from printers.simulator.printer import SimulatedPrinter
from printers.transport.cups import queues
from printers.transport.ipp import BadAnswer, Operation, parse_answer, request

EPSON = load_profile("epson-80mm")
TICKET = encode(Document((Line("草莓奶油蛋糕 × 2"),)), EPSON) + closing(EPSON)


@dataclass
class Cups:
    """A server of the tests' own."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    def admin(self, *words: str) -> None:
        done = subprocess.run(
            [words[0], "-h", f"127.0.0.1:{self.port}", *words[1:]], capture_output=True, text=True, timeout=20,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def queue(self, name: str, uri: str) -> str:
        self.admin("lpadmin", "-p", name, "-E", "-v", uri, "-m", "raw")
        return f"cups://127.0.0.1:{self.port}/{name}"


@pytest.fixture(scope="module")
def cups() -> Iterator[Cups]:
    if shutil.which("cupsd") is None or shutil.which("lpadmin") is None or os.geteuid() != 0:
        pytest.skip("CUPS: cupsd and lpadmin, and the right to run them, are not here")
    folder = Path("/tmp") / f"desk-cups-{os.getpid()}"
    for name in ("spool", "spool/tmp", "cache", "state", "server"):
        (folder / name).mkdir(parents=True, mode=0o755)
    shutil.chown(folder / "spool/tmp", "root", "lp")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "cupsd.conf").write_text(
        f"Listen 127.0.0.1:{port}\nBrowsing Off\nWebInterface No\nLogLevel warn\nErrorPolicy retry-job\n"
        "JobRetryInterval 1\nPreserveJobHistory Yes\nFilterLimit 0\nPageLogFormat\n"
        "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
        "<Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n",
        encoding="utf-8",
    )
    (folder / "cups-files.conf").write_text(
        f"ServerRoot {folder}/server\nRequestRoot {folder}/spool\nTempDir {folder}/spool/tmp\n"
        f"CacheDir {folder}/cache\nStateDir {folder}/state\nErrorLog {folder}/error_log\nAccessLog {folder}/access_log\n"
        "PageLog syslog\nFileDevice Yes\nSystemGroup root\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        ["cupsd", "-f", "-c", f"{folder}/cupsd.conf", "-s", f"{folder}/cups-files.conf"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        end = time.monotonic() + 15
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > end:
                    pytest.skip("CUPS: the server does not start here")
                time.sleep(0.05)
        yield Cups(folder, port, process)
    finally:
        process.terminate()
        process.wait(15)
        shutil.rmtree(folder, ignore_errors=True)


async def printed(sheets: list[Sheet], fell: asyncio.Event, count: int) -> None:
    while len(sheets) < count:
        fell.clear()
        await fell.wait()


def test_a_ticket_goes_through_a_raw_queue_byte_for_byte(cups: Cups) -> None:
    async def scene() -> None:
        fell = asyncio.Event()
        sheets: list[Sheet] = []

        def keep(sheet: Sheet) -> None:
            sheets.append(sheet)
            fell.set()

        printer = SimulatedPrinter(EPSON, port=0, speed=None, on_sheet=keep)
        await printer.start()
        uri = await asyncio.to_thread(cups.queue, "Kitchen", f"socket://127.0.0.1:{printer.port}")
        transport = transport_for(uri)
        await transport.open()
        assert not transport.two_way
        async with asyncio.timeout(30):
            await transport.write(TICKET)
            await printed(sheets, fell, 1)
        assert "草莓奶油蛋糕 × 2" in sheets[0].text
        assert sheets[0].data == TICKET
        await transport.close()
        await printer.stop()

    asyncio.run(scene())


def test_a_job_that_is_given_up_is_taken_back(cups: Cups) -> None:
    async def scene() -> None:
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            port = nobody.getsockname()[1]
            uri = await asyncio.to_thread(cups.queue, "Nobody", f"socket://127.0.0.1:{port}")
            transport = transport_for(uri)
            await transport.open()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(1):
                    await transport.write(TICKET)
        left = await asyncio.to_thread(
            subprocess.run, ["lpstat", "-h", f"127.0.0.1:{cups.port}", "-o", "Nobody"], capture_output=True
        )
        assert left.stdout == b""

    asyncio.run(scene())


def test_a_paused_queue_gets_nothing_and_says_so(cups: Cups) -> None:
    uri = cups.queue("Paused", "file:///dev/null")
    cups.admin("cupsdisable", "Paused")

    async def scene() -> None:
        transport = transport_for(uri)
        with pytest.raises(Unreachable, match="is paused in CUPS"):
            await transport.open()
        await asyncio.to_thread(cups.admin, "cupsenable", "Paused")
        await transport.open()
        await asyncio.to_thread(cups.admin, "cupsdisable", "Paused")
        with pytest.raises(ConnectionLost) as lost:
            await transport.write(TICKET)
        assert lost.value.bytes_sent == 0

    asyncio.run(scene())


def test_no_such_queue_and_no_cups(cups: Cups) -> None:
    with pytest.raises(Unreachable, match="has no queue Nowhere"):
        asyncio.run(transport_for(f"cups://127.0.0.1:{cups.port}/Nowhere").open())
    with pytest.raises(Unreachable, match="is it installed and running"):
        asyncio.run(transport_for("cups://127.0.0.1:1/Kitchen").open())


def test_queues_are_listed(cups: Cups) -> None:
    cups.queue("Listed", "socket://127.0.0.1:9")
    found = {queue.name: queue for queue in queues("127.0.0.1", cups.port)}
    assert found["Listed"].device_uri == "socket://127.0.0.1:9"
    assert found["Listed"].uri == f"cups://127.0.0.1:{cups.port}/Listed"
    assert found["Listed"].raw
    assert queues("127.0.0.1", 1) == []


def test_a_request_byte_by_byte() -> None:
    """RFC 8010 section 3: version 1.1, Print-Job, request 1, charset, language, printer-uri, end, data."""
    assert request(Operation.PRINT_JOB, {"printer-uri": "ipp://x/p"}, b"DATA") == (
        b"\x01\x01\x00\x02\x00\x00\x00\x01\x01"
        b"\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x48\x00\x1battributes-natural-language\x00\x02en"
        b"\x45\x00\x0bprinter-uri\x00\x09ipp://x/p\x03DATA"
    )


def test_an_answer_byte_by_byte() -> None:
    answer = parse_answer(
        b"\x01\x01\x00\x00\x00\x00\x00\x01\x01\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x04\x23\x00\x0dprinter-state\x00\x04\x00\x00\x00\x05"
        b"\x44\x00\x15printer-state-reasons\x00\x06paused\x44\x00\x00\x00\x0bmedia-empty\x03"
    )
    assert answer.ok
    assert answer.first("printer-state") == 5
    assert answer.all("printer-state-reasons") == ("paused", "media-empty")


@given(st.binary(max_size=400))
def test_any_bytes_are_an_answer_or_refused(raw: bytes) -> None:
    try:
        parse_answer(b"\x01\x01\x00\x00\x00\x00\x00\x01" + raw)
    except BadAnswer:
        return
