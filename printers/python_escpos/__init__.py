"""At home with python-escpos: its printers under our driver, and our driver under its programs.

Handles: both directions. Offers: `from_python_escpos`, a transport over any python-escpos printer; `Printer`, a
python-escpos printer that prints through this package. Does not know: what the programs print. python-escpos
(MIT licence) is imported when `Printer` is first used.
"""

from typing import TYPE_CHECKING

from printers.python_escpos.transport import from_python_escpos

if TYPE_CHECKING:
    from printers.python_escpos.printer import Printer as Printer

__all__ = ["Printer", "from_python_escpos"]


def __getattr__(name: str) -> object:
    if name != "Printer":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from printers.python_escpos.printer import Printer

    return Printer
