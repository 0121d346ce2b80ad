"""Finding a printer and taking it into use: what answers in the shop, an address typed in, or a simulated one."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desk.ui.goods.fields import LineField, Named
from desk.ui.hours.choice import Choice
from desk.ui.printing.shown import FoundPrinter, PrinterEntry
from desk.ui.shown import Shown
from desk.ui.theme import FINE, HEAD, ITEM, SMALL, Look
from desk.ui.verbs import Verbs
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import Label, Sheet
from desk.ui.widgets.overlay import Overlay

#: What most receipt printers in a network listen on.
_PORT = 9100
_PROFILE = "generic-80mm-gbk"
#: More devices than a shop has are not listed.
_MOST = 30


def stations() -> list[tuple[object, str]]:
    """Whose tickets a printer may print."""
    return [
        ("counter", QCoreApplication.translate("FindPrinter", "前台小票")),
        ("kitchen", QCoreApplication.translate("FindPrinter", "后厨单")),
    ]


def address(text: str) -> str:
    """What was typed as a URI: a bare address is a network printer; "" when it is neither."""
    text = text.strip()
    if "://" in text:
        return text
    if not text or any(letter.isspace() or letter == "/" for letter in text):
        return ""
    return f"socket://{text}" if ":" in text else f"socket://{text}:{_PORT}"


class FoundRow(Sheet):
    """One device, and a button that chooses it."""

    def __init__(self, look: Look, found: FoundPrinter) -> None:
        super().__init__(look, pad=12)
        title = found.title if found.title != "unknown printer" else self.tr("没报型号的打印机")
        self.rows.addWidget(Label(look, title, size=ITEM, bold=True))
        self.rows.addWidget(Label(look, found.uri, size=FINE, colour="muted", selectable=True))
        self.use: Button | None = None
        if found.used:
            self.rows.addWidget(Label(look, self.tr("已经在用"), size=SMALL, colour="green"))
        elif found.refused:
            text = self.tr("打不了小票：这是标签机或办公打印机。")
            self.rows.addWidget(Label(look, text, size=SMALL, colour="red"))
        else:
            self.use = Button(look, self.tr("用这台"), height=44)
            self.use.setAccessibleName(f"{self.use.text()} {title}")
            self.use.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self.rows.addWidget(self.use)


class Finder(QWidget):
    """Search, choose, name, add.

    Signals:
        added(): the chosen printer is in the settings.
    """

    added = Signal()

    def __init__(self, look: Look, shown: Shown, verbs: Verbs) -> None:
        super().__init__()
        self._look = look
        self._shown = shown
        self._verbs = verbs
        self._chosen = ("", _PROFILE)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(8))
        self.search = Button(look, "", kind="main", height=48, picture="search")
        self.search.clicked.connect(self._press_search)
        self.progress = Label(look, "", size=SMALL, colour="muted")
        rows.addWidget(self.search)
        rows.addWidget(self.progress)
        self._list = QWidget()
        self._places = QVBoxLayout(self._list)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(look.px(8))
        rows.addWidget(self._list)
        self.found: list[FoundRow] = []
        self.typed = LineField(look, self.tr("打印机地址"), "192.168.1.50")
        self.by_hand = Button(look, self.tr("用这个地址"), height=44)
        self.by_hand.clicked.connect(self._type)
        self._address = Named(look, self.tr("知道地址？填在这里"), self.typed)
        rows.addWidget(self._address)
        self._others = QWidget()
        others = FlowLayout(look.px(8))
        self._others.setLayout(others)
        others.addWidget(self.by_hand)
        self.simulated = Button(look, self.tr("没有打印机，先用模拟的"), kind="quiet", height=44)
        self.simulated.clicked.connect(self._simulate)
        others.addWidget(self.simulated)
        rows.addWidget(self._others)
        self.form = self._make_form()
        self.form.hide()
        rows.addWidget(self.form)
        shown.printing.found_changed.connect(self._show_found)
        shown.printing.progress_changed.connect(self._show_progress)
        shown.printing.added.connect(self._was_added)
        self._show_found()
        self._show_progress()

    def _make_form(self) -> Sheet:
        look = self._look
        form = Sheet(look, border="blue", thick=1.5, pad=14)
        self.chosen = Label(look, "", size=ITEM, bold=True)
        form.rows.addWidget(self.chosen)
        self.station = Choice(look, stations())
        form.rows.addWidget(Label(look, self.tr("它打什么"), size=SMALL, colour="muted"))
        form.rows.addWidget(self.station)
        self.name = LineField(look, self.tr("名字"), self.tr("比如 前台"), most=40)
        self._named = Named(look, self.tr("名字"), self.name)
        form.rows.addWidget(self._named)
        self.station.edited.connect(self._propose)
        self.add = Button(look, self.tr("添加"), kind="main", height=48)
        self.add.clicked.connect(self._add)
        form.rows.addWidget(self.add)
        self.other = Button(look, self.tr("换一台"), kind="quiet", height=44)
        self.other.clicked.connect(lambda: self._show_form(shown=False))
        form.rows.addWidget(self.other)
        return form

    def _press_search(self) -> None:
        backend = self._verbs.backend.printing
        if backend is None:
            return
        if self._shown.printing.searching:
            backend.end_search()
        else:
            backend.search()

    def _show_progress(self) -> None:
        shown = self._shown.printing
        self.search.setText(self.tr("停") if shown.searching else self.tr("找打印机"))
        self.search.setAccessibleName(self.search.text())
        self.search.updateGeometry()
        if shown.searching and shown.total:
            text = self.tr("正在找：网络里问过 {done} / {total} 个地址").format(
                done=shown.done, total=shown.total
            )
        elif shown.searching:
            text = self.tr("正在找：网络、USB 和这台电脑装好的打印机……")
        elif shown.searched and not shown.found:
            text = self.tr("没有找到。看看打印机开着没有、和电脑在不在同一个网络，再找一次；或者填它的地址。")
        else:
            text = self.tr("打开打印机的电源，插好网线或 USB 线，再按一下。")
        self.progress.setText(text)

    def _show_found(self) -> None:
        for row in self.found:
            row.hide()
            row.deleteLater()
        self.found = []
        for each in self._shown.printing.found[:_MOST]:
            row = FoundRow(self._look, each)
            if row.use is not None:
                row.use.clicked.connect(partial(self._choose, each.title, each.uri, each.profile))
            self._places.addWidget(row)
            self.found.append(row)
        self._show_progress()

    def _type(self) -> None:
        uri = address(self.typed.text())
        self._address.complain("" if uri else self.tr("这不是地址，写成 192.168.1.50 这样"))
        if uri:
            self._choose(uri, uri, _PROFILE)

    def _simulate(self) -> None:
        used = {card.uri for card in self._shown.printers}
        name = next(f"sim://desk-{n}" for n in range(1, 100) if f"sim://desk-{n}" not in used)
        self._choose(self.tr("模拟打印机"), name, "epson-80mm")

    def _choose(self, title: str, uri: str, profile: str, _on: bool = False) -> None:
        self._chosen = uri, profile or _PROFILE
        self.chosen.setText(title)
        self._propose()
        self._show_form(shown=True)
        self.name.setFocus()

    def _show_form(self, *, shown: bool) -> None:
        """The form stands in place of what there is to choose."""
        self.form.setVisible(shown)
        for part in (self.search, self.progress, self._list, self._address, self._others):
            part.setVisible(not shown)

    def _propose(self) -> None:
        """A name that no printer has."""
        used = {card.name for card in self._shown.printers}
        base = str(self.station.value)
        self.name.setText(next(n for n in (base, *(f"{base}-{i}" for i in range(2, 100))) if n not in used))

    def _add(self) -> None:
        name = self.name.text().strip()
        if not name or any(card.name == name for card in self._shown.printers):
            self._named.complain(self.tr("换一个名字，每台一个") if name else self.tr("给它一个名字"))
            return
        self._named.complain("")
        backend = self._verbs.backend.printing
        if backend is not None:
            backend.add(PrinterEntry(name, *self._chosen, str(self.station.value)))

    def _was_added(self, _name: str) -> None:
        self._show_form(shown=False)
        self.added.emit()


class FinderOverlay(Overlay):
    """The finder over the page."""

    def __init__(self, look: Look, shown: Shown, verbs: Verbs, parent: QWidget) -> None:
        block = Sheet(look, pad=20)
        super().__init__(look, block, 520, parent)
        block.rows.setSpacing(look.px(12))
        block.rows.addWidget(Label(look, self.tr("添加打印机"), size=HEAD, bold=True))
        self.finder = Finder(look, shown, verbs)
        self.finder.added.connect(self.closed)
        block.rows.addWidget(self.finder)
        block.rows.addStretch(1)
        block.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The block grows with what is found."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.place()
        return super().eventFilter(watched, event)
