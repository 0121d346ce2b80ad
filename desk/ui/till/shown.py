"""What the till shows of one order, apart from how it looks; and what it asks of the desk."""

from typing import Literal, NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal

#: choose how it is paid · asking for a code · a code that waits for its payer · refund: how much and why · giving: the
#: request is on its way · trouble: `problem` says what went wrong
Step = Literal["", "choose", "asking", "code", "refund", "giving", "trouble"]


class Code(NamedTuple):
    """A code to be scanned: rows of 0 and 1, what it asks for in minor units, and until when, in seconds since 1970."""

    rows: tuple[str, ...]
    amount: int
    until: float


class TillBackend(Protocol):
    """The desk behind the till. Every call returns at once; results come as new values of TillShown."""

    def take(self, order_id: str, method: str) -> None:
        """The clerk took all that is due, in that way (a PaymentMethod value)."""
        ...

    def collect(self, order_id: str) -> None:
        """Ask for a code of WeChat Pay for all that is due."""
        ...

    def uncollect(self, order_id: str) -> None:
        """Nobody is to pay by that code any more."""
        ...

    def refund(self, order_id: str, reason: str) -> None:
        """Give back by WeChat Pay what came by it."""
        ...


class TillShown(QObject):
    """Values of the till on screen.

    Signals:
        changed(): another step, order, code or problem.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.order_id = ""
        self.step: Step = ""
        self.code: Code | None = None
        self.problem = ""

    def show(self, order_id: str, step: Step, *, code: Code | None = None, problem: str = "") -> None:
        """From now on that."""
        self.order_id, self.step, self.code, self.problem = order_id, step, code, problem
        self.changed.emit()

    def answer(self, order_id: str, step: Step, *, code: Code | None = None, problem: str = "") -> None:
        """What came of a request; one for an order that is not shown any more is dropped."""
        if order_id == self.order_id and self.step:
            self.show(order_id, step, code=code, problem=problem)

    def close(self) -> None:
        """Nothing of it."""
        if self.step:
            self.show("", "")
