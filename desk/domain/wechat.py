"""WeChat as the desk's window shows it: the relays this desk is paired with, and their accounts."""

from typing import NamedTuple


class WeChatAccount(NamedTuple):
    """One account of a relay. `kind` is personal, verified, service or test; `can` tells how it has each
    capability: yes, no, manual, apply. Token and key never stand in a repr.
    """

    id: str
    kind: str
    appid: str
    callback: str
    token: str
    aes_key: str
    can: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"WeChatAccount({self.id!r}, {self.kind!r})"


class RelayCard(NamedTuple):
    """A relay this desk is paired with. `state` is starting, running, trouble or stopped, `since` when that began,
    in seconds since 1970 UTC, or None; `reason` of trouble, or why the accounts are not told: unreachable,
    unknown-desk, clock, refused, no-relay, insecure. `accounts` are None while they are not known.
    """

    name: str
    url: str
    state: str
    reason: str = ""
    since: float | None = None
    accounts: tuple[WeChatAccount, ...] | None = None
