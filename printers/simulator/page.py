"""Page mode: lines are set on a page and come out together.

Rare in the field, so only what such tickets need: areas and positions. Print directions other than
left to right are set as if they were that.
"""

from dataclasses import dataclass, field

from printers.simulator.paper import Item, Row, Run


@dataclass(slots=True)
class Page:
    """A page being set. `x`, `y`, `height` are the print area's corner and height in dots."""

    x: int = 0
    y: int = 0
    height: int = 0
    pen: int = 0
    set_rows: list[tuple[int, Row]] = field(default_factory=list[tuple[int, Row]])

    def area(self, x: int, y: int, height: int) -> None:
        """ESC W: the area that what follows is set in."""
        self.x, self.y, self.height, self.pen = x, y, height, 0

    def move_to(self, y: int) -> None:
        """GS $: the pen's height below the area's top."""
        self.pen = max(0, y)

    def put(self, line: list[Item], feed: int) -> None:
        """A finished line, then the pen moves down."""
        height = max((item.height for item in line), default=0)
        if line:
            for item in line:
                item.x += self.x
            counts = any(isinstance(item, Run) for item in line)
            self.set_rows.append((self.y + self.pen, Row(0, height, line, counts)))
        self.pen += max(feed, height)

    def rows(self) -> tuple[list[tuple[int, Row]], int]:
        """All lines from top to bottom with their y, and the page's height."""
        rows = sorted(self.set_rows, key=lambda entry: entry[0])
        bottom = max((y + row.height for y, row in rows), default=0)
        return rows, max(bottom, self.height)

    def clear(self) -> None:
        """CAN, or the page came out."""
        self.set_rows = []
        self.pen = 0
