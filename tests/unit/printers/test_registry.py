import subprocess
import sys
from pathlib import Path

import pytest

import printers
from printers import BadUri, UnknownProfile, load_profile, open_printer, schemes, transport_for
from printers.transport.file import FileTransport
from printers.transport.socket import SocketTransport


@pytest.mark.parametrize(
    ("uri", "host", "port"),
    [
        ("socket://192.168.1.50", "192.168.1.50", 9100),
        ("socket://192.168.1.50:9101/", "192.168.1.50", 9101),
        ("socket://[fe80::1]:9100", "fe80::1", 9100),
        ("socket://printer.local", "printer.local", 9100),
    ],
)
def test_socket_uris(uri: str, host: str, port: int) -> None:
    transport = transport_for(uri)
    assert isinstance(transport, SocketTransport)
    assert transport.uri == uri
    assert (transport._host, transport._port) == (host, port)


@pytest.mark.parametrize(
    ("uri", "path"),
    [("file:///tmp/a%20b.bin", "/tmp/a b.bin"), ("file:///C:/shop/t.bin", "C:/shop/t.bin")],
)
def test_file_uris(uri: str, path: str) -> None:
    transport = transport_for(uri)
    assert isinstance(transport, FileTransport)
    assert transport._path == Path(path)


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "192.168.1.50",
        "192.168.1.50:9100",
        "http://192.168.1.50",
        "socket://",
        "socket://host:0",
        "socket://host:70000",
        "socket://host:port",
        "socket://host/path",
        "socket://[::1",
        "file://host/path",
        "file:///",
        "memory://",
        "\x00",
    ],
)
def test_a_uri_that_means_nothing_is_refused_with_a_sentence(uri: str) -> None:
    with pytest.raises(BadUri) as refused:
        transport_for(uri)
    assert "device URI" in str(refused.value)


def test_an_unknown_scheme_is_answered_with_the_known_ones() -> None:
    with pytest.raises(BadUri, match=r"socket://.*file://"):
        transport_for("lpr://x")


def test_every_example_of_the_table_is_understood() -> None:
    for example in schemes().values():
        assert transport_for(example).uri == example


def test_a_printer_is_opened_by_profile_name_or_profile() -> None:
    assert open_printer("memory://x", "generic-58mm-gbk").profile.width_dots == 384
    assert open_printer("memory://x", load_profile("epson-80mm")).uri == "memory://x"
    with pytest.raises(UnknownProfile):
        open_printer("memory://x", "no-such-model")


def test_the_front_door_offers_what_it_lists() -> None:
    for name in printers.__all__:
        assert getattr(printers, name) is not None
    with pytest.raises(AttributeError):
        _ = printers.no_such_thing  # type: ignore[attr-defined]


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys; before = set(sys.modules); import printers; "
        "print(*sorted(set(sys.modules) - before)); from printers import open_printer; "
        "print(*sorted(set(sys.modules) - before))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    first, second = (set(line.split()) for line in found.stdout.splitlines())
    assert "asyncio" not in first
    assert not {"PIL", "escpos", "usb", "httpx"} & second
