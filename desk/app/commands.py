"""The commands without a window: `serve`, `import`."""

import argparse
import asyncio
import contextlib
import gc
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from desk.errors import ConfigFault, DeskError
from desk.settings import Settings, default_data_dir, load

_LATER = {
    "relay": "the public relay",
    "pair": "pairing with a relay",
    "export": "exports",
    "backup": "backups",
    "restore": "restoring backups",
    "doctor": "the self-examination",
    "--self-check": "the self-check of installed builds",
}


def run_command(words: Sequence[str]) -> int:
    """Run one command; its exit code. Raises DeskError with a sentence for a person."""
    if words and words[0] in _LATER:
        raise ConfigFault(f"{_LATER[words[0]].capitalize()} comes with a later version.")
    parsed = _parser().parse_args(words)
    match parsed.command:
        case "serve":
            return serve(_settings(parsed.data))
        case _:
            return import_csv(_settings(parsed.data), parsed.file)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="desk", description="Order Desk 小票台")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("demo", help="a throw-away shop with simulated printers", add_help=False)
    serve_words = commands.add_parser("serve", help="the engine without a window")
    serve_words.add_argument("--data", type=Path)
    load_words = commands.add_parser("import", help="orders from a CSV file")
    load_words.add_argument("what", choices=["csv"])
    load_words.add_argument("file", type=Path)
    load_words.add_argument("--data", type=Path)
    return parser


def _settings(data: Path | None) -> Settings:
    return load(data or default_data_dir())


def serve(settings: Settings) -> int:
    """Run the engine until SIGTERM or SIGINT."""
    from desk.app.engine import Engine
    from desk.log import set_up_logging

    set_up_logging(settings.data_dir)

    async def run() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError):  # Windows has no loop signal handlers
                loop.add_signal_handler(name, stop.set)
        async with Engine(settings) as engine:
            print(f"desk: listening on {engine.listener.address}", flush=True)
            gc.freeze()  # what was loaded stays; looking through it would hold up an order now and then
            await stop.wait()

    asyncio.run(run())
    return 0


def import_csv(settings: Settings, file: Path) -> int:
    """Take the orders of a CSV file; prints what became of its rows. 1 when some were refused."""
    from desk.app.engine import Engine
    from desk.sources.csv_file import import_file

    async def run() -> int:
        async with Engine(settings) as engine:
            report = await import_file(file, engine.receive, settings.shop)
        for refusal in report.refused:
            print(refusal, file=sys.stderr)
        print(f"{report.taken} taken, {report.duplicates} already there, {len(report.refused)} refused")
        return 1 if report.refused else 0

    try:
        return asyncio.run(run())
    except OSError as error:
        raise DeskError(f"{file} cannot be read: {error.strerror}.", "Check the path.") from error
