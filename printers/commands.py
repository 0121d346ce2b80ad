"""The verbs `printers status`, `print` and `test`.

Handles: one printer at a time, saying honestly what became of it. Offers: `add_*` for the command line.
Exit status: 0 printed or sent without an error (or the printer is ready), 1 not certain or not ready,
2 could not be done at all.
"""

import argparse
import asyncio
import secrets
import string
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Protocol

from printers.errors import ConnectionLost, NotSent, PrinterError
from printers.patience import Confirmed, Outcome, Unconfirmed
from printers.printer import Printer
from printers.profile import profile_names
from printers.registry import open_printer
from printers.status import PrinterStatus
from printers.ticket.model import Columns, Document, Line, QrCode, Rule, Style

DEFAULT_PROFILE = "epson-80mm"
#: Seconds a ticket may take while the printer says it is well.
PATIENCE = 30.0


class Verbs(Protocol):
    """What argparse's `add_subparsers` returns, as far as a verb needs it."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's word
        """A parser for one verb."""
        ...


def add_status(verbs: Verbs) -> None:
    """Add `status` to the command line."""
    verb = verbs.add_parser("status", help="what a printer says of itself")
    _add_device(verb)
    verb.add_argument("--watch", action="store_true", help="go on until interrupted, a line for each change")
    verb.set_defaults(run=status)


def add_print(verbs: Verbs) -> None:
    """Add `print` to the command line."""
    verb = verbs.add_parser("print", help="send a file of ESC/POS bytes and tell what became of it")
    _add_device(verb)
    verb.add_argument("file", type=Path, metavar="FILE", help="the bytes; - reads standard input")
    verb.set_defaults(run=print_file)


def add_test(verbs: Verbs) -> None:
    """Add `test` to the command line."""
    verb = verbs.add_parser("test", help="print a test ticket")
    _add_device(verb)
    verb.set_defaults(run=print_test)


def _add_device(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("uri", metavar="URI", help="the device, for example socket://192.168.1.50:9100")
    verb.add_argument(
        "--profile",
        default=DEFAULT_PROFILE,
        help=f"model: {', '.join(profile_names())} (default {DEFAULT_PROFILE})",
    )


def status(arguments: argparse.Namespace) -> int:
    """Ask a printer; 0 when it can print."""
    printer = open_printer(arguments.uri, arguments.profile)
    return _run(_watch(printer) if arguments.watch else _status(printer))


def print_file(arguments: argparse.Namespace) -> int:
    """Send a file as it is."""
    printer = open_printer(arguments.uri, arguments.profile)
    try:
        data = sys.stdin.buffer.read() if str(arguments.file) == "-" else arguments.file.read_bytes()
    except OSError as error:
        raise PrinterError(f"{arguments.file}: {error.strerror or error}") from error
    return _run(_print(printer, data))


def print_test(arguments: argparse.Namespace) -> int:
    """Send a test ticket."""
    from printers.escpos.encoder import closing, encode, opening

    printer = open_printer(arguments.uri, arguments.profile)
    profile = printer.profile
    ticket = encode(test_ticket(profile.description or profile.name, arguments.uri), profile)
    return _run(_print(printer, opening(profile, torn=False) + ticket + closing(profile)))


def test_ticket(model: str, uri: str) -> Document:
    """A ticket that shows at a glance what the paper can and cannot carry."""
    return Document((
        Line("打印测试 TEST", Style(2, 2, bold=True), "center"),
        Rule(),
        Line(model),
        Line(uri),
        Rule(),
        Columns("草莓奶油蛋糕 6寸", "× 2"),
        Columns("Café crème ¥38", "× 1"),
        Line("反白", Style(inverse=True), "center"),
        QrCode(uri),
    ))  # fmt: skip


async def _status(printer: Printer) -> int:
    try:
        await printer.connect()
        _say(describe(printer.status))
        _say(f"proof of printing: {printer.confirmation}; fence: {printer.fence_kind}")
        return 0 if printer.status.can_print else 1
    finally:
        await printer.disconnect()


async def _watch(printer: Printer) -> int:
    """Until interrupted; connects again whenever the connection is gone."""
    said = ""

    def tell(now: PrinterStatus) -> None:
        nonlocal said
        if describe(now) != said:
            said = describe(now)
            _say(said)

    tell(printer.status)
    printer.on_change(tell)
    try:
        while True:
            try:
                if not printer.connected:
                    await printer.connect()
                await printer.check()
            except PrinterError:
                await printer.disconnect()
            await asyncio.sleep(1)
    finally:
        await printer.disconnect()


async def _print(printer: Printer, data: bytes) -> int:
    token = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(4))
    try:
        await printer.connect()
        if not printer.status.can_print:
            _say(f"not sent: {describe(printer.status)}")
            return 1
        await printer.send(data, token)
        outcome = await printer.wait(token, lambda now: _say(describe(now)), PATIENCE)
    except NotSent as error:
        _say(f"not sent: {error}")
        return 1
    except ConnectionLost as error:
        _say(f"maybe printed, look at the paper: {error}")
        return 1
    finally:
        await printer.disconnect()
    _say(verdict(outcome))
    return 0 if isinstance(outcome, Confirmed | Unconfirmed) else 1


def describe(now: PrinterStatus) -> str:
    """A status in one line."""
    if not now.known and now.can_print:
        return "connected; this printer says nothing of itself"
    return ": ".join(filter(None, (now.state.value, ", ".join(sorted(now.reasons)))))


def verdict(outcome: Outcome) -> str:
    """An outcome in one line that claims no more than is known."""
    match outcome:
        case Confirmed("process-id"):
            return "printed: the printer returned this ticket's id"
        case Confirmed():
            return "printed: the printer worked through the ticket and reports no trouble"
        case Unconfirmed():
            return "sent: this printer cannot confirm; no error was seen"
        case _:
            return f"maybe printed, look at the paper: {outcome.reason}"


def _run(work: Coroutine[Any, Any, int]) -> int:
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        return 130


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
