"""Name, phone and address out of one message: `王小明 13800138000 望京街9号3单元`, in any order, or a part of them."""

import re
import unicodedata
from dataclasses import dataclass

#: The longest of each that is kept, in characters.
MAX_NAME, MAX_ADDRESS = 40, 200

_PHONE = re.compile(r"(?<!\d)(?:\+?86[\s-]?)?(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8})(?!\d)")
_LABEL = re.compile(
    r"(?:收货人|收件人|联系人|姓名|名字|联系电话|联系方式|手机号?码?|电话|收货地址|送货地址|详细地址|地址)\s*(?:[:：是]|(?=\s))\s*"
)
_PLACE = re.compile(r"[省市区县镇乡村路街道巷弄号栋幢座楼层室园苑城厦院里]|单元|小区|广场|大厦|公寓|中心|\d")
_SELF = re.compile(r"^(?:我叫|我是|叫我?)\s*")
_TITLE = re.compile(r"(?:先生|女士|小姐|阿姨|老师|哥|姐)$")


@dataclass(frozen=True, slots=True)
class Contact:
    """What was found; "" for what was not said."""

    name: str = ""
    phone: str = ""
    address: str = ""


def read_contact(text: str) -> Contact:
    """The contact in a message. A part is never guessed from another: without blanks or labels between name
    and address only the phone divides them.
    """
    text = unicodedata.normalize("NFKC", text)
    phone = ""
    found = _PHONE.search(text)
    if found:
        phone = re.sub(r"[\s-]", "", found[1])
        text = f"{text[: found.start()]}\n{text[found.end() :]}"
    text = _LABEL.sub("\n", text)
    pieces = [piece.strip(" ,，.。;；:：/|") for piece in re.split(r"[\n,，;；]+", text)]
    words = [word for piece in pieces if piece for word in _words(piece)]
    name = next((word for word in words if _is_name(word)), "")
    if name:
        words.remove(name)
    if name and not phone and not words and _PLACE.search(name) and not _TITLE.search(name):
        return Contact(address=name[:MAX_ADDRESS])
    return Contact(_SELF.sub("", name)[:MAX_NAME], phone, " ".join(words)[:MAX_ADDRESS])


def masked(address: str) -> str:
    """An address that its owner knows again and nobody else learns from: its first half and a row of stars."""
    keep = max(2, len(address) // 2)
    return address if len(address) <= 2 else address[:keep] + "*" * 3


def masked_phone(phone: str) -> str:
    """`13800138000` as `138****8000`."""
    return phone if len(phone) < 8 else f"{phone[:3]}****{phone[-4:]}"


def _words(piece: str) -> list[str]:
    """A piece cut at its first blank when what stands before may be a name; else whole, as addresses have blanks."""
    first, _, rest = piece.partition(" ")
    if piece.isascii() and _is_name(piece):
        return [piece]  # Amy Wong
    if rest and _is_name(first):
        return [first, rest.strip()]
    *head, last = piece.split(" ")
    if head and _is_name(last) and _PLACE.search(" ".join(head)):
        return [" ".join(head), last]
    return [piece]


def _is_name(word: str) -> bool:
    word = _SELF.sub("", word)
    if not word or any(character.isdigit() for character in word):
        return False
    if _TITLE.search(word):
        return len(word) <= 8
    wide = sum(ord(character) > 0x2E7F for character in word)
    return len(word) <= (5 if wide else 20) and not re.search(r"[路街号栋楼室区镇]$", word)
