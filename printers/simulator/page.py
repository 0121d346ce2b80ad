"""Page mode: lines are set in areas of a page, in any of four directions, and come out together.

Handles: areas (ESC W), directions (ESC T), the pen. Offers: `Page`. Does not know: commands, paper.
An area has a coordinate system of its own: `across` dots from the start of a line to its end, `down`
dots from the first line to the last, whichever way it is turned on the paper. A line's top stands at the
pen. Source: Epson's command reference, ESC L, ESC W, ESC T, FF, ESC FF, CAN.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from printers.simulator.paper import Block, Item, Picture, Qr, Row

#: Dots from the top of a page to its end: the TM-T88V's page memory.
LONGEST_PAGE = 1662


@dataclass(slots=True)
class Area:
    """A print area in dots from the page's upper left corner. `turn`: ESC T's n, 0 to 3."""

    x: int
    y: int
    width: int
    height: int
    turn: int = 0
    rows: list[Row] = field(default_factory=list[Row])

    @property
    def across(self) -> int:
        """Dots a line has."""
        return self.height if self.turn & 1 else self.width

    @property
    def down(self) -> int:
        """Dots all lines have together."""
        return self.width if self.turn & 1 else self.height

    @property
    def plain(self) -> bool:
        """True when the lines may stand on the paper as they are: not turned, nothing hangs over the edge."""
        return self.turn == 0 and all(
            row.y + row.height <= self.height and all(item.x + item.width <= self.width for item in row.items)
            for row in self.rows
        )


class Page:
    """A page being set, at most `width` dots wide. `pen` is the next line's top in its area."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._given = False
        self.area = Area(0, 0, width, LONGEST_PAGE)
        self._areas = [self.area]
        self.pen = 0
        self.touched = False

    def set_area(self, x: int, y: int, width: int, height: int) -> None:
        """ESC W: the area that what follows is set in; outside the page or without extent it is ignored."""
        if x >= self._width or y >= LONGEST_PAGE or not width or not height:
            return
        self._given = True
        self._begin(Area(x, y, min(width, self._width - x), min(height, LONGEST_PAGE - y), self.area.turn))

    def turn(self, turn: int) -> None:
        """ESC T: 0 left to right, 1 bottom to top, 2 upside down, 3 top to bottom."""
        now = self.area
        self._begin(Area(now.x, now.y, now.width, now.height, turn))

    def _begin(self, area: Area) -> None:
        if not self.area.rows:
            self._areas.pop()
        self._areas.append(area)
        self.area = area
        self.pen = 0

    def move_to(self, y: int) -> None:
        """GS $: where the next line's top stands; outside the area it is ignored."""
        if 0 <= y < self.area.down:
            self.pen = y

    def put(self, line: list[Item], feed: int) -> None:
        """A finished line, then the pen moves down by `feed` dots, at least by the line's height."""
        height = max((item.height for item in line), default=0)
        if line and self.pen < self.area.down:
            counts = any(not isinstance(item, Picture | Qr) for item in line)
            self.area.rows.append(Row(self.pen, height, line, counts))
            self.touched = True
        self.pen += max(feed, height)

    def rows(self) -> tuple[list[Row], int]:
        """All lines from top to bottom, their `y` from the page's top, and the page's height.

        Lines of areas side by side that stand on one height are one line to read.
        """
        placed: dict[tuple[int, int], Row] = {}
        for area in self._areas:
            if area.plain:
                for row in area.rows:
                    bottom = area.y + row.y + row.height
                    items = [item.moved(area.x) for item in row.items]
                    same = placed.setdefault((bottom, row.counts), Row(bottom, 0, [], row.counts))
                    same.items += items
                    same.height = max(same.height, row.height)
            elif area.rows:
                block = Block(area.x, area.width, area.height, area.turn, area.rows)
                placed[area.y + area.height, id(area)] = Row(area.y + area.height, area.height, [block])
        rows = sorted(placed.values(), key=lambda row: row.y)
        for row in rows:
            row.y -= row.height
        bottom = max((row.y + row.height for row in rows), default=0)
        given = max((area.y + area.height for area in self._areas), default=0) if self._given else 0
        return rows, max(bottom, given)

    def clear_area(self) -> None:
        """CAN: nothing stands in the present area any more."""
        now = self.area
        place = (now.x, now.y, now.width, now.height)
        self._areas = [a for a in self._areas if (a.x, a.y, a.width, a.height) != place]
        self.area = Area(*place, now.turn)
        self._areas.append(self.area)
        self.pen = 0
