"""The print head's mind: modes, the line being set, and the paper it goes to.

Commands change modes through `handlers`; text and pictures are set into the line buffer here, which
prints when it is fed, full, or cut.
"""

from collections.abc import Callable
from functools import lru_cache

from printers.profile import Profile
from printers.simulator.codepages import decode_gbk, decode_gbk_loosely, single_byte_table
from printers.simulator.modes import CENTER, DOTS_PER_INCH, LEFT, Modes, SymbolStore
from printers.simulator.page import Page
from printers.simulator.paper import CharStyle, Custom, Item, Paper, Picture, Qr, Row, Run, Sheet
from printers.simulator.shapes import Shape


def to_dots(units: int, unit: int) -> int:
    """Motion units of 1/`unit` inch as dots, the fraction of a dot left out."""
    return units if unit == DOTS_PER_INCH else units * DOTS_PER_INCH // unit


def across(press: "Press", units: int) -> int:
    """Motion units along a line to dots, as GS P and the direction of a page's area have it."""
    sideways = press.page is not None and press.page.area.turn & 1
    return to_dots(units, press.modes.unit_y if sideways else press.modes.unit_x)


def down(press: "Press", units: int) -> int:
    """Motion units from line to line to dots."""
    sideways = press.page is not None and press.page.area.turn & 1
    return to_dots(units, press.modes.unit_x if sideways else press.modes.unit_y)


@lru_cache(maxsize=1024)
def _changed(style: CharStyle, **changes: int | bool) -> CharStyle:
    return style._replace(**changes)


@lru_cache(maxsize=1024)
def _weighing(style: CharStyle, bold: bool) -> CharStyle:
    return style._replace(bold=bold)


class Press:
    """Sets lines and prints them. Sheets that fall go to `on_cut`."""

    def __init__(self, profile: Profile, on_cut: Callable[[Sheet], None]) -> None:
        self.profile = profile
        self.paper = Paper(profile.width_dots)
        self.page: Page | None = None
        self._on_cut = on_cut
        self._line: list[Item] = []
        self.x = 0
        cell = profile.cell_dots
        self._tab_stops = tuple(range(8 * cell, profile.width_dots, 8 * cell))
        self.modes = self._initial_modes()
        self._store = SymbolStore()
        self.untouched = True
        # Pictures that outlive ESC @ and the power: by GS ( L's two key bytes, and by FS q's number.
        self.nv_graphics: dict[bytes, Picture] = {}
        self.nv_images: dict[int, Picture] = {}
        self.restyled()

    # -- modes ---------------------------------------------------------------------------------

    def _initial_modes(self) -> Modes:
        return Modes(
            ascii=CharStyle(),
            kanji=CharStyle(),
            two_byte=bool(self.profile.codec),
            line_spacing=self.profile.line_dots,
            area=self.profile.width_dots,
            tab_stops=self._tab_stops,
        )

    def initialise(self) -> None:
        """ESC @: modes as after power on; the unprinted line is dropped, the paper stays."""
        self.modes = self._initial_modes()
        if not self.untouched:
            self._store = SymbolStore()
            self.untouched = True
        self.leave_page()

    @property
    def store(self) -> SymbolStore:
        """What the host defined; whoever asks may change it, so that it is `untouched` no more."""
        self.untouched = False
        return self._store

    def leave_page(self) -> None:
        """Back to standard mode with an empty print buffer."""
        self.page = None
        self.drop_line()
        self.restyled()

    def drop_line(self) -> None:
        """Clear the line: what was set and not printed."""
        self._line = []
        self.x = 0

    def _restyled_characters(self) -> None:
        """What a run of text needs to know of its style."""
        m = self.modes
        style = m.ascii
        two_fonts_differ = m.two_byte and (
            (style is not m.kanji and style != m.kanji) or m.kanji_spacing or style.small
        )
        self._uniform = not (two_fonts_differ or m.spacing or style.turned or self.own is not None)
        self._cell, self._cell_height = style.cell

    def restyled(self) -> None:
        """To be called after a change of modes: works out what a run of text needs to know."""
        m = self.modes
        shapes = self._store.shapes
        self.own = shapes if m.own_characters or shapes.kanji else None
        self._restyled_characters()
        self._table = single_byte_table(m.page, m.country)
        self._plain_ascii = not m.country
        if self.page is not None:
            self.left, self.limit = 0, self.page.area.across
            return
        margin = min(m.margin, self.profile.width_dots - 24)
        self.left, self.limit = margin, max(24, min(m.area, self.profile.width_dots - margin))

    def restyle(self, *, both: bool = True, **changes: int | bool) -> None:
        """Change the characters' style, of single-byte characters alone or of `both` fonts."""
        m = self.modes
        style = _changed(m.ascii, **changes)
        if both:
            m.kanji = style if m.kanji is m.ascii else _changed(m.kanji, **changes)
        if style is not m.ascii or both:
            m.ascii = style
            self._restyled_characters()

    def embolden(self) -> None:
        """Give both fonts the weight that ESC E and ESC G ask for together."""
        m = self.modes
        bold = m.emphasised or m.double_strike
        style = m.ascii
        if style.bold is not bold or m.kanji.bold is not bold:
            together = style.bold is m.kanji.bold
            m.ascii = _weighing(style, bold)
            m.kanji = m.ascii if m.kanji is style else _weighing(m.kanji, bold)
            if not together:  # else their cells are what they were, and as different
                self._restyled_characters()

    def restyle_kanji(self, **changes: int | bool) -> None:
        """Change the style of two-byte characters alone."""
        self.modes.kanji = _changed(self.modes.kanji, **changes)
        self.restyled()

    # -- text ----------------------------------------------------------------------------------

    def text(self, data: bytes) -> None:
        """Set characters; a full line prints by itself."""
        m = self.modes
        two_byte = m.two_byte
        if self._uniform:
            width = len(data) * self._cell
            if self.x + width <= self.limit:
                if not two_byte:
                    table = self._table
                    text = "".join([table[byte] for byte in data])
                else:
                    text = decode_gbk(data) if self._plain_ascii else None
                if text is not None:
                    self._line.append(Run(self.x, width, self._cell_height, text, m.ascii, two_byte))
                    self.x += width
                    return
        if two_byte:
            for character, wide, code in decode_gbk_loosely(data):
                if not wide and not self._plain_ascii:
                    character = self._table[ord(character)] if character.isascii() else character
                self._character(character, code, wide=wide)
        else:
            table = self._table
            for byte in data:
                self._character(table[byte], byte, wide=False)

    def _character(self, character: str, code: int, *, wide: bool) -> None:
        m = self.modes
        style = m.kanji if wide else m.ascii
        width, height = style.cell_of(wide=wide)
        spacing = (m.kanji_spacing if wide else m.spacing) * style.width
        if self.x + width > self.limit and self.x > 0:
            self.print_line()
        if self.own is not None:
            shape = self.own.find(code, wide=wide, small=style.small, switched_on=m.own_characters)
            if shape is not None:
                self._set_shape(shape, width + spacing, height, style)
                return
        last = self._line[-1] if self._line else None
        if (
            isinstance(last, Run)
            and last.style == style
            and last.two_byte == wide
            and last.spacing == spacing
            and last.x + last.width == self.x
        ):
            last.text += character
            last.width += width + spacing
        else:
            self._line.append(Run(self.x, width + spacing, height, character, style, wide, spacing))
        self.x += width + spacing

    def _set_shape(self, shape: Shape, width: int, height: int, style: CharStyle) -> None:
        self._line.append(Custom(self.x, width, height, shape.columns, shape.rows, shape.bits, style))
        self.x += width

    # -- positions -----------------------------------------------------------------------------

    def move_to(self, x: int) -> None:
        """ESC $ and its like: where the next item stands; outside the line is ignored."""
        if 0 <= x <= self.limit:
            self.x = x

    # -- pictures ------------------------------------------------------------------------------

    def set_inline(self, picture: Picture) -> None:
        """A picture in the line, as ESC * sets it; what does not fit is cut off by the paper's edge."""
        picture.x = self.x
        self._line.append(picture)
        self.x += picture.width

    def print_block(self, item: Picture | Qr) -> None:
        """A picture that is printed at once, aligned, its own height the only feed."""
        if self.page is not None:
            if self._line:
                self.print_line()
            item.x = self.x
            self.page.put([item], item.height)
            self.x = 0
            return
        if self._line:
            self.print_line()
        item.x = self.left + self._shift(item.width)
        self.paper.put(Row(0, item.height, [item], counts=False))
        self.paper.feed(item.height)

    # -- motion --------------------------------------------------------------------------------

    @property
    def line_is_empty(self) -> bool:
        """True when nothing is set that is not printed."""
        return not self._line

    def _shift(self, width: int) -> int:
        align = self.modes.align
        if align == LEFT:
            return 0
        room = max(0, self.limit - width)
        return room // 2 if align == CENTER else room

    def print_line(self, feed: int | None = None) -> None:
        """Print what is set and move on by `feed` dots (default: the line spacing), at least by its height."""
        spacing = self.modes.line_spacing if feed is None else feed
        line, x = self._line, self.x
        self.x = 0
        if self.page is not None:
            self._line = []
            self.page.put(line, spacing)
            return
        if line:
            self._line = []
            shift = self.left + self._shift(x) if self.left or self.modes.align else 0
            first = line[0]
            height, counts = first.height, first.__class__ is not Picture
            if shift:
                for item in line:
                    item.x += shift
            for item in line[1:]:
                if item.height > height:
                    height = item.height
                counts = counts or item.__class__ is not Picture
            self.paper.put(Row(0, height, line, counts))
            if height > spacing:
                spacing = height
        self.paper.feed(spacing)

    def new_line(self, _command: bytes = b"") -> None:
        """LF."""
        if self._line:
            self.print_line()
        else:
            self.line_feed(1)

    def line_feed(self, lines: int) -> None:
        """ESC d n: print, then on by n lines; an empty line stands in the text as one."""
        if self._line:
            self.print_line()
            lines -= 1
        if lines <= 0:
            return
        spacing = self.modes.line_spacing
        self.x = 0
        if self.page is not None:
            self.page.pen += lines * spacing
            return
        paper = self.paper
        while lines and not paper.full:
            paper.put(Row(0, 0, []))
            paper.feed(spacing)
            lines -= 1
        # Beyond what is kept of a sheet no line needs to be counted: a few bytes may ask for kilometres.
        paper.feed(lines * spacing)

    def feed(self, dots: int) -> None:
        """ESC J: print, then on by `dots`."""
        if self._line or self.page is not None:
            self.print_line(dots)
        else:
            self.paper.feed(dots)

    def print_page(self) -> None:
        """The page set in page mode comes out, and stays set."""
        if self.page is not None:
            if self._line:
                self.print_line(0)
            rows, height = self.page.rows()
            paper = self.paper
            for row in rows:
                top = row.y
                paper.y += top
                paper.put(row)
                paper.y -= top
            paper.feed(height)
            self.page.touched = False

    def cut(self, feed: int = 0) -> None:
        """Feed, then cut; the sheet falls."""
        if self._line and self.page is None:
            self.print_line()
        self.paper.feed(feed)
        self._on_cut(self.paper.cut())
