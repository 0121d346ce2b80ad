"""Pictures of products for the menu page: scaled here, named by what they are, and handed to the relay once.

A picture is a file in the folder `pictures` beside the desk's data. Only such a file is read, within bounds; what
photographers and telephones write into it is dropped. One that cannot be read is told once, and its product goes without.
"""

import asyncio
import hashlib
import io
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from desk.domain.catalogue import Catalogue
from desk.sources.relay_line import Line, LineFault

#: Sides in pixels: as large as a picture is shown, and twice that for fine screens.
SIDES = (208, 416)
#: The largest file that is opened, in bytes, and the largest picture, in pixels.
MAX_FILE, MAX_PIXELS = 25 * 1024 * 1024, 50_000_000
_KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_log = logging.getLogger("desk.sources.relay")


@dataclass(frozen=True, slots=True)
class Scaled:
    """A square picture as WebP; `name` is the SHA-256 of its bytes in hex."""

    name: str
    data: bytes


class Pictures:
    """The pictures of a folder. Blocking: to be asked on a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[tuple[str, int, int], tuple[Scaled, ...]] = {}
        self._told: set[str] = set()

    def of(self, name: str) -> Sequence[Scaled]:
        """A picture in every size of SIDES; () for one that is none of ours, or cannot be read."""
        if not name or "://" in name:
            return ()
        path = self._folder / name
        try:
            inside = path.resolve().is_relative_to(self._folder.resolve())
            found = path.stat()
        except (OSError, ValueError, RuntimeError):
            return self._without(name, "is not there")
        if not inside or not path.is_file():
            return self._without(name, "lies outside of the folder")
        if found.st_size > MAX_FILE:
            return self._without(name, "is too large")
        key = name, found.st_mtime_ns, found.st_size
        if key not in self._known:
            try:
                self._known[key] = tuple(_scaled(path, side) for side in SIDES)
            except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
                self._known[key] = ()
                self._without(name, f"is no picture that can be read ({type(error).__name__})")
        return self._known[key]

    def _without(self, name: str, why: str) -> tuple[Scaled, ...]:
        if name not in self._told:
            self._told.add(name)
            _log.warning("the picture %s in %s %s", name[:100], self._folder, why)
        return ()


def _scaled(path: Path, side: int) -> Scaled:
    with Image.open(path, formats=_KINDS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise ValueError("too many pixels")
        upright = ImageOps.exif_transpose(opened)
        square = ImageOps.fit(upright.convert("RGB"), (side, side), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    square.save(written, "WEBP", quality=78, method=4)
    data = written.getvalue()
    return Scaled(hashlib.sha256(data).hexdigest(), data)


async def hand_over(
    line: Line, pictures: Pictures | None, catalogue: Catalogue, handed: set[str]
) -> Mapping[str, tuple[str, ...]]:
    """The names of pictures by sku, each handed to the relay before it is named; `handed` are those it has. Raises
    LineFault.
    """
    shown: dict[str, tuple[str, ...]] = {}
    for product in catalogue.products if pictures is not None else ():
        if pictures is None or not product.picture:
            continue
        scaled = await asyncio.to_thread(pictures.of, product.picture)
        for each in scaled:
            if each.name in handed:
                continue
            try:
                await line.ask("PUT", f"/v1/pictures/{each.name}", each.data)
            except LineFault as fault:
                if fault.reason != "refused":
                    raise
                return {}  # a relay of before, which shows no pictures
            handed.add(each.name)
        if scaled:
            shown[product.sku] = tuple(each.name for each in scaled)
    return shown
