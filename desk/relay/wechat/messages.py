"""What a customer sent or did, read from the XML inside a callback."""

import re
from dataclasses import dataclass
from typing import Literal

from desk.relay.wechat.envelope import Refusal, read_xml

Kind = Literal["text", "event", "other"]
_OPENID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_NUMBER = re.compile(r"[0-9]{1,20}")
#: Characters of a message that are kept.
MAX_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message or event. `kind` "other" is a picture, a place, a link. `key` tells deliveries of the same
    message apart from others: MsgId, or for events sender, time, event and key. `to` is our account's own id.
    """

    kind: Kind
    openid: str
    to: str
    key: str
    text: str = ""
    event: str = ""
    event_key: str = ""


def read_message(xml: bytes) -> Incoming | Refusal:
    """The message, or why it is none. Unknown types are read as "other"."""
    fields = read_xml(xml)
    if fields is None:
        return Refusal("not a message")
    openid, to = fields.get("FromUserName", ""), fields.get("ToUserName", "")
    created = fields.get("CreateTime", "")
    kind = fields.get("MsgType", "").lower()
    if (
        not _OPENID.fullmatch(openid)
        or not _OPENID.fullmatch(to)
        or not _NUMBER.fullmatch(created)
        or not kind
    ):
        return Refusal("a message without sender, receiver, time or type")
    if kind == "event":
        event, event_key = fields.get("Event", "").lower()[:64], fields.get("EventKey", "")[:256]
        key = f"e:{openid}:{created}:{event}:{event_key}"
        return Incoming("event", openid, to, key, event=event, event_key=event_key)
    number = fields.get("MsgId", "")
    if not _NUMBER.fullmatch(number):
        return Refusal("a message without its number")
    text = fields.get("Content", "") if kind == "text" else fields.get("Recognition", "")
    text = text[:MAX_TEXT]
    return Incoming("text" if text.strip() else "other", openid, to, f"m:{number}", text=text)
