"""The page of sales on a running desk: reads what it shows, and writes it to files."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desk.app.best_csv import write_best
from desk.domain.returning import Segment
from desk.domain.sales_report import SalesReport
from desk.domain.statistics import CustomerRow
from desk.services.sales import SalesBook
from desk.ui.sales.shown import PeopleList, SalesShown
from desk.ui.shown import Shown

#: Hands work to the loop; what goes wrong in it is told to the person.
Ask = Callable[[Coroutine[object, object, None]], None]
#: Shows a passing message: text and kind.
Tell = Callable[[str, str], None]

#: Prints customers under a title.
PrintCustomers = Callable[[str, Sequence[CustomerRow]], Coroutine[object, object, object]]

#: Seconds that changes are gathered before they are shown.
_BLINK = 1.0


class LiveSales:
    """The sales as the window's SalesBackend."""

    def __init__(
        self,
        book: SalesBook,
        print_customers: PrintCustomers,
        kinds: Callable[[], dict[str, str]],
        now: Callable[[], datetime],
        shown: Shown,
        tell: Tell,
        ask: Ask,
    ) -> None:
        """`kinds` gives the kind of each source by its name, `now` the shop's own time."""
        self._book = book
        self._print = print_customers
        self._kinds = kinds
        self._now = now
        self._window = shown
        self._tell = tell
        self._ask = ask
        self._noted = False

    @property
    def _shown(self) -> SalesShown:
        return self._window.sales

    def changed(self) -> None:
        """An order is not what it was; the page is read anew after a moment, while it is shown."""
        if not self._noted and self._window.has_sales and self._shown.watched:
            self._noted = True
            self._ask(self._show_soon())

    async def _show_soon(self) -> None:
        await asyncio.sleep(_BLINK)
        self._noted = False
        await self._show()

    async def _show_returning(self) -> None:
        self._shown.set_returning(await self._book.returning())

    async def _show(self) -> None:
        if self._shown.returns:
            await self._show_returning()
            return
        report = await self._book.report(self._shown.span, self._shown.back)
        self._shown.set_report(report, self._kinds())

    def refresh(self) -> None:
        """See SalesBackend."""
        self._ask(self._show())

    def returning(self) -> None:
        """See SalesBackend."""
        self._ask(self._show_returning())

    def members(self, segment: Segment) -> None:
        """See SalesBackend."""

        async def do() -> None:
            from desk.ui.sales.returns import segment_words

            name, hint = segment_words(segment)
            self._shown.set_people(PeopleList(name, hint, await self._book.members(segment)))

        self._ask(do())

    def buyers(self, product: str) -> None:
        """See SalesBackend."""

        async def do() -> None:
            title = QCoreApplication.translate("Sales", "买过{product}").format(product=product)
            hint = QCoreApplication.translate("Sales", "买得最多的在前，到货了先告诉他们。")
            self._shown.set_people(PeopleList(title, hint, await self._book.buyers(product)))

        self._ask(do())

    def export_people(self, path: str) -> None:
        """See SalesBackend."""

        async def do() -> None:
            people = self._shown.people
            if people is None:
                return
            try:
                await asyncio.to_thread(write_best, Path(path), people.rows, self._window.currency)
            except OSError as error:
                text = QCoreApplication.translate("Desk", "写不到这个文件：{why}")
                self._tell(text.format(why=error.strerror), "bad")
                return
            text = QCoreApplication.translate("Desk", "写好了 {n} 位顾客：{name}")
            self._tell(text.format(n=len(people.rows), name=Path(path).name), "good")

        self._ask(do())

    def print_people(self) -> None:
        """See SalesBackend."""

        async def do() -> None:
            people = self._shown.people
            if people is not None:
                await self._print(people.title, people.rows)
                self._tell(QCoreApplication.translate("Desk", "已交给打印机"), "good")

        self._ask(do())

    def export(self, kind: str, path: str) -> None:
        """See SalesBackend."""

        async def do() -> None:
            report = self._shown.report
            if report is None:
                return
            try:
                written = await asyncio.to_thread(self._write, kind, Path(path), report)
            except OSError as error:
                why = error.strerror or str(error)
            else:
                why = "" if written else QCoreApplication.translate("Desk", "文件夹不能写，或者文件正开着")
            if why:
                text = QCoreApplication.translate("Desk", "写不到这个文件：{why}")
                self._tell(text.format(why=why), "bad")
            else:
                text = QCoreApplication.translate("Desk", "写好了：{name}")
                self._tell(text.format(name=Path(path).name), "good")

        self._ask(do())

    def _write(self, kind: str, path: Path, report: SalesReport) -> bool:
        """In a thread of its own."""
        from desk.app.sales_files import write_csv, write_xlsx

        if kind in {"csv", "xlsx"}:
            write = write_csv if kind == "csv" else write_xlsx
            write(path, report, self._shown.kinds, self._window.currency)
            return True
        from desk.ui.sales.picture import Told, save_pdf, save_png

        at = f"{self._now():%Y-%m-%d %H:%M}"
        told = Told(report, self._shown.kinds, self._window.currency, self._window.shop, at)
        return (save_pdf if kind == "pdf" else save_png)(told, path)
