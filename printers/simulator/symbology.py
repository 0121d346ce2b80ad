"""What all barcodes have in common: bars and spaces of some widths.

Offers: `Bars`, `BadBarcode`. Does not know: any symbology.
"""

from typing import NamedTuple

#: GS w -> dots of a wide bar of the symbologies with two widths: about two and a half narrow ones.
#: Source: Epson's command reference, GS w (n 2 to 6).
_WIDE_DOTS = {1: 3, 2: 5, 3: 8, 4: 10, 5: 13, 6: 16, 7: 18, 8: 20}


def words(table: str) -> tuple[str, ...]:
    """A table of patterns written as one text."""
    return tuple(table.split())


class BadBarcode(ValueError):
    """The data is not of this symbology; a printer prints nothing then."""


class Bars(NamedTuple):
    """Widths of bars and spaces in turn, the first a bar: in modules, or with `two_widths` 1 narrow, 2 wide.

    `text` is the readable line.
    """

    widths: tuple[int, ...]
    text: str
    two_widths: bool = False

    def dots(self, module: int) -> str:
        """The bars from left to right, "1" for a black dot, with a narrow bar of `module` dots (1 to 8)."""
        wide = _WIDE_DOTS[module]
        parts: list[str] = []
        for i, width in enumerate(self.widths):
            size = width * module if not self.two_widths else wide if width == 2 else module
            parts.append(("0" if i % 2 else "1") * size)
        return "".join(parts)
