"""What every transport owes the session, on real sockets, files, pseudo terminals, a described USB bus and in memory."""

import asyncio
import os
import socket
from pathlib import Path

import pytest
from transport_harness import Open, SocketDevice, memory, tcp, terminal, usb

from printers import AccessDenied, ConnectionLost, NotSent, Unreachable, open_printer, transport_for

CONNECTIONS = [
    pytest.param(lambda: tcp("127.0.0.1"), id="socket"),
    pytest.param(lambda: tcp("::1"), id="socket-ipv6"),
    pytest.param(memory, id="memory"),
]
#: Devices know no orderly end, and a new connection to them is not to be told from the old one.
DEVICES = [
    pytest.param(usb, id="usb"),
    pytest.param(
        lambda: terminal("serial"),
        id="serial",
        marks=pytest.mark.skipif(os.name != "posix", reason="pseudo terminals"),
    ),
    pytest.param(
        lambda: terminal("usblp"),
        id="usblp",
        marks=pytest.mark.skipif(os.name != "posix", reason="pseudo terminals"),
    ),
]


def has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


@pytest.fixture(params=[*CONNECTIONS, *DEVICES])
def any_device(request: pytest.FixtureRequest) -> Open:
    return _fitting(request)


@pytest.fixture(params=CONNECTIONS)
def opened(request: pytest.FixtureRequest) -> Open:
    return _fitting(request)


def _fitting(request: pytest.FixtureRequest) -> Open:
    if "ipv6" in request.node.callspec.id and not has_ipv6():
        pytest.skip("this machine has no IPv6")
    return request.param


def test_bytes_go_both_ways_unchanged(any_device: Open) -> None:
    async def scene() -> None:
        async with any_device() as h:
            every = bytes(range(256)) * 3
            await h.transport.write(every)
            assert await h.device.heard(len(every)) == every
            h.device.say(every)
            said = b""
            while len(said) < len(every):
                said += await h.transport.read()
            assert said == every
            assert h.transport.two_way
            assert h.transport.alive

    asyncio.run(scene())


def test_a_large_ticket_arrives_whole(any_device: Open) -> None:
    async def scene() -> None:
        async with any_device() as h:
            data = bytes(i * 7 % 251 for i in range(600_000))
            await h.transport.write(data)
            assert await h.device.heard(len(data)) == data

    asyncio.run(scene())


def test_reading_and_writing_run_at_once(any_device: Open) -> None:
    async def scene() -> None:
        async with any_device() as h:
            reading = asyncio.create_task(h.transport.read())
            await h.transport.write(b"question")
            await h.device.heard(8)
            h.device.say(b"answer")
            assert await reading == b"answer"

    asyncio.run(scene())


def test_what_the_device_said_before_it_closed_is_read_and_then_the_end(opened: Open) -> None:
    async def scene() -> None:
        async with opened() as h:
            h.device.say(b"bye")
            h.device.hang_up()
            assert await h.transport.read() == b"bye"
            assert await h.transport.read() == b""
            assert not h.transport.alive
            with pytest.raises(ConnectionLost) as lost:
                await h.transport.write(b"ticket")
            assert lost.value.bytes_sent == 0

    asyncio.run(scene())


def test_a_closed_connection_is_known_before_anybody_reads(opened: Open) -> None:
    async def scene() -> None:
        async with opened() as h:
            h.device.hang_up()
            for _ in range(3):
                await asyncio.sleep(0)
            assert not h.transport.alive

    asyncio.run(scene())


def test_a_reset_ends_reading_and_writing(any_device: Open) -> None:
    async def scene() -> None:
        async with any_device() as h:
            h.device.cut()
            with pytest.raises(ConnectionLost):
                while await h.transport.read():
                    pass
            assert not h.transport.alive
            with pytest.raises(ConnectionLost):
                await h.transport.write(b"ticket")

    asyncio.run(scene())


def test_a_device_that_does_not_read_makes_the_writer_wait_and_a_cut_says_how_much_went(
    any_device: Open,
) -> None:
    async def scene() -> None:
        async with any_device() as h:
            h.device.stop_reading()
            size = 64 << 20
            writing = asyncio.create_task(h.transport.write(bytes(size)))
            done, _ = await asyncio.wait((writing,), timeout=0.3)
            assert not done
            h.device.cut()
            with pytest.raises(ConnectionLost) as lost:
                await writing
            assert 0 < lost.value.bytes_sent < size

    asyncio.run(scene())


def test_closing_lets_the_device_read_everything_although_it_was_still_talking(opened: Open) -> None:
    async def scene() -> None:
        async with opened() as h:
            data = bytes(40_000)
            await h.transport.write(data)
            for _ in range(50):
                h.device.say(b"\x10\x00\x00\x00")
            await h.transport.close()
            await h.device.gone.wait()
            assert len(h.device.got) == len(data)
            assert not h.transport.alive
            await h.transport.close()  # again is no error
            with pytest.raises(ConnectionLost):
                await h.transport.write(b"x")

    asyncio.run(scene())


def test_it_opens_again_after_closing(opened: Open) -> None:
    async def scene() -> None:
        async with opened() as h:
            await h.transport.close()
            await h.transport.open()
            await h.transport.write(b"again")
            assert await h.device.heard(5) == b"again"
            assert h.device.connections == 2

    asyncio.run(scene())


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.mark.parametrize(
    "uri", ["socket://127.0.0.1:{port}", "memory://nobody", "file:///no/such/folder/x.bin"]
)
def test_what_is_not_there_is_unreachable(uri: str) -> None:
    async def scene() -> None:
        transport = transport_for(uri.format(port=unused_port()))
        with pytest.raises(Unreachable):
            await transport.open()
        assert not transport.alive
        await transport.close()

    asyncio.run(scene())


def test_a_file_is_appended_to_and_says_nothing(tmp_path: Path) -> None:
    async def scene() -> None:
        path = tmp_path / "小票 1.bin"
        transport = transport_for(path.as_uri())
        for piece in (b"one", b"two"):
            await transport.open()
            assert transport.alive
            await transport.write(piece)
            await transport.close()
        assert path.read_bytes() == b"onetwo"
        assert not transport.two_way
        await transport.open()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await transport.read()
        await transport.close()
        with pytest.raises(ConnectionLost) as lost:
            await transport.write(b"x")
        assert lost.value.bytes_sent == 0

    asyncio.run(scene())


def test_a_file_that_may_not_be_written_is_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    async def scene() -> None:
        monkeypatch.setattr("printers.transport.file.os.open", deny)
        with pytest.raises(AccessDenied):
            await transport_for((tmp_path / "x").as_uri()).open()

    asyncio.run(scene())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_a_lost_connection_with_the_bytes_that_fit() -> None:
    async def scene() -> None:
        transport = transport_for("file:///dev/full")
        await transport.open()
        with pytest.raises(ConnectionLost) as lost:
            await transport.write(b"ticket")
        assert lost.value.bytes_sent == 0
        await transport.close()

    asyncio.run(scene())


def test_a_ticket_for_a_printer_that_hung_up_is_not_sent() -> None:
    """The first write after a printer's FIN succeeds for the kernel; a session must not fall for it."""

    async def scene() -> None:
        device = SocketDevice()
        server = await asyncio.start_server(device.serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        printer = open_printer(f"socket://127.0.0.1:{port}", "oneway-58mm")
        await printer.connect()
        await device.connected.wait()
        await device.heard(2)
        device.hang_up()
        for _ in range(3):
            await asyncio.sleep(0)
        with pytest.raises(NotSent):
            # whether the loop has noticed yet or not
            await printer.send(b"ticket", "tok1")
        await printer.disconnect()
        server.close()
        await server.wait_closed()
        assert bytes(device.got) == b"\x1b@"

    asyncio.run(scene())
