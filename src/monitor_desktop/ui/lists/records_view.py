"""A table of records: its columns, its order, what is chosen, narrow and wide."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
)

from monitor_desktop.domain.records import Record, declared
from monitor_desktop.i18n.labels import types_label
from monitor_desktop.overriding import override
from monitor_desktop.ui.lists.chips import RowDelegate
from monitor_desktop.ui.lists.column_widths import is_settled, texts_of
from monitor_desktop.ui.lists.kept_places import MOST_SELECTED, KeptPlace
from monitor_desktop.ui.lists.narrow_rows import NARROW_ROW_PX, NarrowDelegate
from monitor_desktop.ui.lists.record_table import RECORD_ROLE, RecordTable
from monitor_desktop.ui.look.pieces import mark
from monitor_desktop.ui.sessions import Session

ROW_PX: Final = 40
_REFERENCE_PX: Final = 148
_WIDEST_PX: Final = 250
_WIDEST_TERM_PX: Final = 320
"""Where the title leaves room; the longest names of laws are cut all the same."""
_BESIDE_CELL_PX: Final = 16
_NARROWEST_TITLE_PX: Final = 190
NARROW_PX: Final = 420
"""Beside an open record there is room for one column."""


class RecordsView(QTableView):
    """A table of records; Enter opens, columns go by priority when it is narrow.

    ``copied`` asks for the references of what is chosen.
    """

    opened = Signal(object)
    copied = Signal()

    def __init__(self, session: Session, model: RecordTable, type_key: str) -> None:
        super().__init__()
        self._session = session
        self._records = model
        self._declared = declared(type_key)
        self._title = self._declared.title
        self._widths: dict[int, int] = {}
        self._heads: dict[int, int] = {}
        self._kinds: dict[int, int] = {}
        self._rows_in_sight = 0
        self.setModel(model)
        self._narrow = NarrowDelegate(session, self._declared.list_fields, self)
        self._wide = RowDelegate(session.look, model.fields, self._title, self)
        self.setItemDelegate(self._wide)
        self._dress()
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._click)
        model.arrived.connect(self._begin)
        self.horizontalHeader().sortIndicatorChanged.connect(self._show_order)
        self._kept = KeptPlace(self, model)
        session.say.changed.connect(self._say_again)
        session.desk.onlookers.changed.connect(self._mind_onlookers)
        self._mind_onlookers()
        session.say.put(
            self.setAccessibleName, lambda words: types_label(words, type_key)
        )

    def _mind_onlookers(self) -> None:
        """On a shared screen rows stand by reference; see ``ListReading.begin``."""
        others = self._session.desk.onlookers.are_there
        head = self.horizontalHeader()
        head.setSectionsClickable(not others)
        if others:
            head.setSortIndicator(0, Qt.SortOrder.DescendingOrder)

    def draw_columns(self) -> None:
        """Other fields are columns now."""
        fields = self._records.fields
        self._wide.deleteLater()
        self._wide = RowDelegate(self._session.look, fields, self._title, self)
        self.setItemDelegate(self._wide)
        self._say_again()

    def _say_again(self) -> None:
        """The names of the columns are others."""
        self._heads.clear()
        self._kinds.clear()
        self._measure_again()

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(ROW_PX)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        # Texts are as wide as the rows in sight need; a thousand took a tenth of a
        # second, and asked for windows nobody looked at.
        head.setResizeContentsPrecision(0)
        head.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        head.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)

    @property
    def selected(self) -> list[Record]:
        """Records of the selected rows; none while some of them are not read yet."""
        if self.selected_count > MOST_SELECTED:
            return []
        rows = self.selectionModel().selectedRows()
        found = [each.data(RECORD_ROLE) for each in rows]
        known = [each for each in found if isinstance(each, Record)]
        return known if len(known) == len(found) else []

    @property
    def selected_count(self) -> int:
        """Counted by stretches: a list of a million may be selected at once."""
        selection = self.selectionModel().selection()
        stretches = [selection.at(n) for n in range(selection.size())]
        return sum(each.height() for each in stretches if each.left() == 0)

    def _click(self, index: QModelIndex) -> None:
        """Opens, unless the click selected one more."""
        if self.selected_count <= 1:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        record = index.data(RECORD_ROLE)
        if isinstance(record, Record):
            self.opened.emit(record)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row chosen; what is copied are references."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # Whoever has just come to the list means its first row.
            here = self.currentIndex()
            self._open(here if here.isValid() else self._records.index(0, 0))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Ask for the rows in sight before they are drawn as not there."""
        super().scrollContentsBy(dx, dy)
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if first >= 0:
            self._records.look(first, last if last >= 0 else self._records.total - 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other columns fit now."""
        super().resizeEvent(event)
        self.fit_columns()

    def _begin(self) -> None:
        """Other rows are there; those of another order are seen from their first."""
        if self._records.is_another:
            self.scrollToTop()
        self._show_order()
        self._measure_again()

    def _show_order(self) -> None:
        """The arrow stands where the list is ordered; a click elsewhere moves none."""
        column, descending = self._records.ordered_column
        order = Qt.SortOrder
        untold = QSignalBlocker(self.horizontalHeader())
        self.horizontalHeader().setSortIndicator(
            column, order.DescendingOrder if descending else order.AscendingOrder
        )
        untold.unblock()

    def _measure_again(self) -> None:
        """The cells are others than those whose widths are known."""
        self._widths.clear()
        self.fit_columns()

    def fit_columns(self) -> None:
        """Columns by priority while there is room; the naming one takes the rest."""
        narrow = self.width() < NARROW_PX
        self._turn(narrow=narrow)
        fields = self._records.fields
        left = {n for n, each in enumerate(fields, 1) if each.key != self._title}
        # Chosen ones in the order they were chosen in.
        by_priority = sorted(left)
        if fields == self._declared.list_fields:
            by_priority.sort(key=lambda n: fields[n - 1].list_column or 0)
        widths = {0: _REFERENCE_PX}
        widths |= {n: self._width_of(n) for n in by_priority}
        room = self.viewport().width() - _NARROWEST_TITLE_PX
        for column in (0, *by_priority):
            fits = not narrow and room >= widths[column]
            room -= widths[column] if fits else room
            widths[column] = widths[column] if fits else 0
        title = next((n for n, f in enumerate(fields, 1) if f.key == self._title), 0)
        rest = self.viewport().width() - sum(widths.values())
        if not narrow:
            rest = self._share(widths, by_priority, rest, self._title_of(title))
        self._give(widths | {title: max(rest, 60)})

    def _share(
        self, widths: dict[int, int], columns: Sequence[int], rest: int, most: int
    ) -> int:
        """What the title does not need goes to terms that may be longer further down.

        Returns:
            What is left to the title.
        """
        for column in columns:
            if widths[column] and rest > most:
                wanted = min(self._kind_of(column), _WIDEST_TERM_PX) - widths[column]
                given = max(min(wanted, rest - most), 0)
                widths[column] += given
                rest -= given
        return rest

    def _give(self, widths: Mapping[int, int]) -> None:
        """So much room for each column, none to hide it.

        Told by its head of each alone, the table would be drawn once more afterwards.
        """
        head = self.horizontalHeader()
        untold = QSignalBlocker(head)
        for column, width in widths.items():
            if head.isSectionHidden(column) is bool(width):
                head.setSectionHidden(column, not width)
            if width:
                head.resizeSection(column, width)
        untold.unblock()
        self.updateGeometries()
        self.viewport().update()

    def _turn(self, *, narrow: bool) -> None:
        """Beside a record a row is three lines and needs no head."""
        delegate = self._narrow if narrow else self._wide
        if self.itemDelegate() is delegate:
            return
        self.setItemDelegate(delegate)
        # The row that has the focus shows it, not the whole list.
        mark(self, "narrow", "true" if narrow else "")
        self.horizontalHeader().setVisible(not narrow)
        height = NARROW_ROW_PX if narrow else ROW_PX
        self.verticalHeader().setDefaultSectionSize(height)
        # Once the rows have their new height.
        QTimer.singleShot(0, self, self._show_current)

    def _show_current(self) -> None:
        self.bring(self.currentIndex().row())

    def bring(self, row: int) -> None:
        """Scroll to a row, by a column in sight: Qt goes to no cell that is hidden."""
        columns = range(self._records.columnCount())
        shown = next((n for n in columns if not self.isColumnHidden(n)), 0)
        self.scrollTo(self._records.index(row, shown))

    def _width_of(self, column: int) -> int:
        """What a column needs; a resize that shows no other rows asks no cell anew."""
        if self._rows_in_sight != self.viewport().height():
            self._rows_in_sight = self.viewport().height()
            self._widths.clear()
        if column not in self._widths:
            needed = self._cells_of(column) + _BESIDE_CELL_PX
            if is_settled(self._records.fields[column - 1]):
                needed = max(needed, self._kind_of(column))
            self._widths[column] = min(max(self._head_of(column), needed), _WIDEST_PX)
        return self._widths[column]

    def _title_of(self, column: int) -> int:
        """What the titles in sight need."""
        if column not in self._widths:
            self._widths[column] = self._cells_of(column) + _BESIDE_CELL_PX
        return max(self._widths[column], _NARROWEST_TITLE_PX)

    def _kind_of(self, column: int) -> int:
        """What the longest text of its kind needs; the same in all rows."""
        if column not in self._kinds:
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            field = self._records.fields[column - 1]
            texts = texts_of(self._session.reader, field)
            sizes = (self._wide.size_of(option, column, each) for each in texts)
            widest = max((each.width() for each in sizes), default=0)
            self._kinds[column] = widest + _BESIDE_CELL_PX
        return self._kinds[column]

    def _cells_of(self, column: int) -> int:
        """What the widest cell in sight needs; most columns say few things."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = last if last >= 0 else self._records.total - 1
        sights = (
            self._records.index(n, column) for n in range(max(first, 0), last + 1)
        )
        different = {self._records.data(each): each for each in sights}
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        hints = (self._wide.sizeHint(option, each) for each in different.values())
        return max((each.width() for each in hints), default=0)

    def _head_of(self, column: int) -> int:
        """What the name of a column needs; that is known until it is said anew."""
        if column not in self._heads:
            # One that is hidden would say that it needs next to nothing.
            self.setColumnHidden(column, False)  # noqa: FBT003  # Qt's own
            self._heads[column] = self.horizontalHeader().sectionSizeHint(column) + 20
        return self._heads[column]
