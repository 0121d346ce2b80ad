"""The verbs `printers simulate` and `printers show`."""

import argparse
import asyncio
import json
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

from printers.errors import PrinterError
from printers.profile import Profile, load_profile, profile_names
from printers.simulator.drill import Drill, Step, drill_names, load_drill

DEFAULT_PROFILE = "epson-80mm"


class Verbs(Protocol):
    """What argparse's `add_subparsers` returns, as far as a verb needs it."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's word
        """A parser for one verb."""
        ...


def add_simulate(verbs: Verbs) -> None:
    """Add `simulate` to the command line."""
    verb = verbs.add_parser("simulate", help="a simulated printer on a TCP port")
    verb.add_argument("--port", type=_port, default=9100, help="TCP port, 0 for any free one (default 9100)")
    verb.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    _add_profile(verb)
    verb.add_argument("--paper", type=Path, metavar="DIR", help="write each sheet as NNNN.png, .txt and .bin")
    verb.add_argument("--control", type=_port, metavar="PORT", help="port that takes faults, line by line")
    verb.add_argument(
        "--speed", type=_speed, default=argparse.SUPPRESS, metavar="MM_PER_S|max", help="of the mechanism"
    )
    verb.add_argument(
        "--drill", metavar="NAME|FILE", help=f"rehearse a bad day: {', '.join(drill_names())}, or a TOML file"
    )
    verb.set_defaults(run=simulate)


def add_show(verbs: Verbs) -> None:
    """Add `show` to the command line."""
    verb = verbs.add_parser("show", help="what a file of ESC/POS bytes prints")
    verb.add_argument("file", type=Path, metavar="FILE", help="the bytes; - reads standard input")
    _add_profile(verb)
    verb.add_argument(
        "--paper", type=Path, metavar="DIR", help="where the sheets go (default: a new temporary folder)"
    )
    verb.add_argument("--json", action="store_true", help="tell sheets, unknown bytes and commands as JSON")
    verb.add_argument("--hex", action="store_true", help="list the bytes with the name of each command")
    verb.set_defaults(run=show)


def _add_profile(verb: argparse.ArgumentParser) -> None:
    names = ", ".join(profile_names())
    verb.add_argument(
        "--profile", default=DEFAULT_PROFILE, help=f"model: {names} (default {DEFAULT_PROFILE})"
    )


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"not a port from 0 to 65535: {text}")
    return int(text)


def _speed(text: str) -> float | None:
    if text == "max":
        return None
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed < 1e6:
        raise argparse.ArgumentTypeError(f"not a speed in mm/s, nor max: {text}")
    return speed


def simulate(arguments: argparse.Namespace) -> int:
    """Run a simulated printer until it is told to stop."""
    profile = load_profile(arguments.profile)
    drill = load_drill(arguments.drill) if arguments.drill else None
    try:
        asyncio.run(_serve(profile, drill, arguments))
    except OSError as error:
        raise PrinterError(f"cannot write sheets to {arguments.paper}: {error.strerror or error}") from error
    return 0


async def _serve(profile: Profile, drill: Drill | None, arguments: argparse.Namespace) -> None:
    from printers.simulator.printer import SimulatedPrinter

    stop = asyncio.Event()
    _on_signals(stop)
    printer = SimulatedPrinter(
        profile,
        host=arguments.host,
        port=arguments.port,
        control_port=arguments.control,
        paper=arguments.paper,
        speed=getattr(arguments, "speed", "profile"),
    )
    await printer.start()
    try:
        line = f"listening {arguments.host}:{printer.port}"
        if printer.control_port is not None:
            line += f" control {arguments.host}:{printer.control_port}"
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        if drill is not None:
            printer.rehearse(drill, _tell_step)
        await stop.wait()
    finally:
        await printer.stop()


def _tell_step(step: Step) -> None:
    sys.stdout.write(f"drill: {', '.join(step.do)}{'. ' if step.say else ''}{step.say}\n")
    sys.stdout.flush()


def _on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def told(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop.set)

    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:
            # Windows' loop has no signal handlers of its own.
            signal.signal(number, told)


def show(arguments: argparse.Namespace) -> int:
    """Interpret a file and write its sheets."""
    from printers.simulator.annotate import annotated
    from printers.simulator.interpreter import interpret
    from printers.simulator.sheets import next_number, write_sheet

    profile = load_profile(arguments.profile)
    try:
        data = sys.stdin.buffer.read() if str(arguments.file) == "-" else arguments.file.read_bytes()
        folder = arguments.paper or Path(tempfile.mkdtemp(prefix="printers-show-"))
        folder.mkdir(parents=True, exist_ok=True)
        result = interpret(data, profile)
        first = next_number(folder)
        files = [write_sheet(folder, first + i, sheet) for i, sheet in enumerate(result.sheets)]
    except OSError as error:
        raise PrinterError(f"{error.filename or arguments.file}: {error.strerror or error}") from error
    if arguments.json:
        report: dict[str, Any] = {
            "sheets": [
                {
                    "png": str(paths.png),
                    "text": sheet.text,
                    "lines": sheet.lines,
                    "width": sheet.width,
                    "height": sheet.height,
                }
                for sheet, paths in zip(result.sheets, files)
            ],
            "unknown": [
                {"offset": unknown.offset, "bytes": unknown.data.hex()} for unknown in result.unknown
            ],
            "commands": result.commands,
        }
        sys.stdout.write(json.dumps(report) + "\n")
        return 0
    if arguments.hex:
        for line in annotated(data, profile):
            sys.stdout.write(line + "\n")
    for sheet, paths in zip(result.sheets, files):
        sys.stdout.write(f"{paths.png}  {sheet.width} x {sheet.height}\n{sheet.text}\n")
    for unknown in result.unknown:
        sys.stdout.write(f"unknown at {unknown.offset}: {unknown.data[:32].hex(' ')}\n")
    return 0
