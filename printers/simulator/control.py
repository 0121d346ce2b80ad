"""The control port: a person or a test breaks the printer, line by line (the words are in `faults`)."""

import asyncio
from collections.abc import Awaitable, Callable

from printers.simulator.server import listen

_LONGEST_LINE = 1000


class ControlServer:
    """Lines in, one answer line each; no greeting."""

    def __init__(self, command: Callable[[str], Awaitable[str]]) -> None:
        self._command = command
        self._server: asyncio.Server | None = None
        self._open: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def start(self, address: str, port: int) -> int:
        """Listen; returns the port. Raises PortInUse."""
        listener = listen(address, port)
        self._server = await asyncio.start_server(self._serve, sock=listener, limit=_LONGEST_LINE)
        return int(listener.getsockname()[1])

    async def stop(self) -> None:
        """Stop listening and end every conversation."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in tuple(self._open.values()):
            writer.close()
        if self._open:
            await asyncio.wait(tuple(self._open))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open[task] = writer
        try:
            while line := await reader.readline():
                answer = await self._command(line.decode("utf-8", "replace").strip())
                writer.write(answer.encode() + b"\n")
                await writer.drain()
        except ValueError:
            # A line beyond the limit: nobody types that; the conversation ends with a word.
            writer.write(b"error line too long\n")
        except ConnectionError:
            pass
        finally:
            del self._open[task]
            writer.close()
