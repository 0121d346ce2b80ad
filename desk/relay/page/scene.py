"""One request inside its transaction: the shop, the browser, the customer it may speak for, and the page's values."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from desk.relay.dialogue.conversation import Conversation, from_json, to_json
from desk.relay.dialogue.shop import Offer
from desk.relay.dialogue.turn import Turn
from desk.relay.orders import CustomerBook
from desk.relay.page.sessions import Cookie, Cookies, is_guest, opened, visit_of
from desk.relay.page.views import Views
from desk.relay.store.work import RelayWork


@dataclass(frozen=True, slots=True)
class Show:
    """A page to render."""

    template: str
    values: Mapping[str, Any]
    status: int = 200


@dataclass(frozen=True, slots=True)
class Went:
    """On to another address, below the account's."""

    to: str = ""


@dataclass
class Scene:
    """What a step may ask and change. `talk` holds the cart of this browser; `words` are the page's."""

    work: RelayWork
    offer: Offer
    account: str
    cookie: Cookie
    cookies: Cookies
    agent: str
    now: datetime
    words: Mapping[str, str]
    pictures: Mapping[str, tuple[str, ...]]
    book: CustomerBook = field(init=False)
    turn: Turn = field(init=False)
    views: Views = field(init=False)
    talk: Conversation = field(init=False)

    def __post_init__(self) -> None:
        self.visit = visit_of(self.work, self.account, self.cookie, self.agent)
        self.talk = from_json(self.visit.state) if self.visit.state else Conversation()
        self.book = CustomerBook(self.work, self.offer, self.account, self.visit.openid, self.now)
        self.turn = Turn(self.offer, self.book, self.now)
        self.views = Views(self.turn, self.words, self.pictures)

    @property
    def guest(self) -> bool:
        """Whether the browser came by nobody's link."""
        return is_guest(self.visit)

    def open(self) -> None:
        """The browser sends a form: from now on it is known."""
        self.visit = opened(self.work, self.visit, self.cookie)

    def keep(self) -> None:
        """Remember the browser with its cart."""
        self.work.visits.keep(replace(self.visit, state=to_json(self.talk)), self.now)

    def known(self) -> Conversation:
        """What the chat remembers of the customer; nothing for a browser that may not speak for one."""
        if self.guest or not self.visit.bound:
            return Conversation()
        kept = self.work.talks.talk(self.account, self.visit.openid)
        return Conversation() if kept is None else from_json(kept)

    def remember(self, name: str, phone: str, address: str) -> None:
        """Let the chat know where the customer lives, for their next order."""
        if self.guest or not self.visit.bound:
            return
        talk = self.known()
        talk = replace(talk, name=name, phone=phone, address=address or talk.address)
        self.work.talks.keep_talk(self.account, self.visit.openid, to_json(talk), self.now)

    @property
    def token(self) -> str:
        """What this browser's forms carry until its next order."""
        return self.cookies.token(self.cookie, self.visit.generation)

    def has_token(self, form: Mapping[str, str]) -> bool:
        """Whether a form is one of ours for this browser, and of now."""
        return hmac.compare_digest(self.token.encode(), form.get("token", "").encode())

    def is_replay(self, form: Mapping[str, str]) -> bool:
        """Whether a form is the one that the last order was placed with."""
        if not self.visit.generation:
            return False
        last = self.cookies.token(self.cookie, self.visit.generation - 1)
        return hmac.compare_digest(last.encode(), form.get("token", "").encode())

    def show(self, template: str, status: int = 200, **values: Any) -> Show:
        """A page with what all of them show."""
        common = {
            "w": self.words,
            "shop": self.views.shop(),
            "bar": self.views.bar(self.talk),
            "token": self.token,
            "said": "",
        }
        return Show(template, {**common, **values}, status)
