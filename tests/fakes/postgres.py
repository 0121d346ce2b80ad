"""A PostgreSQL server of the tests' own, from the system's packages."""

import os
import shutil
import socket
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _run(*command: str | Path) -> None:
    # The server refuses to run as root.
    prefix = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    done = subprocess.run([*prefix, *command], capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        raise OSError(f"{Path(str(command[0])).name}: {done.stderr.strip() or done.stdout.strip()}")


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of an empty server, without a database name; skips the test, with the reason, where there is none."""
    pytest.importorskip("psycopg", reason="PostgreSQL: psycopg is not installed")
    programs = _programs() if hasattr(os, "geteuid") else None
    if programs is None:
        pytest.skip("PostgreSQL: no initdb on this machine")
    # Outside pytest's folder, which only its own user may enter.
    home = Path("/tmp") / f"desk-postgres-{uuid.uuid4().hex[:12]}"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        try:
            _run(programs / "initdb", "-D", home, "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync")
            # The fastest honest start: what these tests promise is the desk's manners, not the server's disk.
            options = f"-c listen_addresses=127.0.0.1 -p {port} -k {home} -c fsync=off"
            _run(programs / "pg_ctl", "-D", home, "-w", "-l", home / "log", "-o", options, "start")
        except OSError as error:
            pytest.skip(f"PostgreSQL: the server does not start here ({error})")
        try:
            yield f"postgresql+psycopg://desk@127.0.0.1:{port}"
        finally:
            _run(programs / "pg_ctl", "-D", home, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def new_database_on(server: str) -> str:
    """Makes a database without a single table; its URL."""
    import psycopg

    name = f"shop_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server.replace("+psycopg", "") + "/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"
