"""`desk relay`: serve, and make a pairing code."""

import argparse
import asyncio
import contextlib
import gc
import logging
import signal
import sys
from collections.abc import Generator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import ConfigFault, EnvironmentFault
from desk.relay.config import RelaySettings, load_relay

if TYPE_CHECKING:
    from desk.relay.store.opening import RelayStore


def run_relay(words: Sequence[str]) -> int:
    """Run `desk relay …`; its exit code. Raises DeskError with a sentence for a person."""
    parser = argparse.ArgumentParser(prog="desk relay", description="The public relay.")
    parser.add_argument("verb", nargs="?", choices=["serve", "pair-code"], default="serve")
    parser.add_argument("--config", type=Path, required=True, metavar="FILE")
    parsed = parser.parse_args(words)
    settings = load_relay(parsed.config)
    try:
        import starlette
        import uvicorn

        del starlette, uvicorn
    except ImportError as error:
        raise ConfigFault(
            "The relay's parts are not installed.", "Install order-desk with the extra `relay`."
        ) from error
    return asyncio.run(_pair_code(settings) if parsed.verb == "pair-code" else _serve(settings))


async def _pair_code(settings: RelaySettings) -> int:
    from desk.relay.devices import new_code
    from desk.relay.store.opening import open_relay_store

    store = await asyncio.to_thread(open_relay_store, settings.store, settings.path.parent)
    try:
        code = await store.write(lambda work: new_code(work, datetime.now(UTC)))
    finally:
        await asyncio.to_thread(store.close)
    sys.stdout.write(f"{code}\n")
    return 0


async def _serve(settings: RelaySettings) -> int:
    from desk.relay.complaints import OncePerFault
    from desk.relay.store.opening import open_relay_store
    from desk.relay.store.running import only_one_on_file

    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    logging.getLogger("uvicorn.error").addFilter(OncePerFault())
    lock = None
    if "://" not in settings.store:
        lock = only_one_on_file(settings.path.parent / settings.store)
    try:
        store = await asyncio.to_thread(open_relay_store, settings.store, settings.path.parent)
        try:
            await _listen(settings, store)
        finally:
            await asyncio.to_thread(store.close)
    finally:
        if lock is not None:
            lock.release()
    return 0


async def _listen(settings: RelaySettings, store: "RelayStore") -> None:
    import uvicorn

    from desk.relay.housekeeping import keep_house
    from desk.relay.server import Relay

    relay = Relay(settings, store)
    config = uvicorn.Config(
        relay.app(), host=settings.host, port=settings.port, log_config=None, access_log=False,
        server_header=False, lifespan="off", timeout_graceful_shutdown=5,
    )  # fmt: skip
    server: Any = _server_class()(config, relay.stop)
    tasks = [
        asyncio.create_task(keep_house(store), name="housekeeping"),
        asyncio.create_task(relay.post.run(alone="://" not in settings.store), name="outbox"),
    ]
    if relay.till is not None:
        tasks.append(
            asyncio.create_task(relay.till.watch.run(alone="://" not in settings.store), name="payments")
        )
    try:
        await server.serve()
    except SystemExit as error:  # uvicorn's way to say that it could not listen
        raise EnvironmentFault(
            f"The relay cannot listen on {settings.host}:{settings.port}.", "Is another one running there?"
        ) from error
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)  # what is on its way to WeChat may end
        if relay.till is not None:
            await relay.till.aclose()
        await relay.hooks.close()


def _server_class() -> type[Any]:
    import uvicorn

    class Server(uvicorn.Server):
        """Says where it listens, and lets waiting desks go when it stops."""

        def __init__(self, config: uvicorn.Config, stop: Any) -> None:
            super().__init__(config)
            self._let_go = stop

        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets=sockets)
            if self.started:
                for listening in self.servers:
                    for sock in listening.sockets:
                        host, port = sock.getsockname()[:2]
                        sys.stdout.write(f"desk relay: listening on {host}:{port}\n")
                sys.stdout.flush()
                gc.freeze()  # what was loaded stays; looking through it would hold up a reply now and then

        @contextlib.contextmanager
        def capture_signals(self) -> Generator[None]:
            """SIGTERM and Ctrl-C end the serving and nothing else: uvicorn would raise them again afterwards,
            and the process would end by the signal, with its store open.
            """
            loop = asyncio.get_running_loop()
            before: dict[int, Any] = {}

            def stop(number: int) -> None:
                self._let_go()
                self.handle_exit(number, None)

            for number in (signal.SIGTERM, signal.SIGINT):
                try:
                    loop.add_signal_handler(number, stop, number)
                except NotImplementedError:  # Windows has no loop signal handlers
                    before[number] = signal.signal(
                        number, lambda number, _frame: loop.call_soon_threadsafe(stop, number)
                    )
            try:
                yield
            finally:
                for number in (signal.SIGTERM, signal.SIGINT):
                    if number in before:
                        signal.signal(number, before[number])
                    else:
                        loop.remove_signal_handler(number)

    return Server
