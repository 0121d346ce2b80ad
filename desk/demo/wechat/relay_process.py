"""The real relay, as a process of its own beside the demonstration, with one account of a WeChat that is played."""

import asyncio
import json
import socket
import subprocess
import sys
from pathlib import Path

from desk.demo.wechat.platform import Account, new_aes_key
from desk.errors import EnvironmentFault

ACCOUNT = "cake"
_APPID, _TOKEN = "wx0demo0demo0demo", "demotoken"
#: Seconds in which a relay starts or stops.
_PATIENCE = 20.0


class RelayProcess:
    """Its files are in `folder`. `async with` starts and stops it; `account` is what WeChat knows of it."""

    def __init__(self, folder: Path) -> None:
        self._config = folder / "relay.toml"
        self._port = _free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._aes_key = new_aes_key()
        self.account = Account(_APPID, _TOKEN, self._aes_key, f"{self.url}/wechat/{ACCOUNT}")
        self._process: subprocess.Popen[str] | None = None

    async def __aenter__(self) -> "RelayProcess":
        """Raises EnvironmentFault when it does not start."""
        self._config.write_text(
            f'[relay]\nlisten = "127.0.0.1:{self._port}"\npublic_url = "{self.url}"\n\n[[accounts]]\nid = "{ACCOUNT}"\n'
            f'type = "personal"\nappid = "{_APPID}"\ntoken = "{_TOKEN}"\naes_key = {json.dumps(self._aes_key)}\n',
            encoding="utf-8",
        )
        log = self._config.with_name("relay.log")
        self._process = _started(self._config, log)
        try:
            async with asyncio.timeout(_PATIENCE):
                line = await asyncio.to_thread(self._first_line)
        except TimeoutError:
            line = ""
        if "listening" not in line:
            await self._stop()
            said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise EnvironmentFault(
                f"The relay of the demonstration did not start: {said[-1] if said else 'it said nothing'}.",
                "Install the packages of the relay.",
            )
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self._stop()

    async def code(self) -> str:
        """Six digits to pair with."""
        return await asyncio.to_thread(self._code)

    def _code(self) -> str:
        command = _command("pair-code", "--config", str(self._config))
        return subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=_PATIENCE
        ).stdout.strip()

    def _first_line(self) -> str:
        assert self._process is not None and self._process.stdout is not None
        return self._process.stdout.readline()

    async def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            await asyncio.to_thread(process.wait, _PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            await asyncio.to_thread(process.wait)
        if process.stdout is not None:
            process.stdout.close()


def _started(config: Path, log: Path) -> "subprocess.Popen[str]":
    with log.open("w", encoding="utf-8") as errors:
        return subprocess.Popen(
            _command("--config", str(config)), stdout=subprocess.PIPE, stderr=errors, text=True
        )


def _command(*words: str) -> list[str]:
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desk"]
    return [*own, "relay", *words]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
