"""`PORT N GAP`: print N tickets with python-escpos's Network class; prints when each began (CLOCK_MONOTONIC ns)."""

import sys
import time

from escpos.printer import Network

from tests.bench.peers.escpos_ticket import TICKET, emit


def main() -> None:
    port, count, gap = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    for _ in range(count):
        if gap:
            time.sleep(gap)
        start = time.monotonic_ns()
        printer = Network("127.0.0.1", port=port)
        printer.open()
        emit(printer, TICKET)
        printer.close()
        print(start)


if __name__ == "__main__":
    main()
