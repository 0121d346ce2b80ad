"""From a snapshot to the bytes of one attempt.

The body is rendered once and stored; an attempt is the opening, its stamps, that body and the cut, so a
reprint is the same ticket plus the banner.
"""

from datetime import datetime

from desk.domain.tickets import Running, Stamps, Ticket
from desk.spool.layouts import banner, lay_out
from printers import Profile, closing, encode, opening


def render_body(ticket: Ticket, running: Running, at: datetime, profile: Profile) -> bytes:
    """The ticket without stamps, opening and cut."""
    return encode(lay_out(ticket, running, at, profile.columns), profile)


def attempt_bytes(body: bytes, stamps: Stamps, language: str, profile: Profile, *, torn: bool) -> bytes:
    """Everything of one attempt but the completion request. `torn`: an earlier ticket may hang unfinished."""
    stamped = banner(stamps, language, profile.columns)
    top = encode(stamped, profile) if stamped else b""
    return b"".join((opening(profile, torn=torn), top, body, closing(profile)))
