"""Passive replies as XML. Whatever a customer typed may be in them, so nothing in a text can end its CDATA."""

import re

#: WeChat cuts a text reply at this many bytes of UTF-8.
MAX_TEXT = 2048
#: What says "taken, nothing to add": the customer sees nothing.
SUCCESS = b"success"
#: Characters that XML 1.0 cannot hold at all (production 2, Char).
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def shortened(text: str) -> str:
    """What WeChat takes of a text: characters it knows, cut at MAX_TEXT bytes between two of them."""
    return _ILLEGAL.sub("", text).encode()[:MAX_TEXT].decode("utf-8", "ignore")


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
