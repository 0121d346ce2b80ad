"""`PORT [cut]`: stands in for a printer's port; prints `NANOSECONDS BYTES` when a ticket's last byte came.

A ticket ends with its connection or, with `cut`, with each cut command (GS V), the connection staying open.
"""

import contextlib
import socket
import sys
import time


def serve(client: socket.socket, by_cut: bool) -> None:
    """One connection, as a printer serves one at a time."""
    size, last, tail = 0, 0, b""
    while data := _received(client):
        now = time.monotonic_ns()
        size, last = size + len(data), now
        if by_cut:
            cuts = (tail + data).count(b"\x1dV")
            tail = b"\x1d" if data.endswith(b"\x1d") else b""
            if cuts:
                sys.stdout.write(f"{now} {size}\n" * cuts)
                sys.stdout.flush()
                size = 0
    if size and not by_cut:
        print(last, size, flush=True)


def _received(client: socket.socket) -> bytes:
    with contextlib.suppress(OSError):
        return client.recv(65536)
    return b""


def main() -> None:
    with socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=64) as server:
        print("ready", flush=True)
        while True:
            client, _ = server.accept()
            with client:
                serve(client, sys.argv[2:] == ["cut"])


if __name__ == "__main__":
    main()
