"""Breaking text into lines of a width: at spaces, else between letters, never inside an emoji or accent."""

from desk.ui.theme import Ruler

#: Characters of a text beyond which it is not even measured.
LONGEST = 240
_MORE = "…"


def one_line(text: str, ruler: Ruler, width: int) -> str:
    """The text, or its beginning with an ellipsis."""
    text = " ".join(text[:LONGEST].split())
    if ruler.width(text) <= width:
        return text
    cut = _fitting(text, ruler, width - ruler.width(_MORE))
    return text[:cut].rstrip() + _MORE


def lines(text: str, ruler: Ruler, width: int, most: int) -> list[str]:
    """At most `most` lines; the last one ends in an ellipsis when there is more."""
    text = " ".join(text[:LONGEST].split())
    found: list[str] = []
    while text:
        if len(found) == most - 1 or ruler.width(text) <= width:
            found.append(one_line(text, ruler, width))
            break
        cut = max(1, _fitting(text, ruler, width))
        if _in_word(text[cut - 1 : cut]) and _in_word(text[cut : cut + 1]):
            space = text.rfind(" ", 0, cut)
            cut = space + 1 if space > cut // 3 else cut
        found.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return found


def _fitting(text: str, ruler: Ruler, width: int) -> int:
    """How many characters fit, ending at a place where a line may end."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if ruler.width(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    while low > 1 and (_clings(text[low : low + 1]) or text[low - 1] == "\u200d"):
        low -= 1
    return low


def _in_word(letter: str) -> bool:
    return letter.isascii() and (letter.isalnum() or letter in "-'.,:;!?)")


def _clings(letter: str) -> bool:
    """Whether a character belongs to the one before it: joiners, variation selectors, skin tones, accents;
    or is punctuation that must not begin a line.
    """
    if not letter:
        return False
    code = ord(letter)
    return (
        code in {0x200D, 0xFE0E, 0xFE0F, 0x20E3}
        or 0x1F3FB <= code <= 0x1F3FF
        or 0x300 <= code <= 0x36F
        or letter in "，。、；：？！）》」』”’,.;:?!)"
    )
