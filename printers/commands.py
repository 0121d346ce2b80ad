"""The verbs `printers status`, `print` and `test`.

Handles: one printer at a time, saying honestly what became of it, in words or (`--json`) as one JSON object a
line. Offers: `add_*` for the command line. Exit status: 0 printed, or sent to a printer that cannot confirm, or the
printer is ready; 1 not certain or not ready, so look at the paper or the printer; 2 could not be done at all; 130
interrupted.

`print` sends a file's bytes as they are: they are ESC/POS. A plain text file has no cut and no encoding of its own;
it comes out as far as the printer's power-on state shows it.

`status` keeps what the device showed of itself in a file (`--devices`); `print` and `test` ask by it.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Coroutine
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from printers.devices import DeviceMemory, corrected, probing
from printers.errors import ConnectionLost, NotSent, PrinterError
from printers.patience import Confirmed, Outcome, Unconfirmed
from printers.printer import Printer
from printers.printing import new_token
from printers.profile import Profile, load_profile, profile_names
from printers.registry import open_printer
from printers.status import PrinterStatus
from printers.ticket.model import Barcode, Columns, Document, Line, Picture, QrCode, Rule, Space, Style

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
    verb.add_argument(
        "--probe", action="store_true", help="ask also what its profile says it does not answer, and remember"
    )
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
        help=f"model: {', '.join(profile_names())}, or escpos:NAME of python-escpos (default {DEFAULT_PROFILE})",
    )
    verb.add_argument("--json", action="store_true", help="tell it as JSON, an object a line")
    verb.add_argument(
        "--devices",
        type=Path,
        metavar="FILE",
        help="what devices showed of themselves (default: $PRINTERS_DEVICES, else in the user's data folder)",
    )


def _memory(arguments: argparse.Namespace) -> DeviceMemory:
    path: Path | None = arguments.devices
    if path is None and os.environ.get("PRINTERS_DEVICES"):
        path = Path(os.environ["PRINTERS_DEVICES"])
    if path is None:
        from platformdirs import user_data_path

        path = user_data_path("printers", appauthor=False) / "devices.json"
    return DeviceMemory(path)


def _known_printer(arguments: argparse.Namespace) -> Printer:
    """The printer with its profile corrected by what the device showed when it was seen last."""
    profile = load_profile(arguments.profile)
    return open_printer(arguments.uri, corrected(profile, _memory(arguments).recall(arguments.uri)))


def status(arguments: argparse.Namespace) -> int:
    """Ask a printer; 0 when it can print."""
    profile = load_profile(arguments.profile)
    printer = open_printer(arguments.uri, probing(profile) if arguments.probe else profile)
    if arguments.watch:
        return _run(_watch(printer, as_json=arguments.json))
    return _run(_status(printer, _memory(arguments), as_json=arguments.json))


def print_file(arguments: argparse.Namespace) -> int:
    """Send a file as it is."""
    printer = _known_printer(arguments)
    try:
        data = sys.stdin.buffer.read() if str(arguments.file) == "-" else arguments.file.read_bytes()
    except OSError as error:
        raise PrinterError(f"{arguments.file}: {error.strerror or error}") from error
    return _run(_print(printer, data, as_json=arguments.json))


def print_test(arguments: argparse.Namespace) -> int:
    """Send a test ticket."""
    from printers.escpos.encoder import closing, encode, opening

    printer = _known_printer(arguments)
    profile = printer.profile
    ticket = encode(test_ticket(profile, arguments.uri), profile)
    data = opening(profile, torn=False) + ticket + closing(profile)
    return _run(_print(printer, data, as_json=arguments.json))


def test_ticket(profile: Profile, uri: str) -> Document:
    """A ticket that shows at a glance what the paper can and cannot carry."""
    columns = profile.columns
    ruler = "".join(str(n // 10 % 10) if n % 10 == 0 else "·+"[n % 5 == 0] for n in range(1, columns + 1))
    grey = bytes(0x55 if y % 2 else 0xAA for y in range(24) for _ in range(profile.width_dots // 8))
    return Document((
        Line("打印测试 TEST", Style(2, 2, bold=True), "center"),
        Line(profile.description or profile.name, align="center"),
        Line(uri, align="center"),
        Rule("="),
        Line(f"{columns} cells, {profile.width_dots} dots"),
        Line(ruler.replace("·", ".")),
        Rule(),
        Columns("Normal 正常", "Bold 加粗", right_style=Style(bold=True)),
        Line("Wide 倍宽", Style(2, 1)),
        Line("Tall 倍高", Style(1, 2)),
        Line("Double 大", Style(2, 2)),
        Line("Underline 下划线", Style(underline=True)),
        Line("反白 Inverse", Style(inverse=True), "center"),
        Rule(),
        Columns("草莓奶油蛋糕 6寸 🍓", "¥38.00"),
        Columns("繁體 香菇雞 · 囧䶮𠮷", "× 2"),
        Line("Café Größe Čaj Ωμέγα Чай € £"),
        Line("日本語 カフェ  한국어 커피"),
        Line("ไทย กาแฟเย็น  العربية قهوة"),
        Line("😀 🎂 🍜 ☕ ❤️ ✅"),
        Rule(),
        Picture(grey, profile.width_dots // 8 * 8),
        Space(8),
        Barcode("TEST-0123"),
        Space(8),
        QrCode(uri),
    ))  # fmt: skip


async def _status(printer: Printer, memory: DeviceMemory, *, as_json: bool) -> int:
    try:
        await printer.connect()
        identity = await printer.identify()
        now, known = printer.status, printer.capabilities
        if known is not None:
            memory.remember(printer.uri, known)
        if as_json:
            can = None if known is None else asdict(known)
            _say(
                json.dumps(
                    {**_as_table(printer.uri, now), "profile": printer.profile.name, "capabilities": can}
                )
            )
        else:
            _say(describe(now))
            _say(f"proof of printing: {printer.confirmation}; fence: {printer.fence_kind}")
            for name, text in asdict(identity).items():
                if text:
                    _say(f"{name}: {text}")
        return 0 if now.can_print else 1
    finally:
        await printer.disconnect()


def _as_table(uri: str, now: PrinterStatus) -> dict[str, object]:
    return {
        "uri": uri,
        "state": now.state.value,
        "reasons": sorted(now.reasons),
        "known": now.known,
        "can_print": now.can_print,
    }


async def _watch(printer: Printer, *, as_json: bool) -> int:
    """Until interrupted; connects again whenever the connection is gone."""
    said = ""

    def tell(now: PrinterStatus) -> None:
        nonlocal said
        line = json.dumps(_as_table(printer.uri, now)) if as_json else describe(now)
        if line != said:
            said = line
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


async def _print(printer: Printer, data: bytes, *, as_json: bool) -> int:
    def tell(outcome: str, words: str, **more: str) -> None:
        _say(
            json.dumps({"uri": printer.uri, "outcome": outcome, "words": words, **more}) if as_json else words
        )

    def on_hold(now: PrinterStatus) -> None:
        if not as_json:
            _say(describe(now))

    token = new_token()
    try:
        await printer.connect()
        if not printer.status.can_print:
            tell("not-sent", f"not sent: {describe(printer.status)}")
            return 1
        await printer.send(data, token)
        outcome = await printer.wait(token, on_hold, PATIENCE)
    except NotSent as error:
        tell("not-sent", f"not sent: {error}")
        return 1
    except ConnectionLost as error:
        tell("uncertain", f"maybe printed, look at the paper: {error}", reason="connection-lost")
        return 1
    finally:
        await printer.disconnect()
    match outcome:
        case Confirmed(proof):
            tell("confirmed", verdict(outcome), proof=proof)
        case Unconfirmed():
            tell("unconfirmed", verdict(outcome))
        case _:
            tell("uncertain", verdict(outcome), reason=outcome.reason)
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
