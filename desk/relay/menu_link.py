"""Links to the menu page that say whose they are: signed, for one customer of one account, and only for a while.

`https://shop.example.com/m/ACCOUNT/OPENID.SECONDS.SIGNATURE`, with HMAC-SHA256 in base64url without padding over
account, openid and the end in seconds since 1970. The key is made of the account's own secrets, so that relays beside
each other need no other, and other secrets end all links. Offers: `MenuLinks`.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping

from desk.relay.config import Account

#: How long a link may be used, in seconds; the next 菜单 brings another.
LASTS = 24 * 3600
#: Nothing longer is looked at, in characters: an openid of 64, a time and a signature are 120.
_LONGEST = 200
_TICKET = re.compile(r"([0-9A-Za-z_-]{1,64})\.([0-9]{1,12})\.([0-9A-Za-z_-]{43})")


class MenuLinks:
    """Makes and reads links below `public_url` (no slash at its end)."""

    def __init__(self, public_url: str, accounts: Mapping[str, Account]) -> None:
        self._base = public_url
        self._keys = {name: link_key(account) for name, account in accounts.items()}

    def link(self, account: str, openid: str, now: float) -> str:
        """A link for a customer; `now` in seconds since 1970."""
        until = int(now) + LASTS
        return f"{self._base}/m/{account}/{openid}.{until}.{self._signature(account, openid, until)}"

    def openid(self, account: str, ticket: str, now: float) -> str | None:
        """Whose link it is, by its account and its last part; None when it is forged, too old or for another."""
        found = _TICKET.fullmatch(ticket) if len(ticket) <= _LONGEST and account in self._keys else None
        if found is None:
            return None
        openid, until = found[1], int(found[2])
        ours = self._signature(account, openid, until)
        if not hmac.compare_digest(ours.encode(), found[3].encode()) or now >= until:
            return None
        return openid

    def _signature(self, account: str, openid: str, until: int) -> str:
        signed = f"menu\n{account}\n{openid}\n{until}".encode()
        digest = hmac.digest(self._keys[account], signed, hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def link_key(account: Account) -> bytes:
    """The key of all that is signed for an account's page."""
    secrets = f"{account.appid}\n{account.token}\n{account.aes_key}"
    return hmac.digest(secrets.encode(), b"order desk menu link", hashlib.sha256)
