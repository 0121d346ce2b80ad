"""`printers simulate` and `printers show` as a person or a script runs them."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from printers.cli import main

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent the POSIX way")


def start(*arguments: str, verb: tuple[str, ...] = ("simulate",)) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "printers", *verb, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Commands start with SIGINT at its default, also where a shell began the tests in the background and so ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_simulate_tells_its_ports_prints_and_ends_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    with start(
        "--port", "0", "--control", "0", "--paper", str(tmp_path / "out"), "--speed", "max"
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        found = re.fullmatch(r"listening 127\.0\.0\.1:(\d+) control 127\.0\.0\.1:(\d+)\n", first)
        assert found, first + process.stderr.read()
        with socket.create_connection(("127.0.0.1", int(found[1])), 10) as host:
            host.sendall("你好\n".encode("gbk") + b"\x1dV\x00\x1d(H\x06\x00000001")
            assert host.recv(7) == b"\x37\x220001\0"
            process.send_signal(number)
            assert process.wait(10) == 0
        assert process.stdout.read() == ""
        assert process.stderr.read() == ""
    assert (tmp_path / "out" / "0001.txt").read_text(encoding="utf-8") == "你好\n"


def test_simulate_on_a_taken_port_says_so_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["simulate", "--port", str(port)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert str(port) in told.err


@pytest.mark.parametrize(
    "arguments", [["--speed", "fast"], ["--speed", "-1"], ["--port", "70000"], ["--port", "x"]]
)
def test_simulate_refuses_nonsense(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["simulate", *arguments])
    assert ended.value.code == 2
    assert "not a" in capsys.readouterr().err


def test_show_tells_sheets_unknown_bytes_and_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ticket.bin"
    file.write_bytes(b"\x1b@" + "你好".encode("gbk") + b"\n\x1dV\x00\x1b\x7ftail")
    assert main(["show", str(file), "--json", "--paper", str(tmp_path / "out")]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["unknown"] == [{"offset": 10, "bytes": "1b7f"}]
    assert report["commands"] == {"ESC @": 1, "LF": 1, "GS V": 1}
    first, last = report["sheets"]
    assert (first["text"], first["lines"], first["width"]) == ("你好\n", ["你好"], 576)
    assert last["lines"] == ["tail"]
    with Image.open(first["png"]) as picture:
        assert picture.size == (first["width"], first["height"])
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"000{n}.{kind}" for n in (1, 2) for kind in ("bin", "png", "txt")
    ]


def test_show_takes_any_bytes_and_any_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "noise.bin"
    file.write_bytes(bytes(range(256)) * 8)
    for profile, width in (("generic-58mm-gbk", 384), ("latin-80mm", 576)):
        out = str(tmp_path / profile)
        assert main(["show", str(file), "--profile", profile, "--json", "--paper", out]) == 0
        assert {sheet["width"] for sheet in json.loads(capsys.readouterr().out)["sheets"]} == {width}
    assert main(["show", str(file), "--paper", str(tmp_path / "plain")]) == 0
    assert "unknown at" in capsys.readouterr().out


def test_show_without_a_folder_still_gives_a_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", os.fspath(tmp_path))
    file = tmp_path / "ticket.bin"
    file.write_bytes(b"hello")
    assert main(["show", str(file), "--json"]) == 0
    assert Path(json.loads(capsys.readouterr().out)["sheets"][0]["png"]).is_file()


def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(tmp_path / "nothing.bin")]) == 2
    assert main(["show", __file__, "--profile", "no-such-model"]) == 2
    assert capsys.readouterr().err.count("\n") == 2


@posix
@pytest.mark.usefixtures("interruptible")
def test_a_watch_ends_quietly_when_it_is_interrupted() -> None:
    with start("socket://127.0.0.1:1", verb=("status", "--watch")) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("stopped")
        process.send_signal(signal.SIGINT)
        try:
            _, said = process.communicate(timeout=20)
        finally:
            process.kill()  # or one that does not listen outlives the test
    assert (process.returncode, said) == (130, "")


@pytest.mark.parametrize("verb", ["add_simulate", "add_status"])
def test_an_interruption_while_the_command_starts_is_quiet(
    verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("printers.cli.VERBS", (interrupted,))
    assert main([verb]) == 130
