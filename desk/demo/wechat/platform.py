"""WeChat's user side, played: it delivers what its people type to the relay and shows them what comes back.

Safe mode, five seconds, three attempts with the same MsgId, strict about what it takes for a reply. Time is
what `now` says. Written after WeChat's own rules, with none of the relay's code, so that it can contradict it.
Source: WeChat's pages on 接收普通消息, 被动回复 and 消息加解密, as of 2026.
"""

import base64
import hashlib
import itertools
import os
import secrets
import struct
from collections.abc import Callable
from xml.etree import ElementTree

import httpx
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

#: MsgIds are never given twice, whoever asks.
_IDS = itertools.count(23_000_000_000_000_001)
UNAVAILABLE = "该公众号暂时无法提供服务，请稍后再试"


def new_aes_key() -> str:
    """An EncodingAESKey: 43 characters of base64."""
    return base64.b64encode(os.urandom(32)).decode().rstrip("=")


class Refused(Exception):
    """The relay did not answer as WeChat wants it."""


class Account:
    """What WeChat knows of an official account, and the cipher both sides share."""

    def __init__(self, appid: str, token: str, aes_key: str, url: str) -> None:
        self.appid = appid
        self.token = token
        self.url = url
        self.original_id = "gh_" + hashlib.sha1(appid.encode()).hexdigest()[:12]
        self._key = base64.b64decode(aes_key + "=")

    def signed(self, *parts: str) -> str:
        """WeChat's signature over the token and the parts."""
        return hashlib.sha1("".join(sorted((self.token, *parts))).encode()).hexdigest()

    def encrypt(self, text: bytes, appid: str | None = None) -> str:
        """The Encrypt of a message; another `appid` than the account's own makes a forgery."""
        block = secrets.token_bytes(16) + struct.pack(">I", len(text)) + text + (appid or self.appid).encode()
        pad = 32 - len(block) % 32
        return self.encrypted(block + bytes((pad,)) * pad)

    def encrypted(self, blocks: bytes) -> str:
        """Whole blocks, as they are."""
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16])).encryptor()
        return base64.b64encode(cipher.update(blocks) + cipher.finalize()).decode()

    def decrypt(self, text: str) -> bytes:
        """The message of an Encrypt; raises Refused for another account's."""
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16])).decryptor()
        block = cipher.update(base64.b64decode(text)) + cipher.finalize()
        block = block[: -block[-1]]
        length = struct.unpack(">I", block[16:20])[0]
        if block[20 + length :].decode() != self.appid:
            raise Refused("appid")
        return block[20 : 20 + length]


class WeChat:
    """Delivers for one account. `client` speaks to the relay."""

    def __init__(self, account: Account, client: httpx.AsyncClient, now: Callable[[], float]) -> None:
        self.account = account
        self._client = client
        self._now = now

    async def verify_url(self) -> bool:
        """As when the owner presses 提交 in the server settings."""
        stamp, nonce, echo = str(int(self._now())), secrets.token_hex(5), secrets.token_hex(8)
        query = {
            "signature": self.account.signed(stamp, nonce),
            "timestamp": stamp,
            "nonce": nonce,
            "echostr": echo,
        }
        answer = await self._client.get(self.account.url, params=query)
        return answer.status_code == 200 and answer.text == echo

    async def types(self, openid: str, text: str) -> str:
        """Somebody types a text; what they see, "" for nothing."""
        return await self.deliver(
            self.message(openid, f"<MsgType>text</MsgType><Content>{cdata(text)}</Content>")
        )

    async def follows(self, openid: str) -> str:
        """Somebody follows the account; what they see."""
        return await self.deliver(self.event(openid, "subscribe"))

    def message(self, openid: str, inner: str) -> bytes:
        """The XML of a message with a MsgId of its own."""
        return self._xml(openid, f"{inner}<MsgId>{next(_IDS)}</MsgId>")

    def event(self, openid: str, event: str, key: str = "") -> bytes:
        """The XML of an event."""
        return self._xml(
            openid, f"<MsgType>event</MsgType><Event>{cdata(event)}</Event><EventKey>{cdata(key)}</EventKey>"
        )

    async def deliver(self, xml: bytes) -> str:
        """Up to three attempts; what the customer sees."""
        for _ in range(3):
            try:
                return self.shown(xml, await self.post(xml))
            except (httpx.HTTPError, Refused):
                continue
        return UNAVAILABLE

    async def post(self, xml: bytes) -> httpx.Response:
        """One attempt."""
        stamp, nonce = str(int(self._now())), secrets.token_hex(5)
        sealed = self.account.encrypt(xml)
        query = {
            "signature": self.account.signed(stamp, nonce),
            "timestamp": stamp,
            "nonce": nonce,
            "openid": "ignored",
            "encrypt_type": "aes",
            "msg_signature": self.account.signed(stamp, nonce, sealed),
        }
        body = f"<xml><ToUserName>{cdata(self.account.original_id)}</ToUserName><Encrypt>{cdata(sealed)}</Encrypt></xml>"
        return await self._client.post(self.account.url, params=query, content=body.encode(), timeout=5.0)

    def shown(self, xml: bytes, answer: httpx.Response) -> str:
        """What an answer shows to the customer. Raises Refused for one that WeChat would not take."""
        if answer.status_code != 200:
            raise Refused(answer.status_code)
        if answer.content in {b"", b"success"}:
            return ""
        outer = texts(answer.content)
        signed = self.account.signed(outer["TimeStamp"], outer["Nonce"], outer["Encrypt"])
        if signed != outer["MsgSignature"]:
            raise Refused("MsgSignature")
        inside = self.account.decrypt(outer["Encrypt"])
        reply = texts(inside)
        sender = texts(xml)["FromUserName"]
        if reply["ToUserName"] != sender or reply["FromUserName"] != self.account.original_id:
            raise Refused("wrong people")
        if reply["MsgType"] == "news":
            return article(inside)
        if reply["MsgType"] != "text":
            raise Refused(reply["MsgType"])
        if not reply["Content"] or len(reply["Content"].encode()) > 2048:
            raise Refused("length")
        return reply["Content"]

    def _xml(self, openid: str, inner: str) -> bytes:
        return (
            f"<xml><ToUserName>{cdata(self.account.original_id)}</ToUserName>"
            f"<FromUserName>{cdata(openid)}</FromUserName><CreateTime>{int(self._now())}</CreateTime>{inner}</xml>"
        ).encode()


def cdata(text: str) -> str:
    """The text as XML's CDATA."""
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def texts(xml: bytes) -> dict[str, str]:
    """The children of a flat document; each may stand there once."""
    found: dict[str, str] = {}
    for child in ElementTree.fromstring(xml):
        if child.tag in found:
            raise Refused(f"two {child.tag}")
        found[child.tag] = child.text or ""
    return found


def article(xml: bytes) -> str:
    """What a reply with one article shows: title, description, and the address a tap opens, each on its line."""
    count, items = texts(xml)["ArticleCount"], ElementTree.fromstring(xml).findall("Articles/item")
    if count != "1" or len(items) != 1:
        raise Refused("a passive reply holds one article")
    parts = texts(ElementTree.tostring(items[0]))
    if set(parts) != {"Title", "Description", "PicUrl", "Url"} or not parts["Title"] or not parts["Url"]:
        raise Refused("an article without its parts")
    return "\n".join((parts["Title"], parts["Description"], parts["Url"]))
