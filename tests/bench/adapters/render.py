"""`text|image FILE N`: the stream in FILE through the simulated printer N times, each time another order's; or
`random SEED SIZE`: random bytes to text and pictures, and how long a printer would print them. Prints JSON.
"""

import gc
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from printers import load_profile
from printers.simulator.interpreter import interpret

_PROFILE = load_profile("generic-80mm-gbk")
#: Dots a millimetre, and a fast printer's millimetres a second.
_DOTS, _SPEED = 8, 300


def others(stream: bytes, count: int) -> list[bytes]:
    """The streams of so many orders: number, time and QR code differ."""
    return [
        stream.replace(b"-0042", b"-%04d" % (n % 10_000))
        .replace(b"#A042", b"#A%03d" % (n % 1000))
        .replace(b"18:32:07", b"18:%02d:%02d" % (n // 60 % 60, n % 60))
        .replace(b"7f3c9a51", b"%08x" % (n * 2_654_435_761 & 0xFFFFFFFF))
        for n in range(count)
    ]


def text(stream: bytes) -> str:
    """What it prints, to read."""
    return "".join(sheet.text for sheet in interpret(stream, _PROFILE).sheets)


def image(stream: bytes) -> int:
    """What it prints, as dots; how many rows of them."""
    return sum(sheet.image.height for sheet in interpret(stream, _PROFILE).sheets)


def tickets(read: Callable[[bytes], object], stream: bytes, count: int) -> dict[str, object]:
    """The seconds that so many take."""
    streams = others(stream, count + count // 5)
    for one in streams[count:]:
        read(one)
    gc.collect()
    gc.freeze()  # what was loaded stays, as in the other adapters
    start = time.perf_counter()
    for one in streams[:count]:
        read(one)
    seconds = time.perf_counter() - start
    return {"n": count, "sec": seconds, "cjk_ok": "宫保鸡丁" in text(streams[0])}


def noise(seed: int, size: int) -> dict[str, object]:
    """The seconds that random bytes take, and a printer would take: for the paper they move alone."""
    data = random.Random(seed).randbytes(size)
    start = time.perf_counter()
    sheets = interpret(data, _PROFILE).sheets
    seen = [(sheet.text, sheet.image) for sheet in sheets]
    seconds = time.perf_counter() - start
    dots = sum(image.height for _, image in seen)
    return {"bytes": size, "sec": seconds, "printing": dots / _DOTS / _SPEED}


def main() -> None:
    kind, what, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if kind == "random":
        said = noise(int(what), count)
    else:
        said = tickets(text if kind == "text" else image, Path(what).read_bytes(), count)
    print(json.dumps(said))


if __name__ == "__main__":
    main()
