"""What a paired desk asks of a relay, by hand, and a code to pair it."""

import asyncio
import json
import time
from datetime import UTC, datetime
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desk.relay.devices import new_code
from desk.relay.protocol import DEVICE, SIGNATURE, TIME, encoded, to_sign
from desk.relay.store.opening import open_relay_store
from tests.e2e.wechat_rig import RelayProcess


async def code_of(relay: RelayProcess) -> str:
    """A pairing code, without the seconds that a process takes to start."""
    store = await asyncio.to_thread(open_relay_store, relay.store, relay.folder)
    try:
        return await store.write(lambda work: new_code(work, datetime.now(UTC)))
    finally:
        await asyncio.to_thread(store.close)


class DeskSide:
    """A paired desk's requests."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._key = Ed25519PrivateKey.generate()
        self._device = ""

    async def pair(self, code: str) -> None:
        """By the six digits."""
        key = encoded(self._key.public_key().public_bytes_raw())
        answer = await self._client.post("/v1/pair", json={"code": code, "name": "desk", "key": key})
        self._device = answer.json()["device"]

    async def ask(
        self,
        method: str,
        target: str,
        value: object = None,
        timeout: float = 40,
        key: str = "",
        base: str = "",
    ) -> Any:
        """The answer's JSON. `key` is a command's; `base` the address of another relay of the same store."""
        body = b"" if value is None else json.dumps(value).encode()
        stamp = str(int(time.time()))
        signed = encoded(self._key.sign(to_sign(method, target, stamp, body)))
        headers = {DEVICE: self._device, TIME: stamp, SIGNATURE: signed, "idempotency-key": key}
        answer = await self._client.request(
            method, base + target, content=body, headers=headers, timeout=timeout
        )
        answer.raise_for_status()
        return answer.json()
