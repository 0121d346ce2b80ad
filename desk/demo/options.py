"""What may be said to `desk demo`."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from desk.demo.shop import Size

#: Customers of a demonstration that ends by itself.
DEFAULT_ORDERS = 20
#: Orders that lie behind the large shop, and how many for each of its customers.
LARGE_PAST, PAST_EACH = 100_000, 20


class Options(NamedTuple):
    """`orders` None: as many as the demonstration likes. `speed` times life. `paper` keeps the sheets. `past`: so many
    orders of the years before are made up first.
    """

    orders: int | None
    seed: int
    speed: float
    headless: bool
    size: Size
    paper: Path | None
    wechat: bool = False
    past: int = 0


def read_options(words: Sequence[str]) -> Options:
    """The words after `desk demo`; leaves with a message and code 2 when they make no sense."""
    parser = argparse.ArgumentParser(
        prog="desk demo", description="A throw-away shop: simulated printers, scripted customers."
    )
    parser.add_argument("--orders", type=_count, help=f"how many customers come (headless: {DEFAULT_ORDERS})")
    parser.add_argument("--seed", type=int, default=7, help="another number is another day")
    parser.add_argument("--speed", type=_speed, default=1.0, help="2 is twice as fast")
    parser.add_argument("--headless", action="store_true", help="no window: progress in the terminal")
    parser.add_argument(
        "--shop",
        choices=["small", "large"],
        default="small",
        help="large has a drinks printer and, with a window, three years and 100,000 orders behind it",
    )
    parser.add_argument(
        "--past", type=_past, metavar="N", help="so many orders of the years before (headless: 0)"
    )
    parser.add_argument("--paper", type=Path, metavar="DIR", help="keep every ticket as PNG in this folder")
    parser.add_argument(
        "--wechat",
        action="store_true",
        help="the customers order by chat, over a relay and a WeChat that is played",
    )
    parsed = parser.parse_args(words)
    size: Size = "large" if parsed.shop == "large" else "small"
    past = parsed.past
    if past is None:
        past = LARGE_PAST if size == "large" and not parsed.headless else 0
    return Options(
        parsed.orders, parsed.seed, parsed.speed, parsed.headless, size, parsed.paper, parsed.wechat, past
    )


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 999:
        raise argparse.ArgumentTypeError("from 1 to 999")
    return number


def _past(text: str) -> int:
    number = int(text)
    if number != 0 and not PAST_EACH <= number <= 1_000_000:
        raise argparse.ArgumentTypeError(f"0, or from {PAST_EACH} to 1000000")
    return number


def _speed(text: str) -> float:
    number = float(text)
    if not 0.01 <= number <= 1000:
        raise argparse.ArgumentTypeError("from 0.01 to 1000")
    return number
