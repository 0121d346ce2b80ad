"""The command `printers`: each verb is a function in the module that knows the matter."""

import argparse
import io
import sys
from collections.abc import Sequence

from printers.commands import add_print, add_status, add_test
from printers.discovery.commands import add_list
from printers.errors import PrinterError
from printers.simulator.commands import add_show, add_simulate

#: Each adds one verb to the parser and sets `run`, a function of the parsed arguments to an exit status.
VERBS = (add_list, add_status, add_print, add_test, add_simulate, add_show)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit status. What cannot be done is told in one sentence, status 2."""
    try:
        return _run(argv)
    except PrinterError as error:
        print(f"printers: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(argv: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that cannot show a character must not stop a verb.
            stream.reconfigure(errors="replace")
    parser = argparse.ArgumentParser(prog="printers", description="Receipt printers, real and simulated.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for add in VERBS:
        add(verbs)
    arguments = parser.parse_args(argv)
    return int(arguments.run(arguments))
