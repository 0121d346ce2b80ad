"""WeChat's safe mode: a callback can only become the message inside, or a refusal.

Only safe mode counts: the plain `signature` covers token, time and nonce, not the body, so a body is believed
only when `msg_signature` covers its `Encrypt` and what is inside names our own account. wechatpy is the cipher;
every check around it is ours, because it checks neither padding, age nor in constant time.
Source: WeChat's 消息加解密 (message encryption) page, as of 2026.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from xml.parsers import expat

from desk.errors import ConfigFault

#: The largest callback that is read, in bytes.
MAX_BODY = 64 * 1024
#: How far a callback's time may be from ours, in seconds, either way.
MAX_AGE = 600
#: PKCS#7 pads to this, although AES blocks have 16 bytes.
_PAD = 32
_MAX_WORD = 128
_DIGITS = re.compile(r"[0-9]{1,12}")
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
#: What stands in clear beside `Encrypt` only when the account is not in safe mode; nothing signs it.
_CLEAR = frozenset({"FromUserName", "CreateTime", "MsgType", "MsgId", "Content", "Event", "EventKey"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a callback is not believed; for the log, never for its sender. Holds nothing of the callback."""

    reason: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """An opened callback: the message inside, as UTF-8 XML (or JSON, where the sender speaks that)."""

    xml: bytes


def signature(*parts: str) -> str:
    """SHA-1 over the sorted parts, as WeChat signs."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


class Envelope:
    """Opens and seals for one account."""

    def __init__(self, appid: str, token: str, aes_key: str, *, allow_plain: bool = False) -> None:
        """`aes_key` is the EncodingAESKey, 43 characters of base64; `allow_plain` is for test accounts, which
        have none. Raises ConfigFault for a token or key that is none; the sentence repeats neither.
        """
        if not token:
            raise ConfigFault("The account has no token.", "Copy the Token of WeChat's server settings.")
        self._appid = appid.encode()
        self._token = token
        self._plain = allow_plain and not aes_key
        self._cipher: Any = None if self._plain else _cipher(aes_key)

    def verify_url(self, query: Mapping[str, str], now: float) -> str | Refusal:
        """WeChat's question whether this address is ours: the `echostr` to answer with."""
        words = _words(query, "timestamp", "nonce", "signature", "echostr")
        if isinstance(words, Refusal):
            return words
        stamp, nonce, signed, echo = words
        refusal = _too_old(stamp, now)
        if refusal:
            return refusal
        return echo if _same(signature(self._token, stamp, nonce), signed) else Refusal("signature")

    def open(self, query: Mapping[str, str], body: bytes, now: float) -> Sealed | Refusal:
        """The message of a callback. `now` in seconds since 1970."""
        if len(body) > MAX_BODY:
            return Refusal("too large")
        if self._plain:
            return self._open_plain(query, body, now)
        signed = _signed(query, now)
        if isinstance(signed, Refusal):
            return signed
        outer = None if _FORBIDDEN.search(body) else read_xml(body)
        encrypted = None if outer is None else outer.get("Encrypt")
        if outer is None or not encrypted:
            return Refusal("not encrypted")
        if not _CLEAR.isdisjoint(outer):
            return Refusal("plain text beside the cipher: the account is not set to 安全模式")
        return self._unseal(signed, encrypted)

    def open_json(self, query: Mapping[str, str], encrypted: str, now: float) -> Sealed | Refusal:
        """As `open`, for a sender that puts its `Encrypt` into JSON: the JSON inside."""
        signed = _signed(query, now)
        return signed if isinstance(signed, Refusal) else self._unseal(signed, encrypted)

    def _unseal(self, signed: tuple[str, str, str], encrypted: str) -> Sealed | Refusal:
        stamp, nonce, proof = signed
        if not _same(signature(self._token, stamp, nonce, encrypted), proof):
            return Refusal("msg_signature")
        return self._decrypt(encrypted)

    def seal(self, xml: str, now: float) -> bytes:
        """A reply as WeChat wants it: encrypted and signed where the account is in safe mode."""
        if self._plain:
            return xml.encode()
        text = xml.encode()
        block = secrets.token_bytes(16) + struct.pack(">I", len(text)) + text + self._appid
        pad = _PAD - len(block) % _PAD
        sealed = base64.b64encode(self._cipher.encrypt(block + bytes((pad,)) * pad)).decode()
        stamp, nonce = str(int(now)), secrets.token_hex(8)
        signed = signature(self._token, stamp, nonce, sealed)
        return (
            f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt><MsgSignature><![CDATA[{signed}]]></MsgSignature>"
            f"<TimeStamp>{stamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        ).encode()

    def _open_plain(self, query: Mapping[str, str], body: bytes, now: float) -> Sealed | Refusal:
        words = _words(query, "timestamp", "nonce", "signature")
        if isinstance(words, Refusal):
            return words
        stamp, nonce, signed = words
        refusal = _too_old(stamp, now)
        if refusal:
            return refusal
        return Sealed(body) if _same(signature(self._token, stamp, nonce), signed) else Refusal("signature")

    def _decrypt(self, encrypted: str) -> Sealed | Refusal:
        try:
            data = base64.b64decode(encrypted.encode("ascii"), validate=True)
        except (UnicodeEncodeError, binascii.Error, ValueError):
            return Refusal("not base64")
        if not data or len(data) % 16:
            return Refusal("not a whole number of blocks")
        block = bytes(self._cipher.decrypt(data))
        pad = block[-1]
        if not 1 <= pad <= _PAD or not hmac.compare_digest(block[-pad:], bytes((pad,)) * pad):
            return Refusal("padding")
        block = block[:-pad]
        if len(block) < 20:
            return Refusal("too short")
        length = int.from_bytes(block[16:20], "big")
        if length > len(block) - 20:
            return Refusal("length")
        if not hmac.compare_digest(block[20 + length :], self._appid):
            return Refusal("appid")
        return Sealed(block[20 : 20 + length])


def read_xml(data: bytes) -> dict[str, str] | None:
    """The texts of a flat `<xml>` of UTF-8; what is nested is "", what stands there twice is left out, as
    nothing we read may be either. None for anything else, and for whatever has a document type.
    """
    declared = _DECLARED.match(data.lstrip())
    if declared and declared[1].lower() not in {b"utf-8", b"utf8"}:
        return None
    reader = _FlatReader()
    try:
        _parser(reader).Parse(data, True)
    except (expat.ExpatError, _NotFlat):
        return None
    return {name: text for name, text in reader.texts.items() if name not in reader.twice}


class _NotFlat(Exception):
    """A document of another shape."""


class _FlatReader:
    """Takes the texts of the root's children as the parser meets them; builds no tree, so nothing is held of
    however many or deeply nested elements.
    """

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.twice: set[str] = set()
        self._depth = 0
        self._parts: list[str] = []
        self._nested = False

    def doctype(self, *_about: object) -> None:
        """Refused."""
        raise _NotFlat  # before any entity is declared; in a text, inside CDATA, the same words are only words

    def start(self, name: str, _attributes: object) -> None:
        """An element opens."""
        self._depth += 1
        if self._depth == 1 and name != "xml":
            raise _NotFlat
        if self._depth == 2:
            self._parts, self._nested = [], False
        elif self._depth > 2:
            self._nested = True

    def text(self, text: str) -> None:
        """Text of whatever is open."""
        if self._depth == 2:
            self._parts.append(text)

    def end(self, name: str) -> None:
        """It closes."""
        if self._depth == 2:
            if name in self.texts:
                self.twice.add(name)
            self.texts[name] = "" if self._nested else "".join(self._parts)
        self._depth -= 1


def _parser(reader: _FlatReader) -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    return parser


def _cipher(aes_key: str) -> Any:
    remedy = "Copy the EncodingAESKey of WeChat's server settings: 43 letters and digits."
    try:
        key = base64.b64decode(aes_key + "=", validate=True)
    except (binascii.Error, ValueError):
        raise ConfigFault("The account's aes_key is no EncodingAESKey.", remedy) from None
    if len(aes_key) != 43 or len(key) != 32:
        raise ConfigFault("The account's aes_key is no EncodingAESKey.", remedy)
    from wechatpy.crypto.cryptography import WeChatCipher

    return cast("Any", WeChatCipher)(key)


def _words(query: Mapping[str, str], *names: str) -> list[str] | Refusal:
    words = [query.get(name, "") for name in names]
    missing = next((name for name, word in zip(names, words, strict=True) if not word), None)
    if missing:
        return Refusal(f"no {missing}")
    if any(len(word) > _MAX_WORD for word in words):
        return Refusal("a parameter is too long")
    return words


def _signed(query: Mapping[str, str], now: float) -> tuple[str, str, str] | Refusal:
    """Time, nonce and signature of a callback in safe mode."""
    words = _words(query, "encrypt_type", "timestamp", "nonce", "msg_signature")
    if isinstance(words, Refusal):
        return words
    mode, stamp, nonce, proof = words
    if mode != "aes":
        return Refusal("not in safe mode")
    return _too_old(stamp, now) or (stamp, nonce, proof)


def _too_old(stamp: str, now: float) -> Refusal | None:
    if not _DIGITS.fullmatch(stamp):
        return Refusal("timestamp")
    return Refusal("too old") if abs(now - int(stamp)) > MAX_AGE else None


def _same(ours: str, theirs: str) -> bool:
    return hmac.compare_digest(ours.encode(), theirs.encode("utf-8", "replace"))
