"""The throw-away shop: simulated printers on real TCP ports, and a desk.toml that names them like any others."""

import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal, NamedTuple

from desk.app.paper import Paper
from desk.settings import CONFIG_FILE, Settings, load
from printers import load_profile

Size = Literal["small", "large"]

SHOP_NAME = "大C甜品（演示）"
TIME_ZONE = "Asia/Shanghai"


#: What customers read for the scripted orders' categories.
CATEGORIES = {"cake": "蛋糕", "slice": "切件", "pastry": "面点", "gift": "礼盒", "drink": "饮品"}
_KITCHEN = ("cake", "slice", "pastry", "gift")


class Place(NamedTuple):
    """A station with its own printer. `model` is a profile, `layout` kitchen or counter."""

    name: str
    model: str
    layout: str
    categories: tuple[str, ...] = ("*",)


SHOPS: dict[Size, tuple[Place, ...]] = {
    "small": (
        Place("kitchen", "epson-80mm", "kitchen"),
        Place("counter", "generic-80mm-gbk", "counter"),
    ),
    "large": (
        Place("kitchen", "epson-80mm", "kitchen", (*_KITCHEN, *(CATEGORIES[name] for name in _KITCHEN))),
        Place("drinks", "generic-58mm-gbk", "kitchen", ("drink", CATEGORIES["drink"])),
        Place("counter", "generic-80mm-gbk", "counter"),
    ),
}


@asynccontextmanager
async def open_shop(
    size: Size, paper: Paper, folder: Path | None, *, hurry: float = 1.0, accept: str | None = "true"
) -> AsyncGenerator[Settings]:
    """Switch the printers on and set the shop up in a folder that is gone afterwards.

    `folder` gets a folder of sheets for each printer. `hurry` makes the printers' mechanisms faster.
    `accept` is the TOML value of the scripted customers' auto_accept; None: they do not come.
    """
    with tempfile.TemporaryDirectory(prefix="order-desk-demo-", ignore_cleanup_errors=True) as made:
        data = Path(made)
        uris: dict[str, str] = {}
        try:
            for place in SHOPS[size]:
                profile = load_profile(place.model)
                printer = paper.add(
                    place.name,
                    profile,
                    port=0,
                    folder=folder / place.name if folder else None,
                    speed=profile.speed * hurry,
                )
                await printer.start()
                uris[place.name] = f"socket://127.0.0.1:{printer.port}"
            text = settings_text(SHOPS[size], uris, accept)
            (data / CONFIG_FILE).write_text(text, encoding="utf-8", newline="\n")
            yield load(data)
        finally:
            await paper.stop()


def settings_text(places: tuple[Place, ...], uris: dict[str, str], accept: str | None) -> str:
    """The desk.toml of the shop."""
    parts = [
        f'[shop]\nname = "{SHOP_NAME}"\nlanguage = "zh_CN"\ntimezone = "{TIME_ZONE}"\ncurrency = "CNY"\n',
        '[api]\nlisten = "127.0.0.1:0"\n',
    ]
    for place in places:
        parts.append(
            f'[[printers]]\nname = "{place.name}"\nuri = "{uris[place.name]}"\nprofile = "{place.model}"\n'
        )
        categories = ", ".join(f'"{name}"' for name in place.categories)
        parts.append(
            f'[[stations]]\nname = "{place.name}"\nprinters = ["{place.name}"]\n'
            f'ticket = "{place.layout}"\ncategories = [{categories}]\n'
            + ("start_after = 1\n" if place.name == "kitchen" else "")
        )
    if accept is not None:
        parts.append(f'[[sources]]\nkind = "demo"\nname = "demo"\nauto_accept = {accept}\n')
    return "\n".join(parts)
