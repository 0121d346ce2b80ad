"""A ticket document becomes the bytes of one printer model; a pure function of the two.

Handles: styles, Chinese and ASCII in the printer's own font, pictures beside text for what that font lacks,
two-column rows by cells, barcodes. Offers: `opening`, `encode`, `closing`, in the order they are sent. Does not
know: connections, attempts, completion.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from printers.escpos import commands as c
from printers.escpos.raster import inline_columns, line_image
from printers.escpos.symbols import barcode_picture, qr_picture
from printers.profile import Profile
from printers.ticket.layout import Row, column_rows, indented, paragraph_rows, rule
from printers.ticket.model import PLAIN, Barcode, Columns, Document, Line, Node, QrCode, Rule, Space, Style
from printers.ticket.text import Codec, ascii_only, clean, gbk, native, runs

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
    """The body of a ticket. Starts from any state of the printer, at a line start, and ends at one; cuts nothing."""
    out = [_KNOWN_CHINESE_STATE if profile.codec else _KNOWN_STATE]
    piece = _pieces(profile)
    style, align = PLAIN, "left"
    for node in document.nodes:
        data, style, align = piece(node, style, align)
        out.append(data)
    body = _Body(profile, style, align)
    body.settle()
    return b"".join((*out, *body.out))


@cache
def _pieces(profile: Profile) -> Callable[[Node, Style, str], tuple[bytes, Style, str]]:
    """A node's bytes and the state after them, from the state before. What a shop sells and says comes again with
    every ticket, so they are remembered.
    """

    # typed: nodes are tuples, and two of different kinds may be equal
    @lru_cache(maxsize=4096, typed=True)
    def piece(node: Node, style: Style, align: str) -> tuple[bytes, Style, str]:
        body = _Body(profile, style, align)
        _HANDLERS[type(node)](body, node)
        return b"".join(body.out), body.style, body.align

    return piece


class _Body:
    """Bytes so far and the state the printer is in after them."""

    __slots__ = ("align", "bold", "codec", "columns", "inverse", "native", "out", "profile", "size", "style")

    def __init__(self, profile: Profile, style: Style, align: str) -> None:
        self.profile = profile
        self.codec: Codec = "gbk" if profile.codec else ""
        self.columns = profile.columns
        self.native = gbk if profile.codec else ascii_only
        self.out: list[bytes] = []
        self.style = style
        self.size = c.SIZES[style.height - 1][style.width - 1]
        self.bold, self.inverse = style.bold, style.inverse
        self.align = align

    # -- state ---------------------------------------------------------------------------------

    def set_style(self, style: Style) -> None:
        """Switch size, bold and inverse to what `style` says, where they differ from now."""
        size = c.SIZES[style.height - 1][style.width - 1]
        if size is not self.size:
            self.size = size
            self.out.append(size)
        if style.bold is not self.bold:
            self.bold = style.bold
            self.out.append(c.BOLD_ON if style.bold else c.BOLD_OFF)
        if style.inverse is not self.inverse:
            self.inverse = style.inverse
            self.out.append(c.INVERSE_ON if style.inverse else c.INVERSE_OFF)
        self.style = style

    def set_align(self, align: str) -> None:
        """ESC a, at a line start only."""
        self.align = align
        self.out.append(c.ALIGN[align])

    def settle(self) -> None:
        """Back to plain text on the left, so that what others send next finds no surprise."""
        if self.style is not PLAIN:
            self.set_style(PLAIN)
        if self.align != "left":
            self.set_align("left")

    # -- text ----------------------------------------------------------------------------------

    def line(self, node: Line) -> None:
        text, style, align, indent = node
        data = self.native(text)
        if data is not None and indent:
            data = b" " * indented(indent, style, self.columns) + data
        if data is None or style.inverse or style.strike or len(data) * style.width > self.columns:
            self.rows(paragraph_rows(node, self.columns, self.codec))
            return
        if style is not self.style:
            self.set_style(style)
        if align != self.align:
            self.set_align(align)
        self.out.append(data + b"\n")

    def two_columns(self, node: Columns) -> None:
        left_text, right_text, style, right_style, indent = node
        left, right = self.native(left_text), self.native(right_text)
        if left is not None and right is not None and right_style is None and not indent:
            gap = self.columns // style.width - len(left) - len(right)
            if gap > 0 and not style.inverse and not style.strike:
                if style is not self.style:
                    self.set_style(style)
                if self.align != "left":
                    self.set_align("left")
                self.out.append(left + b" " * gap + right + b"\n" if right else left + b"\n")
                return
        self.rows(column_rows(node, self.columns, self.codec))

    def rows(self, rows: list[Row]) -> None:
        for row in rows:
            if row.align != self.align:
                self.set_align(row.align)
            if self.codec or all(native(t, "") is not None and not s.strike for t, s in row.pieces):
                for text, style in row.pieces:
                    self.piece(text, style)
                self.out.append(c.LF)
            else:
                self.out.append(c.raster_picture(*line_image(row.pieces, self.profile.width_dots)))

    def piece(self, text: str, style: Style) -> None:
        """Text in one style: the printer's own font, and pictures in the line for what it lacks."""
        if style is not self.style:
            self.set_style(style)
        for run in runs(text, self.codec, style.width if self.codec else 1):
            if run.data is None:
                self.out.append(c.column_picture(inline_columns(run.text, run.cells, style)))
            else:
                self.out.append(run.data)

    def rule(self, node: Rule) -> None:
        self.set_style(PLAIN)
        if self.align != "left":
            self.set_align("left")
        self.out.append(_rule(node.char, self.columns, self.codec))

    # -- the rest ------------------------------------------------------------------------------

    def space(self, node: Space) -> None:
        self.out.append(c.feed_dots(node.dots))

    def barcode(self, node: Barcode) -> None:
        if not c.is_barcode(node.data):
            return  # an order number the symbol cannot hold; it stands on the ticket in text
        if self.align != "center":
            self.set_align("center")
        if c.barcode_dots(node.data) <= self.profile.width_dots:
            self.out.append(c.barcode(node.data, node.height))
        else:
            self.out.append(c.raster_picture(*barcode_picture(node.data, node.height)))

    def qr_code(self, node: QrCode) -> None:
        data = clean(node.data, "").encode("utf-8", "replace")[:1000]
        if not data:
            return
        if self.align != "center":
            self.set_align("center")
        if self.profile.qr:
            self.out.append(c.qr_code(data, node.module))
        else:
            self.out.append(c.raster_picture(*qr_picture(data, node.module, self.profile.width_dots)))


_HANDLERS: dict[type[Node], Callable[[_Body, Any], None]] = {
    Line: _Body.line,
    Columns: _Body.two_columns,
    Rule: _Body.rule,
    Space: _Body.space,
    Barcode: _Body.barcode,
    QrCode: _Body.qr_code,
}


@lru_cache(maxsize=32)
def _rule(char: str, columns: int, codec: Codec) -> bytes:
    data = native(rule(char, columns, codec), codec)
    return (data if data is not None else b"-" * columns) + c.LF
