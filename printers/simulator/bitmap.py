"""Bitmaps of the simulated head: the few Pillow calls whose published types need numpy to be known."""

from typing import Any, cast

from PIL import Image


def stretched(image: Image.Image, width: int, height: int) -> Image.Image:
    """Each dot repeated, or every so many left out: no grey arises."""
    return cast("Any", image).resize((width, height), Image.Resampling.NEAREST)


def averaged(image: Image.Image, width: int, height: int) -> Image.Image:
    """Scaled with grey in between, for outlines that are cut to black and white later."""
    return cast("Any", image).resize((width, height), Image.Resampling.BOX)


def inked(grey: Image.Image, threshold: int) -> Image.Image:
    """1 bit: ink where the grey is at least `threshold`."""
    return cast("Any", grey).point([255 if value >= threshold else 0 for value in range(256)], "1")


def from_modules(modules: tuple[tuple[bool, ...], ...]) -> Image.Image:
    """1 bit, a dot for each module, ink where True."""
    bitmap = Image.new("1", (len(modules[0]) if modules else 0, len(modules)))
    cast("Any", bitmap).putdata([255 if black else 0 for row in modules for black in row])
    return bitmap
