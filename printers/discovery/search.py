"""Looking in all ways at once.

Handles: running the sources side by side, asking what they find, one stream of updates, limits, the end.
Offers: `discover`, `Search`, `SOURCES`. Does not know: what the sources do.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any

from printers.discovery.asking import ANSWER, CONNECT, Asker, answered
from printers.discovery.devices import serial, usb
from printers.discovery.enpc import enpc
from printers.discovery.found import Progress, Trouble, Update
from printers.discovery.mdns import mdns
from printers.discovery.merging import Merger
from printers.discovery.networks import Networks, own_networks
from printers.discovery.scan import scan
from printers.discovery.sighting import Listener, Sighting, Source, host_mark
from printers.discovery.spoolers import spoolers
from printers.errors import PrinterError
from printers.transport.socket import DEFAULT_PORT

#: Seconds a scan may take in all: eight rounds of silent devices in each of four networks.
SCAN_SECONDS = 60.0
#: Every way of looking that `Search.without` can leave out.
SOURCES = ("mdns", "enpc", "usb", "spoolers", "serial", "local")

#: Seconds kept at the end for asking what was found last.
_ASKING = CONNECT + ANSWER + 0.2
_SHORTEST = 0.3

LOCAL_URI = f"socket://127.0.0.1:{DEFAULT_PORT}"
_LOCAL_NOTE = "on this computer: a simulated printer, or a port that leads to another device"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What to look for. `seconds` (0.5 to 60) for everything but a scan, which takes its own time.

    `scan`: None for none, "" for the /24 around each own address, or one network such as "192.168.1.0/24".
    `scan_port`: the TCP port it asks. `without`: names of `SOURCES` to leave out. `ask`: ask network finds for their status (DLE EOT 2 only).
    `identify`: also ask whatever answered for maker, model and serial number (GS I, then ESC @), and
    ask USB printers too; only when a person wants it. `in_use`: URIs that are not asked, because somebody
    prints there now.
    """

    seconds: float = 3.0
    scan: str | None = None
    scan_port: int = DEFAULT_PORT
    without: frozenset[str] = frozenset()
    ask: bool = True
    identify: bool = False
    in_use: frozenset[str] = frozenset()


async def discover(
    search: Search | None = None,
    *,
    networks: Networks | None = None,
    sources: Sequence[Source] | None = None,
    asker: Asker | None = None,
) -> AsyncGenerator[Update, None]:
    """What there is, told as it is found; ends by itself, and may be left at any time.

        async for update in discover(Search(scan="")):
            match update:
                case Found(): shown[update.key] = update      # new, or better known
                case Withdrawn(key): shown.pop(key, None)     # the same device as another
                case Progress(done, total): ...               # of the scan
                case Trouble(source, sentence): ...           # one way of looking failed

    Whoever leaves early closes it (`contextlib.aclosing`), which ends all that is under way. Raises
    BadNetwork when `search.scan` may not be scanned, before anything is sent. `networks` and `sources`
    default to this computer's, `asker` to one with the patience that a shop's network needs.
    """
    search = search or Search()
    run = _Run(search, networks or own_networks(), sources, asker or Asker(identify=search.identify))
    try:
        while (update := await run.next()) is not None:
            yield update
    finally:
        await run.stop()


class _Run:
    """One search under way. Is the listener of its sources."""

    def __init__(
        self, search: Search, networks: Networks, sources: Sequence[Source] | None, asker: Asker
    ) -> None:
        seconds = min(60.0, max(0.5, search.seconds))
        self._search = search
        self._asker = asker
        self._merger = Merger()
        self._updates: asyncio.Queue[Update | None] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._asked: set[str] = set()
        self._failure: BaseException | None = None
        self._told_dropped = False
        looks = list(_default(search, networks, self._asker, seconds) if sources is None else sources)
        limit = seconds
        if search.scan is not None:
            looks.append(scan(networks.to_scan(search.scan), self._asker, search.scan_port, search.in_use))
            limit = SCAN_SECONDS
        self._deadline = asyncio.get_running_loop().time() + limit
        tasks = [self._start(self._look(source)) for source in looks]
        self._scanning = tasks[-1] if search.scan is not None else None

    async def next(self) -> Update | None:
        """The next update; None when all is done or the time is over."""
        while self._tasks or not self._updates.empty():
            try:
                async with asyncio.timeout_at(self._deadline):
                    update = await self._updates.get()
            except TimeoutError:
                return self._cut_short()
            if update is not None:
                return update
            if self._failure is not None:
                raise self._failure
        return None

    def _cut_short(self) -> Trouble | None:
        """A scan that the time did not suffice for is told, once; anything else may end unheard."""
        scanning, self._scanning = self._scanning, None
        if scanning is None or scanning.done():
            return None
        return Trouble("scan", "the time is over before all addresses were asked; scan a smaller network")

    async def stop(self) -> None:
        """End all that is under way."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._asker.close()

    def saw(self, sighting: Sighting) -> None:
        """See Listener."""
        if sighting.hint and sighting.uri in self._search.in_use:
            sighting = replace(sighting, hint=False)  # whoever prints there knows that it is one
        for update in self._merger.add(sighting):
            self._updates.put_nowait(update)
        if self._merger.dropped and not self._told_dropped:
            self._told_dropped = True
            self._updates.put_nowait(
                Trouble("search", "there are more answers than a shop has printers; the rest is not shown")
            )
        uri = sighting.uri
        wanted = (
            self._search.ask and sighting.ask and uri not in self._asked and uri not in self._search.in_use
        )
        if wanted and self._merger.may_ask(sighting):
            self._asked.add(uri)
            self._start(self._ask(sighting))

    def progress(self, done: int, total: int) -> None:
        """See Listener."""
        self._updates.put_nowait(Progress(done, total))

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._failure = task.exception()
        self._updates.put_nowait(None)

    async def _look(self, source: Source) -> None:
        try:
            await source.look(self)
        except (PrinterError, OSError) as error:
            self._updates.put_nowait(Trouble(source.name, str(error) or type(error).__name__))

    async def _ask(self, sighting: Sighting) -> None:
        answer = await self._asker.ask(sighting.uri)
        seen = answered(sighting, answer)
        if seen is not None:
            self.saw(seen)


def _default(search: Search, networks: Networks, asker: Asker, seconds: float) -> list[Source]:
    """This computer's sources."""
    listening = max(_SHORTEST, seconds - _ASKING)
    makers: dict[str, Callable[[], Source]] = {
        "mdns": lambda: mdns(networks, listening),
        "enpc": lambda: enpc(networks, listening),
        "usb": lambda: usb(identify=search.identify),
        "spoolers": spoolers,
        "serial": serial,
        "local": lambda: _local(asker),
    }
    return [make() for name, make in makers.items() if name not in search.without]


def _local(asker: Asker) -> Source:
    """A printer on this computer's own port 9100, as `printers simulate` puts one there."""

    async def look(listener: Listener) -> None:
        answer = await asker.ask(LOCAL_URI)
        if answer.answers:
            seen = Sighting(
                uri=LOCAL_URI,
                connection="simulated",
                marks=frozenset({host_mark("127.0.0.1", DEFAULT_PORT)}),
                notes=(_LOCAL_NOTE,),
            )
            told = answered(seen, answer)
            if told is not None:
                listener.saw(told)

    return Source("this computer", look)
