"""Records of one type as a table that reads windows of rows as they are looked at."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from monitor_desktop.domain import review
from monitor_desktop.domain.fields import REFERENCE, Field, Kind
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import Filter, ListQuery
from monitor_desktop.domain.receipts import Delivery
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.labels import Reader, field_label, short_date
from monitor_desktop.overriding import override
from monitor_desktop.services.exchange import receipts
from monitor_desktop.ui.lists.list_reading import WINDOW_ROWS, ListReading
from monitor_desktop.ui.sessions import Session

WINDOWS_KEPT: Final = 80
CODE_ROLE: Final = Qt.ItemDataRole.UserRole
"""The stored code of a cell, for chips."""
RECORD_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The record of a row."""
DELIVERY_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""How far the record of a row has come; asked for when somebody looks."""
_NOT_YET: Final = "…"
"""At the start of a row that is not there yet."""

Index = QModelIndex | QPersistentModelIndex


class RecordTable(QAbstractTableModel):
    """The list of one record type under filters, in an order.

    Args:
        session: The open profile.
        type_key: Record type.

    ``arrived`` tells that the first window is there, ``is_another`` whether in another
    order or under other filters than before; ``counted`` that the length of the list is
    known; ``failed`` carries an error. ``renews`` comes before the same list is shown
    as it is now: what is chosen is still that of before.
    """

    arrived = Signal()
    renews = Signal()
    counted = Signal()
    failed = Signal(object)

    def __init__(
        self, session: Session, type_key: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._type = type_key
        self._declared = declared(type_key)
        self.fields: tuple[Field, ...] = self._declared.list_fields
        self._query = ListQuery(type=type_key)
        self._begun: ListQuery | None = None
        self.is_another = False
        self._is_begun = True
        self._total = 0
        self.is_counted = False
        self.unfiltered = 0
        self._windows: dict[int, list[Record]] = {}
        self._before: dict[int, list[Record]] = {}
        self._deliveries: dict[str, Delivery] = {}
        self._asked_deliveries: set[int] = set()
        self._texts: dict[tuple[str, str], str] = {}
        self._generation = 0
        self._reading = ListReading(session, type_key, self)
        self._reading.began.connect(self._begin)
        self._reading.counted.connect(self._take_count)
        self._reading.read.connect(self._take)
        self._reading.failed.connect(self._fail)
        session.say.changed.connect(self._say_again)
        session.desk.onlookers.changed.connect(self._start_over)

    @property
    def total(self) -> int:
        """Records that pass the filters, as far as they are counted."""
        return self._total

    @property
    def is_filtered(self) -> bool:
        """Something narrows the list."""
        return bool(self._query.filters or self._query.text.strip())

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these fields beside the reference; those of the declaration for none."""
        known = (self._declared.field(each) for each in keys)
        chosen = tuple(each for each in known if each is not None)
        fields = chosen or self._declared.list_fields
        if fields != self.fields:
            self.beginResetModel()
            self.fields = fields
            self.endResetModel()
            self.reload()

    def narrow(self, filters: Sequence[Filter], text: str) -> None:
        """Look again with other filters."""
        self._query = replace(self._query, filters=tuple(filters), text=text)
        self.reload()

    def reload(self) -> None:
        """Read the first window again."""
        self._generation += 1
        self._is_begun = False
        # Rows beside an open record show what is declared, whatever the columns are.
        shown = (*self.fields, *self._declared.list_fields)
        keys = dict.fromkeys([*(each.key for each in shown), self._declared.title])
        self._reading.begin(replace(self._query, fields=tuple(keys)))

    def _start_over(self) -> None:
        """Others look at the screen, or only we again: no row of before stays.

        It goes at once: the worker may be at something long.
        """
        self._begun = None
        self.beginResetModel()
        self._before, self._total = {}, 0
        self._replace([])
        self.endResetModel()
        self.reload()

    def _fail(self, error: MonitorError) -> None:
        self._is_begun = True
        self.failed.emit(error)

    def _begin(self, rows: list[Record]) -> None:
        self._is_begun = True
        self.is_another, self._begun = self._query != self._begun, self._query
        if self.is_another or not (rows and self._total):
            self.beginResetModel()
            self._before = {}
            self._total, self.is_counted = len(rows), False
            self._replace(rows)
            self.endResetModel()
        else:
            self._renew(rows)
        self.arrived.emit()

    def _replace(self, rows: list[Record]) -> None:
        self._windows = {0: rows}
        self._texts.clear()
        self._deliveries.clear()
        self._asked_deliveries.clear()

    def _renew(self, rows: list[Record]) -> None:
        """The same list as it is now: rows of before stand until theirs are read."""
        self.renews.emit()
        self._before |= self._windows
        self._before.pop(0, None)
        self._replace(rows)
        if len(rows) < WINDOW_ROWS:
            self._resize(len(rows))
        last = self.columnCount() - 1
        self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, last))

    def _resize(self, total: int) -> None:
        """So many rows by now; those that came or went are the last."""
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    def _take_count(self, total: int, unfiltered: int) -> None:
        """The rows behind the first window are there, read or not."""
        self.unfiltered, self.is_counted = unfiltered, True
        self._resize(total)
        self.counted.emit()

    def record(self, row: int) -> Record | None:
        """The record of a row; asks for its window when it is not there yet.

        Meanwhile it is the one that stood there before the list was read anew.
        """
        window, place = divmod(row, WINDOW_ROWS)
        rows = self._windows.get(window)
        if rows is None:
            self._want(window)
            rows = self._before.get(window, [])
        return rows[place] if place < len(rows) else None

    def record_anew(self, row: int) -> Record | None:
        """The record of a row as the list is now; None while it is not read."""
        found = self.record(row)
        return found if row // WINDOW_ROWS in self._windows else None

    def find(
        self, record_ids: Sequence[str], on_found: Callable[[dict[str, int]], None]
    ) -> None:
        """In which rows some records stand now; nobody answers for a list of before."""
        self._reading.find(record_ids, on_found)

    def look(self, first: int, last: int) -> None:
        """Ask for all rows from one to another that are not there yet, in one go."""
        # While the list is read anew a view may still believe in the rows of before.
        last = min(last, self._total - 1)
        windows = range(first // WINDOW_ROWS, last // WINDOW_ROWS + 1)
        missing = [each for each in windows if each not in self._windows]
        if missing:
            self._want(*missing)

    def _want(self, *windows: int) -> None:
        """Read windows; none by the numbers of rows of before while others are read."""
        if self._is_begun:
            self._reading.want(*windows)

    def _delivery(self, row: int, record: Record) -> Delivery | None:
        """How far a record has come; asks for those of its window when not known."""
        window = row // WINDOW_ROWS
        if window not in self._asked_deliveries and window in self._windows:
            self._asked_deliveries.add(window)
            ids = [each.id for each in self._windows[window]]
            self._session.run(
                lambda workspace: receipts.states(workspace, ids),
                partial(self._take_deliveries, self._generation, window),
                self.failed.emit,
            )
        return self._deliveries.get(record.id)

    def _take_deliveries(
        self, generation: int, window: int, found: dict[str, Delivery]
    ) -> None:
        if generation != self._generation:
            return
        self._deliveries.update(found)
        first = window * WINDOW_ROWS
        last = min(first + WINDOW_ROWS, self._total) - 1
        # Without naming the role: views pass over those they do not know.
        self.dataChanged.emit(
            self.index(first, 0), self.index(last, self.columnCount() - 1)
        )

    def row_of(self, record_id: str) -> int | None:
        """The row of a record among those read."""
        for window, rows in self._windows.items():
            for place, each in enumerate(rows):
                if each.id == record_id:
                    return window * WINDOW_ROWS + place
        return None

    def _take(self, window: int, rows: list[Record]) -> None:
        while len(self._windows) >= WINDOWS_KEPT:
            del self._windows[next(iter(self._windows))]
            self._texts.clear()
        if self._before.pop(window, None) is not None:
            self._texts.clear()
        self._windows[window] = rows
        first = window * WINDOW_ROWS
        last = min(first + WINDOW_ROWS, self._total) - 1
        self.dataChanged.emit(
            self.index(first, 0), self.index(last, self.columnCount() - 1)
        )

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's way
        """Rows in all, read or not."""
        return 0 if parent.isValid() else self._total

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The reference and the fields the declaration lists."""
        return 0 if parent.isValid() else 1 + len(self.fields)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text of a cell, its code, or its record."""
        if not index.isValid() or role not in _ROLES:
            return None
        record = self.record(index.row())
        if role == RECORD_ROLE:
            return record
        if record is None:
            is_said = role == Qt.ItemDataRole.DisplayRole and index.column() == 0
            return _NOT_YET if is_said else None
        if role == DELIVERY_ROLE:
            return self._delivery(index.row(), record)
        return self._cell(record, index.column(), role)

    def _cell(self, record: Record, column: int, role: int) -> object:
        if column == 0:
            return record.ref or ""
        field = self.fields[column - 1]
        value = record.values.get(field.key)
        if not self._session.desk.onlookers.are_there:
            # What is kept back from those who look on is no draft for that.
            value = review.shown(field, value)
        if role == CODE_ROLE:
            return value if isinstance(value, str) else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._session.reader.text(field, value, {})
        said = self._texts.get((record.id, field.key))
        if said is None:
            spoken = short_date if field.kind is Kind.PARTIAL_DATE else _in_full
            said = spoken(self._session.reader, field, value)
            self._texts[record.id, field.key] = said
        return said

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Names of the columns; rows have none."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        key = self.fields[section - 1].key if section else REFERENCE
        return field_label(self._session.say.words, self._type, key)

    @override
    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        """Order by a column the declaration allows; others change nothing."""
        field = self.fields[column - 1] if column else None
        if field is not None and not field.sortable:
            return
        key = field.key if field else REFERENCE
        descending = order is Qt.SortOrder.DescendingOrder
        if (key, descending) != (self._query.sort, self._query.descending):
            self._query = replace(self._query, sort=key, descending=descending)
            self.reload()

    @property
    def ordered_column(self) -> tuple[int, bool]:
        """The column the list is ordered by, -1 for none in sight, and which way."""
        keys = [REFERENCE, *(each.key for each in self.fields)]
        sort, descending = self.ordered_by
        return (keys.index(sort) if sort in keys else -1), descending

    @property
    def ordered_by(self) -> tuple[str, bool]:
        """Field key or ``_ref``, and whether it goes down."""
        return self._query.sort, self._query.descending

    def order(self, sort: str, *, descending: bool) -> None:
        """Order by a field, from the next reading on."""
        self._query = replace(self._query, sort=sort, descending=descending)

    def _say_again(self) -> None:
        self._texts.clear()
        last = self.columnCount() - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, last))


def _in_full(reader: Reader, field: Field, value: JsonValue) -> str:
    return reader.text(field, value, {})


_ROLES: Final = {
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.ToolTipRole),
    int(CODE_ROLE),
    int(RECORD_ROLE),
    int(DELIVERY_ROLE),
}
