"""What WeChat's answers to our calls mean: the errcode table, and nothing else. Pure.

Source: WeChat's 全局返回码 (global return codes) page and the pages of stable_token, 客服消息 and 订阅通知, as of
2026-11. A code that is not in the table is a refusal: the message was not taken and will not be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo


class Outcome(Enum):
    """What became of a call."""

    TAKEN = auto()  # WeChat has it
    UNREACHED = auto()  # nothing was taken: there was no connection, or no token to call with
    UNKNOWN = auto()  # taken or not, nobody can say
    STALE = auto()  # the token is not the latest
    CLOSED = auto()  # the customer has not written for too long
    SPENT = auto()  # as many messages as WeChat allows since the customer wrote
    QUOTA = auto()  # the day's calls are used up
    SLOW = auto()  # the minute's calls are used up
    UNSUPPORTED = auto()  # this account has no such interface
    REFUSED = auto()  # this message will never be taken
    UNFOLLOWED = auto()  # they no longer follow the account
    STOPPED = auto()  # WeChat took the interface away from this account
    SETUP = auto()  # appid, secret or address are not those WeChat knows


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome with WeChat's code, 0 where it gave none. `hint` is for the operator's log and holds nothing of
    a customer; `value` is what a call for something was answered with.
    """

    outcome: Outcome
    code: int = 0
    hint: str = ""
    value: Mapping[str, object] | None = None


OUTCOMES: Mapping[int, Outcome] = {
    0: Outcome.TAKEN,
    -1: Outcome.UNKNOWN,  # busy: whether before or after it took the message is not said
    40001: Outcome.STALE,
    40014: Outcome.STALE,
    41001: Outcome.STALE,
    42001: Outcome.STALE,
    40003: Outcome.REFUSED,  # no openid of this account
    43004: Outcome.UNFOLLOWED,
    43101: Outcome.REFUSED,  # they did not agree to notices
    45009: Outcome.QUOTA,
    45011: Outcome.SLOW,
    45015: Outcome.CLOSED,
    45047: Outcome.SPENT,
    47003: Outcome.REFUSED,  # the template wants other values
    48001: Outcome.UNSUPPORTED,
    48002: Outcome.REFUSED,  # they switched messages off
    48004: Outcome.STOPPED,
    48006: Outcome.QUOTA,
    50002: Outcome.REFUSED,  # their account is restricted
    40013: Outcome.SETUP,
    40125: Outcome.SETUP,
    40164: Outcome.SETUP,
    40243: Outcome.SETUP,  # the secret was frozen in the backend
}

#: Reasons of an undelivered message, as the desk's window knows them (desk.services.inbox).
REASONS: Mapping[Outcome, str] = {
    Outcome.UNREACHED: "wechat-unreachable",
    Outcome.UNKNOWN: "unknown",
    Outcome.STALE: "misconfigured",
    Outcome.CLOSED: "window-closed",
    Outcome.SPENT: "quota",
    Outcome.QUOTA: "daily-quota",
    Outcome.SLOW: "busy",
    Outcome.UNSUPPORTED: "unsupported",
    Outcome.REFUSED: "refused",
    Outcome.UNFOLLOWED: "unfollowed",
    Outcome.STOPPED: "stopped",
    Outcome.SETUP: "misconfigured",
}

#: What the operator can do about it, where somebody can.
REMEDIES: Mapping[int, str] = {
    40013: "The appid is not one WeChat knows.",
    40125: "The secret is not the account's AppSecret.",
    40164: "This server's address is not in the account's IP whitelist (IP白名单).",
    40243: "The AppSecret was frozen in the account's backend.",
    48001: "An account of this type does not have this interface.",
    48004: "WeChat has banned the interface for this account; its backend says why. Nothing is sent any more.",
    45009: "The day's calls are used up; WeChat counts anew at midnight in Shanghai.",
}

#: WeChat counts a day's calls from midnight to midnight there.
WECHAT_ZONE = ZoneInfo("Asia/Shanghai")
#: How long a minute's quota, or a fault in the account's settings, is waited out.
PAUSE = timedelta(seconds=60)


def outcome_of(code: int) -> Outcome:
    """What an errcode says."""
    return OUTCOMES.get(code, Outcome.REFUSED)


def next_quota(now: datetime) -> datetime:
    """When WeChat begins to count a day's calls anew."""
    local = now.astimezone(WECHAT_ZONE)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight + timedelta(days=1)).astimezone(now.tzinfo)
