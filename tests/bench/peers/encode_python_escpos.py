"""python-escpos as an encoder."""

from tests.bench.peers.escpos_ticket import main

if __name__ == "__main__":
    main()
