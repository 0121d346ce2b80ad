"""CODE128 and GS1-128: code sets chosen by the host or by the printer.

Handles: the host's own code sets ({A {B {C {S {1..{4 {{), choosing them for it, GS1's application
identifiers. Offers: `code128`, `automatic_code128`, `gs1_128`. Does not know: dots.
Sources: ISO/IEC 15417; Epson's command reference, GS k m = 73, 74, 79.
"""

from printers.simulator.symbology import BadBarcode, Bars, words

_WIDTHS = words("""212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132
    122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212
    322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311
    112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321
    331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214
    112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212
    124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113
    411311 113141 114131 311141 411131 211412 211214 211232 2331112""")
_STOP = 106
_START = {"A": 103, "B": 104, "C": 105}
_SWITCH = {"A": 101, "B": 100, "C": 99}
_FNC1 = 102
_FUNCTIONS = {"1": _FNC1, "2": 97, "3": 96}
#: FNC4 is the code that would switch to the set that is on already.
_FNC4 = {"A": 101, "B": 100}
_SHIFT = 98
#: As many digits in a row are worth code set C.
_WORTH_C = 4


def _bars(values: list[int], text: str) -> Bars:
    if len(values) < 2:
        raise BadBarcode("empty")
    check = (values[0] + sum(i * value for i, value in enumerate(values[1:], 1))) % 103
    widths = "".join(_WIDTHS[value] for value in [*values, check, _STOP])
    return Bars(tuple(map(int, widths)), text)


def code128(data: bytes) -> Bars:
    """The host says which code set; without a word it is B. In set C a byte is a number below 100."""
    values: list[int] = []
    readable: list[str] = []
    code_set = "B"
    shifted = False
    pos = 0
    while pos < len(data):
        byte = data[pos]
        mark = chr(data[pos + 1]) if byte == 0x7B and pos + 1 < len(data) else ""
        if mark and mark in "ABC":
            values.append(_SWITCH[mark] if values else _START[mark])
            code_set = mark
            pos += 2
            continue
        if not values:
            values.append(_START["B"])
        special = {**_FUNCTIONS, "S": _SHIFT, "4": _FNC4.get(code_set, -1)}.get(mark)
        if special is not None:
            if special < 0 or (special == _SHIFT and code_set == "C"):
                raise BadBarcode(f"{{{mark} in code set {code_set}")
            values.append(special)
            shifted = special == _SHIFT
            pos += 2
            continue
        pos += 2 if mark == "{" else 1
        values.append(_value(byte, {"A": "B", "B": "A"}[code_set] if shifted else code_set))
        shifted = False
        readable.append(f"{byte:02}" if code_set == "C" else chr(byte) if byte >= 0x20 else " ")
    return _bars(values, "".join(readable))


def _value(byte: int, code_set: str) -> int:
    if code_set == "C":
        value = byte if byte < 100 else -1
    elif code_set == "A":
        value = byte + 64 if byte < 32 else byte - 32 if byte < 96 else -1
    else:
        value = byte - 32 if 32 <= byte < 128 else -1
    if value < 0:
        raise BadBarcode(f"byte {byte:02X} in code set {code_set}")
    return value


def automatic_code128(data: bytes) -> Bars:
    """Any bytes below 80h; the printer chooses the code sets."""
    symbols: list[int | None] = list(data)
    return _bars(_chosen(symbols), "".join(chr(byte) if 32 <= byte < 127 else " " for byte in data))


def gs1_128(data: bytes) -> Bars:
    """Begins with FNC1. Brackets and spaces are only read by people; {1 is FNC1, * a check digit.

    The check digit is modulo 10 over the digits since the last bracket.
    """
    symbols: list[int | None] = [None]
    readable: list[str] = []
    pos, since = 0, 1
    while pos < len(data):
        byte = data[pos]
        mark = data[pos + 1 : pos + 2] if byte == 0x7B else b""
        pos += 2 if mark else 1
        if mark == b"1":
            symbols.append(None)
            continue
        if mark:
            if mark not in b"{()*":
                raise BadBarcode(f"{{{mark!r} in GS1-128")
            byte = mark[0]
        elif byte in b"() ":
            readable.append(chr(byte))
            since = len(symbols)
            continue
        elif byte == 0x2A:
            digits = [symbol - 48 for symbol in symbols[since:] if symbol is not None]
            total = sum(digit * (3 if i % 2 == 0 else 1) for i, digit in enumerate(reversed(digits)))
            byte = 48 + -total % 10
        symbols.append(byte)
        readable.append(chr(byte) if 32 <= byte < 127 else " ")
    return _bars(_chosen(symbols), "".join(readable))


def _chosen(symbols: list[int | None]) -> list[int]:
    """Values with code sets for these bytes (None: FNC1): C for digits in a row, else B, A for controls."""
    values: list[int] = []
    code_set = ""
    pos = 0
    while pos < len(symbols):
        symbol = symbols[pos]
        wanted = _best_set(symbols, pos, code_set)
        if wanted != code_set:
            values.append(_SWITCH[wanted] if values else _START[wanted])
            code_set = wanted
        if symbol is None:
            values.append(_FNC1)
        elif wanted == "C":
            pos += 1
            values.append((symbol - 48) * 10 + (symbols[pos] or 48) - 48)
        else:
            values.append(_value(symbol, wanted))
        pos += 1
    return values


def _best_set(symbols: list[int | None], pos: int, now: str) -> str:
    symbol = symbols[pos]
    if symbol is None:
        return now or ("C" if _digits_from(symbols, pos + 1) >= _WORTH_C else "B")
    if _digits_from(symbols, pos) >= (2 if now == "C" else _WORTH_C):
        return "C"
    return "A" if symbol < 32 or (now == "A" and symbol < 96) else "B"


def _digits_from(symbols: list[int | None], pos: int) -> int:
    """How many digits stand there in a row; more than decide anything are not counted."""
    count = 0
    for symbol in symbols[pos : pos + _WORTH_C]:
        if symbol is None or not 48 <= symbol <= 57:
            break
        count += 1
    return count
