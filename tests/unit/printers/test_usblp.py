"""Linux's usblp node, with a pseudo terminal in its place: the same open, poll, read and write."""

import asyncio
import os
import sys
import threading
from pathlib import Path

import pytest

from printers import AccessDenied, BadUri, ConnectionLost, Unreachable, transport_for
from printers.transport import usblp

if sys.platform != "linux":
    pytest.skip("usblp: only on Linux", allow_module_level=True)

import pty
import tty


def test_a_node_takes_and_gives_every_byte_and_ends_when_it_is_unplugged() -> None:
    threads = threading.active_count()
    device, node = pty.openpty()
    tty.setraw(node)
    every = bytes(range(256)) * 8

    async def scene() -> None:
        lp = transport_for(f"usblp://{os.ttyname(node)}")
        await lp.open()
        writing = asyncio.create_task(lp.write(every * 20))  # more than a terminal holds: it must wait
        got = b""
        while len(got) < len(every) * 20:
            got += await asyncio.to_thread(os.read, device, 4096)
        await writing
        assert got == every * 20
        await asyncio.to_thread(os.write, device, every)
        said = b""
        while len(said) < len(every):
            said += await lp.read()
        assert said == every
        os.close(device)
        with pytest.raises(ConnectionLost):
            await lp.read()
        with pytest.raises(ConnectionLost):
            await lp.write(b"ticket")
        await lp.close()
        await asyncio.get_running_loop().shutdown_default_executor()

    asyncio.run(scene())
    os.close(node)
    assert threading.active_count() == threads


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (PermissionError(13, "Permission denied"), AccessDenied, "group lp"),
        (OSError(16, "Device or resource busy"), AccessDenied, "another program"),
        (FileNotFoundError(2, "No such file"), Unreachable, "plugged in"),
    ],
)
def test_what_the_system_refuses_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, error: OSError, kind: type[Exception], words: str
) -> None:
    def refuse(*_: object) -> int:
        raise error

    monkeypatch.setattr("printers.transport.usblp.os.open", refuse)
    with pytest.raises(kind, match=words):
        asyncio.run(transport_for("usblp:///dev/usb/lp0").open())


def test_the_numbers_of_the_kernel_headers() -> None:
    """include/uapi/linux/lp.h and drivers/usb/class/usblp.c, for 1024 bytes of device ID."""
    assert usblp.LPGETSTATUS == 0x060B
    assert usblp.LPIOC_GET_DEVICE_ID == 0x84005001


def test_no_printer_no_node(tmp_path: Path) -> None:
    assert usblp.nodes(tmp_path) == []
    with pytest.raises(BadUri, match="three slashes"):
        transport_for("usblp://lp0")
