"""Discovery over real sockets on the loopback: scan, ENPC, mDNS, hostile devices, one stream of updates."""

import asyncio
import gc
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import aclosing, asynccontextmanager, closing, suppress
from dataclasses import replace
from ipaddress import IPv4Interface, IPv4Network
from pathlib import Path
from typing import Any, cast

import pytest
from zeroconf import ServiceInfo, ServiceStateChange
from zeroconf.asyncio import AsyncZeroconf

from printers import Found, Progress, Search, Trouble, discover, load_profile
from printers.discovery.asking import PARALLEL, Answer, Asker
from printers.discovery.enpc import enpc
from printers.discovery.mdns import RAW, TYPES, mdns
from printers.discovery.merging import DEVICE_LIMIT, SILENT
from printers.discovery.networks import Networks
from printers.discovery.scan import scan
from printers.discovery.sighting import Listener, Sighting, Source
from printers.errors import PrinterError
from printers.simulator.printer import SimulatedPrinter
from printers.transport.memory import MemoryListener

QUESTION = b"\x10\x04\x02"
#: A little network of its own; only Linux has all of 127/8 without being asked.
SHOP = Networks((IPv4Interface("127.0.5.1/24"),))
LOOPBACK = Networks((IPv4Interface("127.0.0.1/8"),))
NET = IPv4Network("127.0.5.0/29")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers on all of 127.0.0.0/8")

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def run(work: Coroutine[Any, Any, None]) -> None:
    async def limited() -> None:
        async with asyncio.timeout(30):
            await work

    asyncio.run(limited())


class Device:
    """A device of a few lines behind a TCP port. `heard` is what each connection sent, complete once it ended."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self.heard: list[bytes] = []
        self.open = 0
        self.ended = asyncio.Event()

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        log = bytearray()
        feed = reader.feed_data
        reader.feed_data = lambda data: (log.extend(data), feed(data))[1]  # type: ignore[method-assign]
        try:
            with suppress(ConnectionError):
                await self._serve(reader, writer)
                await reader.read()
        finally:
            self.heard.append(bytes(log))
            self.open -= 1
            writer.close()
            self.ended.set()


@asynccontextmanager
async def device(serve: Serve, host: str = "127.0.0.1", port: int = 0):  # type: ignore[no-untyped-def]
    made = Device(serve)
    server = await asyncio.start_server(made.connection, host, port)
    try:
        yield made, server.sockets[0].getsockname()[1]
    finally:
        server.close()


@asynccontextmanager
async def simulated(profile: str, host: str = "127.0.0.1", port: int = 0):  # type: ignore[no-untyped-def]
    made = SimulatedPrinter(load_profile(profile), host=host, port=port, speed=None)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()


class Heard(Listener):
    def __init__(self) -> None:
        self.sightings: list[Sighting] = []
        self.steps: list[tuple[int, int]] = []

    def saw(self, sighting: Sighting) -> None:
        self.sightings.append(sighting)

    def progress(self, done: int, total: int) -> None:
        self.steps.append((done, total))


def saying(data: bytes) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(3)
        writer.write(data)

    return serve


async def silent(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Takes everything, says nothing."""


async def endless(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"\x12" * 4096)
        await writer.drain()


async def at_once(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


def patient(*, answer: float = 20, identify: bool = False) -> Asker:
    """Asks like the real one, but a busy test machine may take its time."""
    return Asker(identify=identify, connect=20, answer=answer)


# asking


def test_asking_sends_three_bytes_and_prints_nothing() -> None:
    async def work() -> None:
        async with simulated("epson-80mm") as printer:
            asker = patient()
            answer = await asker.ask(f"socket://127.0.0.1:{printer.port}")
            assert answer == Answer(reached=True, answers=True)
            await asker.close()
            status = json.loads(await printer.command("status"))
            assert (status["bytes_received"], status["sheets_cut"]) == (3, 0)

    run(work())


def test_identifying_asks_for_maker_model_and_serial() -> None:
    async def work() -> None:
        async with simulated("epson-80mm") as printer:
            asker = patient(identify=True)
            answer = await asker.ask(f"socket://127.0.0.1:{printer.port}")
            await asker.close()
            assert (answer.make, answer.model, answer.answers) == ("EPSON", "TM-T88V", True)
            assert json.loads(await printer.command("status"))["sheets_cut"] == 0

    run(work())


@pytest.mark.parametrize(
    ("serve", "expected"),
    [
        (saying(b"\x12"), Answer(reached=True, answers=True)),
        (saying(b"\x36"), Answer(reached=True, answers=True)),
        (saying(b"\x14\x00\x00\x0f\x12"), Answer(reached=True, answers=True)),  # automatic status first
        (saying(b"\x11\x12"), Answer(reached=True, answers=True)),
        (silent, Answer(reached=True)),
        (at_once, Answer(reached=True)),
    ],
    ids=["ready", "offline", "asb first", "xon first", "silent", "closes at once"],
)
def test_what_an_answer_means(serve: Serve, expected: Answer) -> None:
    async def work() -> None:
        async with device(serve) as (_, port):
            asker = patient(answer=0.2 if serve is silent else 20)
            assert await asker.ask(f"socket://127.0.0.1:{port}") == expected
            await asker.close()

    run(work())


@pytest.mark.parametrize(
    "serve",
    [
        saying(b"HTTP/1.1 400 Bad Request\r\n"),
        saying(b"\x00"),
        saying(b"\xff\x12"),
        saying(b"\x12" * 17),
        endless,
    ],
    ids=["http", "nul", "garbage before", "too much", "endless"],
)
def test_what_answers_otherwise_is_refused_and_hears_nothing_more(serve: Serve) -> None:
    async def work() -> None:
        async with device(serve) as (there, port):
            asker = patient(identify=True)
            answer = await asker.ask(f"socket://127.0.0.1:{port}")
            assert answer.reached
            assert "does not answer as an ESC/POS receipt printer" in answer.refused
            await asker.close()
            await there.ended.wait()
            assert there.heard == [QUESTION]

    run(work())


def test_a_model_name_with_an_escape_sequence_is_not_believed() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(3)
        writer.write(b"\x12")
        await reader.readexactly(3)
        writer.write(b"_\x1b]0;owned\x07\x00_EPSON\x00")
        await reader.readexactly(3)
        writer.write(b"_TM\x9b31m\x00_TM-T88\x00")
        await reader.readexactly(3)
        writer.write(b"_X1\x00")

    async def work() -> None:
        async with device(serve) as (_, port):
            asker = patient(identify=True)
            answer = await asker.ask(f"socket://127.0.0.1:{port}")
            assert (answer.make, answer.model, answer.serial) == ("EPSON", "TM-T88", "X1")
            await asker.close()

    run(work())


@pytest.mark.parametrize("identify", [True, False])
def test_a_device_that_takes_nothing_is_not_waited_for(identify: bool) -> None:
    async def work() -> None:
        with closing(MemoryListener("full", lambda _end: None, capacity=0)):
            asker = Asker(identify=identify, answer=0.1)
            assert await asker.ask("memory://full") == Answer(reached=True)
            await asker.close()

    run(work())


def test_a_device_is_asked_once_however_many_ask() -> None:
    async def work() -> None:
        async with device(saying(b"\x12")) as (there, port):
            asker = patient()
            answers = await asyncio.gather(*(asker.ask(f"socket://127.0.0.1:{port}") for _ in range(5)))
            assert set(answers) == {Answer(reached=True, answers=True)}
            await asker.close()
            await there.ended.wait()
            assert there.heard == [QUESTION]

    run(work())


# the scan


@linux
def test_a_scan_finds_what_listens_and_judges_it() -> None:
    async def work() -> None:
        async with (
            simulated("epson-80mm", "127.0.5.2") as epson,
            simulated("oneway-58mm", "127.0.5.3", epson.port),
            device(saying(b"TSPL?"), "127.0.5.4", epson.port) as (label, _),
        ):
            heard = Heard()
            asker = patient(answer=1)
            await scan([NET], asker, epson.port).look(heard)
            await asker.close()
            seen = {one.uri.partition(":")[2].split(":")[0]: one for one in heard.sightings}
            assert set(seen) == {"//127.0.5.2", "//127.0.5.3", "//127.0.5.4"}
            assert seen["//127.0.5.2"].answers
            assert seen["//127.0.5.3"].answers is False
            assert seen["//127.0.5.4"].refused
            assert label.heard == [QUESTION]
            assert heard.steps == [(n, 6) for n in range(1, 7)]

    run(work())


@linux
def test_a_scan_asks_no_more_than_its_number_at_once() -> None:
    release = asyncio.Event()
    crowd = asyncio.Event()

    async def work() -> None:
        async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if there.open >= PARALLEL:
                crowd.set()
            await release.wait()
            writer.write(b"\x12")

        # one listener for every address of the network
        async with device(serve, "0.0.0.0") as (there, port):
            asker = patient()
            heard = Heard()
            looking = asyncio.create_task(scan([IPv4Network("127.0.5.0/25")], asker, port).look(heard))
            await crowd.wait()
            for _ in range(200):
                await asyncio.sleep(0)
            assert there.open == PARALLEL
            release.set()
            await looking
            await asker.close()
            assert len(heard.sightings) == 126

    run(work())


# Epson's own search


class Responder(asyncio.DatagramProtocol):
    """Answers as a TM-m30II does, with a lot of nonsense around it."""

    NAME = b"TM-m30II"

    def __init__(self, noise: Iterable[bytes] = ()) -> None:
        self.noise = tuple(noise)
        self.queries: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self.queries.append(data)
        for noise in self.noise:
            self.transport.sendto(noise, addr)
        if data == bytes.fromhex("4550534f4e510300000000000000"):
            body = bytes.fromhex("0005010201") + self.NAME.ljust(128, b"\0")
            self.transport.sendto(bytes.fromhex("4550534f4e71030000000000") + b"\x00\x85" + body, addr)


@asynccontextmanager
async def responder(*noise: bytes):  # type: ignore[no-untyped-def]
    loop = asyncio.get_running_loop()
    transport, there = await loop.create_datagram_endpoint(
        lambda: Responder(noise), local_addr=("127.0.0.1", 0)
    )
    try:
        yield there, transport.get_extra_info("sockname")
    finally:
        transport.close()


def test_an_epson_printer_answers_the_broadcast() -> None:
    async def work() -> None:
        async with responder(b"garbage", b"EPSONq", b"EPSONq\x03" + bytes(600)) as (there, address):
            heard = Heard()
            await enpc(LOOPBACK, 0.3, [address]).look(heard)
            assert {(one.make, one.model, one.uri) for one in heard.sightings} == {
                ("EPSON", "TM-m30II", "socket://127.0.0.1:9100")
            }
            assert len(there.queries) == 2

    run(work())


def test_a_flood_of_datagrams_ends() -> None:
    async def work() -> None:
        async with responder(*[b"x"] * 3000) as (_, address):
            await enpc(LOOPBACK, 0.3, [address]).look(Heard())

    run(work())


def test_a_reply_from_another_port_is_not_believed() -> None:
    async def work() -> None:
        async with responder() as (there, address), responder() as (stranger, _):
            there.transport = stranger.transport
            heard = Heard()
            await enpc(LOOPBACK, 0.3, [address]).look(heard)
            assert there.queries
            assert heard.sightings == []

    run(work())


# printers that announce themselves


@asynccontextmanager
async def announced(*services: ServiceInfo):  # type: ignore[no-untyped-def]
    zeroconf = AsyncZeroconf(interfaces=["127.0.0.1"])
    try:
        for service in services:
            await zeroconf.async_register_service(service, cooperating_responders=True)
        yield
    finally:
        await zeroconf.async_close()


def service(kind: str, name: str, port: int, **text: str) -> ServiceInfo:
    return ServiceInfo(
        kind, f"{name}.{kind}", port, properties=text, parsed_addresses=["127.0.0.1"], server=f"{name}.local."
    )


def test_a_name_that_none_may_have_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{name}.{RAW}" for name in ("bell\x07", "x" * 70, "\ufffd", "", "a.b.c")]

    class Browser:
        """Hears them all at once."""

        def __init__(self, zeroconf: Any, kinds: list[str], handlers: list[Any]) -> None:
            for name in names:
                handlers[0](zeroconf, kinds[0], name, ServiceStateChange.Added)

        async def async_cancel(self) -> None:
            return

    async def work() -> None:
        troubles: list[dict[str, Any]] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, trouble: troubles.append(trouble))
        monkeypatch.setattr("zeroconf.asyncio.AsyncServiceBrowser", Browser)
        heard = Heard()
        await mdns(LOOPBACK, 0.2, ["127.0.0.1"]).look(heard)
        gc.collect()
        assert heard.sightings == []
        assert troubles == []

    run(work())


def test_announced_printers_are_found_asked_and_judged() -> None:
    async def work() -> None:
        async with simulated("epson-80mm") as printer, device(silent) as (laser, laser_port):
            services = (
                service(
                    RAW, "till-9f3", printer.port, ty="EPSON TM-T88V\x1b]0;owned\x07\u202e", usb_CMD="ESC/POS"
                ),
                service(RAW, "laser-9f3", laser_port, ty="HP LaserJet 5", usb_CMD="PCL,PJL"),
                service(TYPES[1], "office-9f3", 631, ty="Canon MF", pdl="image/urf,image/pwg-raster"),
            )
            async with announced(*services):
                found = await settle(
                    [mdns(LOOPBACK, 10, ["127.0.0.1"])],
                    lambda seen: len(seen) == 3 and any(one.answers for one in seen),
                )
            by_name = {one.name: one for one in found}
            till = by_name["till-9f3"]
            assert (till.uri, till.answers) == (f"socket://127.0.0.1:{printer.port}", True)
            assert (till.make, till.model, till.profile) == ("EPSON", "TM-T88V]0;owned", "epson-80mm")
            assert "office printer" in by_name["laser-9f3"].refused
            assert "office printer" in by_name["office-9f3"].refused
            assert laser.heard == []  # nothing is ever sent to what is known to print pages

    run(work())


async def settle(sources: list[Source], enough: Callable[[list[Found]], bool]) -> list[Found]:
    """Look until it is enough; closing the search then ends everything."""
    shown: dict[str, Found] = {}
    async with aclosing(
        discover(Search(seconds=20), networks=LOOPBACK, sources=sources, asker=patient())
    ) as updates:
        async for update in updates:
            if isinstance(update, Found):
                shown[update.key] = update
            if enough(
                [one for one in shown.values() if one.name.endswith("-9f3") or one.uri.startswith("socket")]
            ):
                break
    return list(shown.values())


# one search


def told(name: str, *sightings: Sighting) -> Source:
    async def look(listener: Listener) -> None:
        for one in sightings:
            listener.saw(one)

    return Source(name, look)


def sighting(port: int, **facts: Any) -> Sighting:
    uri = f"socket://127.0.0.1:{port}"
    return Sighting(uri=uri, connection="network", marks=frozenset({uri}), ask=True, **facts)


async def all_of(search: Search, *sources: Source, networks: Networks = LOOPBACK) -> list[Any]:
    return [
        update
        async for update in discover(search, networks=networks, sources=sources, asker=patient(answer=1))
    ]


def test_a_source_that_fails_does_not_stop_the_others() -> None:
    async def broken(_listener: Listener) -> None:
        raise PrinterError("no such thing here")

    async def work() -> None:
        async with device(saying(b"\x12")) as (_, port):
            updates = await all_of(Search(seconds=20), Source("broken", broken), told("one", sighting(port)))
            assert Trouble("broken", "no such thing here") in updates
            assert updates[-1].answers

    run(work())


def test_a_network_full_of_liars_is_cut_short_and_told_so() -> None:
    async def work() -> None:
        liars = (sighting(1, name=str(n)) for n in range(DEVICE_LIMIT + 500))
        many = [replace(one, uri=f"socket://{one.name}:1", marks=frozenset({one.name})) for one in liars]
        updates = await all_of(Search(seconds=20, ask=False), told("liars", *many))
        assert sum(isinstance(one, Found) for one in updates) == DEVICE_LIMIT
        assert [one.source for one in updates if isinstance(one, Trouble)] == ["search"]

    run(work())


def test_a_fault_of_ours_is_not_swallowed() -> None:
    async def broken(_listener: Listener) -> None:
        raise ZeroDivisionError

    async def work() -> None:
        with pytest.raises(ZeroDivisionError):
            await all_of(Search(seconds=20), Source("broken", broken))

    run(work())


def test_a_printer_in_use_and_a_search_without_asking_leave_it_alone() -> None:
    async def work() -> None:
        async with device(saying(b"\x12")) as (there, port):
            uri = f"socket://127.0.0.1:{port}"
            for search in (Search(seconds=20, in_use=frozenset({uri})), Search(seconds=20, ask=False)):
                updates = await all_of(search, told("one", sighting(port)))
                assert [one.answers for one in updates] == [None]
            assert (there.heard, there.open) == ([], 0)

    run(work())


def test_a_hint_that_leads_nowhere_is_not_shown_and_an_announcement_is_with_a_note() -> None:
    async def work() -> None:
        async with device(silent) as (_, port):
            pass  # nobody listens there any more
        assert await all_of(Search(seconds=20), told("one", sighting(port, hint=True))) == []
        updates = await all_of(Search(seconds=20), told("one", sighting(port)))
        assert any("takes no connection" in note for note in updates[-1].notes)

    run(work())


def test_a_search_ends_in_time_and_leaves_nothing_behind() -> None:
    async def forever(_listener: Listener) -> None:
        await asyncio.Event().wait()

    async def work() -> None:
        async with device(silent) as (there, port):
            updates = await all_of(
                Search(seconds=0.5), Source("forever", forever), told("one", sighting(port))
            )
            assert len(updates) == 1
            await there.ended.wait()
            assert asyncio.all_tasks() == {asyncio.current_task()} | server_tasks()

    run(work())


def server_tasks() -> set[asyncio.Task[Any]]:
    return {task for task in asyncio.all_tasks() if "connection" in repr(task.get_coro())}


@linux
def test_a_search_with_a_scan_tells_progress_and_shows_each_device_once() -> None:
    async def work() -> None:
        async with (
            simulated("epson-80mm", "127.0.5.2") as printer,
            simulated("oneway-58mm", "127.0.5.3", printer.port),
        ):
            announced_too = Sighting(
                uri=f"socket://127.0.5.2:{printer.port}",
                connection="network",
                marks=frozenset({f"host:127.0.5.2:{printer.port}"}),
                name="till",
                ask=True,
            )
            busy = f"socket://127.0.5.4:{printer.port}"
            search = Search(scan="127.0.5.0/29", scan_port=printer.port, in_use=frozenset({busy}))
            updates = await all_of(search, told("one", announced_too), networks=SHOP)
            shown = {one.key: one for one in updates if isinstance(one, Found)}
            assert sorted(((one.name, one.answers) for one in shown.values()), key=str) == [
                ("", False),
                ("", None),  # somebody prints there now: shown, and left alone
                ("till", True),
            ]
            assert any(SILENT in one.notes for one in shown.values())
            assert Progress(6, 6) in updates
            status = json.loads(await printer.command("status"))
            assert (status["bytes_received"], status["sheets_cut"]) == (3, 0)

    run(work())


@linux
def test_a_scan_that_the_time_does_not_suffice_for_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("printers.discovery.search.SCAN_SECONDS", 0.5)

    async def work() -> None:
        async with device(silent, "127.0.5.2") as (_, port):
            search = Search(scan="127.0.5.0/29", scan_port=port)
            told_last = None
            async for update in discover(search, networks=SHOP, sources=[], asker=patient()):
                told_last = update
            assert isinstance(told_last, Trouble)
            assert told_last.source == "scan"

    run(work())


def test_leaving_a_search_early_closes_its_connections() -> None:
    async def work() -> None:
        async with device(silent) as (there, port):
            async with aclosing(
                discover(Search(seconds=30), networks=LOOPBACK, sources=[told("one", sighting(port))])
            ) as updates:
                assert isinstance(await anext(updates), Found)
            await there.ended.wait() if there.open else None
            assert there.open == 0

    run(work())


QT_SCENE = """
import asyncio, qasync
from PySide6.QtCore import QCoreApplication
from printers import Found, Search, discover, load_profile
from printers.discovery.networks import Networks
from printers.simulator.printer import SimulatedPrinter
from ipaddress import IPv4Interface

async def scene():
    simulated = SimulatedPrinter(load_profile("epson-80mm"), speed=None)
    await simulated.start()
    here = Networks((IPv4Interface("127.0.0.1/32"), IPv4Interface("127.0.0.1/30")))
    search = Search(seconds=1.6, scan="127.0.0.1", scan_port=simulated.port)
    shown = {}
    async for update in discover(search, networks=here):
        if isinstance(update, Found):
            shown[update.uri] = update.answers
    assert shown[f"socket://127.0.0.1:{simulated.port}"] is True
    await simulated.stop()
    print("well")

app = QCoreApplication([])
loop = qasync.QEventLoop(app)
asyncio.set_event_loop(loop)
with loop:
    loop.run_until_complete(scene())
"""


@pytest.mark.skipif(importlib.util.find_spec("qasync") is None, reason="needs the desktop extra")
def test_a_search_runs_on_qt_s_loop() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", QT_SCENE],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert ran.stdout.split() == ["well"], ran.stderr
    assert ran.stderr == ""
