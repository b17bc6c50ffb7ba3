"""A list that is read anew stays where it is, with the same rows chosen."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject
from PySide6.QtWidgets import QAbstractItemView, QScrollBar, QTableView

from monitor_desktop.ui.lists.record_table import RecordTable

MOST_SELECTED: Final = 100
"""More rows than that are not acted on at once."""
LONGEST: Final = 100_000
"""In a longer list nobody counts how many rows stand before one at every save."""
MOST_COUNTED: Final = 2_000_000
"""Rows at one save: for each that is sought those before it are counted."""
_ROWS: Final = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect
    | QItemSelectionModel.SelectionFlag.Rows
)
_NO_MORE: Final = QItemSelectionModel.SelectionFlag.NoUpdate


class KeptPlace(QObject):
    """Finds the row by which a person knows their place, and the chosen rows, again.

    Rows may have come or gone above them meanwhile. Whoever scrolls before they are
    found goes where they want to.

    Args:
        view: The list as it is seen.
        model: The list.
    """

    def __init__(self, view: QTableView, model: RecordTable) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._seen: dict[str, int] = {}
        self._scrolled = 0
        self._chosen: dict[str, int] = {}
        self._current: dict[str, int] = {}
        model.renews.connect(self._keep)
        model.arrived.connect(self._begin)
        model.counted.connect(self._seek)

    @property
    def _bar(self) -> QScrollBar:
        """Asked for each time: what Python kept of it may go before the view does."""
        return self._view.verticalScrollBar()

    def _keep(self) -> None:
        """Before other rows stand there: which ones were in sight and chosen."""
        if self._is_seeking:
            return  # the rows of before have not been found yet
        here = self._view.currentIndex().row()
        first = max(self._view.rowAt(0), 0)
        last = self._view.rowAt(self._view.viewport().height() - 1)
        is_in_sight = first <= here <= (last if last >= 0 else here)
        self._seen = self._ids([here if is_in_sight else first])
        self._scrolled = self._bar.value()
        self._chosen = self._ids(self._selected())
        self._current = self._ids([here])

    @property
    def _is_seeking(self) -> bool:
        return bool(self._seen or self._chosen)

    def _selected(self) -> list[int]:
        """Rows that are chosen, if they are so few that each of them is meant."""
        selection = self._view.selectionModel().selection()
        stretches = [selection.at(n) for n in range(selection.size())]
        rows = [range(each.top(), each.bottom() + 1) for each in stretches]
        if sum(map(len, rows)) > MOST_SELECTED * self._model.columnCount():
            return []
        return sorted({row for each in rows for row in each})

    def _ids(self, rows: list[int]) -> dict[str, int]:
        found = ((self._model.record(row), row) for row in rows if row >= 0)
        return {record.id: row for record, row in found if record is not None}

    def _begin(self) -> None:
        if self._model.is_another:
            self._forget()

    def _forget(self) -> None:
        self._seen, self._chosen, self._current = {}, {}, {}

    def _seek(self) -> None:
        """The list is as long as it is now: where do they stand in it?"""
        if not self._is_seeking:
            return
        sought = dict.fromkeys([*self._seen, *self._current, *self._chosen])
        total = self._model.total
        if total > LONGEST or total * len(sought) > MOST_COUNTED:
            self._return(self._among_read(sought))
        else:
            self._model.find(list(sought), self._return)

    def _among_read(self, sought: Iterable[str]) -> dict[str, int]:
        """The rows of those that are read by now, with nobody looking for the others.

        Of those nobody can tell: a row chosen must never become another record.
        """
        found = {each: self._model.row_of(each) for each in sought}
        return {each: row for each, row in found.items() if row is not None}

    def _return(self, rows: dict[str, int]) -> None:
        for each, before in self._seen.items():
            self._scroll_by(rows.get(each, before) - before)
        current = [rows[each] for each in self._current if each in rows]
        if any(rows.get(each) != row for each, row in self._chosen.items()):
            self._choose([rows[each] for each in self._chosen if each in rows], current)
        self._forget()

    def _scroll_by(self, rows: int) -> None:
        """So far as rows came or went above."""
        if rows and self._bar.value() == self._scrolled:
            mode = QAbstractItemView.ScrollMode.ScrollPerItem
            is_by_rows = self._view.verticalScrollMode() is mode
            step = 1 if is_by_rows else self._view.rowHeight(0)
            self._bar.setValue(self._scrolled + rows * step)

    def _choose(self, rows: list[int], current: list[int]) -> None:
        """The same records, in whichever rows they are; nobody is taken there."""
        wanted = QItemSelection()
        for row in rows:
            index = self._model.index(row, 0)
            wanted.select(index, index)
        choosing = self._view.selectionModel()
        # The keys stay in their column: others may be hidden.
        column = max(self._view.currentIndex().column(), 0)
        self._view.setAutoScroll(False)
        for row in current:
            choosing.setCurrentIndex(self._model.index(row, column), _NO_MORE)
        choosing.select(wanted, _ROWS)
        self._view.setAutoScroll(True)
