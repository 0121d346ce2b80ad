"""One ticket on one printer, from the document to what became of it, for programs that do no more than that.

Handles: connecting, encoding, sending, waiting for the proof, hanging up. Offers: `print_ticket`. Does not know:
queues, failover; a program that prints often keeps a `Printer` open instead.
"""

import secrets
import string

from printers.errors import ConnectionLost
from printers.escpos.encoder import closing, encode, opening
from printers.patience import Outcome, Timings, Uncertain
from printers.profile import Profile
from printers.registry import open_printer
from printers.ticket.model import Document

_LETTERS = string.ascii_letters + string.digits


def new_token() -> str:
    """A token for `Printer.send`: 4 letters or digits, by chance."""
    return "".join(secrets.choice(_LETTERS) for _ in range(4))


async def print_ticket(
    uri: str,
    document: Document,
    profile: Profile | str,
    *,
    timeout: float = 30.0,
    timings: Timings | None = None,
) -> Outcome:
    """Print `document`, cut it off, and tell what is known of it: Confirmed, Unconfirmed or Uncertain.

    `timeout`: seconds the ticket may take while the printer says it is well; while it says that a person must do
    something, the time stands still. Raises BadUri, UnknownProfile, Unreachable, AccessDenied, NotResponding or
    NotSent; then nothing was printed and it may be tried again. After Uncertain only a look at the paper tells.
    """
    printer = open_printer(uri, profile, timings=timings)
    try:
        await printer.connect()
        ticket = encode(document, printer.profile)
        token = new_token()
        try:
            await printer.send(
                opening(printer.profile, torn=False) + ticket + closing(printer.profile), token
            )
        except ConnectionLost:
            return Uncertain("connection-lost")
        return await printer.wait(token, None, timeout)
    finally:
        await printer.disconnect()
