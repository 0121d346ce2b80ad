"""`dev.py bench [NAME…] [--json FILE]`: runs the named benches (all when none is named), prints a table.

A goal that is missed is shown and is no failure: the exit code is 0 whenever the benches ran. The JSON file
holds a list of {"name","ours","peer","ratio","goal","met"}, and {"name","skipped"} for absent peers.
"""

import argparse
import json
import os
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: Bench -> what it measures; the module of that name has `measure(rounds) -> rows`.
BENCHES = {
    "wire": "from a draft to the last byte at the printer, durable, against python-escpos",
    "insert": "durable orders per second against raw sqlite3 writing the same rows",
    "relay": "durable chat messages per second, committed in groups, against a commit for each, on a slow disk",
    "page": "the menu page: kilobytes, and milliseconds to the first content with fifty visitors",
    "wire_send": "encode and send on one connection against a socket and no library",
    "encode": "tickets encoded per second, and their bytes, against python-escpos and a hand-written floor",
    "raster": "tickets encoded as pictures per second against python-escpos",
    "render": "the simulated printer's tickets per second to text and picture against escpos-tools and Qt",
    "start": "first paint and readiness against a bare window",
    "queue": "the queue with 100,000 rows against the same with 10,000 and against a QTableWidget",
    "faults": "wrong success reports under six printer faults",
    "sustained": "frames under 50 orders a second, and what idling costs",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--rounds", type=int, help="rounds of each bench (each has its own number)")
    chosen = parser.parse_args()
    unknown = set(chosen.names) - set(BENCHES)
    if unknown:
        parser.error(f"no bench {', '.join(sorted(unknown))}; there are: {', '.join(BENCHES)}")
    sys.path.insert(0, str(ROOT))
    from tests.bench.rows import Row, Skipped, table

    rows: list[Row | Skipped] = []
    for name in chosen.names or BENCHES:
        print(f"{name}: {BENCHES[name]} …", file=sys.stderr, flush=True)
        module = import_module(f"tests.bench.{name}")
        found = module.measure(chosen.rounds) if chosen.rounds else module.measure()
        rows += found
        print(table(found), file=sys.stderr, flush=True)
    if chosen.json:
        chosen.json.write_text(json.dumps([row.as_json() for row in rows], indent=1) + "\n", encoding="utf-8")
    print(table(rows))
    print(f"load {', '.join(f'{x:.2f}' for x in os.getloadavg())}" if hasattr(os, "getloadavg") else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
