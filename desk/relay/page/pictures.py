"""Pictures at the relay: taken from a paired desk when they are what their name says, and shown to anybody."""

import hashlib
import hmac
import re
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from desk.relay.store.devices import Device
from desk.relay.store.opening import RelayStore

#: The largest picture that is kept, in bytes.
MAX_PICTURE = 200 * 1024
_NAME = re.compile(r"[0-9a-f]{64}")
_SHOWN = re.compile(r"([0-9a-f]{64})\.webp")


async def take(store: RelayStore, now: float, request: Request, _device: Device, body: bytes) -> Response:
    """`PUT /v1/pictures/HASH` of a paired desk: WebP whose SHA-256 is its name."""
    name = request.path_params["name"]
    if len(body) > MAX_PICTURE:
        return JSONResponse({"detail": "The picture is too large."}, 413)
    webp = body[:4] == b"RIFF" and body[8:12] == b"WEBP"
    same = hmac.compare_digest(hashlib.sha256(body).hexdigest().encode(), name.encode())
    if not (_NAME.fullmatch(name) and webp and same):
        return JSONResponse({"detail": "It is no WebP picture of that name."}, 400)
    at = datetime.fromtimestamp(now, UTC)
    await store.write(lambda work: work.pictures.put(name, body, at))
    return JSONResponse({"kept": True})


async def show(store: RelayStore, name: str) -> Response:
    """`GET /m/p/HASH.webp`, which never changes."""
    found = _SHOWN.fullmatch(name)
    body = await store.read(lambda work: work.pictures.body(found[1])) if found else None
    if body is None:
        return Response(status_code=404)
    headers = {"cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff"}
    return Response(body, media_type="image/webp", headers=headers)
