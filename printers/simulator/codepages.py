"""From the bytes a host sends to the characters a printer has in its fonts."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

#: ESC t n -> Python's codec, as on Epson's TM printers; other pages print as page 0.
_PAGES = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    13: "cp857",
    14: "cp737",
    15: "iso8859_7",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
    21: "cp874",
    32: "cp720",
    33: "cp775",
    34: "cp855",
    35: "cp861",
    36: "cp862",
    37: "cp864",
    38: "cp869",
    39: "iso8859_2",
    40: "iso8859_15",
    45: "cp1250",
    46: "cp1251",
    47: "cp1253",
    48: "cp1254",
    49: "cp1255",
    50: "cp1256",
    51: "cp1257",
    52: "cp1258",
    53: "kz1048",
}
_KATAKANA = 1

#: ESC R n -> what stands in place of # $ @ [ \ ] ^ ` { | } ~
_REPLACED = "#$@[\\]^`{|}~"
_COUNTRIES = {
    1: "#$à°ç§^`éùè¨",
    2: "#$§ÄÖÜ^`äöüß",
    3: "£$@[\\]^`{|}~",
    4: "#$@ÆØÅ^`æøå~",
    5: "#¤ÉÄÖÅÜéäöåü",
    6: "#$@°\\é^ùàòèì",
    7: "₧$@¡Ñ¿^`¨ñ}~",
    8: "#$@[¥]^`{|}~",
    9: "#¤ÉÆØÅÜéæøåü",
    10: "#$ÉÆØÅÜéæøåü",
    11: "#$á¡Ñ¿é`íñóú",
    12: "#$á¡Ñ¿éüíñóú",
    13: "#$@[₩]^`{|}~",
    14: "#$ŽŠĐĆČžšđćč",
    15: "#¥@[\\]^`{|}~",
}

#: Characters that guide text on a screen, and what a font of cells has in their places.
_SEEN = {0xA0: " ", 0xAD: "-", **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F), " ")}

#: Printed where a byte means nothing to the font.
MISSING = "?"
_DEL = "⌂"


@cache
def single_byte_table(page: int, country: int) -> str:
    """256 characters, one for each byte, of code page `page` (ESC t) and character set `country` (ESC R)."""
    if page == _KATAKANA:
        upper = "".join(chr(0xFF61 + b - 0xA1) if 0xA1 <= b <= 0xDF else MISSING for b in range(128, 256))
    else:
        upper = bytes(range(128, 256)).decode(_PAGES.get(page, "cp437"), "replace").replace("\ufffd", MISSING)
    lower = "".join(map(chr, range(127))) + _DEL
    signs = _COUNTRIES.get(country)
    if signs:
        lower = lower.translate(str.maketrans(_REPLACED, signs))
    upper = "".join(c if c >= " " and not "\x7f" <= c < "\xa0" else MISSING for c in upper)
    return lower + upper.translate(_SEEN)


@lru_cache(maxsize=4096)
def decode_gbk(data: bytes) -> str | None:
    """The text of a clean run of ASCII and GBK characters; None when a character needs a closer look.

    Python's own gbk codec knows the two-byte area only and refuses all else.
    """
    try:
        text = data.decode("gbk")
    except UnicodeDecodeError:
        return None
    return None if "\x7f" in text else text


def decode_gbk_loosely(data: bytes) -> Iterator[tuple[str, bool, int]]:
    """Characters of a run as a two-byte font prints them: (character, double width, code).

    A lead byte without a proper second byte prints "?"; a second byte from 20h up prints for itself,
    so that a four-byte GB18030 character comes out as `?0?6`; one below 20h is lost.
    """
    pos, end = 0, len(data)
    while pos < end:
        byte = data[pos]
        if byte < 0x80:
            yield chr(byte) if byte != 0x7F else _DEL, False, byte
            pos += 1
        elif byte in {0x80, 0xFF} or pos + 1 == end:
            yield MISSING, False, byte
            pos += 1
        else:
            second = data[pos + 1]
            if 0x40 <= second <= 0xFE and second != 0x7F:
                character = _printable(data[pos : pos + 2].decode("gb18030", "replace"))
                yield character, True, byte << 8 | second
            else:
                yield MISSING, False, byte
                if second >= 0x20:
                    shown = chr(second) if second < 0x7F else _DEL if second == 0x7F else MISSING
                    yield shown, False, second
            pos += 2


_unprintable = re.compile("[\ue000-\uf8ff\ufffd\x80-\x9f]")


def _printable(text: str) -> str:
    """User-defined places of the font are empty: they print a full-width question mark."""
    return _unprintable.sub("？", text)
