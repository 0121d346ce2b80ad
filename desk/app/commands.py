"""The commands without a window: `serve`, `import`, `export`."""

import argparse
import asyncio
import contextlib
import gc
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from desk.domain.ports import Database, Work
from desk.errors import ConfigFault, DeskError
from desk.settings import Settings, default_data_dir, load

T = TypeVar("T")

_LATER = {
    "doctor": "the self-examination",
}


def run_command(words: Sequence[str]) -> int:
    """Run one command; its exit code. Raises DeskError with a sentence for a person."""
    if words and words[0] == "relay":
        from desk.relay.commands import run_relay

        return run_relay(words[1:])
    if words and words[0] == "--self-check":
        from desk.app.self_check import run_self_check

        return run_self_check(words[1:])
    if words and words[0] in _LATER:
        raise ConfigFault(f"{_LATER[words[0]].capitalize()} comes with a later version.")
    parsed = _parser().parse_args(words)
    match parsed.command:
        case "serve":
            return serve(_settings(parsed.data))
        case "pair":
            return pair(_settings(parsed.data), parsed.url, parsed.code)
        case "backup" | "restore":
            print(keep(parsed.command, parsed.file, parsed.data, parsed.config))
            return 0
        case "export":
            return export_catalogue(_settings(parsed.data), parsed.file)
        case _ if parsed.what == "catalogue":
            return import_catalogue(_settings(parsed.data), parsed.file)
        case _:
            return import_csv(_settings(parsed.data), parsed.file)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="desk", description="Order Desk 小票台")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("relay", help="the public relay", add_help=False)
    commands.add_parser("demo", help="a throw-away shop with simulated printers", add_help=False)
    serve_words = commands.add_parser("serve", help="the engine without a window")
    serve_words.add_argument("--data", type=Path)
    load_words = commands.add_parser("import", help="orders, or the catalogue, from a CSV file")
    load_words.add_argument("what", choices=["csv", "catalogue"])
    load_words.add_argument("file", type=Path)
    load_words.add_argument("--data", type=Path)
    pair_words = commands.add_parser("pair", help="pair this desk with a relay")
    pair_words.add_argument("url", metavar="URL")
    pair_words.add_argument("code", metavar="CODE", help="the six digits of: desk relay pair-code")
    pair_words.add_argument("--data", type=Path)
    save_words = commands.add_parser("export", help="the catalogue to a CSV file")
    save_words.add_argument("what", choices=["catalogue"])
    save_words.add_argument("file", type=Path)
    save_words.add_argument("--data", type=Path)
    for verb, what in (("backup", "write all data to one file"), ("restore", "put a backup back")):
        words = commands.add_parser(verb, help=f"{what}: a desk's, or with --config a relay's")
        words.add_argument("file", type=Path)
        whose = words.add_mutually_exclusive_group()
        whose.add_argument("--data", type=Path)
        whose.add_argument("--config", type=Path, metavar="FILE", help="the relay's TOML file")
    return parser


def keep(verb: str, file: Path, data: Path | None, relay: Path | None) -> str:
    """Back up to a file or restore from it, a desk's data or a relay's; what to tell the person."""
    if relay is not None:
        from desk.relay.backups import back_up_relay, restore_relay
        from desk.relay.config import load_relay

        settings = load_relay(relay)
        return back_up_relay(settings, file) if verb == "backup" else restore_relay(settings, file)
    from desk.app.backups import back_up_desk, restore_desk

    own = _settings(data)
    return back_up_desk(own, file) if verb == "backup" else restore_desk(own, file)


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
        raise _unreadable(file, error) from error


def pair(settings: Settings, url: str, code: str) -> int:
    """Pair with a relay and say so."""
    from desk.app.pairing import pair_with_relay

    name = pair_with_relay(settings, url, code)
    print(f"Paired with {url}; orders come as the source {name}.")
    return 0


def import_catalogue(settings: Settings, file: Path) -> int:
    """Take the products of a CSV file in place of those there were. 1, and nothing taken, when a row is wrong."""
    from desk.sources.catalogue_file import read_catalogue

    try:
        raw = file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from error
    catalogue, faults = read_catalogue(raw, settings.shop.currency)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print("Nothing was changed: mend these rows first.", file=sys.stderr)
        return 1
    now = datetime.now(UTC)
    today = now.astimezone(settings.shop.zone).date()

    def take(work: Work) -> None:
        work.catalogue.replace(catalogue.carrying(work.catalogue.load(), today), now)

    _with_store(settings, lambda database: database.write(take))
    print(f"{len(catalogue.products)} products")
    return 0


def export_catalogue(settings: Settings, file: Path) -> int:
    """Write the products, with what is left of them, to a CSV file that `import catalogue` reads and a spreadsheet shows."""
    from desk.app.clock import SystemClock
    from desk.services import Goods
    from desk.sources.catalogue_file import write_catalogue

    def goods(database: Database) -> Goods:
        return Goods(settings.shop, database, SystemClock(), lambda _changes: None)

    catalogue = _with_store(settings, lambda database: goods(database).catalogue())
    try:
        file.write_bytes(write_catalogue(catalogue, settings.shop.currency))
    except OSError as error:
        raise DeskError(f"{file} cannot be written: {error.strerror}.", "Choose another place.") from error
    print(f"{len(catalogue.products)} products")
    return 0


def _with_store(settings: Settings, use: Callable[[Database], Awaitable[T]]) -> T:
    """Open the shop's store for one operation."""
    from desk.store.opening import open_store

    async def run() -> T:
        store = await asyncio.to_thread(open_store, settings.store.url, settings.data_dir)
        try:
            return await use(store.database)
        finally:
            await asyncio.to_thread(store.close)

    return asyncio.run(run())


def _unreadable(file: Path, error: OSError) -> DeskError:
    return DeskError(f"{file} cannot be read: {error.strerror}.", "Check the path.")
