"""What arrives at a callback address that everybody knows: genuine-looking nonsense and clumsy forgeries.

Seeded. Half and more of it is signed and encrypted with the right keys, and the message inside is mutated: what is left
of WeChat's protection when a key has leaked, or when WeChat itself sends something new.
"""

import base64
import random
import secrets
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, urlencode

from tests.fakes.wechat_user import Account, cdata, new_aes_key

#: Part of the attacks that are genuine but for what is inside, 0..1.
INSIDE = 0.6
_WORDS = (
    *("菜单", "取消", "修改", "订单", "催单", "人工", "0", "1", "2", "3", "9", "12", "999", "一", "两份三号", "2份3号", "3x2"),
    *("1号2号各3份", "不要1号", "可颂", "可颂2个蛋挞3个", "草莓奶油蛋糕 6寸", "少糖", "王小明 13800138000 望京街9号", "自取"),
    *("明天下午", "货到付款", "🎂", "👨‍👩‍👧", "\u202e反", "é", "สวัสดี", "مرحبا", "\u0000", "\u200b", "]]>", "<b>", "&amp;", "{name}", "%s"),
)  # fmt: skip
_TYPES = (
    "text",
    "image",
    "voice",
    "video",
    "shortvideo",
    "location",
    "link",
    "event",
    "TEXT",
    "",
    "💥",
    "event ",
)
_EVENTS = ("subscribe", "unsubscribe", "CLICK", "VIEW", "SCAN", "LOCATION", "TEMPLATESENDJOBFINISH", "subscribe_msg_popup_event", "", "x" * 900)  # fmt: skip
_FIELDS = ("ToUserName", "FromUserName", "CreateTime", "MsgType", "Content", "MsgId", "Event", "EventKey", "Recognition", "PicUrl", "MediaId", "Ticket")  # fmt: skip
_NUMBERS = (
    "0",
    "-1",
    "1e9",
    "99999999999999999999",
    "9" * 400,
    "１２３",
    " 7",
    "7 ",
    "0x10",
    "",
    "NaN",
    "4294967296",
)
_MARKUP = (
    b"<!DOCTYPE xml [<!ENTITY a 'b'>]>", b"<!ENTITY a SYSTEM 'file:///etc/passwd'>", b"&a;", b"&#0;", b"&#x110000;", b"<?pi x?>",
    b"<!-- c -->", b"<![CDATA[", b"]]>", b"<a:b xmlns:a='u'/>", b"<xml>", b"</xml>", b"\xff\xfe", b"\x00", b"\xc0\x80", b"\xed\xa0\x80",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<?xml version='1.0' encoding='utf-7'?>", b"<x y='1'/>", b"\xef\xbb\xbf",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attack:
    """A POST. `kind` names what is wrong with it; `genuine`: signed and encrypted with the right keys."""

    kind: str
    genuine: bool
    query: bytes
    body: bytes


class Attacker:
    """Makes attacks on one account. `now` in seconds since 1970."""

    def __init__(self, account: Account, seed: int, now: Callable[[], float]) -> None:
        self._account = account
        self._stranger = Account(account.appid, account.token, new_aes_key(), account.url)
        self._random = random.Random(seed)
        self._now = now
        self._forgeries: Mapping[str, Callable[[], Attack]] = {
            "another signature": lambda: self._sent(self.xml(), signed="".join(self._random.choices("0123456789abcdef", k=40))),
            "no signature": lambda: self._sent(self.xml(), signed=""),
            "too old": lambda: self._sent(self.xml(), age=self._random.choice((-1, 1)) * self._random.randint(601, 10**9)),
            "another key": lambda: self._sent(self.xml(), cipher=self._stranger),
            "another appid": lambda: self._sent(self.xml(), appid=self._random.choice(("wx0", "0", "wx0cake\0", "WX0CAKE", "x" * 5000))),
            "a broken block": self._broken_block,
            "the cipher mutated, and signed": self._mutated_cipher,
            "the body mutated": self._mutated_body,
            "plain text beside the cipher": lambda: self._sent(self.xml(), beside=self.xml()[5:-6]),
            "plain text": lambda: Attack("", False, self._sent(b"").query, self.xml()),
            "oversized": lambda: Attack("", False, self._sent(b"").query, b"<xml>" + b"x" * self._random.randint(65_536, 200_000)),
            "any query": self._any_query,
            "any bytes": lambda: Attack("", False, self._sent(b"").query, self._bytes(400)),
        }  # fmt: skip

    def attack(self) -> Attack:
        """The next one."""
        if self._random.random() < INSIDE:
            kind, inside = self._inside()
            return self._sent(inside, kind=kind, genuine=True)
        kind = self._random.choice(tuple(self._forgeries))
        made = self._forgeries[kind]()
        return Attack(kind, made.genuine, made.query, made.body)

    def xml(self) -> bytes:
        """A message as WeChat sends it."""
        return self._document(self._fields())

    # --- what is inside ----------------------------------------------------------------------------

    def _inside(self) -> tuple[str, bytes]:
        dice = self._random.random()
        if dice < 0.35:
            return "typed", self._document({**self._fields(), "MsgType": "text", "Content": self._typed()})
        if dice < 0.55:
            return "fields", self._document(self._odd_fields(), doubled=self._random.random() < 0.2)
        if dice < 0.75:
            return "markup", self._spliced(self.xml(), self._random.choice(_MARKUP))
        if dice < 0.97:
            return "bytes", self._mutated(self.xml())
        return "deep", b"<xml>" + b"<a>" * self._random.randint(1, 9000) + self._bytes(20)

    def _fields(self) -> dict[str, str]:
        pick = self._random
        return {
            "ToUserName": self._account.original_id,
            "FromUserName": f"oFuzz{pick.randint(1, 200)}",
            "CreateTime": str(int(self._now())),
            "MsgType": "text",
            "Content": pick.choice(_WORDS).replace("\0", ""),
            "MsgId": str(pick.randint(1, 10**17)),
        }

    def _odd_fields(self) -> dict[str, str]:
        pick = self._random
        fields = {
            **self._fields(),
            "MsgType": pick.choice(_TYPES),
            "Event": pick.choice(_EVENTS),
            "EventKey": pick.choice(_WORDS),
        }
        for _ in range(pick.randint(0, 4)):
            name = pick.choice(_FIELDS)
            match pick.randint(0, 3):
                case 0:
                    fields.pop(name, None)
                case 1:
                    fields[name] = pick.choice(_NUMBERS)
                case 2:
                    fields[name] = self._typed()
                case _:
                    fields[pick.choice(("msgtype", "From User", "Encrypt", "a" * 2000, name.lower()))] = "1"
        return fields  # fmt: skip

    def _typed(self) -> str:
        pick = self._random
        words = pick.choices(_WORDS, k=pick.randint(1, 6))
        text = pick.choice(("", " ", "，", "\n")).join(words)
        match pick.randint(0, 9):
            case 0:
                text = pick.choice(("1", "号", "各", "1号", "2个", " ", "（", "十", "各1")) * pick.randint(
                    50, 3000
                )
            case 1:
                text = "".join(
                    map(
                        chr,
                        (
                            pick.choice((pick.randint(32, 0xD7FF), pick.randint(0xE000, 0x10FFFF)))
                            for _ in range(40)
                        ),
                    )
                )
            case 2:
                at = pick.randrange(len(text) + 1)
                text = text[:at] + chr(pick.randint(0x80, 0x3000)) + text[at:]
            case _:
                pass
        return text  # fmt: skip

    def _document(self, fields: Mapping[str, str], *, doubled: bool = False) -> bytes:
        parts = [f"<{name}>{cdata(text) if text else ''}</{name}>" for name, text in fields.items()]
        if doubled:
            parts.append(self._random.choice(parts or [""]))
            self._random.shuffle(parts)
        return f"<xml>{''.join(parts)}</xml>".encode("utf-8", "surrogatepass")

    def _mutated(self, data: bytes) -> bytes:
        pick = self._random
        changed = bytearray(data)
        for _ in range(pick.randint(1, 6)):
            at = pick.randrange(len(changed) + 1)
            match pick.randint(0, 4):
                case 0:
                    changed[at : at + 1] = bytes((pick.randrange(256),))
                case 1:
                    del changed[at : at + pick.randint(1, 30)]
                case 2:
                    changed[at:at] = self._bytes(12)
                case 3:
                    changed[at:at] = changed[pick.randrange(len(changed) + 1) :][:60]
                case _:
                    changed = changed[: max(1, at)]
        return bytes(changed)

    def _spliced(self, data: bytes, piece: bytes) -> bytes:
        at = self._random.choice((0, len(data), data.find(b">") + 1, self._random.randrange(len(data))))
        return data[:at] + piece * self._random.choice((1, 1, 1, 300)) + data[at:]

    def _bytes(self, most: int) -> bytes:
        return self._random.randbytes(self._random.randint(0, most))

    # --- how it is sent ----------------------------------------------------------------------------

    def _sent(
        self, xml: bytes, *, kind: str = "", genuine: bool = False, signed: str | None = None, age: int = 0,
        cipher: Account | None = None, appid: str | None = None, beside: bytes = b"",
    ) -> Attack:  # fmt: skip
        encrypted = (cipher or self._account).encrypt(xml, appid)
        return self._with_cipher(encrypted, kind, genuine=genuine, signed=signed, age=age, beside=beside)

    def _with_cipher(
        self, encrypted: str, kind: str = "", *, genuine: bool = False, signed: str | None = None, age: int = 0, beside: bytes = b"",
    ) -> Attack:  # fmt: skip
        stamp, nonce = str(int(self._now()) - age), secrets.token_hex(5)
        query = {
            "signature": self._account.signed(stamp, nonce),
            "timestamp": stamp,
            "nonce": nonce,
            "encrypt_type": "aes",
            "msg_signature": self._account.signed(stamp, nonce, encrypted) if signed is None else signed,
        }
        inner = b"<Encrypt><![CDATA[" + encrypted.encode() + b"]]></Encrypt>"
        return Attack(kind, genuine, urlencode(query).encode(), b"<xml>" + beside + inner + b"</xml>")

    def _broken_block(self) -> Attack:
        """Signed and encrypted, but framed wrongly: length, padding or the id behind."""
        text = self.xml()
        length = self._random.choice((len(text) + 1, 0xFFFFFFFF, 0, len(text) - 1))
        block = (
            self._bytes(20)[:16].ljust(16, b"r")
            + struct.pack(">I", length)
            + text
            + self._account.appid.encode()
        )
        right = 32 - len(block) % 32
        pad = self._random.choice((0, 33, 255, right if length != len(text) else 0))
        return self._with_cipher(self._account.encrypted(block + bytes((pad,)) * right))

    def _mutated_cipher(self) -> Attack:
        raw = bytearray(base64.b64decode(self._account.encrypt(self.xml())))
        raw[-self._random.randint(1, 32)] ^= 1 << self._random.randrange(
            8
        )  # within the last blocks: padding or appid
        cut = self._random.choice((0, 0, 1, 16))
        return self._with_cipher(base64.b64encode(raw[: len(raw) - cut]).decode(), genuine=True)

    def _mutated_body(self) -> Attack:
        sent = self._sent(self.xml())
        at = sent.body.find(b"CDATA[") + 6
        body = bytearray(sent.body)
        place = self._random.randrange(at, len(body) - 20)
        body[place] = ord("A") if body[place] != ord("A") else ord("B")
        return Attack("", False, sent.query, bytes(body))

    def _any_query(self) -> Attack:
        sent = self._sent(self.xml())
        pairs = sent.query.split(b"&")
        match self._random.randint(0, 3):
            case 0:
                pairs.pop(
                    self._random.randrange(1, len(pairs))
                )  # `signature` alone is not needed in safe mode
            case 1:
                pairs = [
                    pair.split(b"=")[0] + b"=" + quote_from_bytes(self._bytes(60)).encode() for pair in pairs
                ]
            case 2:
                pairs = [pair + b"9" * 500 for pair in pairs]
            case _:
                pairs = [self._bytes(60).replace(b"\0", b"") for _ in range(30)]
        return Attack("", False, b"&".join(pairs), sent.body)
