"""The verb `printers list`.

Handles: a table for people, JSON for scripts, progress of a scan. Offers: `add_list`. Does not know: how
printers are found (see `search`).
"""

import argparse
import asyncio
import json
import sys
import unicodedata
from contextlib import aclosing
from typing import Protocol

from printers.discovery.found import Found, Progress, Trouble, Withdrawn, harmless
from printers.discovery.merging import LEASE
from printers.discovery.search import SOURCES, Search, discover
from printers.profile import load_profile, profile_names
from printers.registry import schemes

_NOTHING = (
    "No printer found. Is it switched on and connected? Many network printers do not announce themselves:\n"
    "`printers list --scan` asks each address of this computer's network."
)
_ANSWERS = {True: "answers status", False: "no status", None: "not asked"}


class Verbs(Protocol):
    """What argparse's `add_subparsers` returns, as far as a verb needs it."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's word
        """A parser for one verb."""
        ...


def add_list(verbs: Verbs) -> None:
    """Add `list` to the command line."""
    verb = verbs.add_parser("list", help="the printers there are, known models, and how a device is named")
    verb.add_argument(
        "--scan",
        nargs="?",
        const="",
        metavar="NET",
        help="also ask port 9100 of each address of this computer's network, or of NET such as 192.168.1.0/24;"
        " sends a status question only, prints nothing",
    )
    verb.add_argument(
        "--seconds", type=_seconds, default=3.0, metavar="N", help="time for all but the scan (default 3)"
    )
    verb.add_argument(
        "--probe",
        action="store_true",
        help="ask whatever answers for maker, model and serial number too (GS I); USB printers as well",
    )
    verb.add_argument("--json", action="store_true", help="a list of objects and nothing else")
    for name in SOURCES:
        verb.add_argument(f"--no-{name}", action="store_true", help=f"do not look by {name}")
    verb.set_defaults(run=list_printers)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.5 <= seconds <= 60:
        raise argparse.ArgumentTypeError(f"not a number of seconds from 0.5 to 60: {text}")
    return seconds


def list_printers(arguments: argparse.Namespace) -> int:
    """Look for printers and show them; 0 also when there are none."""
    search = Search(
        seconds=arguments.seconds,
        scan=arguments.scan,
        without=frozenset(name for name in SOURCES if getattr(arguments, f"no_{name}")),
        identify=arguments.probe,
    )
    try:
        found, troubles = asyncio.run(_look(search))
    except KeyboardInterrupt:
        return 130
    for trouble in troubles:
        sys.stderr.write(f"printers: {harmless(trouble.source)}: {harmless(trouble.sentence, 300)}\n")
    if arguments.json:
        sys.stdout.write(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=2) + "\n")
        return 0
    sys.stdout.write("\n".join((*table(found), "", *_known())) + "\n")
    return 0


async def _look(search: Search) -> tuple[list[Found], list[Trouble]]:
    shown: dict[str, Found] = {}
    troubles: list[Trouble] = []
    told = -1
    async with aclosing(discover(search)) as updates:
        async for update in updates:
            match update:
                case Found():
                    shown[update.key] = update
                case Withdrawn(key):
                    shown.pop(key, None)
                case Progress(done, total):
                    tenth = 10 * done // max(1, total)
                    if tenth != told:
                        told = tenth
                        sys.stderr.write(f"scan: {done} of {total} addresses\n")
                        sys.stderr.flush()
                case Trouble():
                    troubles.append(update)
    return sorted(shown.values(), key=lambda one: (bool(one.refused), one.connection, one.uri)), troubles


def table(found: list[Found]) -> list[str]:
    """The lines that show these printers: a row each, below it what must be known before it is used."""
    if not found:
        return [_NOTHING]
    rows = [
        (
            one.uri,
            one.connection,
            one.title,
            _ANSWERS[one.answers],
            f"--profile {one.profile}" if one.profile else "REFUSED",
        )
        for one in found
    ]
    widths = [max(_cells(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["Printers:"]
    for one, row in zip(found, rows):
        padded = (text + " " * (width - _cells(text)) for text, width in zip(row, widths))
        lines.append(f"  {'  '.join(padded)}".rstrip())
        below = [one.refused, *(note for note in one.notes if note != LEASE)]
        below += [f"also {', '.join(one.also)}"] if one.also else []
        lines.extend(f"      {text}" for text in below if text)
    if any(LEASE in one.notes for one in found):
        lines.append(f"  network printers: {LEASE.replace('its address', 'an address', 1)}")
    return lines


def _known() -> list[str]:
    """Models and URI schemes."""
    return [
        "Models (--profile):",
        *(f"  {name:<20} {load_profile(name).description}" for name in profile_names()),
        "Devices (URI):",
        *(f"  {scheme:<20} {example}" for scheme, example in schemes().items()),
    ]


def _cells(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in {"W", "F"} else 1 for c in text)
