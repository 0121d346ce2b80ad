"""The few calls of Windows' winspool.drv that a raw job needs, typed; loaded when first used, on Windows only.

Offers: `SpoolerLibrary`, `WindowsLibrary`, `SIGNATURES`, `QueueInfo`, `SpoolerError`. Source: winspool.h and the
documentation of the Windows print spooler functions.
"""

import ctypes
from ctypes import POINTER, byref, wintypes
from dataclasses import dataclass
from typing import Any, Protocol

#: winerror.h: the codes that lead to a sentence of their own.
ACCESS_DENIED, INVALID_PRINTER_NAME, UNKNOWN_PRINTER, INVALID_DATATYPE, SERVER_UNAVAILABLE = (
    5,
    1801,
    1796,
    1804,
    1722,
)
_INSUFFICIENT_BUFFER = 122
#: winspool.h: which printers EnumPrinters lists.
_ENUM_LOCAL, _ENUM_CONNECTIONS = 0x2, 0x4
#: winspool.h PRINTER_ATTRIBUTE_QUEUED, _DIRECT: print after the last page is spooled; do not spool at all.
_QUEUED, _DIRECT = 0x1, 0x2


class DocInfo(ctypes.Structure):
    """DOC_INFO_1W."""

    _fields_ = (
        ("pDocName", wintypes.LPWSTR),
        ("pOutputFile", wintypes.LPWSTR),
        ("pDatatype", wintypes.LPWSTR),
    )


class PrinterInfo(ctypes.Structure):
    """PRINTER_INFO_2W."""

    _fields_ = (
        ("pServerName", wintypes.LPWSTR),
        ("pPrinterName", wintypes.LPWSTR),
        ("pShareName", wintypes.LPWSTR),
        ("pPortName", wintypes.LPWSTR),
        ("pDriverName", wintypes.LPWSTR),
        ("pComment", wintypes.LPWSTR),
        ("pLocation", wintypes.LPWSTR),
        ("pDevMode", wintypes.LPVOID),
        ("pSepFile", wintypes.LPWSTR),
        ("pPrintProcessor", wintypes.LPWSTR),
        ("pDatatype", wintypes.LPWSTR),
        ("pParameters", wintypes.LPWSTR),
        ("pSecurityDescriptor", wintypes.LPVOID),
        ("Attributes", wintypes.DWORD),
        ("Priority", wintypes.DWORD),
        ("DefaultPriority", wintypes.DWORD),
        ("StartTime", wintypes.DWORD),
        ("UntilTime", wintypes.DWORD),
        ("Status", wintypes.DWORD),
        ("cJobs", wintypes.DWORD),
        ("AveragePPM", wintypes.DWORD),
    )


#: Function -> result and arguments, as winspool.h declares them.
SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "OpenPrinterW": (wintypes.BOOL, (wintypes.LPWSTR, POINTER(wintypes.HANDLE), wintypes.LPVOID)),
    "ClosePrinter": (wintypes.BOOL, (wintypes.HANDLE,)),
    "StartDocPrinterW": (wintypes.DWORD, (wintypes.HANDLE, wintypes.DWORD, POINTER(DocInfo))),
    "StartPagePrinter": (wintypes.BOOL, (wintypes.HANDLE,)),
    "WritePrinter": (
        wintypes.BOOL,
        (wintypes.HANDLE, wintypes.LPVOID, wintypes.DWORD, POINTER(wintypes.DWORD)),
    ),
    "EndPagePrinter": (wintypes.BOOL, (wintypes.HANDLE,)),
    "EndDocPrinter": (wintypes.BOOL, (wintypes.HANDLE,)),
    "AbortPrinter": (wintypes.BOOL, (wintypes.HANDLE,)),
    "GetPrinterW": (
        wintypes.BOOL,
        (wintypes.HANDLE, wintypes.DWORD, wintypes.LPVOID, wintypes.DWORD, POINTER(wintypes.DWORD)),
    ),
    "EnumPrintersW": (
        wintypes.BOOL,
        (
            wintypes.DWORD, wintypes.LPWSTR, wintypes.DWORD, wintypes.LPVOID, wintypes.DWORD,
            POINTER(wintypes.DWORD), POINTER(wintypes.DWORD),
        ),
    ),
}  # fmt: skip


class SpoolerError(Exception):
    """A call failed. `code` is GetLastError's."""

    def __init__(self, call: str, code: int) -> None:
        super().__init__(f"{call} failed with error {code}")
        self.call = call
        self.code = code


@dataclass(frozen=True, slots=True)
class QueueInfo:
    """A printer of the spooler; `status` and `attributes` are winspool.h's PRINTER_STATUS_* and PRINTER_ATTRIBUTE_*."""

    name: str
    driver: str
    port: str
    status: int = 0
    attributes: int = 0

    @property
    def prints_when_whole(self) -> bool:
        """Whether nothing is printed before a document ends; by default Windows prints while it still spools."""
        return bool(self.attributes & _QUEUED) and not self.attributes & _DIRECT


class SpoolerLibrary(Protocol):
    """What a raw job needs. Every call raises SpoolerError."""

    def open(self, name: str) -> int:
        """A handle of the printer of that name."""
        ...

    def close(self, handle: int) -> None:
        """Give the handle back."""
        ...

    def info(self, handle: int) -> QueueInfo:
        """What the spooler knows of it."""
        ...

    def queues(self) -> list[QueueInfo]:
        """The printers of this computer and those it is connected to."""
        ...

    def start(self, handle: int, title: str, datatype: str) -> None:
        """Begin a document and its page."""
        ...

    def write(self, handle: int, data: bytes) -> int:
        """Hand over the beginning of `data`; how many bytes went."""
        ...

    def finish(self, handle: int) -> None:
        """End page and document: now it prints."""
        ...

    def abort(self, handle: int) -> None:
        """Throw the document away."""
        ...


class WindowsLibrary:
    """winspool.drv itself."""

    def __init__(self) -> None:
        """Raises OSError on other systems."""
        load: Any = getattr(ctypes, "WinDLL", None)
        if load is None:
            raise OSError("winspool.drv is a part of Windows")
        self._library: Any = load("winspool.drv", use_last_error=True)
        for name, (result, arguments) in SIGNATURES.items():
            function = getattr(self._library, name)
            function.restype = result
            function.argtypes = arguments

    def open(self, name: str) -> int:
        """See SpoolerLibrary."""
        handle = wintypes.HANDLE()
        self._call("OpenPrinterW", name, byref(handle), None)
        return handle.value or 0

    def close(self, handle: int) -> None:
        """See SpoolerLibrary."""
        self._call("ClosePrinter", handle)

    def info(self, handle: int) -> QueueInfo:
        """See SpoolerLibrary."""
        needed = wintypes.DWORD()
        self._call("GetPrinterW", handle, 2, None, 0, byref(needed), sizing=True)
        buffer = ctypes.create_string_buffer(needed.value)
        self._call("GetPrinterW", handle, 2, buffer, needed.value, byref(needed))
        return _queue(PrinterInfo.from_buffer(buffer))

    def queues(self) -> list[QueueInfo]:
        """See SpoolerLibrary."""
        needed, count = wintypes.DWORD(), wintypes.DWORD()
        which = _ENUM_LOCAL | _ENUM_CONNECTIONS
        self._call("EnumPrintersW", which, None, 2, None, 0, byref(needed), byref(count), sizing=True)
        if not needed.value:
            return []
        buffer = ctypes.create_string_buffer(needed.value)
        self._call("EnumPrintersW", which, None, 2, buffer, needed.value, byref(needed), byref(count))
        return [_queue(info) for info in (PrinterInfo * count.value).from_buffer(buffer)]

    def start(self, handle: int, title: str, datatype: str) -> None:
        """See SpoolerLibrary."""
        self._call("StartDocPrinterW", handle, 1, byref(DocInfo(title, None, datatype)))
        self._call("StartPagePrinter", handle)

    def write(self, handle: int, data: bytes) -> int:
        """See SpoolerLibrary."""
        written = wintypes.DWORD()
        self._call("WritePrinter", handle, data, len(data), byref(written))
        return written.value

    def finish(self, handle: int) -> None:
        """See SpoolerLibrary."""
        self._call("EndPagePrinter", handle)
        self._call("EndDocPrinter", handle)

    def abort(self, handle: int) -> None:
        """See SpoolerLibrary."""
        self._call("AbortPrinter", handle)

    def _call(self, name: str, *arguments: Any, sizing: bool = False) -> None:
        """`sizing`: a call that only asks for the size of a buffer, and fails in saying it."""
        if getattr(self._library, name)(*arguments):
            return
        code = _last_error()
        if not (sizing and code == _INSUFFICIENT_BUFFER):
            raise SpoolerError(name, code)


def _last_error() -> int:
    get: Any = getattr(ctypes, "get_last_error", int)  # only Windows' ctypes has it
    return int(get())


def _queue(info: PrinterInfo) -> QueueInfo:
    return QueueInfo(
        info.pPrinterName or "", info.pDriverName or "", info.pPortName or "", info.Status, info.Attributes
    )
