"""What is written of somebody: tags, allergies, a note; read at a glance, changed where it stands."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.people import Remarks
from desk.ui.palette import field_sheet
from desk.ui.people.words import tag_chips
from desk.ui.theme import SMALL, TEXT, Look
from desk.ui.widgets.button import Button
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.label import ChipLabel, Label, Sheet

#: What parts two words from each other.
_BETWEEN = re.compile(r"[,，、;；\n]+")


class WordsField(QLineEdit):
    """Words with commas between.

    Signals:
        left(): Escape.
    """

    left = Signal()

    def __init__(self, look: Look, hint: str) -> None:
        super().__init__()
        self.setStyleSheet(field_sheet(look))
        self.setFont(look.font(TEXT))
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setMinimumHeight(look.px(40))
        self.setMaxLength(400)

    def words(self) -> tuple[str, ...]:
        """The words typed."""
        return tuple(word.strip() for word in _BETWEEN.split(self.text()) if word.strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys stay here; Enter goes to the next field, Escape gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)
        event.accept()


class NoteField(QPlainTextEdit):
    """A note of a few lines.

    Signals:
        left(): Escape.
    """

    left = Signal()

    def __init__(self, look: Look, hint: str) -> None:
        super().__init__()
        self.setStyleSheet(field_sheet(look))
        self.setFont(look.font(TEXT))
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setFixedHeight(look.px(84))
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys stay here, Escape gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
        event.accept()


class RemarksBlock(Sheet):
    """Shows what is written; 改 turns it into fields.

    Signals:
        written(object): the Remarks to keep. closed(): reading again.
    """

    written = Signal(object)
    closed = Signal()

    def __init__(self, look: Look, remarks: Remarks) -> None:
        super().__init__(look, pad=16, fill="note" if remarks != Remarks() else "panel")
        self._look = look
        self._remarks = remarks
        self._inner: QWidget | None = None
        self.editing = False
        self.tags = WordsField(look, self.tr("望京、公司团购"))
        self.allergies = WordsField(look, self.tr("花生、乳糖"))
        self.note = NoteField(look, self.tr("少糖、怎么称呼、家里人的生日"))
        for field in (self.tags, self.allergies, self.note):
            field.left.connect(self.read)
            field.setParent(self)
            field.hide()
        self.edit = Button(look, "", kind="quiet", colour="blue", height=36, picture="pencil")
        self.edit.setAccessibleName(self.tr("改备忘"))
        self.edit.clicked.connect(self.write)
        top = QHBoxLayout()
        top.addWidget(Label(look, self.tr("备忘"), size=TEXT, bold=True, colour="muted"), 1)
        top.addWidget(self.edit)
        self.rows.addLayout(top)
        self.save = Button(look, self.tr("保存"), kind="main", colour="blue", height=44)
        self.save.clicked.connect(self._save)
        self._back = Button(look, self.tr("返回"), height=44)
        self._back.clicked.connect(self.read)
        self._form = self._make_form()
        self.rows.addWidget(self._form)
        self._form.hide()
        self.read()

    def read(self) -> None:
        """Show what is written."""
        self._form.hide()
        self.edit.show()
        if self._inner is not None:
            self._inner.deleteLater()
        look, remarks = self._look, self._remarks
        self._inner = QWidget()
        rows = QVBoxLayout(self._inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(8))
        flow = FlowLayout(look.px(6))
        for chip in tag_chips(remarks):
            flow.addWidget(ChipLabel(look, chip))
        if flow.count():
            rows.addLayout(flow)
        if remarks.note:
            rows.addWidget(Label(look, remarks.note, size=TEXT, selectable=True))
        if remarks == Remarks():
            words = self.tr("口味、过敏、怎么称呼，记一笔，下次就看得到。")
            rows.addWidget(Label(look, words, size=SMALL, colour="muted"))
        self.rows.addWidget(self._inner)
        if self.editing:
            self.editing = False
            self.closed.emit()

    def write(self) -> None:
        """Turn it into fields."""
        self.editing = True
        self.tags.setText("、".join(self._remarks.tags))
        self.allergies.setText("、".join(self._remarks.allergies))
        self.note.setPlainText(self._remarks.note)
        if self._inner is not None:
            self._inner.hide()
        self.edit.hide()
        for field in (self.tags, self.allergies, self.note):
            field.show()
        self._form.show()
        self.tags.setFocus()

    def _save(self) -> None:
        self._remarks = Remarks(
            self.tags.words(), self.allergies.words(), self.note.toPlainText().strip()[:2000]
        )
        self.written.emit(self._remarks)
        self.read()

    def _make_form(self) -> QWidget:
        look, made = self._look, QWidget()
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(4))
        for word, field in (
            (self.tr("标签"), self.tags),
            (self.tr("过敏、忌口"), self.allergies),
            (self.tr("备注"), self.note),
        ):
            rows.addWidget(Label(look, word, size=SMALL, colour="muted"))
            rows.addWidget(field)
        rows.addSpacing(look.px(4))
        pair = QHBoxLayout()
        pair.setSpacing(look.px(8))
        pair.addWidget(self._back, 1)
        pair.addWidget(self.save, 2)
        rows.addLayout(pair)
        return made
