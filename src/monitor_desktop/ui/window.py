"""The window over an open profile: areas left, one page right, status below."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain.catalogue import top_types
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import overview
from monitor_desktop.ui.conflicts_page import ConflictsPage
from monitor_desktop.ui.navigation import Navigation, type_area
from monitor_desktop.ui.palettes import Palette
from monitor_desktop.ui.pieces import PlainLabel
from monitor_desktop.ui.print_page import PrintPage
from monitor_desktop.ui.record_page import RecordPage
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.settings_page import SettingsPage
from monitor_desktop.ui.sync_page import SyncPage
from monitor_desktop.ui.words import Message

STATUS_PX: Final = 28
SYNC: Final = "sync"
SETTINGS: Final = "settings"
CONFLICTS: Final = "conflicts"
PRINT: Final = "print"
NAMES: Final[dict[str, Message]] = {
    **{each.key: type_area(each.key) for each in top_types()},
    "monitoring_report": "Monitoring",
    SYNC: "Sync",
    SETTINGS: "Settings",
}
_AREA_OF: Final = {CONFLICTS: SYNC}
"""Pages that stand under an area of another name."""


class Shell(QWidget):
    """Everything a person sees while the profile is open.

    ``locked`` asks to close the store and show the lock.
    """

    locked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.navigation = Navigation(session, NAMES)
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        self.key = ""
        self._before_print = "case"
        self.status = PlainLabel(role="caption")
        self._build()
        self.navigation.chosen.connect(self.go)
        self.navigation.locked.connect(self.locked)
        session.changed.connect(lambda _changes: self._count())
        session.desk.worker.busy.connect(self._show_busy)
        self._bind_keys()
        self._count()
        self._show_busy(busy=False)
        self.go("case")

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._status())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.navigation)
        line.addLayout(column, 1)

    def _status(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("status")
        frame.setFixedHeight(STATUS_PX)
        line = QHBoxLayout(frame)
        line.setContentsMargins(24, 0, 24, 0)
        line.addWidget(self.status)
        line.addStretch(1)
        offline = PlainLabel(role="caption")
        self._session.say.put(offline.setText, "Offline")
        line.addWidget(offline)
        return frame

    def _show_busy(self, busy: bool) -> None:
        message = "Working…" if busy else "Everything is kept encrypted on this device"
        self._session.say.put(self.status.setText, message)

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+N": self.new,
            "Ctrl+S": self.save,
            "Ctrl+F": self.find_in_list,
            "Ctrl+K": self.search,
            "Ctrl+P": self.print,
            "Ctrl+L": self.locked.emit,
            "Esc": self.back,
        }
        for sequence, do in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(do)

    def page(self, key: str) -> QWidget:
        """A page, made when it is first needed."""
        if key not in self._pages:
            self._pages[key] = self._make(key)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def record_page(self, key: str) -> RecordPage:
        """The page of a record type."""
        found = self.page(key)
        if not isinstance(found, RecordPage):
            raise TypeError(key)
        return found

    @property
    def print_page(self) -> PrintPage:
        """The preview."""
        found = self.page(PRINT)
        if not isinstance(found, PrintPage):
            raise TypeError
        return found

    def _make(self, key: str) -> QWidget:
        session = self._session
        if key == SYNC:
            page = SyncPage(session)
            page.disputed.connect(self._go_conflicts)
            page.searched.connect(self.search)
            return page
        if key == CONFLICTS:
            conflicts = ConflictsPage(session)
            conflicts.opened.connect(self.open_record)
            return conflicts
        if key == PRINT:
            preview = PrintPage(session)
            preview.closed.connect(self._leave_print)
            return preview
        return SettingsPage(session) if key == SETTINGS else self._make_records(key)

    def _make_records(self, key: str) -> RecordPage:
        page = RecordPage(self._session, key)
        page.searched.connect(self.search)
        page.printed.connect(self.show_print)
        page.disputed.connect(self._go_conflicts)
        return page

    def go(self, key: str) -> None:
        """Show a page."""
        self.key = key
        self._stack.setCurrentWidget(self.page(key))
        # Into the page: a ring on the navigation would say nothing.
        self.page(key).setFocus()
        if key != PRINT:
            self.navigation.show_area(_AREA_OF.get(key, key))

    @property
    def place(self) -> tuple[str, str]:
        """The area in sight and the record open in it, to come back to."""
        page = self._pages[self.key]
        if isinstance(page, RecordPage):
            record = page.open_record
            return self.key, record.id if record is not None else ""
        return ("case", "") if self.key == PRINT else (self.key, "")

    def _go_conflicts(self) -> None:
        self.go(CONFLICTS)

    def open_record(self, type_key: str, record_id: str) -> None:
        """Show a record on the page of its type."""
        self.go(type_key)
        self.record_page(type_key).open_id(record_id)

    @property
    def _records(self) -> RecordPage | None:
        found = self._pages[self.key]
        return found if isinstance(found, RecordPage) else None

    def new(self) -> None:
        """An empty form of the area's record type; of a case elsewhere."""
        if self._records is None:
            self.go("case")
        if self._records is not None:
            self._records.open_new()

    def save(self) -> None:
        """Save what is open."""
        if self._records is not None:
            self._records.save()

    def find_in_list(self) -> None:
        """Find in the list, or in everything where there is none."""
        if self._records is not None:
            self._records.find_in_list()
        else:
            self.search()

    def search(self) -> None:
        """Search everything."""
        palette = Palette(self._session, self.window())
        palette.chosen.connect(self.open_record)
        palette.open()

    def back(self) -> None:
        """Close what is open beside the list."""
        if self.key == PRINT:
            self._leave_print()
        elif self._records is not None and not self._records.form.isHidden():
            self._records.close_form()

    def print(self) -> None:
        """Preview the record that is open."""
        record = self._records.open_record if self._records is not None else None
        if record is not None:
            self.show_print(record.ref or record.id)

    def show_print(self, ref: str) -> None:
        """Preview a record."""
        self._before_print = self.key
        self.go(PRINT)
        self.print_page.show_record(ref)

    def _leave_print(self) -> None:
        self.go(self._before_print)

    def _count(self) -> None:
        self._session.run(overview.counts, self._show_counts, self._not_counted)

    def _show_counts(self, counts: dict[str, int]) -> None:
        found = {**counts, SYNC: counts.get(CONFLICTS, 0)}
        self.navigation.show_counts(found)

    def _not_counted(self, _error: MonitorError) -> None:
        self.navigation.show_counts({})
