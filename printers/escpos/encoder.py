"""A ticket document becomes the bytes of one printer model; a pure function of the two.

Handles: styles, Chinese and ASCII in the printer's own font, pictures beside text for what that font lacks,
two-column rows by cells, barcodes. Offers: `opening`, `encode`, `closing`, in the order they are sent. Does not
know: connections, attempts, completion.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from printers.escpos import commands as c
from printers.escpos.barcodes import barcode, barcode_content, barcode_dots
from printers.escpos.pictures import cropped
from printers.escpos.raster import inline_columns, line_image
from printers.escpos.symbols import barcode_picture, modules, qr_picture
from printers.profile import Profile
from printers.ticket.charset import Charset, charset_of, is_double
from printers.ticket.clean import clean
from printers.ticket.layout import Row, column_rows, indented, paragraph_rows, rule
from printers.ticket.model import (
    PLAIN,
    Barcode,
    Buzzer,
    Columns,
    Cut,
    Document,
    Drawer,
    Line,
    Node,
    Picture,
    QrCode,
    Rule,
    Space,
    Style,
)  # fmt: skip
from printers.ticket.text import native, native_of, runs

_KNOWN_STATE = b"".join((
    c.DEFAULT_LINE_SPACING, c.FONT_A, c.CHARACTER_SET_USA, c.SIZES[0][0], c.BOLD_OFF, c.INVERSE_OFF, c.ALIGN["left"],
))  # fmt: skip
_KNOWN_CHINESE_STATE = _KNOWN_STATE + c.CHINESE_ON + c.CHINESE_PLAIN


def opening(profile: Profile, *, torn: bool) -> bytes:
    """What an attempt starts with: the printer's own state, and status reports on again, since ESC @ ends them.

    After an attempt that was cut off (`torn`) NULs first fill up a picture that may be unfinished, then what
    stands on the paper is fed out and cut off, so that nothing continues on it.
    """
    asb = c.ASB_ALL if profile.asb else b""
    if not torn:
        return c.INITIALISE + asb
    return b"".join((c.NUL * c.MAX_PICTURE, c.INITIALISE, closing(profile), c.INITIALISE, asb))


def closing(profile: Profile) -> bytes:
    """Feed the last line past the blade and cut; a printer without a cutter feeds to its tear bar."""
    return c.feed_lines(profile.feed_before_cut) + (c.CUT if profile.cutter else b"")


def encode(document: Document, profile: Profile) -> bytes:
    """The body of a ticket. Starts from any state of the printer, at a line start, and ends at one.

    Cuts, opens and sounds only what the document's own nodes say.
    """
    piece, begin, settle = _pieces(profile)
    out = [begin]
    state = _START
    for node in document.nodes:
        data, state = piece(node, state)
        out.append(data)
    out.append(settle(state))
    return b"".join(out)


class _State:
    """What the printer is set to between two nodes. One object for each state, so that looking one up costs nothing."""

    __slots__ = ("align", "page", "style")

    def __init__(self, style: Style, align: str, page: int) -> None:
        self.style = style
        self.align = align
        self.page = page  # ESC t, -1 when unknown


_state = lru_cache(maxsize=1024)(_State)
_START = _state(PLAIN, "left", -1)


class _Pieces(NamedTuple):
    """What a model's tickets are put together from: a node's bytes and the state after it, from the state before;
    the known state that a ticket begins with; what leads back to plain text from where it ended.
    """

    piece: Callable[[Node, _State], tuple[bytes, _State]]
    begin: bytes
    settle: Callable[[_State], bytes]


@cache
def _pieces(profile: Profile) -> _Pieces:
    """For one model. What a shop sells and says comes again with every ticket, so nodes are remembered."""

    fonts = _Fonts(profile)

    # typed: nodes are tuples, and two of different kinds may be equal
    @lru_cache(maxsize=4096, typed=True)
    def piece(node: Node, state: _State) -> tuple[bytes, _State]:
        if isinstance(node, Line):
            whole = _whole_line(fonts, node, state)
            if whole is not None:
                return whole
        body = _Body(fonts, state)
        _HANDLERS[type(node)](body, node)
        return b"".join(body.out), _state(body.style, body.align, body.page)

    @lru_cache(maxsize=1024)
    def settle(state: _State) -> bytes:
        return _settling(state, fonts.double)

    return _Pieces(piece, _KNOWN_CHINESE_STATE if profile.codec else _KNOWN_STATE, settle)


def _whole_line(fonts: "_Fonts", node: Line, state: _State) -> tuple[bytes, _State] | None:
    """A line that stands in the printer's own font and needs nothing but its style; None for any other.

    Most lines of a ticket are such, and those with a name or a number in them come only once.
    """
    text, style, align, indent = node
    width, _, _, inverse, strike, _ = style
    data = None if indent or inverse or strike else fonts.direct(text)
    if data is None or len(data) * width > fonts.columns:
        return None
    if style is state.style and align == state.align:
        return data + b"\n", state
    if _sized(style) is not style:
        return None
    switch = _switch(state.style, style, fonts.double)
    place = b"" if align == state.align else c.ALIGN[align]
    return b"".join((switch, place, data, b"\n")), _state(style, align, state.page)


def _direct_gbk(text: str) -> bytes | None:
    """`text` in GBK when it needs no cleaning; None when it does or when a part must be drawn."""
    try:
        return text.encode("gbk") if text.isprintable() else None
    except UnicodeEncodeError:
        return None


class _Fonts:
    """What of a profile each node asks for. `direct` is as `native`, but may know less."""

    __slots__ = ("charset", "columns", "direct", "double", "native", "profile")

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.columns = profile.columns
        self.charset: Charset = "" if profile.raster == "always" else charset_of(profile)
        self.double = is_double(self.charset)
        self.native = native_of(self.charset) if profile.raster == "auto" else _nothing
        # what comes once is not worth remembering
        self.direct = _direct_gbk if self.charset == "gbk" and profile.raster == "auto" else _nothing


class _Body:
    """Bytes so far and the state the printer is in after them."""

    __slots__ = ("align", "columns", "fonts", "out", "page", "style")

    def __init__(self, fonts: _Fonts, state: _State) -> None:
        self.fonts = fonts
        self.columns = fonts.columns
        self.out: list[bytes] = []
        self.style = state.style
        self.align = state.align
        self.page = state.page

    # -- state ---------------------------------------------------------------------------------

    def set_style(self, style: Style) -> None:
        """Switch size, bold, inverse and underline to what `style` says, where they differ from now."""
        self.out.append(_switch(self.style, style, self.fonts.double))
        self.style = style

    def set_align(self, align: str) -> None:
        """ESC a, at a line start only."""
        if align != self.align:
            self.align = align
            self.out.append(c.ALIGN[align])

    # -- text ----------------------------------------------------------------------------------

    def line(self, node: Line) -> None:
        text, style, align, indent = node
        if style is not self.style and (sized := _sized(style)) is not style:
            node, style = node._replace(style=sized), sized
        data = self.fonts.native(text)
        if data is not None and indent:
            data = b" " * indented(indent, style, self.columns) + data
        if data is None or style.inverse or style.strike or len(data) * style.width > self.columns:
            self.rows(paragraph_rows(node, self.columns, self.fonts.charset))
            return
        if style is not self.style:
            self.set_style(style)
        if align != self.align:
            self.set_align(align)
        self.out.append(data + b"\n")

    def two_columns(self, node: Columns) -> None:
        left_text, right_text, style, right_style, indent = node
        if style is not self.style and (sized := _sized(style)) is not style:
            node, style = node._replace(style=sized), sized
        left, right = self.fonts.native(left_text), self.fonts.native(right_text)
        if left is not None and right is not None and right_style is None and not indent:
            gap = self.columns // style.width - len(left) - len(right)
            if gap > 0 and not style.inverse and not style.strike:
                if style is not self.style:
                    self.set_style(style)
                if self.align != "left":
                    self.set_align("left")
                self.out.append(left + b" " * gap + right + b"\n" if right else left + b"\n")
                return
        if right_style is not None and _sized(right_style) is not right_style:
            node = node._replace(right_style=_sized(right_style))
        self.rows(column_rows(node, self.columns, self.fonts.charset))

    def rows(self, rows: list[Row]) -> None:
        for row in rows:
            self.set_align(row.align)
            if self.drawn(row):
                width = self.fonts.profile.width_dots
                self.out.append(c.raster_picture(*line_image(row.pieces, width, charset=self.fonts.charset)))
                continue
            for text, style in row.pieces:
                self.piece(text, style)
            self.out.append(c.LF)

    def drawn(self, row: Row) -> bool:
        """Whether the row must be one picture: a picture in the line is 24 dots high, and so must be its text.

        Without any page to switch to, what is not ASCII is most likely Chinese, and looks better all drawn.
        """
        if row.drawn or self.fonts.profile.raster == "always":
            return True
        if self.fonts.double:
            return False
        tall = not self.fonts.charset or any(style.height > 1 or style.width > 1 for _, style in row.pieces)
        return any(style.strike for _, style in row.pieces) or (
            tall and any(run.data is None for text, _ in row.pieces for run in runs(text, self.fonts.charset))
        )

    def piece(self, text: str, style: Style) -> None:
        """Text in one style: the printer's own font, and pictures in the line for what it lacks."""
        if style is not self.style:
            self.set_style(style)
        for run in runs(text, self.fonts.charset, style.width if self.fonts.double else 1, self.page):
            if run.data is None:
                self.out.append(c.column_picture(inline_columns(run.text, run.cells, style)))
                continue
            if run.page not in {-1, self.page}:
                self.page = run.page
                self.out.append(c.code_page(run.page))
            self.out.append(run.data)

    def rule(self, node: Rule) -> None:
        if self.fonts.profile.raster == "always":
            self.rows([Row(((rule(node.char, self.columns, ""), PLAIN),))])
            return
        self.set_style(PLAIN)
        if self.align != "left":
            self.set_align("left")
        self.out.append(_rule(node.char, self.columns, self.fonts.charset))

    # -- the rest ------------------------------------------------------------------------------

    def space(self, node: Space) -> None:
        self.out.append(c.feed_dots(min(node.dots, c.MAX_FEED)))

    def barcode(self, node: Barcode) -> None:
        content, kind, width = barcode_content(node.data, node.kind), node.kind, self.fonts.profile.width_dots
        if content is None:
            return  # an order number the symbol cannot hold; it stands on the ticket in text
        module = min(max(node.module, 2), 6)
        while module > 2 and barcode_dots(content, kind, module) > width:
            module -= 1
        if kind in self.fonts.profile.barcodes and barcode_dots(content, kind, module) <= width:
            self.set_align("center")
            self.out.append(barcode(content, node.height, kind, module))
            return
        module = min(module, width // max(len(modules(content, kind)), 1))
        if module and modules(content, kind):
            self.set_align("center")
            self.out.append(c.raster_picture(*barcode_picture(content, node.height, kind, module)))

    def qr_code(self, node: QrCode) -> None:
        text = node.data
        if not (text.isascii() and text.isprintable()):
            text = clean(text, "")
        data = text.encode("utf-8", "replace")[:1000]
        if not data:
            return
        level = node.level if node.level in c.QR_LEVELS else "M"
        self.set_align("center")
        if self.fonts.profile.qr:
            self.out.append(c.qr_code(data, node.module, level))
        else:
            self.out.append(
                c.raster_picture(*qr_picture(data, node.module, self.fonts.profile.width_dots, level))
            )

    def picture(self, node: Picture) -> None:
        rows, width = cropped(node.rows, node.width, self.fonts.profile.width_dots)
        if rows:
            self.set_align(node.align)
            self.out.append(c.raster_picture(rows, width))

    def cut(self, node: Cut) -> None:
        feed = self.fonts.profile.feed_before_cut if node.feed is None else min(max(node.feed, 0), 255)
        self.out.append(c.feed_lines(feed) if feed else b"")
        if self.fonts.profile.cutter:
            self.out.append(c.CUT if node.partial else c.FULL_CUT)

    def drawer(self, node: Drawer) -> None:
        self.out.append(c.drawer(node.pin, node.on_ms, node.off_ms))

    def buzzer(self, node: Buzzer) -> None:
        if self.fonts.profile.buzzer:
            self.out.append(c.buzzer(node.times, node.ms, self.fonts.profile.buzzer_command))


_HANDLERS: dict[type[Node], Callable[[_Body, Any], None]] = {
    Line: _Body.line,
    Columns: _Body.two_columns,
    Rule: _Body.rule,
    Space: _Body.space,
    Barcode: _Body.barcode,
    QrCode: _Body.qr_code,
    Picture: _Body.picture,
    Cut: _Body.cut,
    Drawer: _Body.drawer,
    Buzzer: _Body.buzzer,
}


@lru_cache(maxsize=1024)
def _switch(now: Style, style: Style, double: bool) -> bytes:
    out: list[bytes] = []
    size = c.SIZES[style.height - 1][style.width - 1]
    if size is not c.SIZES[now.height - 1][now.width - 1]:
        out.append(size)
    if style.bold is not now.bold:
        out.append(c.BOLD_ON if style.bold else c.BOLD_OFF)
    if style.inverse is not now.inverse:
        out.append(c.INVERSE_ON if style.inverse else c.INVERSE_OFF)
    if style.underline is not now.underline:
        out.append(c.UNDERLINE_ON if style.underline else c.UNDERLINE_OFF)
        if double:
            out.append(c.CHINESE_UNDERLINE_ON if style.underline else c.CHINESE_UNDERLINE_OFF)
    return b"".join(out)


def _settling(state: _State, double: bool) -> bytes:
    """Back to plain text on the left, so that what others send next finds no surprise."""
    align = b"" if state.align == "left" else c.ALIGN["left"]
    return _switch(state.style, PLAIN, double) + align


def _nothing(text: str) -> bytes | None:
    """What a printer whose text is all drawn has in its own font."""
    del text


def _sized(style: Style) -> Style:
    """The style with its factors in 1..8; itself when they are."""
    if 1 <= style.width <= 8 and 1 <= style.height <= 8:
        return style
    return style._replace(width=min(max(style.width, 1), 8), height=min(max(style.height, 1), 8))


@lru_cache(maxsize=32)
def _rule(char: str, columns: int, charset: Charset) -> bytes:
    data = native(rule(char, columns, charset), charset)
    return (data if data is not None else b"-" * columns) + c.LF
