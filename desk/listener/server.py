"""The listener: a small HTTP/1.1 server on whichever asyncio loop runs, the window's included."""

import asyncio
import errno
import logging
from collections.abc import Mapping

from desk.errors import EnvironmentFault
from desk.listener.api import DeskApi
from desk.listener.connection import Connection, Limits
from desk.listener.routes import Routes

_log = logging.getLogger("desk.listener")


class Listener:
    """Serves the routes of the desk from `start` to `stop`."""

    def __init__(
        self,
        api: DeskApi,
        sources: Mapping[str, object],
        host: str = "127.0.0.1",
        port: int = 8710,
        token: str = "",
        *,
        limits: Limits | None = None,
    ) -> None:
        """`sources` by name, of which those that are a Door take deliveries; `token` is what readers must
        send, "" lets nobody read. Port 0 lets the system choose one.
        """
        self._routes = Routes(api, sources, token)
        self._host = host
        self._port = port
        self._limits = limits or Limits()
        self._server: asyncio.Server | None = None
        self._connections: dict[Connection, asyncio.Task[None]] = {}
        self._turned_away: set[asyncio.Task[None]] = set()
        self._stopping = False

    @property
    def port(self) -> int:
        """The port it listens on, as given until it was started."""
        if self._server is not None and self._server.sockets:
            return int(self._server.sockets[0].getsockname()[1])
        return self._port

    @property
    def address(self) -> str:
        """Host and port, as they stand in a web address."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{host}:{self.port}"

    async def start(self) -> None:
        """Listen. Raises EnvironmentFault when the address cannot be had."""
        try:
            self._server = await asyncio.start_server(self._connected, self._host, self._port, backlog=256)
        except OSError as error:
            raise _no_address(self._host, self._port, error) from None
        _log.info("listening on %s", self.address)

    async def stop(self) -> None:
        """Take no more connections, let requests under way finish within the grace, close."""
        if self._server is None:
            return
        self._stopping = True
        self._server.close()
        for connection in self._connections:
            connection.finish()
        tasks = [*self._connections.values(), *self._turned_away]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=self._limits.grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None
        self._stopping = False

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._stopping:  # accepted just before the server closed
            writer.transport.abort()
            return
        connection = Connection(reader, writer, self._routes.answer, self._limits)
        if len(self._connections) >= self._limits.connections:
            # a client that merely keeps its connection open makes room; the one that came first
            oldest = next((other for other in self._connections if other.spare), None)
            if oldest is None:
                if len(self._turned_away) >= self._limits.connections:
                    writer.transport.abort()
                    return
                task = asyncio.create_task(connection.turn_away())
                self._turned_away.add(task)
                task.add_done_callback(self._turned_away.discard)
                return
            oldest.finish()
        task = asyncio.create_task(connection.serve())
        self._connections[connection] = task
        task.add_done_callback(lambda _: self._connections.pop(connection, None))


def _no_address(host: str, port: int, error: OSError) -> EnvironmentFault:
    where = f"{host}:{port}"
    if error.errno in {errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)}:
        return EnvironmentFault(
            f"The desk cannot listen on {where}: another program uses that port.",
            "Close the other desk or program, or write another port in desk.toml: [api] listen.",
        )
    if error.errno in {errno.EACCES, getattr(errno, "WSAEACCES", errno.EACCES)}:
        return EnvironmentFault(
            f"The desk cannot listen on {where}: this user may not.",
            "Write a port above 1024 in desk.toml: [api] listen.",
        )
    return EnvironmentFault(
        f"The desk cannot listen on {where}: this machine has no such address.",
        "Write an address of this machine in desk.toml: [api] listen.",
    )
