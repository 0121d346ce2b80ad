"""One window per shop on a computer: a second start shows the window that is already open, and ends.

The open desk listens on a port of this computer alone and keeps port and a secret word in `DIR/window.port`, which
only this user may read. Free of everything else: a second start has to be quick.
"""

import asyncio
import hmac
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

FILE = "window.port"
#: Seconds that either side waits for the other, and bytes that are read of it.
_PATIENCE, _MOST = 2.0, 200


def show_other(data: Path) -> bool:
    """Ask the desk that is open on the folder to come to the front; False when there is none that answers."""
    try:
        port, word = (data / FILE).read_text(encoding="ascii").split()
        with socket.create_connection(("127.0.0.1", int(port)), _PATIENCE) as line:
            line.settimeout(_PATIENCE)
            line.sendall(f"{word}\n".encode("ascii"))
            return line.recv(_MOST) == b"shown\n"
    except (OSError, ValueError, OverflowError):
        return False


class Door:
    """Where a second start knocks. Use as an async context."""

    def __init__(self, data: Path, show: Callable[[], None]) -> None:
        self._path = data / FILE
        self._show = show
        self._word = secrets.token_hex(16)
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> "Door":
        """Listen; a computer that does not let us costs the convenience alone."""
        try:
            self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0, limit=_MOST)
            port = self._server.sockets[0].getsockname()[1]
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(f"{port} {self._word}\n")
        except OSError:
            await self._close()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Listen no more."""
        self._path.unlink(missing_ok=True)
        await self._close()

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                said = await reader.readline()
            if hmac.compare_digest(said.strip(), self._word.encode("ascii")):
                self._show()
                writer.write(b"shown\n")
        except (OSError, TimeoutError, ValueError):
            pass  # nobody who may ask
        finally:
            writer.close()
