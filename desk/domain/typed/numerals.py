"""Numbers as customers type them: 3, ３, 三, 两, 十二, 廿; all become ASCII digits before anything is understood."""

import re
import unicodedata

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}  # fmt: skip
_UNITS = {"十": 10, "百": 100}
_NUMERAL = re.compile("[零〇一二两俩三仨四五六七八九十百廿]+")
#: Words in which a numeral is not a number; they stay as they are.
_WORDS = re.compile(
    "一下|一点|一些|一样|一起|一直|一共|一会儿?|万一|第一次|统一|十分|百香|百合|百事|千层|三明治|三文鱼|五花|五香|八宝|七喜|八喜|四季|双皮|一定|百岁|三鲜|九层塔|十足|周[一二三四五六]|星期[一二三四五六]|礼拜[一二三四五六]"
)


def plain(text: str) -> str:
    """`text` in NFKC, lower case, blanks joined; what a comparison of typed words goes by."""
    text = unicodedata.normalize("NFKC", text).lower().replace("\ufe0f", "").replace("\u20e3", "")
    return " ".join(text.split())


def value_of(numeral: str) -> int | None:
    """The number a Chinese numeral up to 999 stands for (`十二` 12, `一百零五` 105, `二三` None: a guess, not one)."""
    total, digit, seen_unit = 0, None, False
    for character in numeral.replace("廿", "二十"):
        if character in _UNITS:
            if digit is None and total and not seen_unit:
                return None
            total += (1 if digit is None else digit) * _UNITS[character]
            digit, seen_unit = None, True
        else:
            value = _DIGITS[character]
            if digit not in {None, 0}:
                return None
            digit = value
    return total + (digit or 0)


def with_digits(text: str) -> str:
    """`text` with Chinese numerals as digits, except where they are part of a word (三明治, 一下, 周六)."""
    parts: list[str] = []
    position = 0
    for word in _WORDS.finditer(text):
        parts.extend((_NUMERAL.sub(_digits, text[position : word.start()]), word[0]))
        position = word.end()
    parts.append(_NUMERAL.sub(_digits, text[position:]))
    return "".join(parts)


def _digits(found: re.Match[str]) -> str:
    value = value_of(found[0])
    return found[0] if value is None else str(value)
