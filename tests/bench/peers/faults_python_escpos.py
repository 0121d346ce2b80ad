"""`PORT`: print one ticket with python-escpos and say what it says of it."""

import sys

from escpos.printer import Network

from tests.bench.peers.escpos_ticket import TICKET, emit


def main() -> None:
    try:
        printer = Network("127.0.0.1", port=int(sys.argv[1]), timeout=5)
        printer.open()
        emit(printer, TICKET)
        printer.close()
    except Exception as error:  # noqa: BLE001  # whatever it raises is its verdict
        print("ERROR", type(error).__name__)
    else:
        print("SUCCESS")


if __name__ == "__main__":
    main()
