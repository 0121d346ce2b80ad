"""Passive replies as XML. Whatever a customer typed may be in them, so nothing in a text can end its CDATA."""

import json
import re
from dataclasses import asdict, dataclass

#: WeChat cuts a text reply at this many bytes of UTF-8.
MAX_TEXT = 2048
#: What says "taken, nothing to add": the customer sees nothing.
SUCCESS = b"success"
#: Characters that XML 1.0 cannot hold at all (production 2, Char).
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


#: How an article stands among the texts that are kept: no text can begin so, XML has no such character.
_ARTICLE = "\x01"
#: What is shown of an article's title and description, in characters; phones cut them sooner.
MAX_TITLE, MAX_DESCRIPTION = 64, 300


@dataclass(frozen=True, slots=True)
class Article:
    """One 图文 article; a passive reply holds one. `picture` is a web address or "", `url` what a tap opens."""

    title: str
    description: str
    picture: str
    url: str


def kept_article(article: Article) -> str:
    """As it is kept beside the texts, for a repeated delivery; `passive_reply` knows it."""
    return _ARTICLE + json.dumps(asdict(article), ensure_ascii=False)


def passive_reply(openid: str, ours: str, now: float, kept: str) -> str:
    """What was kept as the reply: a text, or an article."""
    if kept.startswith(_ARTICLE):
        return news_reply(openid, ours, now, Article(**json.loads(kept[1:])))
    return text_reply(openid, ours, now, kept)


def news_reply(openid: str, ours: str, now: float, article: Article) -> str:
    """One article."""
    parts = {
        "Title": legal(article.title)[:MAX_TITLE],
        "Description": legal(article.description)[:MAX_DESCRIPTION],
        "PicUrl": legal(article.picture),
        "Url": legal(article.url),
    }
    item = "".join(f"<{name}>{_cdata(text)}</{name}>" for name, text in parts.items())
    inner = f"<ArticleCount>1</ArticleCount><Articles><item>{item}</item></Articles>"
    return _reply(openid, ours, now, "news", inner)


def legal(text: str) -> str:
    """Without what XML cannot hold; WeChat takes no more of it in JSON."""
    return _ILLEGAL.sub("", text)


def shortened(text: str) -> str:
    """What WeChat takes of a text: what is legal, cut at MAX_TEXT bytes between two characters."""
    return legal(text).encode()[:MAX_TEXT].decode("utf-8", "ignore")


def text_reply(openid: str, ours: str, now: float, text: str) -> str:
    """A text, cut at MAX_TEXT bytes between characters."""
    return _reply(openid, ours, now, "text", f"<Content>{_cdata(shortened(text))}</Content>")


def transfer_reply(openid: str, ours: str, now: float) -> str:
    """Hands the customer to WeChat's own service desk (verified service accounts)."""
    return _reply(openid, ours, now, "transfer_customer_service", "")


def _reply(openid: str, ours: str, now: float, kind: str, inner: str) -> str:
    return (
        f"<xml><ToUserName>{_cdata(openid)}</ToUserName><FromUserName>{_cdata(ours)}</FromUserName>"
        f"<CreateTime>{int(now)}</CreateTime><MsgType>{_cdata(kind)}</MsgType>{inner}</xml>"
    )


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
