"""`PORT MODE`: a printer's port that misbehaves and prints nothing, whatever it takes.

stall: accepts and never reads. swallow: reads all, closes in order. rst_mid: resets after 400 bytes.
half_close_early: closes in order after 400 bytes. rst_end: reads all, then resets, as a power cut does.
"""

import contextlib
import socket
import struct
import sys

_LITTLE = 400
_RESET = struct.pack("ii", 1, 0)


def serve(client: socket.socket, mode: str) -> int:
    """Take bytes as the mode says; how many."""
    limit = _LITTLE if mode in {"rst_mid", "half_close_early"} else sys.maxsize
    taken = 0
    client.settimeout(1.0)
    with contextlib.suppress(OSError):
        while taken < limit and (data := client.recv(min(4096, limit - taken))):
            taken += len(data)
    if mode.startswith("rst"):
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    client.close()
    return taken


def main() -> None:
    held: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=8) as server:
        print("ready", flush=True)
        while True:
            client, _ = server.accept()
            if sys.argv[2] == "stall":
                held.append(client)
            else:
                print(serve(client, sys.argv[2]), flush=True)


if __name__ == "__main__":
    main()
