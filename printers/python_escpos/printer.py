"""A python-escpos printer that prints through this package: status, proof, any transport, the simulator.

Handles: python-escpos's blocking calls over our event loop in a thread of its own, tickets that end at a cut,
status by our model, text by our sanitiser. Offers: `Printer`. Does not know: transports, the protocol.

    from printers.python_escpos import Printer as Network   # was: from escpos.printer import Network

Bytes are gathered until `cut`, which prints them as one ticket and waits for its proof.
"""

import asyncio
import secrets
import string
import threading
from collections.abc import Coroutine
from copy import deepcopy
from types import TracebackType
from typing import Any, TypeVar, cast

from escpos.capabilities import CAPABILITIES
from escpos.capabilities import Profile as EscposProfile
from escpos.constants import RT_STATUS_ONLINE, RT_STATUS_PAPER
from escpos.escpos import Escpos
from escpos.exceptions import DeviceNotFoundError

from printers.errors import ConnectionLost, PrinterError, UnknownProfile
from printers.escpos.commands import CHINESE_ON, CHINESE_PLAIN, column_picture
from printers.escpos.raster import inline_columns
from printers.patience import Confirmed, Outcome, Uncertain
from printers.printer import Printer as Driver
from printers.profile import DATABASE, Profile, load_profile
from printers.registry import open_printer
from printers.status import PrinterState, PrinterStatus, Reason
from printers.ticket.model import PLAIN
from printers.ticket.text import runs, wrap

T = TypeVar("T")
#: DLE EOT replies (Epson's ESC/POS reference): all well, offline, paper near its end, paper out.
_WELL, _OFFLINE, _LOW, _EMPTY = 0x12, 0x1A, 0x1E, 0x72


class Printer(Escpos):
    """One device by URI (`socket://…`, `sim://…`; a bare host name is a network printer) for python-escpos's calls.

    `profile`: a profile of ours or a model of python-escpos's database. `timeout`: seconds a ticket may take
    while the printer says that it is well. `outcome` is what became of the last ticket: see
    `printers.Outcome`. A ticket that certainly was not printed raises DeviceNotFoundError and may be printed again.
    One of which nothing is certain raises nothing, since a program that prints it again might print it twice.
    """

    def __init__(
        self,
        uri: str = "",
        port: int = 9100,
        timeout: float = 60.0,
        *args: Any,
        profile: str | Profile = "epson-80mm",
        **kwargs: Any,
    ) -> None:
        self.outcome: Outcome | None = None
        self.timeout = timeout
        self.ours = _profile(profile)
        self._uri = uri if "://" in uri else f"socket://{uri}:{port}"
        self._buffer = bytearray()
        self._style = PLAIN
        self._chinese = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        cast("Any", super()).__init__(_escpos_profile(self.ours), *args, **kwargs)

    @staticmethod
    def is_usable() -> bool:
        """Always: which devices can be reached is said when one is opened."""
        return True

    # --- connection ------------------------------------------------------------------------------

    def open(self, raise_not_found: bool = True) -> None:
        """Connect. Raises DeviceNotFoundError unless `raise_not_found` is False; then nothing is printed later."""
        self._hang_up()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=self._uri, daemon=True)
        self._thread.start()
        try:
            self._device = self._run(self._connect())
        except PrinterError as error:
            self._hang_up()
            self._device = None
            if raise_not_found:
                raise DeviceNotFoundError(str(error)) from error

    async def _connect(self) -> Driver:
        driver = open_printer(self._uri, self.ours)
        await driver.connect()
        return driver

    def close(self) -> Outcome | None:  # pyright: ignore[reportIncompatibleMethodOverride] - base says nothing
        """Print what was gathered since the last cut, if anything, and hang up. Returns `outcome`."""
        try:
            if getattr(self, "_buffer", None):
                self.print_ticket()
        finally:
            if getattr(self, "_loop", None) is not None:
                self._hang_up()
        return getattr(self, "outcome", None)

    def _hang_up(self) -> None:
        driver, self._device = self._device, False
        loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop is None or thread is None:
            return
        if isinstance(driver, Driver):
            asyncio.run_coroutine_threadsafe(driver.disconnect(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def __enter__(self) -> "Printer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._buffer.clear()  # half a ticket helps nobody
        self.close()

    # --- tickets ---------------------------------------------------------------------------------

    def _raw(self, msg: bytes) -> None:
        self._buffer += msg

    def cut(self, mode: str = "FULL", feed: bool = True) -> None:
        """End the ticket: cut, send and wait for its proof. See `outcome`."""
        super().cut(mode, feed)
        self.print_ticket()

    def cashdraw(self, pin: Any) -> None:
        """Kick the drawer: at once between tickets, in its place within one."""
        alone = not self._buffer
        cast("Any", super()).cashdraw(pin)
        if alone:
            self.print_ticket()

    def print_ticket(self) -> Outcome:
        """Send what was gathered as one ticket and wait for its proof. Raises DeviceNotFoundError if not sent."""
        data = bytes(self._buffer)
        self._buffer.clear()
        self._chinese = False
        if self.device is None:
            raise DeviceNotFoundError(f"not sent: not connected to {self._uri}")
        self.outcome = self._run(self._attempt(data))
        return self.outcome

    async def _attempt(self, data: bytes) -> Outcome:
        driver = self._device
        assert isinstance(driver, Driver)
        token = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(4))
        try:
            if not driver.connected:
                await driver.connect()
            await driver.send(data, token)
        except ConnectionLost as error:
            if error.bytes_sent:
                return Uncertain("connection-lost")
            raise DeviceNotFoundError(f"not sent: {error}") from error
        except PrinterError as error:
            raise DeviceNotFoundError(f"not sent: {error}") from error
        return await driver.wait(token, None, self.timeout)

    @property
    def confirmed(self) -> bool:
        """Whether the last ticket is proved to be on paper."""
        return isinstance(self.outcome, Confirmed)

    # --- status ----------------------------------------------------------------------------------

    @property
    def status(self) -> PrinterStatus:
        """What the printer says now, by all it says; opens the connection when needed."""
        if self.device is None:
            return PrinterStatus(PrinterState.STOPPED, frozenset({Reason.UNREACHABLE}))
        return self._run(self._check())

    async def _check(self) -> PrinterStatus:
        driver = self._device
        assert isinstance(driver, Driver)
        try:
            if not driver.connected:
                await driver.connect()
            return await driver.check()
        except PrinterError:
            return driver.status

    def query_status(self, mode: bytes) -> bytes:
        """A DLE EOT reply as the printer would give it alone; `is_online` and `paper_status` read it."""
        now = self.status
        if mode == RT_STATUS_ONLINE:
            return bytes((_WELL if now.can_print else _OFFLINE,))
        if mode == RT_STATUS_PAPER:
            if {Reason.UNREACHABLE, Reason.NOT_RESPONDING} & now.reasons:
                raise DeviceNotFoundError(f"{self._uri} does not answer")
            if Reason.MEDIA_EMPTY in now.reasons:
                return bytes((_EMPTY,))
            return bytes((_LOW if Reason.MEDIA_LOW in now.reasons else _WELL,))
        raise NotImplementedError("only RT_STATUS_ONLINE and RT_STATUS_PAPER can be asked; see `status`")

    # --- text ------------------------------------------------------------------------------------

    def text(self, txt: str) -> None:
        """Print text as it is: line ends are kept, nothing else in it can act as a command.

        Chinese in the printer's own font where it has one, all other signs it lacks as pictures in the line. With
        a code page forced by `charcode`, python-escpos's own encoding is used.
        """
        if self.magic.disabled:
            super().text(txt)
            return
        first, *others = str(txt).replace("\r\n", "\n").split("\n")
        self._line(first)
        for line in others:
            self._raw(b"\n")
            self._line(line)

    def _line(self, text: str) -> None:
        codec = self.ours.codec
        if text and codec and not self._chinese:
            self._raw(CHINESE_ON + CHINESE_PLAIN)
            self._chinese = True
        for run in runs(text, codec) if text else ():
            self._raw(
                column_picture(inline_columns(run.text, run.cells, self._style))
                if run.data is None
                else run.data
            )

    def block_text(self, txt: str, font: str = "0", columns: int | None = None) -> None:
        """Print text wrapped to so many cells; a Chinese sign takes two."""
        room: int = cast("Any", self.profile).get_columns(font) if columns is None else columns
        self.text("\n".join(line for part in txt.split("\n") for line in wrap(part, room, self.ours.codec)))

    def set(self, *args: Any, **kwargs: Any) -> None:
        """As python-escpos's; remembered for what is drawn."""
        super().set(*args, **kwargs)
        double = {
            "width": 1 + bool(kwargs.get("double_width")),
            "height": 1 + bool(kwargs.get("double_height")),
        }
        if kwargs.get("custom_size"):
            self._style = self._style._replace(width=kwargs["width"], height=kwargs["height"])
        elif kwargs.get("normal_textsize") or max(double.values()) > 1:
            self._style = self._style._replace(**double)
        for name, field in (("bold", "bold"), ("invert", "inverse")):
            if kwargs.get(name) is not None:
                self._style = self._style._replace(**{field: bool(kwargs[name])})


def _profile(profile: str | Profile) -> Profile:
    if isinstance(profile, Profile):
        return profile
    try:
        return load_profile(profile)
    except UnknownProfile:
        if profile.startswith(DATABASE) or profile not in CAPABILITIES["profiles"]:
            raise
        return load_profile(DATABASE + profile)


def _escpos_profile(ours: Profile) -> Any:
    """python-escpos's view of a profile: its default model with our sizes, or the database's own."""
    name = ours.name.removeprefix(DATABASE)
    known = cast("dict[str, Any]", CAPABILITIES["profiles"])
    data: dict[str, Any] = deepcopy(
        known[name if ours.name.startswith(DATABASE) and name in known else "default"]
    )
    data["media"]["width"]["pixels"] = ours.width_dots
    data["fonts"]["0"]["columns"] = ours.columns
    data["features"].update(paperFullCut=ours.cutter, paperPartCut=ours.cutter, qrCode=ours.qr)
    return type("OurProfile", (EscposProfile,), {"profile_data": data})(features=data["features"])
