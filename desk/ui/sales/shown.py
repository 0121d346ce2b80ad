"""What the page of sales shows, apart from how it looks; and what it asks of the desk."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desk.domain.sales_report import SalesReport, SalesSpan


class SalesBackend(Protocol):
    """The desk behind the page. Every call returns at once; results come as new values of SalesShown."""

    def refresh(self) -> None:
        """Read what is shown anew."""
        ...

    def export(self, kind: str, path: str) -> None:
        """Write what is shown to a file; `kind` is csv, xlsx, png or pdf."""
        ...


class SalesShown(QObject):
    """Values of the page on screen. They outlive a change of theme, zoom or language.

    Signals:
        report_changed(): a new value.
    """

    report_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.span = SalesSpan.DAY
        self.back = 0
        self.report: SalesReport | None = None
        #: Of what kind the source of that name is.
        self.kinds: Mapping[str, str] = {}
        #: How many pages show it now; what nobody looks at is not read anew.
        self.watched = 0

    def ask(self, span: SalesSpan, back: int) -> None:
        """What is to be shown from now on; what was is not shown under another name."""
        self.span, self.back = span, back

    def set_report(self, report: SalesReport, kinds: Mapping[str, str]) -> None:
        """The answer; one to an earlier question is dropped."""
        if (report.span, report.back) != (self.span, self.back):
            return
        if (report, kinds) != (self.report, self.kinds):
            self.report, self.kinds = report, kinds
            self.report_changed.emit()
