"""From a delivered message to its reply: one transaction that reads, answers and remembers.

A repeated delivery gets the stored reply again. Nothing here waits for anything but the store.
"""

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desk.domain.catalogue import Product
from desk.domain.paying import PayRules
from desk.domain.typed.numerals import plain
from desk.relay.dialogue.conversation import Conversation, from_json, to_json
from desk.relay.dialogue.machine import converse, welcome
from desk.relay.dialogue.shop import Offer
from desk.relay.dialogue.texts import say
from desk.relay.menu_link import MenuLinks
from desk.relay.orders import CustomerBook
from desk.relay.protocol import ShopDescription, shop_of
from desk.relay.rich import article_for
from desk.relay.store.work import RelayWork
from desk.relay.wechat.messages import Incoming
from desk.relay.wechat.replies import kept_article

CHANNEL = "wechat"
#: A desk that asked for no news for so long is off, or cut off.
AWAY = timedelta(seconds=60)
#: What the menu page asks to be answered in the chat.
_DIGITS = re.compile("(?:确认|確認|验证码?)?\\s*([0-9]{4})")


class Shopfront:
    """The shop as described last, kept ready between messages."""

    def __init__(self, links: MenuLinks | None = None, paying: str = "") -> None:
        """`links` lead to the menu page, while there is one; `paying` is the account whose customers can pay there
        by WeChat.
        """
        self.links = links
        self._paying = paying
        self._version: int | None = None
        self._shop = ShopDescription("小店")
        self._day: tuple[int | None, date] | None = None
        self._offered: tuple[Product, ...] = ()

    def shop(self, work: RelayWork) -> ShopDescription:
        """As the desk described it."""
        found = work.feed.snapshot()
        if found is not None and found[0] != self._version:
            self._version, self._shop = found[0], shop_of(json.loads(found[1]))
        return self._shop

    def offer(self, work: RelayWork, now: datetime, account: str = "") -> Offer:
        """What customers of an account may order now, and how they may pay."""
        shop = self.shop(work)
        payable = self.links is not None and account == self._paying and shop.currency == "CNY"
        payments = tuple(way for way in shop.payments if way != "wechat" or payable)
        return Offer(
            shop=shop.name,
            menu=self._menu(shop, now.astimezone(ZoneInfo(shop.timezone)).date()),
            zone=ZoneInfo(shop.timezone),
            currency=shop.currency,
            trading=shop.trading.at(now),
            payments=payments or ("cash-on-delivery",),
            texts=shop.texts,
            keywords=shop.keywords,
            elsewhere=shop.elsewhere,
            paying=PayRules(shop.payments, shop.deposit_percent, shop.deposit_for),
        )

    def _menu(self, shop: ShopDescription, day: date) -> tuple[Product, ...]:
        """What is on offer that day, at that day's prices."""
        key = self._version, day
        if key != self._day:
            self._day, self._offered = key, shop.catalogue.on(day, CHANNEL).menu(CHANNEL)
        return self._offered


class Reply(NamedTuple):
    """What to reply with (a text, or an article as `kept_article` writes it), "" for nothing; whether the delivery
    was answered before; whether the desk has news.
    """

    text: str
    repeated: bool
    news: bool


def answer(work: RelayWork, front: Shopfront, account: str, message: Incoming, now: datetime) -> Reply:
    """The reply to a delivery; everything that follows from the message is written with it."""
    known = work.talks.reply(account, message.key, now)
    if known is not None:
        return Reply(known, repeated=True, news=False)
    before = work.feed.appended
    kept = work.talks.talk(account, message.openid)
    talk = Conversation() if kept is None else from_json(kept)
    offer = front.offer(work, now, account)
    if front.links is not None:
        offer = replace(offer, link=front.links.link(account, message.openid, now.timestamp()))
    book = CustomerBook(work, offer, account, message.openid, now)
    match message.kind:
        case "event" if message.event == "subscribe":
            talk, reply = welcome(offer, book, talk, now)
        case "event" if message.event == "click":
            talk, reply = converse(offer, book, talk, message.event_key, now)
        case "event":
            reply = ""
        case "text" if _answers_for(work, account, message, now):
            reply = say(offer.texts, "page_yours")
        case "text":
            talk, reply = converse(offer, book, talk, message.text, now)
        case _ if talk.state == "human":
            book.tell("", "picture")
            reply = ""
        case _:
            reply = say(offer.texts, "no_pictures")
    if book.placed and _away(work, now):
        reply = f"{reply}\n{say(offer.texts, 'waiting_shop')}"
    article = article_for(offer, message) if reply else None
    if article is not None:
        reply = kept_article(article)
    if message.kind != "event" or reply:
        work.talks.keep_talk(account, message.openid, to_json(talk), now)
    work.talks.keep_reply(account, message.key, reply, now)
    return Reply(reply, repeated=False, news=work.feed.appended > before)


def _answers_for(work: RelayWork, account: str, message: Incoming, now: datetime) -> bool:
    """Whether they typed the digits that a browser with their link shows: it may speak for them then."""
    found = _DIGITS.fullmatch(plain(message.text))
    return found is not None and work.visits.bind(account, message.openid, found[1], now)


def _away(work: RelayWork, now: datetime) -> bool:
    """Whether the shop's desk is there no more; a relay that has none yet waits for nobody."""
    seen = work.devices.last_seen()
    return seen is not None and now - seen > AWAY
