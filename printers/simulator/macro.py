"""The macro: GS : begins and ends its definition, GS ^ carries it out again and again.

Handles: recording what comes between two GS :, within a printer's memory. Offers: `Macro`. Does not
know: paper. What speaks to the host (status, drawer) is not repeated, and the waits of GS ^ take no
time. Source: Epson's command reference.
"""

from collections.abc import Iterable

from printers.simulator.parser import Token

MACRO_COMMANDS = frozenset({"GS :", "GS ^"})
#: Bytes a macro may have.
_LARGEST = 2048
#: Commands that one GS ^ carries out at most: 255 times the largest macro would print for days.
_MOST_REPEATED = 10_000


class Macro:
    """One macro, empty at first. `defining` is True between the two GS :."""

    def __init__(self) -> None:
        self.defining = False
        self._tokens: list[Token] = []
        self._size = 0

    def take(self, token: Token) -> Iterable[Token]:
        """See a command before it is carried out; returns what a GS ^ has to carry out."""
        name, data, _ = token
        if name == "GS :":
            if not self.defining:
                self._forget()
            self.defining = not self.defining
        elif name == "GS ^":
            if self.defining:
                # Epson: a definition that contains its own call is dropped.
                self.defining = False
                self._forget()
            return self._repeated(data[2])
        else:
            self._size += len(data)
            if self._size > _LARGEST:
                self._forget()
                self.defining = False
            else:
                self._tokens.append(token)
        return ()

    def _forget(self) -> None:
        self._tokens = []
        self._size = 0

    def _repeated(self, times: int) -> list[Token]:
        return (self._tokens * min(times, _MOST_REPEATED))[:_MOST_REPEATED]
