"""The commands of page mode: ESC L, ESC S, ESC W, ESC T, GS $, GS \\, FF, ESC FF, CAN.

Handles: entering and leaving it, and areas, directions and positions while in it. Offers:
`PAGE_HANDLERS`. Does not know: how a page is kept (`page`). Source: Epson's command reference.
"""

from collections.abc import Callable, Mapping

from printers.simulator.page import Page
from printers.simulator.press import Press, down, to_dots


def _u16(command: bytes, at: int) -> int:
    return command[at] | command[at + 1] << 8


def _page_mode(press: Press, _command: bytes) -> None:
    """Only at the start of a line."""
    if press.page is None and press.line_is_empty:
        press.page = Page(press.profile.width_dots)
        press.x = 0
        press.restyled()


def _standard_mode(press: Press, _command: bytes) -> None:
    """What was set and not printed is gone."""
    if press.page is not None:
        press.leave_page()


def _form_feed(press: Press, _command: bytes) -> None:
    """In page mode: print and go back to standard mode. Otherwise it is a line feed."""
    if press.page is None:
        press.new_line()
    else:
        press.print_page()
        press.leave_page()


def _print_page(press: Press, _command: bytes) -> None:
    """The page stays as it was set and can be printed again."""
    press.print_page()


def _cancel(press: Press, _command: bytes) -> None:
    if press.page is not None:
        press.drop_line()
        press.page.clear_area()


def _area(press: Press, command: bytes) -> None:
    page = press.page
    if page is not None:
        _finish_line(press)
        # The area is measured on the paper, whichever way its lines run.
        unit_x, unit_y = press.modes.unit_x, press.modes.unit_y
        x, y = to_dots(_u16(command, 2), unit_x), to_dots(_u16(command, 4), unit_y)
        page.set_area(x, y, to_dots(_u16(command, 6), unit_x), to_dots(_u16(command, 8), unit_y))
        press.restyled()


def _direction(press: Press, command: bytes) -> None:
    turn = command[2] - 48 if command[2] >= 48 else command[2]
    if press.page is not None and turn <= 3:
        _finish_line(press)
        press.page.turn(turn)
        press.restyled()


def _finish_line(press: Press) -> None:
    """What is set stays where it was set; the next item begins a line of its own."""
    if not press.line_is_empty:
        press.print_line(0)
    press.x = 0


def _y(press: Press, command: bytes) -> None:
    if press.page is not None:
        _go_down(press, down(press, _u16(command, 2)))


def _y_relative(press: Press, command: bytes) -> None:
    page = press.page
    if page is not None:
        units = _u16(command, 2)
        dots = -down(press, 0x10000 - units) if units & 0x8000 else down(press, units)
        _go_down(press, page.pen + dots)


def _go_down(press: Press, y: int) -> None:
    """The pen's height changes, its place in the line does not."""
    page, x = press.page, press.x
    if page is None:
        return
    if not press.line_is_empty:
        press.print_line(0)
    page.move_to(y)
    press.x = x


PAGE_HANDLERS: Mapping[str, Callable[[Press, bytes], None]] = {
    "FF": _form_feed,
    "CAN": _cancel,
    "ESC FF": _print_page,
    "ESC L": _page_mode,
    "ESC S": _standard_mode,
    "ESC T": _direction,
    "ESC W": _area,
    "GS $": _y,
    "GS \\": _y_relative,
}
