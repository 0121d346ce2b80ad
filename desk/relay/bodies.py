"""Reading what somebody sends, bounded in size and in time before anything is done with it."""

import asyncio

from starlette.requests import Request

#: How long a sender may take over a body, in seconds; who needs longer holds a connection for nothing.
PATIENCE = 20.0


class TooLarge(Exception):
    """A body beyond its bound."""


class TooSlow(Exception):
    """A body that did not come in time."""


async def read_body(request: Request, limit: int) -> bytes:
    """The body, of at most `limit` bytes. Raises TooLarge and TooSlow, which the application answers."""
    declared = request.headers.get("content-length", "0")
    if not (declared.isascii() and declared.isdigit()) or int(declared[:12]) > limit:
        raise TooLarge
    parts = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.stream():
                parts += part
                if len(parts) > limit:
                    raise TooLarge
    except TimeoutError:
        raise TooSlow from None
    return bytes(parts)
