"""How connections end when somebody gives up in the middle: nothing stays open, nothing is closed under a writer."""

import asyncio
import errno
import os
import socket
import threading
from pathlib import Path

import pytest

from printers import ConnectionLost, Unreachable
from printers.transport.file import FileTransport
from printers.transport.socket import SocketTransport
from printers.transport.spooled import SpooledTransport

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")


@needs_pipes
def test_a_pipe_that_nobody_reads_is_unreachable(tmp_path: Path) -> None:
    async def scene() -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        with pytest.raises(Unreachable, match="nobody reads"):
            async with asyncio.timeout(5):
                await FileTransport(pipe).open()

    asyncio.run(scene())


@needs_pipes
def test_a_write_that_was_cancelled_writes_nothing_more_and_nowhere_else(tmp_path: Path) -> None:
    async def scene() -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        transport = FileTransport(pipe)
        await transport.open()
        writing = asyncio.create_task(transport.write(b"a" * 300_000))  # more than a pipe holds
        await asyncio.sleep(0.1)
        assert not writing.done()
        writing.cancel()
        await asyncio.wait((writing,))
        async with asyncio.timeout(5):
            await transport.close()
        # whatever gets the number of the old handle next must not get its bytes
        other = tmp_path / "other"
        handle = os.open(other, os.O_WRONLY | os.O_CREAT)
        while os.read(reader, 65536):
            pass
        os.close(reader)
        os.close(handle)
        await asyncio.get_running_loop().shutdown_default_executor()
        assert other.read_bytes() == b""

    asyncio.run(scene())


def test_an_opening_that_was_cancelled_leaves_no_file_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go, handles = threading.Event(), threading.Event(), list[int]()
    really = os.open

    def slow(*words: int) -> int:
        begun.set()
        go.wait()
        handles.append(really(*words))
        return handles[-1]

    async def scene() -> None:
        monkeypatch.setattr("printers.transport.file.os.open", slow)
        transport = FileTransport(tmp_path / "x")
        opening = asyncio.create_task(transport.open())
        await asyncio.to_thread(begun.wait)
        opening.cancel()
        await asyncio.wait((opening,))
        go.set()
        await transport.open()  # waits for the end of the other
        first, second = handles
        assert first == second  # given back, and so used again
        await transport.close()

    asyncio.run(scene())


@pytest.mark.parametrize(("error", "taken"), [(errno.EIO, 6), (errno.ENOSPC, 0)])
def test_a_device_that_fails_may_have_what_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, taken: int
) -> None:
    def fail(*_: object) -> int:
        raise OSError(error, os.strerror(error))

    async def scene() -> None:
        transport = FileTransport(tmp_path / "x")
        await transport.open()
        monkeypatch.setattr("printers.transport.file.os.write", fail)
        with pytest.raises(ConnectionLost) as lost:
            await transport.write(b"ticket")
        monkeypatch.undo()
        assert lost.value.bytes_sent == taken
        await transport.close()

    asyncio.run(scene())


def test_a_socket_is_written_to_again_after_a_write_that_was_cancelled() -> None:
    async def scene() -> None:
        read = 0
        go = asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal read
            await go.wait()
            while data := await reader.read(1 << 20):
                read += len(data)
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        transport = SocketTransport("127.0.0.1", server.sockets[0].getsockname()[1])
        await transport.open()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                while True:
                    await transport.write(bytes(1 << 20))
        again = asyncio.create_task(transport.write(b"more"))
        await asyncio.sleep(0)
        go.set()
        await again
        await transport.close()
        server.close()
        await server.wait_closed()
        assert read

    asyncio.run(scene())


def test_closing_a_socket_while_it_is_being_opened_leaves_nothing_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scene() -> None:
        ended = asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            ended.set()
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        transport = SocketTransport("127.0.0.1", server.sockets[0].getsockname()[1])
        loop = asyncio.get_running_loop()
        connect, go = loop.create_connection, asyncio.Event()

        async def slow(*words: object) -> object:
            made = await connect(*words)  # type: ignore[arg-type]
            await go.wait()
            return made

        monkeypatch.setattr(loop, "create_connection", slow)
        opening = asyncio.create_task(transport.open())
        await asyncio.sleep(0)
        await transport.close()
        go.set()
        with pytest.raises(Unreachable, match="closed"):
            await opening
        assert not transport.alive
        async with asyncio.timeout(5):
            await ended.wait()
        server.close()
        await server.wait_closed()

    asyncio.run(scene())


def test_a_socket_of_which_no_second_handle_can_be_had_is_unreachable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_: socket.socket) -> socket.socket:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    async def scene() -> None:
        ended = asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            ended.set()
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        transport = SocketTransport("127.0.0.1", server.sockets[0].getsockname()[1])
        monkeypatch.setattr("asyncio.trsock.TransportSocket.dup", fail)
        with pytest.raises(Unreachable):
            await transport.open()
        assert not transport.alive
        async with asyncio.timeout(5):
            await ended.wait()
        server.close()
        await server.wait_closed()

    asyncio.run(scene())


def test_closing_a_queue_while_it_is_being_opened_leaves_it_closed() -> None:
    class Queue:
        def __init__(self) -> None:
            self.asked, self.go = threading.Event(), threading.Event()

        def check(self) -> None:
            self.asked.set()
            self.go.wait()

        def submit(self, data: bytes, given_up: threading.Event) -> None:
            raise AssertionError((data, given_up))

    async def scene() -> None:
        queue = Queue()
        transport = SpooledTransport("spool://x", queue)
        opening = asyncio.create_task(transport.open())
        await asyncio.to_thread(queue.asked.wait)
        await transport.close()
        queue.go.set()
        with pytest.raises(Unreachable, match="closed"):
            await opening
        assert not transport.alive

    asyncio.run(scene())
