"""The allegation matrix as a grid: methods down, what bears them out across."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from monitor_desktop.domain.allegation_matrix import (
    ALLEGATION,
    FIELDS,
    Element,
    MatrixRow,
    matrix,
)
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.labels import field_label, types_label
from monitor_desktop.i18n.matrix_texts import cell_texts, element_label, method_text
from monitor_desktop.overriding import override
from monitor_desktop.ui.sessions import Session

_ELEMENTS: Final = tuple(Element)
_METHOD: Final = "method"
_GAP: Final = "—"
_PADDING_PX: Final = 24
_FRAME_PX: Final = 4
_WHATEVER_PX: Final = 10_000
"""High enough for any text."""
_TOP: Final = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class GridRow:
    """What one method says in each column.

    Attributes:
        part: Id of the allegation.
        method: What is alleged.
        cells: Lines of each element; an empty cell is a gap.
    """

    part: str
    method: str
    cells: tuple[str, ...]


class MatrixTable(QAbstractTableModel):
    """Rows of the matrix in words."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: tuple[GridRow, ...] = ()

    def show_matrix(
        self, parts: Sequence[Record], known: Mapping[str, Record]
    ) -> tuple[MatrixRow, ...]:
        """Say what stands in it; True matrix rows come back for who asks more.

        Args:
            parts: Of the record, in their order.
            known: Records that links may point to, by id.
        """
        reader, found = self._session.reader, matrix(parts)
        rows = tuple(
            GridRow(
                part=each.allegation.id,
                method=method_text(reader, each),
                cells=tuple(
                    "\n".join(cell_texts(reader, each, element, known))
                    for element in _ELEMENTS
                ),
            )
            for each in found
        )
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return found

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else 1 + len(_ELEMENTS)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell; a gap is a dash on paper and screen, a word when read."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        text = row.method if column == 0 else row.cells[column - 1]
        said: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: text or _GAP,
            Qt.ItemDataRole.AccessibleTextRole: text
            or self._session.say("not linked yet"),
            Qt.ItemDataRole.ForegroundRole: None
            if text
            else self._session.look.color("warn"),
            Qt.ItemDataRole.TextAlignmentRole: Qt.AlignmentFlag.AlignLeft
            | Qt.AlignmentFlag.AlignTop,
        }
        return said.get(role)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The method, then each element."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role != Qt.ItemDataRole.DisplayRole or section > len(_ELEMENTS):
            return None
        words = self._session.say.words
        if section == 0:
            return field_label(words, ALLEGATION, _METHOD)
        return element_label(words, _ELEMENTS[section - 1])


class MatrixGrid(QTableView):
    """As high as its rows. ``chosen`` carries an allegation and the field to go to."""

    chosen = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.table = MatrixTable(session, self)
        self.setModel(self.table)
        session.say.put(
            self.setAccessibleName, lambda words: types_label(words, ALLEGATION)
        )
        self.setObjectName("matrix")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft
            | Qt.AlignmentFlag.AlignVCenter
            | Qt.TextFlag.TextWordWrap
        )
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_matrix(
        self, parts: Sequence[Record], known: Mapping[str, Record]
    ) -> tuple[MatrixRow, ...]:
        """Show the matrix of the parts of a record; hidden while there is none."""
        found = self.table.show_matrix(parts, known)
        self.setVisible(bool(found))
        self._fit()
        return found

    def _choose(self, index: QModelIndex) -> None:
        row, column = self.table.rows[index.row()], index.column()
        key = _METHOD if column == 0 else FIELDS[_ELEMENTS[column - 1]][0]
        self.chosen.emit(row.part, key)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share the width, none narrower than its longest word."""
        super().resizeEvent(event)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def _fit(self) -> None:
        least = [self._least(column) for column in range(self.table.columnCount())]
        spare = max(self.viewport().width() - sum(least), 0)
        for column, width in enumerate(least):
            self.setColumnWidth(column, width + spare // len(least))
        for row in range(self.table.rowCount()):
            self.setRowHeight(row, self._row_height(row))
        head = self.horizontalHeader()
        head.setFixedHeight(self._head_height())
        rows = sum(self.rowHeight(each) for each in range(self.table.rowCount()))
        bar = self.horizontalScrollBar()
        beneath = bar.sizeHint().height() if spare == 0 and bar.maximum() else 0
        self.setFixedHeight(head.height() + rows + beneath + _FRAME_PX)

    def _head_height(self) -> int:
        """Room for every heading, wrapped in its column."""
        metrics = self.horizontalHeader().fontMetrics()
        boxes = (
            metrics.boundingRect(
                QRect(0, 0, self.columnWidth(column) - _PADDING_PX, _WHATEVER_PX),
                Qt.TextFlag.TextWordWrap,
                self._heading(column),
            )
            for column in range(self.table.columnCount())
        )
        return max(each.height() for each in boxes) + _PADDING_PX

    def _row_height(self, row: int) -> int:
        """Room for every cell; Qt's own hint wraps as if the style left more."""
        metrics = self.fontMetrics()
        boxes = (
            metrics.boundingRect(
                QRect(0, 0, self.columnWidth(column) - _PADDING_PX, _WHATEVER_PX),
                Qt.TextFlag.TextWordWrap,
                str(self.table.index(row, column).data()),
            )
            for column in range(self.table.columnCount())
        )
        return max(each.height() for each in boxes) + _PADDING_PX

    def _heading(self, column: int) -> str:
        return str(self.table.headerData(column, Qt.Orientation.Horizontal))

    def _least(self, column: int) -> int:
        """Width of the longest word: words wrap, and none is ever cut."""
        head = self.horizontalHeader()
        named = self._heading(column)
        cells = (
            str(self.table.index(row, column).data())
            for row in range(self.table.rowCount())
        )
        in_head = max(map(head.fontMetrics().horizontalAdvance, named.split()))
        in_cells = max(
            (
                self.fontMetrics().horizontalAdvance(word)
                for text in cells
                for word in text.split(" ")
            ),
            default=0,
        )
        return max(in_head, in_cells) + _PADDING_PX
