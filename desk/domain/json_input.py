"""JSON from outside: checked on its raw bytes before anything is built from it, so that no input can
exhaust the stack, smuggle text that cannot be stored, or a number that no database holds.
"""

import json
import re
from typing import NoReturn

#: The largest body that is read at all, in bytes (design section 6).
MAX_BODY = 256 * 1024
#: Objects and arrays within one another.
MAX_DEPTH = 64

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")


class BadJson(ValueError):
    """The bytes are no JSON we take; the message says why without repeating any of it."""


def read_json(raw: bytes, limit: int = MAX_BODY) -> object:
    """The value that stands in `raw` (UTF-8, a leading byte order mark is tolerated).

    Of doubled keys the last one counts. Raises BadJson for more than `limit` bytes, other encodings,
    nesting deeper than MAX_DEPTH, lone surrogates, NaN and Infinity, and integers beyond 64 bits.
    """
    if len(raw) > limit:
        raise BadJson(f"the body has more than {limit} bytes")
    if _too_deep(raw):
        raise BadJson(f"the body is nested deeper than {MAX_DEPTH}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadJson(f"the body is not UTF-8 (byte {error.start})") from None
    try:
        value: object = json.loads(text, parse_int=_integer, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise BadJson(f"the body is not JSON (line {error.lineno}, column {error.colno})") from None
    if _SURROGATE_ESCAPE.search(raw):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise BadJson("a text contains half of a surrogate pair") from None
    return value


def _too_deep(raw: bytes) -> bool:
    """Whether brackets outside of strings stand within one another more than MAX_DEPTH times.

    An unterminated string leaves its brackets in the count; such a body is refused in any case.
    """
    if raw.count(b"[") + raw.count(b"{") <= MAX_DEPTH:
        return False
    depth = 0
    for bracket in _BRACKET.finditer(_STRING.sub(b"", raw)):
        if bracket.group() in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        else:
            depth -= 1
    return False


def _integer(digits: str) -> int:
    value = int(digits) if len(digits) <= 20 else 1 << 63
    if not -(1 << 63) <= value < 1 << 63:
        raise BadJson("a number is beyond 64 bits")
    return value


def _constant(word: str) -> NoReturn:
    raise BadJson(f"{word} is not a JSON number")
