"""What the page of sales shows, apart from how it looks; and what it asks of the desk."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal

from desk.domain.returning import Returning, Segment
from desk.domain.sales_report import SalesReport, SalesSpan
from desk.domain.statistics import CustomerRow


class SalesBackend(Protocol):
    """The desk behind the page. Every call returns at once; results come as new values of SalesShown."""

    def refresh(self) -> None:
        """Read what is shown anew."""
        ...

    def returning(self) -> None:
        """Read who comes back anew."""
        ...

    def members(self, segment: Segment) -> None:
        """List the customers of a segment."""
        ...

    def buyers(self, product: str) -> None:
        """List who bought a product."""
        ...

    def export_people(self, path: str) -> None:
        """Write the list that is shown to a CSV file."""
        ...

    def print_people(self) -> None:
        """Print the list that is shown."""
        ...

    def export(self, kind: str, path: str) -> None:
        """Write what is shown to a file; `kind` is csv, xlsx, png or pdf."""
        ...


class PeopleList(NamedTuple):
    """Customers under a title, with a word on who they are."""

    title: str
    hint: str
    rows: Sequence[CustomerRow]


class SalesShown(QObject):
    """Values of the page on screen. They outlive a change of theme, zoom or language.

    Signals:
        report_changed(), returning_changed(): a new value. people_listed(): `people` was asked for and is here.
    """

    report_changed = Signal()
    returning_changed = Signal()
    people_listed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.span = SalesSpan.DAY
        self.back = 0
        self.report: SalesReport | None = None
        #: Whether who comes back is shown instead of the sales.
        self.returns = False
        self.returning: Returning | None = None
        self.people: PeopleList | None = None
        #: Of what kind the source of that name is.
        self.kinds: Mapping[str, str] = {}
        #: How many pages show it now; what nobody looks at is not read anew.
        self.watched = 0

    def ask(self, span: SalesSpan, back: int) -> None:
        """What is to be shown from now on; what was is not shown under another name."""
        self.span, self.back, self.returns = span, back, False

    def set_returning(self, returning: Returning) -> None:
        """Who comes back."""
        if returning != self.returning:
            self.returning = returning
            self.returning_changed.emit()

    def set_people(self, people: PeopleList) -> None:
        """The customers behind a bar."""
        self.people = people
        self.people_listed.emit()

    def set_report(self, report: SalesReport, kinds: Mapping[str, str]) -> None:
        """The answer; one to an earlier question is dropped."""
        if (report.span, report.back) != (self.span, self.back):
            return
        if (report, kinds) != (self.report, self.kinds):
            self.report, self.kinds = report, kinds
            self.report_changed.emit()
