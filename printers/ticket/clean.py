"""Customer text made harmless, and cut into what a reader calls characters.

Everything that was typed by somebody passes `clean` before it meets an encoder: what comes out holds no control
or format character, so no text can drive a printer, forge a line or hide its width. Does not know: which of it
a printer can show.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from printers.ticket.charset import Charset, is_double

#: Marks kept on one base character; more than this is an ornament that would paint over other lines.
MAX_MARKS = 4

#: The yen sign of Latin-1, and the one double-byte fonts hold.
YEN, WIDE_YEN = "\u00a5", "\uffe5"
ZWJ = "\u200d"
VARIATION_16 = "\ufe0f"
REPLACEMENT = "\ufffd"

_TONE = "\U0001f3fb-\U0001f3ff"
_REGION = "\U0001f1e6-\U0001f1ff"
_TAGS = "\U000e0020-\U000e007f"
# Extended_Pictographic of emoji-data.txt, rounded up to whole rows where a row holds little else.
_PICTURE = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab"
    "\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff"
)
_ONE = f"[{_PICTURE}](?:\ufe0f|[{_TONE}])?"
_EMOJI = re.compile(
    f"[{_REGION}]{{2}}|[0-9#*]\ufe0f?\u20e3|\U0001f3f4[{_TAGS}]+|{_ONE}(?:{ZWJ}{_ONE})*|[{_REGION}{_TONE}]"
)
# Letters dressed up for nicknames, and radicals that copying from a PDF leaves in place of characters.
_DRESSED = re.compile("[\u2e80-\u2fdf\U0001d400-\U0001d7ff\U0001f130-\U0001f149]+")

#: Letters and marks that draw nothing although Unicode does not call them format characters.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | frozenset(
    map(chr, [*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
)
_DROPPED = frozenset({"Cc", "Cf", "Zl", "Zp"})
_AS_SPACE = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029\u00a0")


@lru_cache(maxsize=2048)
def clean(text: str, charset: Charset = "gbk") -> str:
    """`text` in NFC without anything that could act on a printer or deceive a reader.

    Line ends and tabs become spaces, other control and format characters and invisible letters go, lone
    surrogates become U+FFFD, and ornamental letters plain ones. A joiner or variation selector stays only inside
    an emoji. Both yen signs become the one the charset may hold: U+FFE5 in double-byte ones, U+00A5 in others.
    """
    if text.isprintable():  # holds no control, format or separator character but U+0020
        try:
            text.encode("gbk")
        except UnicodeEncodeError:
            pass
        else:
            return text if is_double(charset) else text.replace(WIDE_YEN, YEN)
    text = unicodedata.normalize("NFC", _DRESSED.sub(_undressed, text))
    text = text.replace(YEN, WIDE_YEN) if is_double(charset) else text.replace(WIDE_YEN, YEN)
    kept: list[str] = []
    position = 0
    for emoji in _EMOJI.finditer(text):
        kept.extend(_plain(text[position : emoji.start()]))
        kept.append(_settled(emoji[0]))
        position = emoji.end()
    kept.extend(_plain(text[position:]))
    return unicodedata.normalize(
        "NFC", "".join(kept)
    )  # what was dropped may have stood between base and mark


def graphemes(text: str) -> list[str]:
    """Cleaned text cut into what a reader calls characters: an emoji sequence, or a base with its marks."""
    found: list[str] = []
    position = 0
    for emoji in _EMOJI.finditer(text):
        _split_plain(text[position : emoji.start()], found)
        found.append(emoji[0])
        position = emoji.end()
    _split_plain(text[position:], found)
    return found


def is_emoji(grapheme: str) -> bool:
    """Whether a grapheme is drawn from the emoji font."""
    return _EMOJI.fullmatch(grapheme) is not None


def _undressed(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0])


def _settled(emoji: str) -> str:
    """An emoji sequence, without the selector where the bare character is a symbol of the Chinese font."""
    if len(emoji) == 2 and emoji[1] == VARIATION_16 and emoji[0].encode("gbk", "ignore"):
        return emoji[0]
    return emoji


def _plain(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if character in _INVISIBLE:
            continue
        if category[0] == "M":
            marks += 1
            if marks <= MAX_MARKS:
                yield character
            continue
        marks = 0
        if character in _AS_SPACE or (category == "Zs" and character != "\u3000"):
            yield " "
        elif category == "Cs":
            yield REPLACEMENT
        elif category not in _DROPPED:
            yield character


def _split_plain(text: str, found: list[str]) -> None:
    first = len(found)
    for character in text:
        if len(found) > first and unicodedata.category(character)[0] == "M":
            found[-1] += character
        else:
            found.append(character)
