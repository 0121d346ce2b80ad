"""A stream in hexadecimal with a word on each command: for whoever wants to know what a program really sends."""

from collections.abc import Iterator

from printers.profile import Profile
from printers.simulator.codepages import decode_gbk
from printers.simulator.parser import TEXT, Parser, Token
from printers.simulator.syntax import UNKNOWN

#: Bytes of a command that are shown; longer ones say how many there are.
SHOWN = 16
#: Commands that are listed; what comes after is counted.
MOST = 20_000
_PIECE = 1 << 16


def annotated(data: bytes, profile: Profile) -> Iterator[str]:
    """A line for each command or run of text: offset, bytes, name, and the text itself, safe for a terminal."""
    parser = Parser(kanji_font=bool(profile.codec))
    count = 0
    for start in range(0, len(data), _PIECE):
        for token in parser.feed(data[start : start + _PIECE]):
            count += 1
            if count <= MOST:
                yield _line(token, profile)
    rest = parser.rest()
    if rest is not None:
        yield _line(rest, profile)
    if count > MOST:
        yield f"… and {count - MOST} more"


def _line(token: Token, profile: Profile) -> str:
    shown = token.data[:SHOWN].hex(" ")
    if len(token.data) > SHOWN:
        shown += " …"
    words = token.name if token.name != UNKNOWN else "unknown"
    if token.name == TEXT:
        words = f"text {_readable(token.data, profile)}"
    elif len(token.data) > SHOWN:
        words += f" ({len(token.data)} bytes)"
    return f"{token.offset:08x}  {shown:<{SHOWN * 3 + 1}}  {words}"


def _readable(data: bytes, profile: Profile) -> str:
    text = (decode_gbk(data) if profile.codec else None) or data.decode("ascii", "replace")
    shown = "".join(character if character.isprintable() else "·" for character in text[:60])
    return f"“{shown}{'…' if len(text) > 60 else ''}”"
