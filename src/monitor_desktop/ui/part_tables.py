"""Parts of a record (acts, sources, ...) as a table in its form."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from monitor_desktop.domain.fields import Field, RecordType
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.labels import field_label, types_label
from monitor_desktop.ui.chips import RowDelegate
from monitor_desktop.ui.pieces import button, row, said
from monitor_desktop.ui.record_table import CODE_ROLE
from monitor_desktop.ui.sessions import Session

ROW_PX: Final = 40
_MOST_COLUMNS: Final = 4


class PartsTable(QTableWidget):
    """The rows; Enter and double click open, Delete deletes."""

    wanted = Signal()
    unwanted = Signal()

    def __init__(self, session: Session, declaration: RecordType) -> None:
        self.fields = _columns(declaration)
        super().__init__(0, len(self.fields))
        self._session = session
        self._type = declaration.key
        self.setItemDelegate(
            RowDelegate(session.look, self.fields, declaration.title, self, first=0)
        )
        self.setProperty("flat", "true")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setHighlightSections(False)
        head.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.doubleClicked.connect(self._open)

    def _open(self, _index: QModelIndex) -> None:
        self.wanted.emit()

    def fill(self, parts: Sequence[Record], linked: Mapping[str, Record]) -> None:
        """Show these parts."""
        words = self._session.say.words
        names = [field_label(words, self._type, each.key) for each in self.fields]
        self.setHorizontalHeaderLabels(names)
        self.setRowCount(len(parts))
        reader = self._session.reader
        for line, part in enumerate(parts):
            for column, field in enumerate(self.fields):
                value = part.values.get(field.key)
                text = reader.text(field, value, linked)
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setData(CODE_ROLE, value if isinstance(value, str) else None)
                self.setItem(line, column, item)
        self.setFixedHeight(ROW_PX + max(len(parts), 1) * ROW_PX + 2)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits the part chosen, Delete deletes it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)


def _columns(declaration: RecordType) -> tuple[Field, ...]:
    by_priority = sorted(declaration.list_fields, key=lambda f: f.list_column or 0)
    kept = {each.key for each in by_priority[:_MOST_COLUMNS]}
    return tuple(each for each in declaration.list_fields if each.key in kept)


class PartsSection(QWidget):
    """Heading, Add, the table, Edit and Delete.

    ``added`` asks for a new part, ``wanted`` and ``unwanted`` carry a part.
    """

    added = Signal(str)
    wanted = Signal(object)
    unwanted = Signal(object)

    def __init__(self, session: Session, declaration: RecordType) -> None:
        super().__init__()
        self.declaration = declaration
        self._session = session
        self._parts: tuple[Record, ...] = ()
        self._linked: Mapping[str, Record] = {}
        say = session.say
        self.heading = said(
            say, lambda words: types_label(words, declaration.key), role="h2"
        )
        self.table = PartsTable(session, declaration)
        say.put(
            self.table.setAccessibleName,
            lambda words: types_label(words, declaration.key),
        )
        self._add = button(say, "Add", self._want_new, kind="quiet")
        self._edit = button(say, "Edit", self._want, kind="quiet")
        self._delete = button(say, "Delete", self._refuse, kind="quiet")
        self._empty = said(say, "Nothing is entered here yet.", role="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row(self.heading, 1, self._edit, self._delete, self._add))
        column.addWidget(self._empty)
        column.addWidget(self.table)
        self.table.wanted.connect(self._want)
        self.table.unwanted.connect(self._refuse)
        self.table.itemSelectionChanged.connect(self._settle)
        say.changed.connect(self._say_again)

    def show_parts(
        self, parts: Sequence[Record], linked: Mapping[str, Record], *, can_add: bool
    ) -> None:
        """Show the parts of a record; one that is not saved yet takes none."""
        self._parts, self._linked = tuple(parts), linked
        self._add.setEnabled(can_add)
        self._session.say.put(
            self._empty.setText,
            "Nothing is entered here yet."
            if can_add
            else "Save the record first, then add here.",
        )
        self._say_again()

    def _say_again(self) -> None:
        self.table.fill(self._parts, self._linked)
        self.table.setVisible(bool(self._parts))
        self._empty.setVisible(not self._parts)
        self._settle()

    def _settle(self) -> None:
        for each in (self._edit, self._delete):
            each.setVisible(bool(self._parts))
            each.setEnabled(self._chosen() is not None)

    def _chosen(self) -> Record | None:
        rows = self.table.selectionModel().selectedRows()
        return self._parts[rows[0].row()] if rows else None

    def _want_new(self) -> None:
        self.added.emit(self.declaration.key)

    def _want(self) -> None:
        part = self._chosen()
        if part is not None:
            self.wanted.emit(part)

    def _refuse(self) -> None:
        part = self._chosen()
        if part is not None:
            self.unwanted.emit(part)
