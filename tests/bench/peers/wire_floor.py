"""`PORT N GAP encode`: N tickets of the hand-written floor on one socket; prints when each began (CLOCK_MONOTONIC ns)."""

import socket
import sys
import time

from tests.bench.peers.encode_floor import TICKET, build


def main() -> None:
    port, count, gap = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(count):
            if gap:
                time.sleep(gap)
            start = time.monotonic_ns()
            connection.sendall(build(TICKET))
            print(start)


if __name__ == "__main__":
    main()
