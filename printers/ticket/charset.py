"""What a printer's own fonts hold: a double-byte font, or single-byte code pages it is switched between.

Offers: `Charset`, `charset_of(profile)`, `is_double`, `double_bytes`, `CodePages`. Does not know: cleaning (see
`clean`), commands. Source of the double-byte areas: GBK and GB 18030 as in Python's codecs, Big5 as Microsoft's
code page 950, whose A244 is the full-width yen sign; of the code pages: the profile.
"""

import unicodedata
from functools import lru_cache

from printers.profile import Codec, Profile

#: Ideograph extension A as GB 18030-2000 has it: the characters a GB18030 font holds in its four-byte area.
_FOUR_BYTES = range(0x3400, 0x4DB6)
#: Scripts whose letters join, stack or run from right to left: whole words of them are drawn, never set.
_SHAPED = (range(0x0590, 0x0900), range(0x0E00, 0x0E80), range(0x20D0, 0x2100), range(0xFB1D, 0xFF00))


class CodePages:
    """The code pages of one model: (ESC t number, name of Python's codec) each, best first.

    Pages Python does not know are left out. Compared by identity; `charset_of` gives one for each listing.
    """

    __slots__ = ("pages",)

    def __init__(self, listed: tuple[tuple[int, str], ...]) -> None:
        self.pages: dict[int, dict[str, int]] = {}
        for number, codec in listed:
            table = _upper_half(codec)
            if table and 0 <= number <= 255:
                self.pages.setdefault(number, table)

    def hold(self, grapheme: str) -> bool:
        """Whether one of the pages has the character."""
        return any(grapheme in table for table in self.pages.values())

    def best(self, graphemes: list[str]) -> int:
        """The page that goes furthest before a character comes that it lacks and another has; the first of equals.

        `graphemes` starts with one that some page has.
        """
        reach = {number: self._reach(table, graphemes) for number, table in self.pages.items()}
        return max(reach, key=lambda number: reach[number])

    def _reach(self, table: dict[str, int], graphemes: list[str]) -> int:
        for place, grapheme in enumerate(graphemes):
            if grapheme not in table and not grapheme.isascii() and self.hold(grapheme):
                return place
        return len(graphemes)


#: The name of a double-byte codec, code pages, or "" where nothing but ASCII can be set.
Charset = Codec | CodePages


def charset_of(profile: Profile) -> Charset:
    """What a model's fonts hold."""
    return profile.codec or (_code_pages(profile.code_pages) if profile.code_pages else "")


def is_double(charset: Charset) -> bool:
    """Whether it is a double-byte font: its characters take two cells, and it sizes them all alike."""
    return charset in {"gbk", "gb18030", "big5"}


def double_bytes(text: str, codec: Codec) -> bytes | None:
    """`text` in the one- and two-byte area of a double-byte codec, None when it holds anything else."""
    try:
        if codec == "gbk":
            return text.encode("gbk")
        if codec == "big5":
            return text.encode("cp950")
        data = text.encode("gb18030")
    except UnicodeEncodeError:
        return None
    # In the four-byte area the second byte is a digit; user-defined places of the font are empty.
    whole = len(data) == sum(1 if character < "\x80" else 2 for character in text)
    return data if whole and not any("\ue000" <= character <= "\uf8ff" for character in text) else None


def four_bytes(grapheme: str, charset: Charset) -> bytes | None:
    """A rare ideograph in the four-byte area of a GB18030 font; None for all others."""
    if charset == "gb18030" and len(grapheme) == 1 and ord(grapheme) in _FOUR_BYTES:
        return grapheme.encode("gb18030")
    return None


@lru_cache(maxsize=64)
def _code_pages(listed: tuple[tuple[int, str], ...]) -> CodePages:
    return CodePages(listed)


@lru_cache(maxsize=128)
def _upper_half(codec: str) -> dict[str, int]:
    """The characters of 80h..FFh that can be set one by one; nothing for a codec that is not single-byte."""
    table: dict[str, int] = {}
    for value in range(0x80, 0x100):
        try:
            character = bytes((value,)).decode(codec)
        except (LookupError, UnicodeError):
            continue
        if len(character) == 1 and _settable(character):
            table.setdefault(character, value)
    return table


def _settable(character: str) -> bool:
    return (
        character.isprintable()
        and unicodedata.category(character) not in {"Co", "Mn", "Mc", "Me"}
        and not any(ord(character) in block for block in _SHAPED)
    )
