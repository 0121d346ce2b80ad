"""Sheets as pictures: 1 bit, one pixel a dot, as the print head would burn them."""

from dataclasses import replace

from PIL import Image, ImageChops

from printers.simulator.bitmap import from_modules, stretched
from printers.simulator.glyphs import glyph, run_bitmap
from printers.simulator.paper import Block, CharStyle, Custom, Item, Picture, Qr, Row, Run, Sheet
from printers.simulator.symbols import qr_modules

_INK = 0
_WHITE = 1
#: ESC T's n to the turn that brings lines set left to right there.
_TURNS = {
    1: Image.Transpose.ROTATE_90,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_270,
}


def draw(sheet: Sheet) -> Image.Image:
    """The sheet's picture, `sheet.width` x `sheet.height`, mode "1", paper 1 and ink 0."""
    canvas = Image.new("1", (sheet.width, sheet.height), _WHITE)
    _draw_rows(canvas, sheet.rows)
    return canvas


def _draw_rows(canvas: Image.Image, rows: list[Row]) -> None:
    for row in rows:
        for item in _in_order(row):
            _draw_item(canvas, item, row.y + row.height - item.height)


def _in_order(row: Row) -> list[Item]:
    """Upside-down lines are read from the other side: their items change places."""
    items = row.items
    if not items or not all(isinstance(item, Run | Custom) and item.style.upside_down for item in items):
        return items
    left, right = min(item.x for item in items), max(item.x + item.width for item in items)
    turned: list[Item] = []
    for item in items:
        x = left + right - item.x - item.width
        if isinstance(item, Run):
            turned.append(replace(item, x=x, text=item.text[::-1]))
        elif isinstance(item, Custom):
            turned.append(replace(item, x=x))
    return turned


def _draw_item(canvas: Image.Image, item: Item, top: int) -> None:
    if isinstance(item, Run):
        _draw_run(canvas, item, top)
    elif isinstance(item, Picture):
        _paste(canvas, _bitmap(item), item.x, top)
    elif isinstance(item, Custom):
        _draw_custom(canvas, item, top)
    elif isinstance(item, Block):
        _draw_block(canvas, item, top)
    else:
        _paste(canvas, _qr_bitmap(item), item.x, top)


def _draw_run(canvas: Image.Image, run: Run, top: int) -> None:
    style = run.style
    ink = _background(canvas, run, top)
    plain = style._replace(underline=0, inverse=False) if style.underline or style.inverse else style
    if not style.turned:
        canvas.paste(ink, (run.x, top), run_bitmap(run.text, plain, run.two_byte, run.spacing))
        _underline(canvas, run, top, ink)
        return
    half = style.cell[0]
    x = run.x
    for character in run.text:
        cells = 2 if run.two_byte and character > "\x7f" else 1
        if character != " ":
            canvas.paste(ink, (x, top), glyph(character, plain, cells))
        x += half + run.spacing


def _background(canvas: Image.Image, item: Run | Custom, top: int) -> int:
    """What the characters are drawn with: on an inverse ground, paper."""
    if not item.style.inverse:
        return _INK
    canvas.paste(_INK, (item.x, top, item.x + item.width, top + item.height))
    return _WHITE


def _underline(canvas: Image.Image, item: Run | Custom, top: int, ink: int) -> None:
    style = item.style
    if style.underline and not style.inverse and not style.turned:
        bottom = top + item.height
        canvas.paste(ink, (item.x, bottom - style.underline, item.x + item.width, bottom))


def _draw_custom(canvas: Image.Image, item: Custom, top: int) -> None:
    style = item.style
    ink = _background(canvas, item, top)
    canvas.paste(ink, (item.x, top), _styled(item, style))
    _underline(canvas, item, top, ink)


def _styled(item: Custom, style: CharStyle) -> Image.Image:
    dots = Image.frombytes("1", (item.columns, item.rows), item.bits)
    upright = style._replace(turned=False)
    # A shape smaller than its cell leaves the rest of the cell white.
    wide = item.columns > upright.cell[0] // style.width
    cell = upright.cell_of(wide=wide)
    shape = Image.new("1", (cell[0] // style.width, cell[1] // style.height))
    shape.paste(dots, (0, 0))
    shape = stretched(shape, *cell)
    if style.bold:
        shifted = ImageChops.offset(shape, style.width, 0)
        shifted.paste(0, (0, 0, style.width, cell[1]))
        shape = ImageChops.logical_or(shape, shifted)
    if style.upside_down:
        shape = shape.transpose(Image.Transpose.ROTATE_180)
    return shape.transpose(Image.Transpose.ROTATE_270) if style.turned else shape


def _draw_block(canvas: Image.Image, block: Block, top: int) -> None:
    size = (block.height, block.width) if block.turn & 1 else (block.width, block.height)
    area = Image.new("1", size, _WHITE)
    _draw_rows(area, block.rows)
    if block.turn:
        area = area.transpose(_TURNS[block.turn])
    _paste(canvas, ImageChops.invert(area.convert("L")), block.x, top)


def _bitmap(picture: Picture) -> Image.Image:
    """Ink is 1, ready to be a mask."""
    bitmap = Image.frombytes("1", (picture.columns, picture.rows), picture.bits)
    if picture.scale_x != 1 or picture.scale_y != 1:
        bitmap = stretched(bitmap, picture.width, picture.height)
    return bitmap


def _qr_bitmap(code: Qr) -> Image.Image:
    return stretched(from_modules(qr_modules(code.data, code.level)), code.width, code.width)


def _paste(canvas: Image.Image, mask: Image.Image, x: int, top: int) -> None:
    canvas.paste(_INK, (x, top), mask)
