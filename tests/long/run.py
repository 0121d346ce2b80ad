"""`dev.py long NAME [options]`: the entry of the runs that take minutes or hours. Exit code 1 when something broke."""

import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: Name -> what it does; the module of that name has `main(words) -> exit code`.
RUNS = {
    "simulation": "any number of seeds of the simulated shop: --seeds N --start S --faults F",
    "power": "10,000 power cuts over the writes of the real process: --cuts N --orders N --seed S",
    "soak": "ten minutes of orders into `desk serve`, with the slope of its memory: --minutes M",
    "callbacks": "a million mutated, forged and re-encrypted callbacks at the relay: --inputs N --seed S --workers W",
    "page": "a million fuzzed forms and notifications at the menu page and the till: --inputs N --seed S --workers W",
    "day": "20,000 orders by chat in 12 hours at 20 times the speed: --orders N --followers N --speed S --hours H",
    "away": "500 orders by chat while the desk is off and the relay is killed: --orders N --kills K --seed S",
    "sources": "10,000 orders of three shop systems, pushes dropped, doubled, reordered: --orders N --days D --seed S",
    "printers": "100,000 tickets and 10,000 reconnects through the driver, memory flat: --tickets N --reconnects N",
}


def main(words: list[str]) -> int:
    if not words or words[0] not in RUNS:
        print(
            "\n".join(
                ["usage: dev.py long NAME [options]", *(f"  {n:12} {what}" for n, what in RUNS.items())]
            )
        )
        return 0 if words in ([], ["--help"]) else 2
    sys.path.insert(0, str(ROOT))
    return import_module(f"tests.long.{words[0]}").main(words[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
