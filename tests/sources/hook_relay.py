"""A relay that takes hooks, served in the test's own loop by its clock, and a desk that is paired with it."""

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desk.relay.config import RelaySettings, load_relay
from desk.relay.devices import new_code
from desk.relay.protocol import encoded
from desk.relay.server import Relay
from desk.relay.store.opening import RelayStore, open_relay_store


class Server(uvicorn.Server):
    """Leaves the signals to the test."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass
class HookRelay:
    """`secret` is the paired desk's, as its desk.toml holds it."""

    url: str
    store: RelayStore
    secret: str

    async def waiting(self) -> int:
        """How much the desk does not have yet."""
        return (await self.store.read(lambda work: work.feed.waiting()))[0]


@asynccontextmanager
async def hook_relay(folder: Path, hooks: str, now: Callable[[], float]) -> AsyncIterator[HookRelay]:
    """`hooks`: the [[hooks]] of its relay.toml."""
    settings = _settings(folder, hooks)
    store = await asyncio.to_thread(open_relay_store, settings.store, folder)
    relay = Relay(settings, store, now)
    config = uvicorn.Config(relay.app(), port=0, log_config=None, lifespan="off", timeout_graceful_shutdown=2)
    server = Server(config)
    serving = asyncio.create_task(server.serve())
    try:
        async with asyncio.timeout(10):
            while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
                await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        code = await store.write(lambda work: new_code(work, datetime.fromtimestamp(now(), UTC)))
        key = Ed25519PrivateKey.generate()
        body: dict[str, Any] = {
            "code": code,
            "name": "desk",
            "key": encoded(key.public_key().public_bytes_raw()),
        }
        async with httpx.AsyncClient(trust_env=False) as client:
            device = (await client.post(f"{url}/v1/pair", json=body)).json()["device"]
        private = base64.b64encode(key.private_bytes_raw()).decode()
        yield HookRelay(url, store, f"{device}:{private}")
    finally:
        relay.stop()
        server.should_exit = True
        await serving
        await relay.hooks.close()
        await asyncio.to_thread(store.close)


def _settings(folder: Path, hooks: str) -> RelaySettings:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "relay.toml"
    file.write_text(f'[relay]\nlisten = "127.0.0.1:0"\n{hooks}', encoding="utf-8")
    return load_relay(file, {})
