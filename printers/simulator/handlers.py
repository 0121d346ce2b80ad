"""What each printing command does to the press: modes, positions, motion, text.

A handler gets the press and the whole command. Parameters out of range are ignored, as printers do.
Source: Epson's ESC/POS command reference.
"""

from collections.abc import Callable, Mapping

from printers.simulator.modes import DOTS_PER_INCH
from printers.simulator.press import Press, across, down

Handler = Callable[[Press, bytes], None]


def _u16(command: bytes, at: int) -> int:
    return command[at] | command[at + 1] << 8


def _s16(command: bytes, at: int) -> int:
    value = _u16(command, at)
    return value - 0x10000 if value & 0x8000 else value


def _chosen(command: bytes, choices: Mapping[int, int]) -> int | None:
    """The choice by value or by ASCII digit: many parameters allow 1 and "1"."""
    value = command[2]
    return choices.get(value - 48 if value >= 48 else value)


def _print_mode(press: Press, command: bytes) -> None:
    n = command[2]
    press.restyle(
        both=False,
        small=bool(n & 1),
        height=2 if n & 16 else 1,
        width=2 if n & 32 else 1,
        underline=1 if n & 128 else 0,
    )
    press.modes.emphasised = bool(n & 8)
    press.embolden()


def _emphasised(press: Press, command: bytes) -> None:
    press.modes.emphasised = bool(command[2] & 1)
    press.embolden()


def _double_strike(press: Press, command: bytes) -> None:
    press.modes.double_strike = bool(command[2] & 1)
    press.embolden()


def _kanji_mode(press: Press, command: bytes) -> None:
    n = command[2]
    press.restyle_kanji(width=2 if n & 4 else 1, height=2 if n & 8 else 1, underline=1 if n & 128 else 0)


def _size(press: Press, command: bytes) -> None:
    width, height = (command[2] >> 4) + 1, (command[2] & 15) + 1
    if width <= 8 and height <= 8:
        press.restyle(width=width, height=height)


def _font(press: Press, command: bytes) -> None:
    font = _chosen(command, {0: 0, 1: 1})
    if font is not None:
        press.restyle(both=False, small=bool(font))


def _underline(press: Press, command: bytes) -> None:
    dots = _chosen(command, {0: 0, 1: 1, 2: 2})
    if dots is not None:
        press.restyle(both=False, underline=dots)


def _kanji_underline(press: Press, command: bytes) -> None:
    dots = _chosen(command, {0: 0, 1: 1, 2: 2})
    if dots is not None:
        press.restyle_kanji(underline=dots)


def _kanji_quadruple(press: Press, command: bytes) -> None:
    factor = 2 if command[2] & 1 else 1
    press.restyle_kanji(width=factor, height=factor)


def _align(press: Press, command: bytes) -> None:
    align = _chosen(command, {0: 0, 1: 1, 2: 2})
    if align is not None and press.line_is_empty:
        press.modes.align = align


def _upside_down(press: Press, command: bytes) -> None:
    if press.line_is_empty and press.page is None:
        press.restyle(upside_down=bool(command[2] & 1))


def _turned(press: Press, command: bytes) -> None:
    """ESC V: 90 degrees clockwise; has no effect in page mode."""
    turned = _chosen(command, {0: 0, 1: 1, 2: 1})
    if turned is not None and press.page is None:
        press.restyle(turned=bool(turned))


def _two_byte_on(press: Press, _command: bytes) -> None:
    press.modes.two_byte = bool(press.profile.codec)
    press.restyled()


def _two_byte_off(press: Press, _command: bytes) -> None:
    press.modes.two_byte = False
    press.restyled()


def _code_page(press: Press, command: bytes) -> None:
    press.modes.page = command[2]
    press.restyled()


def _country(press: Press, command: bytes) -> None:
    press.modes.country = command[2]
    press.restyled()


def _character_spacing(press: Press, command: bytes) -> None:
    press.modes.spacing = across(press, command[2])
    press.restyled()


def _kanji_spacing(press: Press, command: bytes) -> None:
    press.modes.kanji_spacing = across(press, command[2]) + across(press, command[3])
    press.restyled()


def _left_margin(press: Press, command: bytes) -> None:
    if press.line_is_empty:
        press.modes.margin = across(press, _u16(command, 2))
        press.restyled()


def _area_width(press: Press, command: bytes) -> None:
    if press.line_is_empty:
        press.modes.area = across(press, _u16(command, 2))
        press.restyled()


def _line_spacing(press: Press, command: bytes) -> None:
    press.modes.line_spacing = down(press, command[2])


def _default_line_spacing(press: Press, _command: bytes) -> None:
    press.modes.line_spacing = press.profile.line_dots


def _tab(press: Press, _command: bytes) -> None:
    """On to the next stop; without one nothing happens."""
    stop = next((stop for stop in press.modes.tab_stops if stop > press.x), None)
    if stop is not None:
        press.move_to(stop)


def _tab_stops(press: Press, command: bytes) -> None:
    """Columns of the width characters have now; a later change of it leaves the stops where they are."""
    m = press.modes
    column = m.ascii.cell[0] + m.spacing * m.ascii.width
    press.modes.tab_stops = tuple(stop * column for stop in command[2:] if stop)


def _motion_units(press: Press, command: bytes) -> None:
    press.modes.unit_x = command[2] or DOTS_PER_INCH
    press.modes.unit_y = command[3] or DOTS_PER_INCH


def _signed(press: Press, units: int) -> int:
    return across(press, units) if units >= 0 else -across(press, -units)


def _absolute(press: Press, command: bytes) -> None:
    press.move_to(across(press, _u16(command, 2)))


def _relative(press: Press, command: bytes) -> None:
    press.move_to(press.x + _signed(press, _s16(command, 2)))


def _feed_lines(press: Press, command: bytes) -> None:
    press.line_feed(command[2])


def _feed_dots(press: Press, command: bytes) -> None:
    press.feed(down(press, command[2]))


def _reverse(press: Press, dots: int) -> None:
    """Print, then back; there is no way back on a page that is being set."""
    if press.page is None:
        press.feed(0)
        press.paper.feed(-dots)


def _reverse_lines(press: Press, command: bytes) -> None:
    _reverse(press, command[2] * press.modes.line_spacing)


def _reverse_dots(press: Press, command: bytes) -> None:
    _reverse(press, down(press, command[2]))


def _line_start(press: Press, command: bytes) -> None:
    """GS T: to the start of the line; what is set is dropped (0) or printed (1)."""
    printed = _chosen(command, {0: 0, 1: 1})
    if press.page is None and printed is not None:
        if printed and not press.line_is_empty:
            press.print_line(0)
        press.drop_line()


def _cut(press: Press, command: bytes) -> None:
    press.cut(down(press, command[3]) if len(command) > 3 else 0)


def _cut_at_once(press: Press, _command: bytes) -> None:
    press.cut()


TEXT_HANDLERS: Mapping[str, Handler] = {
    "text": Press.text,
    "LF": Press.new_line,
    "HT": _tab,
    "ESC @": lambda press, _: press.initialise(),
    "ESC !": _print_mode,
    "ESC $": _absolute,
    "ESC \\": _relative,
    "ESC -": _underline,
    "ESC 2": _default_line_spacing,
    "ESC 3": _line_spacing,
    "ESC D": _tab_stops,
    "ESC E": _emphasised,
    "ESC G": _double_strike,
    "ESC J": _feed_dots,
    "ESC K": _reverse_dots,
    "ESC j": _reverse_dots,
    "ESC M": _font,
    "ESC R": _country,
    "ESC V": _turned,
    "ESC SP": _character_spacing,
    "ESC a": _align,
    "ESC d": _feed_lines,
    "ESC e": _reverse_lines,
    "ESC i": _cut_at_once,
    "ESC m": _cut_at_once,
    "ESC t": _code_page,
    "ESC {": _upside_down,
    "FS !": _kanji_mode,
    "FS &": _two_byte_on,
    "FS .": _two_byte_off,
    "FS -": _kanji_underline,
    "FS S": _kanji_spacing,
    "FS W": _kanji_quadruple,
    "GS !": _size,
    "GS B": lambda press, command: press.restyle(inverse=bool(command[2] & 1)),
    "GS P": _motion_units,
    "GS T": _line_start,
    "GS L": _left_margin,
    "GS V": _cut,
    "GS W": _area_width,
}
