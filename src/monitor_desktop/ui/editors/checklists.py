"""Several terms of a vocabulary, ticked in a list with a search line."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.overriding import override
from monitor_desktop.ui.editors.base import Editor
from monitor_desktop.ui.editors.keeping import KEEP, keep, may_be_kept, offer_text
from monitor_desktop.ui.editors.picks import Taken
from monitor_desktop.ui.look.pieces import PlainLabel, button, row, said
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.sessions import Session

_POPUP: Final = (440, 320)


class CheckPopup(QFrame):
    """The list under the field; what is ticked counts at once.

    ``wanted`` carries what is to become a term of the group's own.
    """

    ticked = Signal()
    wanted = Signal(str)

    def __init__(self, session: Session, vocabulary: str) -> None:
        super().__init__(None, Qt.WindowType.Popup)
        self._session = session
        self._name = vocabulary
        self.codes: set[str] = set()
        self.setProperty("card", "true")
        self.search = QLineEdit()
        session.say.put(self.search.setPlaceholderText, "Search in any language")
        session.say.put(self.search.setAccessibleName, "Search in any language")
        self.terms = QListWidget()
        self.terms.setProperty("flat", "true")
        session.say.put(self.terms.setAccessibleName, "Terms")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.search)
        column.addWidget(self.terms, 1)
        keys = "Enter ticks what is marked, Esc closes the list."
        column.addWidget(said(session.say, keys, role="caption"))
        self.search.textChanged.connect(self.fill)
        self.terms.itemChanged.connect(self._tick)
        self.resize(*_POPUP)

    def fill(self, text: str = "") -> None:
        """Terms that have the words, those ticked first when nothing is typed."""
        # Looked up each time: the group may have other terms by now.
        vocabulary, typed = self._session.kit.vocabularies[self._name], text.strip()
        found = vocabulary.find(text) if typed else list(vocabulary)
        if not typed:
            found.sort(key=lambda each: each.code not in self.codes)
        with QSignalBlocker(self.terms):
            self.terms.clear()
            for term in found:
                language = self._session.say.language
                note = term.notes.get(language, "")
                self._add(term.code, term.labels[language], note)
            if may_be_kept(self._session, self._name, typed, found):
                self._add(KEEP + typed, offer_text(self._session, typed))
        self.terms.setCurrentRow(0)

    def _add(self, code: str, name: str, note: str = "") -> None:
        item = QListWidgetItem(name)
        item.setToolTip(note)
        item.setData(Qt.ItemDataRole.UserRole, code)
        on = code in self.codes
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.terms.addItem(item)

    def _tick(self, item: QListWidgetItem) -> None:
        code = str(item.data(Qt.ItemDataRole.UserRole))
        if code.startswith(KEEP):
            self.wanted.emit(code.removeprefix(KEEP))
            return
        if item.checkState() is Qt.CheckState.Checked:
            self.codes.add(code)
        else:
            self.codes.discard(code)
        self.ticked.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes into the list, Enter ticks what is marked, Esc closes."""
        if event.key() == Qt.Key.Key_Down:
            self.terms.setFocus()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """Tick the marked term; nothing was looked for: it is done."""
        item, looked_for = self.terms.currentItem(), bool(self.search.text().strip())
        if not looked_for and self.search.hasFocus():
            self.close()
        elif item is not None:
            on = item.checkState() is Qt.CheckState.Checked
            other = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            item.setCheckState(other)
            # What is typed next looks for the next one.
            self.search.selectAll()


class ChecklistEditor(Editor):
    """The terms ticked, one a line, and a button that opens the list."""

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__(session, field)
        self._popup = CheckPopup(session, field.vocabulary or "")
        self._popup.setParent(self, Qt.WindowType.Popup)
        self._popup.ticked.connect(self._ticked)
        self._popup.wanted.connect(self._keep)
        self._open = self._button()
        self._shown = PlainLabel(wraps=True)
        self.column.addWidget(self._shown)
        self.column.addLayout(row(self._open, 1))
        session.say.changed.connect(self._say_again)
        self._say_again()

    def _button(self) -> QPushButton:
        return button(self.session.say, "Choose…", self.open_list)

    def open_list(self) -> None:
        """Show the list under the button."""
        self._popup.search.clear()
        self._popup.fill()
        below = self._open.mapToGlobal(QPoint(0, self._open.height() + 2))
        free = self.screen().availableGeometry()
        if below.y() + self._popup.height() > free.bottom():
            above = self._open.mapToGlobal(QPoint(0, -self._popup.height() - 2))
            below = QPoint(above.x(), max(above.y(), 0))
        right = free.right() - self._popup.width()
        self._popup.move(max(min(below.x(), right), free.left()), below.y())
        self._popup.show()
        self._popup.search.setFocus()

    def _keep(self, text: str) -> None:
        """Make a term of what was typed, ticked as it was meant."""
        codes = frozenset(self._popup.codes)

        def value_with(code: str) -> JsonValue:
            return sorted(codes | {code})

        name = self.field.vocabulary or ""
        self.await_pick(keep(self.session, name, text, value_with))

    @override
    def take(self, taken: Taken | None) -> None:
        if taken is None or not isinstance(taken.value, list):
            self._popup.fill(self._popup.search.text())
            return
        self._popup.codes |= {str(each) for each in taken.value}
        self._popup.search.clear()
        self._popup.fill()
        self._ticked()

    def _ticked(self) -> None:
        self._say_again()
        self.edited.emit()

    def _say_again(self) -> None:
        vocabulary = self.session.kit.vocabularies[self.field.vocabulary or ""]
        language = self.session.say.language
        order = [each.code for each in vocabulary if each.code in self._popup.codes]
        order += sorted(self._popup.codes - set(order))
        labels = [vocabulary.label(each, language) for each in order]
        self._shown.setText("\n".join(labels))
        self._shown.setVisible(bool(labels))

    @override
    def value(self) -> JsonValue:
        return sorted(self._popup.codes) or None

    @override
    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        codes = value if isinstance(value, list) else []
        self._popup.codes = {str(each) for each in codes}
        self._say_again()

    @override
    def inputs(self) -> list[QWidget]:
        return [self._open]

    @override
    def name(self, message: Message) -> None:
        super().name(message)
        self.session.say.put(self._popup.terms.setAccessibleName, message)
