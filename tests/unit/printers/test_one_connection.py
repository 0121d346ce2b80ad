"""How a ticket travels: one connection for all of them, each in a single write, none of it held back."""

import asyncio
import socket
from typing import Any

import pytest

from printers import Document, Line, Printer, closing, encode, load_profile, opening
from printers.transport.socket import SocketTransport

ONE_WAY = load_profile("oneway-58mm")
TICKETS = 20


def ticket(number: int) -> bytes:
    """More than one segment of a local network."""
    lines = tuple(Line(f"{number} 宫保鸡丁 {k}") for k in range(200))
    return opening(ONE_WAY, torn=False) + encode(Document(lines), ONE_WAY) + closing(ONE_WAY)


def test_every_ticket_is_one_write_on_one_connection_without_nagle(monkeypatch: pytest.MonkeyPatch) -> None:
    accepted = 0
    received = bytearray()
    made: list[asyncio.Transport] = []
    writes: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal accepted
        accepted += 1
        while data := await reader.read(65536):
            received.extend(data)
        writer.close()

    async def run() -> list[bytes]:
        loop = asyncio.get_running_loop()
        connect = loop.create_connection

        async def spied(*words: Any, **more: Any) -> Any:
            transport, protocol = await connect(*words, **more)
            made.append(transport)
            write = transport.write
            monkeypatch.setattr(transport, "write", lambda data: (writes.append(bytes(data)), write(data)))
            return transport, protocol

        monkeypatch.setattr(loop, "create_connection", spied)
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        printer = Printer(SocketTransport("127.0.0.1", server.sockets[0].getsockname()[1]), ONE_WAY)
        await printer.connect()
        (transport,) = made
        handle = transport.get_extra_info("socket")
        assert handle.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        del writes[:]  # the greeting
        sent = [ticket(number) for number in range(TICKETS)]
        for number, data in enumerate(sent):
            await printer.send(data, f"{number:04d}")
        await printer.disconnect()
        server.close()
        await server.wait_closed()
        return sent

    sent = asyncio.run(run())
    assert (accepted, len(made)) == (1, 1)
    assert writes == sent
    assert received.endswith(b"".join(sent))
