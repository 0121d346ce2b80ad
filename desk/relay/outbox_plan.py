"""By which way a message goes, when, or why it never will. Pure but for what an account's answers taught us."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from desk.relay.config import Account, NoticeTemplate
from desk.relay.dialogue.texts import filled
from desk.relay.store.outbox import Message
from desk.relay.store.windows import Window
from desk.relay.wechat.api import Call, Way, notice, service_message
from desk.relay.wechat.api_errors import PAUSE, REASONS, Answer, Outcome, next_quota
from desk.relay.wechat.capabilities import Capability, can
from desk.relay.wechat.replies import MAX_TEXT, legal, shortened

#: The longest values of a notice's fields by the beginning of their names, in characters; WeChat refuses longer
#: ones. Source: 订阅通知, 模板参数说明, as of 2026-11.
FIELD_LIMITS = {"thing": 20, "phrase": 5, "character_string": 32, "const": 20, "name": 10, "time": 32}
_OTHER_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Go:
    """It goes now."""

    way: Way
    call: Call


@dataclass(frozen=True, slots=True)
class Later:
    """It waits."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Never:
    """It is dropped; `reason` as in desk.services.inbox, or `expired`."""

    reason: str


@dataclass
class Standing:
    """What one relay learned of an account since it began."""

    account: Account
    stopped: bool = False
    lacking: set[Way] = field(default_factory=set[Way])
    #: Until when a way rests, and why.
    pauses: dict[Way, tuple[datetime, str]] = field(default_factory=dict[Way, "tuple[datetime, str]"])

    def calls(self, way: Way) -> bool:
        """Whether the account's type has it, and a secret to call it with."""
        kind = self.account.type
        able = (
            can(kind, Capability.SERVICE_MESSAGE)
            if way == "service"
            else can(kind, Capability.NOTICE) or can(kind, Capability.TEMPLATE)
        )
        return able and bool(self.account.secret)

    def has(self, way: Way) -> bool:
        """As `calls`, and WeChat has not said otherwise. Nothing else is ever tried."""
        return self.calls(way) and way not in self.lacking

    def template(self, message_kind: str) -> NoticeTemplate | None:
        """The template for messages of a kind, where they can go by one."""
        account = self.account
        found = {"progress": account.progress_notice, "owner": account.owner_notice}.get(message_kind)
        return found if found is not None and self.has("notice") else None

    def reaches(self, message_kind: str) -> bool:
        """Whether a message of that kind has a way at all."""
        return not self.stopped and (self.has("service") or self.template(message_kind) is not None)

    def rests(self, way: Way, now: datetime) -> tuple[datetime, str] | None:
        """Until when a way rests, and why; None while it does not."""
        pause = self.pauses.get(way)
        return pause if pause is not None and now < pause[0] else None

    def learn(self, way: Way, answer: Answer, now: datetime) -> None:
        """What an answer says about the account."""
        reason = REASONS.get(answer.outcome, "")
        match answer.outcome:
            case Outcome.STOPPED:
                self.stopped = True
            case Outcome.UNSUPPORTED:
                self.lacking.add(way)
            case Outcome.QUOTA:
                self.pauses[way] = (next_quota(now), reason)
            case Outcome.SLOW:
                self.pauses[way] = (now + PAUSE, reason)
            case Outcome.SETUP | Outcome.STALE:
                for each in get_args(Way):
                    self.pauses[each] = (now + PAUSE, reason)
            case _:
                pass


def plan(standing: Standing, window: Window | None, message: Message, now: datetime) -> Go | Later | Never:
    """What to do with a message that is due."""
    if now >= message.until:
        return Never("wechat-unreachable" if message.kind == "reply" else "expired")
    if standing.stopped:
        return Never(REASONS[Outcome.STOPPED])
    if window is not None and not window.follows:
        return Never(REASONS[Outcome.UNFOLLOWED])
    if message.kind == "reply":
        return _reply(standing, window, message, now)
    rest: list[datetime] = []
    if standing.has("service") and window is not None and window.open(now):
        pause = standing.rests("service", now)
        if pause is None:
            return _by_service(message)
        rest.append(pause[0])
    template = standing.template(message.kind)
    if template is not None:
        pause = standing.rests("notice", now)
        if pause is None:
            return Go(
                "notice",
                notice(standing.account, message.openid, template.template, _values(template, message)),
            )
        rest.append(pause[0])
    if rest:
        return Later(min(*rest, message.until))
    if standing.has("service"):
        return Later(message.until)  # or until they write
    return Never(REASONS[Outcome.UNSUPPORTED])


def _reply(standing: Standing, window: Window | None, message: Message, now: datetime) -> Go | Never:
    """A person is waiting for what becomes of it, so it goes now or is told why not."""
    if not standing.has("service"):
        return Never(REASONS[Outcome.UNSUPPORTED])
    if len(legal(str(message.body["text"])).encode()) > MAX_TEXT:
        return Never("too-long")  # cut, it would say less than its writer believes
    if window is not None and not window.recent(now):
        return Never(REASONS[Outcome.CLOSED])  # how many more there may be WeChat knows best
    pause = standing.rests("service", now)
    return Never(pause[1]) if pause else _by_service(message)


def _by_service(message: Message) -> Go:
    return Go("service", service_message(message.openid, shortened(str(message.body["text"]))))


def _values(template: NoticeTemplate, message: Message) -> dict[str, str]:
    words = message.body.get("words", {})
    return {name: filled(text, words)[: _limit(name)] or "-" for name, text in template.values.items()}


def _limit(name: str) -> int:
    return FIELD_LIMITS.get(name.rstrip("0123456789"), _OTHER_FIELDS)
