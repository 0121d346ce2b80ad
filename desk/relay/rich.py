"""The menu as one 图文 article that opens the menu page, while there is a link to it. Pure."""

from urllib.parse import urlsplit

from desk.relay.dialogue.machine import command_of
from desk.relay.dialogue.shop import Offer
from desk.relay.dialogue.texts import say
from desk.relay.wechat.messages import Incoming
from desk.relay.wechat.replies import Article


def article_for(offer: Offer, message: Incoming) -> Article | None:
    """The article that is the reply to a follow or to 菜单; None when a text is."""
    if not offer.link:
        return None
    texts = offer.texts
    if message.kind == "event" and message.event == "subscribe":
        title = say(texts, "welcome", shop=offer.shop)
        return _article(offer, title, say(texts, "notice"), say(texts, "menu_article"))
    said = message.event_key if message.kind == "event" else message.text
    if message.event in {"", "click"} and command_of(said) == "menu":
        return _article(offer, say(texts, "menu", shop=offer.shop), say(texts, "menu_article"))
    return None


def _article(offer: Offer, title: str, *sentences: str) -> Article:
    pictures = (product.picture for product in offer.menu)
    picture = next((each for each in pictures if urlsplit(each).scheme in {"http", "https"}), "")
    return Article(title, "\n".join(sentences), picture, offer.link)
