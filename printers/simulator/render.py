"""Sheets as pictures: 1 bit, one pixel a dot, as the print head would burn them."""

from PIL import Image

from printers.simulator.bitmap import from_modules, stretched
from printers.simulator.glyphs import glyph
from printers.simulator.paper import Item, Picture, Qr, Row, Run, Sheet
from printers.simulator.symbols import qr_modules

_INK = 0
_WHITE = 1


def draw(sheet: Sheet) -> Image.Image:
    """The sheet's picture, `sheet.width` x `sheet.height`, mode "1", paper 1 and ink 0."""
    canvas = Image.new("1", (sheet.width, sheet.height), _WHITE)
    for row in sheet.rows:
        for item in _in_order(row):
            _draw_item(canvas, item, row.y + row.height - item.height)
    return canvas


def _in_order(row: Row) -> list[Item]:
    """Upside-down lines are read from the other side: their items change places."""
    items = row.items
    if not items or not all(isinstance(item, Run) and item.style.upside_down for item in items):
        return items
    left, right = min(item.x for item in items), max(item.x + item.width for item in items)
    turned: list[Item] = []
    for item in items:
        if isinstance(item, Run):
            x = left + right - item.x - item.width
            turned.append(
                Run(x, item.width, item.height, item.text[::-1], item.style, item.two_byte, item.spacing)
            )
    return turned


def _draw_item(canvas: Image.Image, item: Item, top: int) -> None:
    if isinstance(item, Run):
        _draw_run(canvas, item, top)
    elif isinstance(item, Picture):
        _paste(canvas, _bitmap(item), item.x, top)
    else:
        _paste(canvas, _qr_bitmap(item), item.x, top)


def _draw_run(canvas: Image.Image, run: Run, top: int) -> None:
    style = run.style
    half = style.cell[0]
    ink = _WHITE if style.inverse else _INK
    if style.inverse:
        canvas.paste(_INK, (run.x, top, run.x + run.width, top + run.height))
    plain = style._replace(underline=0, inverse=False)
    x = run.x
    for character in run.text:
        cells = 2 if run.two_byte and character > "\x7f" else 1
        if character != " ":
            canvas.paste(ink, (x, top), glyph(character, plain, cells))
        x += half * cells + run.spacing
    if style.underline and not style.inverse:
        bottom = top + run.height
        canvas.paste(ink, (run.x, bottom - style.underline, run.x + run.width, bottom))


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
