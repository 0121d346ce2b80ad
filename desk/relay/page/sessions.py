"""Who is at the other end: the cookie a browser holds, what it claims, and when it may speak for a customer.

A cookie is made without writing anything: looking at the menu costs no row, and whoever follows a link only to look
at it, as scanners do, binds nothing. The first browser that sends a form by a link speaks for its customer from then
on; any other that comes by the same link gets four digits to be answered in the chat. Nothing a session shows holds
a whole address or telephone number, so that a stolen cookie tells neither.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.relay.config import Account
from desk.relay.menu_link import link_key
from desk.relay.store.visits import Visit
from desk.relay.store.work import RelayWork
from desk.store.times import micros

COOKIE = "desk_visit"
#: How long a cookie is good, and how long the digits to be answered in the chat, in seconds.
LASTS, CODE_LASTS = 24 * 3600, 600
#: Nothing longer is looked at: an openid of 64, two hashes and a time are 180.
_LONGEST = 300
_GUEST = "guest-"


@dataclass(frozen=True, slots=True)
class Cookie:
    """What a browser's cookie says; `openid` "" for one that came by no link, `ticket` the hash of its link."""

    secret: str
    openid: str
    ticket: str
    until: int


class Cookies:
    """Makes and reads the cookies of one account, and the tokens of its forms."""

    def __init__(self, account: Account) -> None:
        self._account = account.id
        self._key = link_key(account)

    def new(self, now: float, openid: str = "", ticket: str = "") -> Cookie:
        """For a browser that has none, or comes by a link."""
        mark = hashlib.sha256(ticket.encode()).hexdigest()[:32] if ticket else ""
        return Cookie(secrets.token_urlsafe(18), openid, mark, int(now) + LASTS)

    def text(self, cookie: Cookie) -> str:
        """As it travels."""
        body = f"{cookie.secret}.{cookie.openid}.{cookie.ticket}.{cookie.until}"
        return f"{body}.{self._sign('cookie', body)}"

    def read(self, text: str, now: float) -> Cookie | None:
        """What `text` wrote; None for one that is forged, over, or another account's."""
        if len(text) > _LONGEST or not text.isascii():
            return None
        body, _, signature = text.rpartition(".")
        if not hmac.compare_digest(self._sign("cookie", body).encode(), signature.encode()):
            return None
        secret, openid, ticket, until = body.split(".")
        return Cookie(secret, openid, ticket, int(until)) if int(until) > now else None

    def token(self, cookie: Cookie, generation: int) -> str:
        """What a form of this browser carries until its next order."""
        return self._sign("form", f"{cookie.secret}.{generation}")[:22]

    def _sign(self, what: str, body: str) -> str:
        signed = f"{what}\n{self._account}\n{body}".encode()
        return base64.urlsafe_b64encode(hmac.digest(self._key, signed, hashlib.sha256)).decode().rstrip("=")


def visit_of(work: RelayWork, account: str, cookie: Cookie, agent: str) -> Visit:
    """The browser of a cookie, as it is known or would be begun. `agent` is its User-Agent: in another kind of browser
    the same cookie is another visit, which knows nothing of the first and speaks for nobody until it is answered for.
    """
    mark = hashlib.sha256(agent.encode()).hexdigest()[:16]
    name = hashlib.sha256(f"{cookie.secret}.{mark}".encode()).hexdigest()
    known = work.visits.visit(name)
    if known is not None and known.account == account:
        return known
    openid = cookie.openid or f"{_GUEST}{name[:24]}"
    return Visit(name, account, openid, bound=False, ticket=cookie.ticket, agent=mark)


def opened(work: RelayWork, visit: Visit, cookie: Cookie) -> Visit:
    """The browser once it sends a form: it speaks for its customer unless another one does."""
    if visit.at or visit.bound:
        return visit
    return replace(visit, bound=not cookie.openid or not work.visits.taken(visit))


def is_guest(visit: Visit) -> bool:
    """Whether it speaks for nobody that the chat knows."""
    return visit.openid.startswith(_GUEST)


def with_code(visit: Visit, now: datetime) -> Visit:
    """The browser with digits for its customer to answer; those it has while they are good."""
    if visit.code and visit.code_until > micros(now + timedelta(seconds=60)):
        return visit
    code = f"{secrets.randbelow(10_000):04d}"
    return replace(visit, code=code, code_until=micros(now + timedelta(seconds=CODE_LASTS)))
