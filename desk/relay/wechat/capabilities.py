"""What each type of WeChat account can do. What an account cannot do is never attempted, and its page says so.

Offers: `can`, `how` and the table itself. Pure. Read from WeChat's 接口权限 (interface permissions) page and from
the guides named beside each fact, as of 2026-11; an owner reads that page again before relying on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

#: `personal` is a 公众号 without verification, `verified` one with it, `service` a verified 服务号, `test` a
#: 测试号 (sandbox account).
AccountType = Literal["personal", "verified", "service", "test"]
ACCOUNT_TYPES: tuple[AccountType, ...] = ("personal", "verified", "service", "test")

#: `manual`: by hand in WeChat's own backend, with nothing for a program to call. `apply`: after an approval of
#: its own.
How = Literal["yes", "no", "manual", "apply"]


class Capability(StrEnum):
    """Something that an account may or may not be able to do."""

    RECEIVE = "receive"  # messages and events arrive at the callback address
    SAFE_MODE = "safe-mode"  # callbacks are encrypted
    PASSIVE_REPLY = "passive-reply"  # an answer within five seconds: a text, or one news article
    ACCESS_TOKEN = "access-token"
    MENU = "menu"  # the buttons below the chat, set by a program
    MENU_BY_HAND = "menu-by-hand"  # the same, set in the backend while the server is switched on
    SERVICE_MESSAGE = "service-message"  # a message that answers no request (客服消息)
    SERVICE_DESK = "service-desk"  # hands a conversation to WeChat's own customer service (多客服)
    FOLLOWERS = "followers"  # the list of followers, their tags and remarks
    OAUTH = "oauth"  # who opened a web page
    SCENE_QR = "scene-qr"  # QR codes that say where they hang
    NOTICE = "notice"  # subscription notices sent to an openid (订阅通知)
    TEMPLATE = "template"  # template messages (模板消息)
    MASS_SEND = "mass-send"
    PUBLISH = "publish"  # drafts and articles
    STATISTICS = "statistics"
    PAY = "pay"  # WeChat Pay in the chat


@dataclass(frozen=True, slots=True)
class Fact:
    """How each type has a capability, and where that is written. `limit` is a bound WeChat sets, "" for none
    that matters here.
    """

    by_type: Mapping[AccountType, How]
    source: str
    limit: str = ""


def _fact(personal: How, verified: How, service: How, test: How, source: str, limit: str = "") -> Fact:
    return Fact({"personal": personal, "verified": verified, "service": service, "test": test}, source, limit)


_TABLE = "接口权限: interface privileges of official accounts"
_KF = "guide/product/kf/intro: 客服消息"

FACTS: Mapping[Capability, Fact] = {
    Capability.RECEIVE: _fact("yes", "yes", "yes", "yes", _TABLE),
    Capability.SAFE_MODE: _fact("yes", "yes", "yes", "no", "known from use: the sandbox sends plain text"),
    Capability.PASSIVE_REPLY: _fact("yes", "yes", "yes", "yes", _TABLE, "5 s; 2048 bytes, or one article"),
    Capability.ACCESS_TOKEN: _fact("yes", "yes", "yes", "yes", "api_getstableaccesstoken", "test: 200/day"),
    Capability.MENU: _fact("no", "yes", "yes", "yes", _TABLE + "; error 48001 otherwise"),
    Capability.MENU_BY_HAND: _fact(
        "manual", "manual", "manual", "no", "known from use: switched on again by hand, then frozen"
    ),
    Capability.SERVICE_MESSAGE: _fact("no", "yes", "yes", "yes", _KF, "5 in 48 h after a customer's message"),
    Capability.SERVICE_DESK: _fact("no", "yes", "yes", "no", _KF),
    Capability.FOLLOWERS: _fact("no", "yes", "yes", "yes", _TABLE),
    Capability.OAUTH: _fact("no", "no", "yes", "yes", "WeChat's staff: 一般是已完成微信认证的服务号才支持"),
    Capability.SCENE_QR: _fact("no", "no", "yes", "yes", _TABLE),
    Capability.NOTICE: _fact("no", "no", "apply", "no", _TABLE, "one for each time the customer agreed"),
    Capability.TEMPLATE: _fact("no", "no", "no", "yes", _TABLE + "; replaced by 订阅通知 elsewhere"),
    Capability.MASS_SEND: _fact(
        "manual", "yes", "yes", "no", "guide/product/message/Batch_Sends", "1/day; service: 4/month each"
    ),
    Capability.PUBLISH: _fact(
        "no", "yes", "yes", "no", "guide/product/publish: withdrawn for personal accounts, July 2025"
    ),
    Capability.STATISTICS: _fact("no", "yes", "yes", "no", "guide/product/analysis_data"),
    Capability.PAY: _fact("no", "no", "apply", "no", "WeChat Pay merchant documentation: 接入前准备"),
}


def how(account_type: AccountType, capability: Capability) -> How:
    """How an account of that type has a capability."""
    return FACTS[capability].by_type[account_type]


def can(account_type: AccountType, capability: Capability) -> bool:
    """Whether a program may try it: `yes`, or `apply`, which WeChat answers with 48001 until it is approved."""
    return how(account_type, capability) in {"yes", "apply"}
