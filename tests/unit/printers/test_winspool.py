"""Windows' spooler through a faithful stand-in for its library, and the library's signatures against its header."""

import asyncio
import ctypes
import re
import sys
from collections.abc import Callable
from ctypes import wintypes
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers import AccessDenied, ConnectionLost, Unreachable, transport_for
from printers.transport import winspool_library as library
from printers.transport.winspool import WinspoolTransport, queues
from printers.transport.winspool_library import QueueInfo, SpoolerError

NAME = "EPSON TM-T88V 前台"
#: winspool.h PRINTER_ATTRIBUTE_QUEUED and _DIRECT.
QUEUED, DIRECT = 0x1, 0x2
HEADER = Path("/usr/share/mingw-w64/include/winspool.h")


class Spooler:
    """winspool.drv, as far as a raw job sees it. As it is made, nothing prints before the document ends."""

    def __init__(self, *, takes: int = 1000, datatypes: tuple[str, ...] = ("RAW",)) -> None:
        self.takes = takes
        self.breaks_after = 0  # bytes of a document before the failure of WritePrinter comes
        self.datatypes = datatypes
        self.printer = QueueInfo(NAME, "Generic / Text Only", "USB001", attributes=QUEUED)
        self.printed: list[bytes] = []
        self.titles: list[str] = []
        self.fail: dict[str, int] = {}
        self.handles = 0
        self.document: bytearray | None = None

    def _may(self, call: str) -> None:
        if call in self.fail:
            raise SpoolerError(call, self.fail[call])

    def open(self, name: str) -> int:
        self._may("OpenPrinterW")
        if name != self.printer.name:
            raise SpoolerError("OpenPrinterW", library.INVALID_PRINTER_NAME)
        self.handles += 1
        return 7

    def close(self, handle: int) -> None:
        assert handle == 7
        self.handles -= 1

    def info(self, handle: int) -> QueueInfo:
        self._may("GetPrinterW")
        return self.printer

    def queues(self) -> list[QueueInfo]:
        self._may("EnumPrintersW")
        return [self.printer]

    def start(self, handle: int, title: str, datatype: str) -> None:
        self._may("StartDocPrinterW")
        if datatype not in self.datatypes:
            raise SpoolerError("StartDocPrinterW", library.INVALID_DATATYPE)
        self.titles.append(title)
        self.document = bytearray()

    def write(self, handle: int, data: bytes) -> int:
        assert self.document is not None
        if len(self.document) >= self.breaks_after:
            self._may("WritePrinter")
        self.document += data[: self.takes]
        return len(data[: self.takes])

    def finish(self, handle: int) -> None:
        self._may("EndDocPrinter")
        assert self.document is not None
        self.printed.append(bytes(self.document))
        self.document = None

    def abort(self, handle: int) -> None:
        self._may("AbortPrinter")
        self.document = None


def write(spooler: Spooler, data: bytes, before: Callable[[], None] = lambda: None, name: str = NAME) -> None:
    async def scene() -> None:
        transport = WinspoolTransport(name, f"winspool://{name}", spooler)
        await transport.open()
        before()
        try:
            await transport.write(data)
        finally:
            await transport.close()

    asyncio.run(scene())


@given(st.binary(min_size=1, max_size=5000), st.integers(1, 2000))
def test_any_ticket_becomes_one_job_with_every_byte(data: bytes, takes: int) -> None:
    spooler = Spooler(takes=takes)
    write(spooler, data)
    assert spooler.printed == [data]
    assert spooler.titles == ["Order Desk"]
    assert spooler.handles == 0


def test_a_driver_that_knows_no_raw_data_is_given_them_by_its_own_word() -> None:
    spooler = Spooler(datatypes=("XPS_PASS",))
    write(spooler, b"ticket")
    assert spooler.printed == [b"ticket"]


@pytest.mark.parametrize("call", ["StartDocPrinterW", "WritePrinter", "OpenPrinterW", "GetPrinterW"])
def test_what_fails_before_the_document_ends_sent_nothing(call: str) -> None:
    spooler = Spooler()
    with pytest.raises(ConnectionLost) as lost:
        write(spooler, b"ticket", lambda: spooler.fail.update({call: 1234}))
    assert lost.value.bytes_sent == 0
    assert spooler.printed == []
    assert spooler.document is None
    assert spooler.handles == 0


def test_what_fails_in_ending_the_document_may_have_been_sent() -> None:
    spooler = Spooler()
    with pytest.raises(ConnectionLost) as lost:
        write(spooler, b"ticket", lambda: spooler.fail.update(EndDocPrinter=1234))
    assert lost.value.bytes_sent == 6


@pytest.mark.parametrize("attributes", [0, DIRECT, DIRECT | QUEUED])
@pytest.mark.parametrize(("breaks_after", "takes"), [(1000, 1000), (2000, 1000)])
def test_a_queue_that_prints_while_it_spools_may_have_printed_what_it_took(
    attributes: int, breaks_after: int, takes: int
) -> None:
    spooler = Spooler(takes=takes)
    spooler.printer = QueueInfo(NAME, "", "", attributes=attributes)
    spooler.breaks_after = breaks_after
    with pytest.raises(ConnectionLost) as lost:
        write(spooler, bytes(5000), lambda: spooler.fail.update(WritePrinter=1234))
    assert lost.value.bytes_sent >= breaks_after
    assert spooler.document is None
    spooler = Spooler()
    spooler.printer = QueueInfo(NAME, "", "", attributes=attributes)
    with pytest.raises(ConnectionLost) as lost:
        write(spooler, bytes(5000), lambda: spooler.fail.update(StartDocPrinterW=1234))
    assert lost.value.bytes_sent == 0


def test_a_job_that_cannot_be_thrown_away_may_come_out() -> None:
    spooler = Spooler()
    spooler.breaks_after = 1000
    with pytest.raises(ConnectionLost) as lost:
        write(spooler, bytes(5000), lambda: spooler.fail.update(WritePrinter=1234, AbortPrinter=1234))
    assert lost.value.bytes_sent >= 1000


def test_the_attributes_are_those_of_the_header() -> None:
    text = header()
    for name, value in {"QUEUED": QUEUED, "DIRECT": DIRECT}.items():
        assert re.search(rf"#define PRINTER_ATTRIBUTE_{name} 0x0*{value:x}\b", text), name


def test_a_full_disk_of_the_spooler() -> None:
    spooler = Spooler(takes=0)
    with pytest.raises(ConnectionLost, match="disk full"):
        write(spooler, b"ticket")
    assert spooler.printed == []


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (library.ACCESS_DENIED, AccessDenied, "does not let this user print"),
        (library.INVALID_PRINTER_NAME, Unreachable, "has no printer"),
        (library.SERVER_UNAVAILABLE, Unreachable, "service Print Spooler"),
    ],
)
def test_refusals_say_what_to_do(code: int, kind: type[Exception], words: str) -> None:
    spooler = Spooler()
    spooler.fail["OpenPrinterW"] = code
    with pytest.raises(kind, match=words):
        write(spooler, b"ticket")
    assert queues(spooler) == [spooler.printer]


@pytest.mark.parametrize(
    ("status", "attributes", "words"), [(1, 0, "paused"), (0x80, 0, "offline"), (0, 0x400, "work offline")]
)
def test_a_stopped_queue_gets_no_ticket(status: int, attributes: int, words: str) -> None:
    spooler = Spooler()
    spooler.printer = QueueInfo(NAME, "", "", status, attributes)
    with pytest.raises(Unreachable, match=words):
        write(spooler, b"ticket")


@pytest.mark.skipif(sys.platform == "win32", reason="there the library is real")
def test_elsewhere_it_is_unreachable_and_lists_nothing() -> None:
    with pytest.raises(Unreachable, match="is for Windows"):
        asyncio.run(transport_for("winspool://EPSON%20TM-T88V").open())
    assert queues() == []


C_TYPES = {
    "WINBOOL": wintypes.BOOL, "DWORD": wintypes.DWORD, "HANDLE": wintypes.HANDLE, "LPWSTR": wintypes.LPWSTR,
    "LPHANDLE": ctypes.POINTER(wintypes.HANDLE), "LPDWORD": ctypes.POINTER(wintypes.DWORD), "LPVOID": wintypes.LPVOID,
    "LPBYTE": wintypes.LPVOID, "LPPRINTER_DEFAULTSW": wintypes.LPVOID, "LPDEVMODEW": wintypes.LPVOID,
    "PSECURITY_DESCRIPTOR": wintypes.LPVOID,
}  # fmt: skip


def header() -> str:
    if not HEADER.exists():
        pytest.skip("winspool.h: mingw-w64-common is not installed")
    return HEADER.read_text(encoding="latin-1")


def test_the_signatures_are_those_of_the_header() -> None:
    text = header()
    for name, (result, arguments) in library.SIGNATURES.items():
        declared = re.search(rf"(\w+) WINAPI {name}\(([^)]*)\);", text)
        assert declared, name
        assert C_TYPES[declared[1]] == result, name
        types = [C_TYPES[part.split()[0]] for part in declared[2].split(",")]
        ours = [
            wintypes.LPVOID if argument == ctypes.POINTER(library.DocInfo) else argument
            for argument in arguments
        ]
        assert types == ours, name


@pytest.mark.parametrize(
    ("name", "structure"), [("DOC_INFO_1W", library.DocInfo), ("PRINTER_INFO_2W", library.PrinterInfo)]
)
def test_the_structures_are_those_of_the_header(name: str, structure: type[ctypes.Structure]) -> None:
    declared = re.search(rf"typedef struct _{name} \{{(.*?)\}}", header(), re.DOTALL)
    assert declared
    fields = [tuple(line.rstrip(";").split()) for line in declared[1].split("\n") if line.strip()]
    assert [(field, C_TYPES[kind]) for kind, field in fields] == [(f[0], f[1]) for f in structure._fields_]
