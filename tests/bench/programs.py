"""Where the other programs are, and a place on the disk for what a bench writes."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
#: Peers that are kept beside the repository, or where BENCH_PEERS says, and are run as they are; without them our
#: own adapters do. Packages of node stand in node/node_modules/, sources of PHP in php/OWNER+NAME/.
SHARED = Path(os.environ.get("BENCH_PEERS") or ROOT.parent / "shared" / "bench" / "peers")


def peer(*candidates: str) -> list[str]:
    """The command of a Python peer: the shared one, or ours of the last name given."""
    shared, own = SHARED / candidates[0], HERE / "peers" / candidates[-1]
    return [sys.executable, str(shared if shared.is_file() else own)]


def own_peer(name: str) -> list[str]:
    """The command of a Python peer that is ours alone."""
    return [sys.executable, "-m", f"tests.bench.peers.{name.removesuffix('.py')}"]


def ours(name: str) -> list[str]:
    """The command of one of our adapters."""
    return [sys.executable, "-m", f"tests.bench.adapters.{name}"]


def node_peer(script: str, package: str) -> list[str] | str:
    """The command of a peer written for node; a string says why there is none."""
    node = shutil.which("node")
    if node is None:
        return "node is not installed"
    if not (SHARED / script).is_file():
        return "the shared peers are not there"
    if not (SHARED / "node" / "node_modules" / package).is_dir():
        return f"the node package {package} is not installed"
    return [node, str(SHARED / script)]


def php_peer(script: str, package: str) -> list[str] | str:
    """The same for PHP; `package` is OWNER+NAME."""
    php = shutil.which("php")
    if php is None:
        return "php is not installed"
    if not (SHARED / script).is_file():
        return "the shared peers are not there"
    if not (SHARED / "php" / package).is_dir():
        return f"the PHP package {package} is not there"
    return [php, str(SHARED / script)]


def refusal(command: list[str], folder: Path) -> str:
    """Why a peer does not run on this machine; "" when it does."""
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )
    said = [line for line in done.stderr.splitlines() if line.strip()]
    return "" if not done.returncode else (said[0] if said else f"it ends with {done.returncode}")[:120]


def answer(command: list[str], folder: Path, timeout: float = 120) -> str:
    """What a program prints; the bench ends when it fails."""
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=timeout, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr[-2000:]}")
    return done.stdout


def environment() -> dict[str, str]:
    """Nobody writes byte code into folders that are not theirs, and all find this checkout."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the disk of the checkout: /tmp may be memory, where a sync costs nothing."""
    out = ROOT / "out"
    out.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=out))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            out.rmdir()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def in_turn(names: list[str], number: int) -> list[str]:
    """The order of one round: each round begins with another one, every second runs backwards."""
    turned = names[number % len(names) :] + names[: number % len(names)]
    return turned[::-1] if number % 2 else turned
