"""The list of one record type: filters, a table, and what to do when it is empty."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.overriding import override
from monitor_desktop.services import keepers, saved_views
from monitor_desktop.services.saved_views import SavedView
from monitor_desktop.ui.lists.bringing import ImportButton
from monitor_desktop.ui.lists.kept_places import LONGEST
from monitor_desktop.ui.lists.list_actions import SelectionBar
from monitor_desktop.ui.lists.list_columns import ColumnsDialog
from monitor_desktop.ui.lists.list_filters import FilterRow
from monitor_desktop.ui.lists.list_steps import StepBar
from monitor_desktop.ui.lists.list_views import ViewsButton
from monitor_desktop.ui.lists.record_table import RecordTable
from monitor_desktop.ui.lists.records_view import NARROW_PX, RecordsView
from monitor_desktop.ui.look.pieces import (
    CONTROL_PX,
    GAP,
    PlainLabel,
    button,
    card,
    column_of,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.sessions import Session

KEPT: Final = "Read only: this is kept by the coordinator for everybody."
NEW_MESSAGES: Final = {
    "case": "New case",
    "person": "New person",
    "monitoring_report": "New report",
}
EMPTY_MESSAGES: Final = {
    "case": "Cases stand here: what happened, to whom, where and when.",
    "person": "Persons stand here: recorded once, linked from the cases.",
    "monitoring_report": "Monitoring reports stand here: visits, trials, periods.",
}


class RecordList(QWidget):
    """Filters over a table, or an invitation when there is nothing yet.

    ``opened`` carries the record; ``wanted_new`` asks for an empty form.
    """

    opened = Signal(object)
    wanted_new = Signal()

    def __init__(self, session: Session, type_key: str) -> None:
        super().__init__()
        self._session = session
        self._type = type_key
        self.model = RecordTable(session, type_key, self)
        self.filters = FilterRow(session, self.model, type_key)
        self.view = RecordsView(session, self.model, type_key)
        self.actions_bar = SelectionBar(session)
        self.views = ViewsButton(session, type_key)
        self.filters.add(self.views)
        self.bring = ImportButton(session, type_key)
        self._way_in = _as_high_as_boxes(self.bring)
        self._may_write = keepers.may_write(session.workspace, type_key)
        self.filters.add(self._way_in)
        self._notice = Notice(session.say)
        self.steps = StepBar(session)
        self._stack = QStackedWidget()
        self._chosen = ""
        self._is_sought = False
        self._awaited: int | None = None
        self._build()
        self._connect()
        session.run(
            lambda ws: saved_views.columns(ws, type_key),
            self._show_columns,
            self._notice.tell_problem,
        )

    def _build(self) -> None:
        self.steps.hide()
        for each in (self.view, self._empty(), self._nothing_found()):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.filters)
        column.addWidget(self._notice)
        column.addWidget(self.bring.notice)
        column.addWidget(self.actions_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.steps)

    def _connect(self) -> None:
        self.filters.changed.connect(self._narrow)
        self.views.taken.connect(self.take_view)
        self.views.wanted_all.connect(self._clear_filters)
        self.views.added.connect(self.add_view)
        self.views.wanted_save.connect(self._save_view)
        self.views.wanted_columns.connect(self._ask_columns)
        self.steps.stepped.connect(self.step)
        self.view.selectionModel().selectionChanged.connect(self._count_selected)
        self.view.opened.connect(self.opened)
        self.view.copied.connect(self.actions_bar.copy_references)
        self.model.arrived.connect(self._settle)
        self.model.counted.connect(self._show_length)
        self.model.dataChanged.connect(self._look_at_read)
        self.model.failed.connect(self._notice.tell_problem)
        self._session.changed.connect(lambda _changes: self.model.reload())

    def _show_columns(self, keys: Sequence[str]) -> None:
        before = self.model.fields
        self.model.show_columns(keys)
        if self.model.fields != before:
            self.view.draw_columns()

    def _ask_columns(self) -> None:
        shown = [each.key for each in self.model.fields]
        dialog = ColumnsDialog(self._session, self._type, shown, self.window())
        if dialog.exec():
            self.keep_columns(dialog.chosen)

    def keep_columns(self, keys: Sequence[str]) -> None:
        """Show these fields as columns, from now on."""
        self._session.run(
            lambda ws: saved_views.choose_columns(ws, self._type, keys),
            _kept,
            self._notice.tell_problem,
        )
        self._show_columns(keys)

    def _empty(self) -> QWidget:
        say = self._session.say
        message = EMPTY_MESSAGES.get(self._type, "Nothing is here yet.")
        if not self._may_write:
            message = KEPT
        new = NEW_MESSAGES.get(self._type, "New")
        # The primary one stands in the head of the page.
        first = button(say, new, self.wanted_new.emit)
        bring = button(say, "Import a file…", self.bring.click)
        told = said(say, message, role="muted", wraps=True)
        ways_in = (first, bring) if self._may_write else ()
        return _in_the_middle(told, *ways_in)

    def _nothing_found(self) -> QWidget:
        say = self._session.say
        again = button(say, "Clear filters", self._clear_filters)
        told = said(say, "Nothing found.", role="muted", wraps=True)
        return _in_the_middle(told, again)

    def _clear_filters(self) -> None:
        self.filters.clear()
        self._narrow()

    def _count_selected(self) -> None:
        self.actions_bar.show_selected(self.view.selected)

    def take_view(self, view: SavedView) -> None:
        """Filters and order of a saved view."""
        self.filters.take(view)
        self.model.order(view.sort, descending=view.descending)
        if view.columns:
            self._show_columns(view.columns)
        self._narrow()

    def add_view(self, view: SavedView) -> None:
        """What a saved view asks must hold too; order and columns stay."""
        self.filters.added.add(view.every)
        self._narrow()

    def _save_view(self, name: str) -> None:
        sort, descending = self.model.ordered_by
        view = SavedView(
            name=name,
            text=self.filters.text.text(),
            choices=self.filters.choices,
            narrowed=self.filters.narrowed,
            also=self.filters.added.views,
            sort=sort,
            descending=descending,
            columns=tuple(each.key for each in self.model.fields),
        )
        self.views.keep(view)

    def _narrow(self) -> None:
        self.model.narrow(self.filters.filters, self.filters.words)

    def _settle(self) -> None:
        self.filters.count()
        self._notice.clear()
        shown = 0 if self.model.total else 2 if self.model.is_filtered else 1
        self._stack.setCurrentIndex(shown)
        if self.model.is_another or self._is_sought:
            self.choose(self._chosen)
        self._show_place()
        self._open_awaited()

    def _show_length(self) -> None:
        self.filters.count()
        self._seek()
        self._show_place()
        self._open_awaited()

    def _look_at_read(self) -> None:
        """More rows are read: what was waited for may be among them."""
        self._open_awaited()
        if self._chosen and not self.steps.isHidden():
            self._show_place()

    def _show_place(self) -> None:
        self.steps.show_place(self.model.row_of(self._chosen), self.model.total)

    def step(self, by: int) -> None:
        """Open the record before the one that is open, or the next."""
        at = self.model.row_of(self._chosen)
        if at is None:
            at = self.view.currentIndex().row()
        wanted = at + by
        if 0 <= wanted < self.model.total:
            self._awaited = wanted
            self._open_awaited()

    def _open_awaited(self) -> None:
        """Open what was stepped to, once it is read."""
        record = None
        if self._awaited is not None and self._awaited < self.model.total:
            record = self.model.record_anew(self._awaited)
        if record is not None:
            self.view.bring(self._awaited or 0)
            self._awaited = None
            self.opened.emit(record)

    def take_keys(self) -> None:
        """The keys go to the rows, or to what is offered where there are none."""
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus()

    def choose(self, record_id: str) -> None:
        """Mark the row of a record as the one that is open.

        One that is not read yet is sought; of none the row that was open stays marked.
        """
        self._chosen = record_id
        found = self.model.row_of(record_id)
        self._is_sought = bool(record_id) and found is None
        if found is not None:
            self.view.selectRow(found)
        elif record_id:
            self.view.clearSelection()
            if self.model.is_counted:
                self._seek()
        self._show_place()

    def _seek(self) -> None:
        """Find the row of the open record, unless the list is too long to count in."""
        if self._is_sought:
            self._is_sought = self.model.total <= LONGEST
        if self._is_sought:
            self.model.find([self._chosen], self._mark)

    def _mark(self, rows: Mapping[str, int]) -> None:
        """The row is known, read or not; whoever chose another meanwhile meant it."""
        row = rows.get(self._chosen)
        if self._is_sought and row is not None and not self.view.selected_count:
            self.view.selectRow(row)
        self._is_sought = False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside a record there is room for names only."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW_PX
        self.filters.show_boxes(not narrow)
        self.views.setVisible(not narrow)
        self._way_in.setVisible(self._may_write and not narrow)
        self.actions_bar.show_rest(not narrow)
        self.steps.setVisible(narrow)


def _kept(_none: None) -> None:
    """Nothing to show: it is shown already."""


def _as_high_as_boxes(icon: QWidget) -> QWidget:
    """An icon in the middle of the height that the boxes beside it have."""
    found = QWidget()
    found.setLayout(row(icon))
    found.setFixedHeight(CONTROL_PX)
    return found


def _in_the_middle(told: PlainLabel, *buttons: QWidget) -> QWidget:
    """Words over buttons; beside an open record the words need several lines."""
    frame = card()
    column = column_of(frame)
    column.addStretch(1)
    told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    column.addWidget(told)
    for each in buttons:
        column.addLayout(row(1, each, 1))
    column.addStretch(2)
    if buttons:
        frame.setFocusProxy(buttons[0])
    return frame
