"""Where things stand in a window of a given size: pure arithmetic for the shell and for the first picture."""

from desk.ui.board.columns import BOARD, QUIET
from desk.ui.theme import Look

#: Widths and heights at 100 % from which there is room for: the side panel, one more for paper beside it,
#: words on the rail, three columns side by side, the footer.
SIDE_FROM, PAPER_FROM, WIDE_FROM, COLUMNS_FROM, FOOTER_FROM = 1120, 1560, 860, 660, 560
SIDE, PAPER, TABS = 372, 340, 36

Place = tuple[int, int, int, int]


class Places:
    """Rail width, header height, footer height, and whether the side panel stands beside the page."""

    __slots__ = ("foot", "rail", "side", "top")

    def __init__(self, look: Look, width: int, height: int) -> None:
        px = look.px
        wide = width >= px(WIDE_FROM)
        self.rail = px(76) if wide else px(52)
        self.top = px(56) if wide else px(48)
        self.foot = px(36) if wide and height >= px(FOOTER_FROM) else 0
        self.side = px(SIDE) if width >= px(SIDE_FROM) else 0


class BoardPlaces:
    """Within the queue page: tabs, column heads, columns. `names` are the lists side by side."""

    __slots__ = ("columns", "heads", "names", "narrow", "tabs")

    def __init__(self, look: Look, width: int, height: int, wanted: str, *, one: bool = False) -> None:
        """`one`: one list at a time, also where there is room for more."""
        px = look.px
        self.narrow = one or width < px(COLUMNS_FROM)
        group = BOARD if wanted in BOARD else QUIET
        self.names = (wanted,) if self.narrow else group
        left, gap, top = px(16), px(12), px(10)
        self.tabs: Place = (left, top, max(0, width - left - px(14)), px(TABS))
        top += px(TABS)
        head = px(8) if self.narrow else px(40)
        room = width - left - px(6) - gap * (len(self.names) - 1)
        each = max(0, room // len(self.names))
        self.heads: list[Place] = []
        self.columns: list[Place] = []
        for place in range(len(self.names)):
            x = left + place * (each + gap)
            if not self.narrow:
                self.heads.append((x, top, each - px(8), head))
            self.columns.append((x, top + head, each, max(0, height - top - head)))


def rail_places(look: Look, width: int, height: int, count: int) -> list[Place]:
    """The rail's buttons: from the top down, the last one at the bottom."""
    px = look.px
    wide = width >= px(70)
    side, tall = width - px(12 if wide else 6), px(60 if wide else 46)
    left, gap = (width - side) // 2, px(4)
    tall = min(tall, (height - 2 * px(10)) // count - gap)  # all of them stand in a low window too
    found = [(left, px(10) + place * (tall + gap), side, tall) for place in range(count)]
    found[-1] = (left, height - tall - px(10), side, tall)
    return found
