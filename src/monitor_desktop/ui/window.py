"""The window over an open profile: areas left, one page right, status below."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.contacts import Contact, Role
from monitor_desktop.domain.fields import Area
from monitor_desktop.domain.queries import Filter
from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services import recents
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui import asking
from monitor_desktop.ui.conflicts_page import ConflictsPage
from monitor_desktop.ui.dashboard_page import DashboardPage
from monitor_desktop.ui.evidence_page import EvidencePage
from monitor_desktop.ui.first_quiet import FirstQuiet
from monitor_desktop.ui.map_page import MapPage
from monitor_desktop.ui.navigation import Navigation, area_name, area_of, areas
from monitor_desktop.ui.onlookers import Cover, OnlookersChip
from monitor_desktop.ui.palettes import Palette
from monitor_desktop.ui.panes import PageStack
from monitor_desktop.ui.pieces import PlainLabel
from monitor_desktop.ui.print_page import PrintPage
from monitor_desktop.ui.record_page import RecordPage
from monitor_desktop.ui.reports.page import ReportsPage
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.settings_page import SettingsPage
from monitor_desktop.ui.sync_page import SyncPage
from monitor_desktop.ui.verify_page import VerifyPage
from monitor_desktop.ui.window_acts import acts_of
from monitor_desktop.ui.window_counts import Counts
from monitor_desktop.ui.words import Message

if TYPE_CHECKING:
    from collections.abc import Callable

STATUS_PX: Final = 28
SYNC: Final = "sync"
SETTINGS: Final = "settings"
CONFLICTS: Final = "conflicts"
VERIFY: Final = "verify"
PRINT: Final = "print"
TODAY: Final = "today"
MAP: Final = "map"
REPORTS: Final = "reports"
EVIDENCE: Final = "evidence"
NARROW_PX: Final = 1200
_PUT_AWAY_MS: Final = 500
NAMES: Final[dict[str, Message]] = {
    TODAY: "Today",
    **{each: area_name(each) for each in Area if each in areas() or each == EVIDENCE},
    MAP: "Map",
    SYNC: "Sync",
    REPORTS: "Reports",
    SETTINGS: "Settings",
}
_STANDS_UNDER: Final = {CONFLICTS: SYNC, VERIFY: SYNC}
"""Pages that stand under an area of another name."""
_FOR_EVERYBODY: Final = frozenset({MAP, SETTINGS, VERIFY})
"""Pages that name nobody from a record."""
_KINDS: Final = areas()


class Shell(QWidget):
    """Everything a person sees while the profile is open.

    ``locked`` asks to close the store and show the lock, ``helped`` for the manual,
    ``keys_wanted`` for its sheet of shortcuts.

    Args:
        session: The open profile.
        start: The page to begin with; none where somebody goes to one next.
    """

    locked = Signal()
    helped = Signal()
    keys_wanted = Signal()

    def __init__(self, session: Session, start: str = TODAY) -> None:
        super().__init__()
        self.session = session
        self.navigation = Navigation(session, NAMES)
        self._stack = PageStack()
        self._pages: dict[str, QWidget] = {}
        self.key = ""
        self._before_print = TODAY
        self._last_kinds: dict[str, str] = {
            area: keys[0] for area, keys in _KINDS.items()
        }
        self._renewing = QTimer(self, interval=0, singleShot=True)
        self._renewing.timeout.connect(self._renew)
        self._outworn: list[QWidget] = []
        self._putting_away = QTimer(self, interval=_PUT_AWAY_MS)
        self._putting_away.timeout.connect(self._put_away)
        self.status = PlainLabel(role="caption")
        self.backup = PlainLabel(role="caption")
        self._build()
        self.counts = Counts(session, self)
        self.counts.counted.connect(self.navigation.show_counts)
        self.counts.backed_up.connect(partial(session.say.put, self.backup.setText))
        self.navigation.chosen.connect(self.turn_to)
        self.navigation.locked.connect(self.locked)
        # Afterwards: a page may be in the midst of showing what it wrote.
        session.changed.connect(lambda _changes: self._renewing.start())
        session.desk.worker.busy.connect(self._show_busy)
        self._bind_keys()
        self._show_busy(busy=False)
        if start:
            self.go(start)
        FirstQuiet(session.desk.worker, self).came.connect(self._begin)

    def _begin(self) -> None:
        """Count, and put down what lay long enough where nobody decides for others."""
        leads = self.session.workspace.owner.role == Role.COORDINATOR
        self.counts.begin(pairs=leads)
        if not leads:
            self.session.run(asking.put_down_old, self._put_down, self._not_put_down)

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
        line.addWidget(OnlookersChip(self.session.say, self.session.desk.onlookers))
        line.addSpacing(12)
        offline = PlainLabel(role="caption")
        self.session.say.put(offline.setText, "Offline")
        line.addWidget(offline)
        line.addSpacing(12)
        line.addWidget(self.backup)
        return frame

    def _show_busy(self, busy: bool) -> None:
        message = "Working…" if busy else "Everything is kept encrypted on this device"
        self.session.say.put(self.status.setText, message)

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+N": self.new,
            "Ctrl+Shift+N": self.first_contact,
            "Ctrl+S": self.save,
            "Ctrl+F": self.find_in_list,
            "Ctrl+K": self.search,
            "Ctrl+P": self.print,
            "Ctrl+L": self.lock,
            "F6": self.walk,
            "F7": self.session.desk.onlookers.turn,
            "Esc": self.back,
        }
        for sequence, do in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(do)

    def page(self, key: str) -> QWidget:
        """A page, made when it is first needed."""
        page = self._made(key)
        if not self._stack.holds(page):
            self._stack.add(page)
            if key not in _FOR_EVERYBODY and not isinstance(page, RecordPage):
                Cover(self.session.say, self.session.desk.onlookers, page)
        return page

    def _made(self, key: str) -> QWidget:
        if key not in self._pages:
            self._pages[key] = self._make(key)
        return self._pages[key]

    def turn_to(self, key: str) -> None:
        """Show a page: the first time it is made now, and shown in the next turn.

        Both at once would let the window stand still for longer than anybody likes.
        """
        self._made(self._last_kinds.get(key, key))
        QTimer.singleShot(0, self, partial(self.go, key))

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
        makers: dict[str, Callable[[], QWidget]] = {
            TODAY: self._make_today,
            MAP: self._make_map,
            EVIDENCE: self._make_evidence,
            SYNC: self._make_sync,
            CONFLICTS: self._make_conflicts,
            VERIFY: self._make_verify,
            PRINT: self._make_print,
            REPORTS: self._make_reports,
            SETTINGS: lambda: SettingsPage(self.session),
        }
        return makers[key]() if key in makers else self._make_records(key)

    def _make_today(self) -> DashboardPage:
        page = DashboardPage(self.session)
        page.went.connect(self.go)
        page.narrowed.connect(self.show_cases)
        page.opened.connect(self.open_record)
        page.searched.connect(self.search)
        page.wanted_new.connect(self.new)
        return page

    def _make_map(self) -> MapPage:
        page = MapPage(self.session)
        page.narrowed.connect(self.show_cases)
        page.searched.connect(self.search)
        return page

    def _make_evidence(self) -> EvidencePage:
        page = EvidencePage(self.session)
        page.opened.connect(self.open_record)
        page.searched.connect(self.search)
        return page

    def _make_sync(self) -> SyncPage:
        page = SyncPage(self.session)
        page.disputed.connect(self._go_conflicts)
        page.searched.connect(self.search)
        page.verifying.connect(self.show_verify)
        page.opened.connect(self.open_record)
        return page

    def _make_verify(self) -> VerifyPage:
        page = VerifyPage(self.session)
        page.closed.connect(self._go_sync)
        page.verified.connect(self._tell_verified)
        return page

    def _make_conflicts(self) -> ConflictsPage:
        page = ConflictsPage(self.session)
        page.counted.connect(self.counts.take_pairs)
        page.opened.connect(self.open_record)
        page.searched.connect(self.search)
        return page

    def _make_reports(self) -> ReportsPage:
        page = ReportsPage(self.session)
        page.opened.connect(self.open_record)
        page.searched.connect(self.search)
        return page

    def _make_print(self) -> PrintPage:
        page = PrintPage(self.session)
        page.closed.connect(self._leave_print)
        return page

    def _make_records(self, key: str) -> RecordPage:
        page = RecordPage(self.session, key, _KINDS[area_of(key)])
        page.searched.connect(self.search)
        page.printed.connect(self.show_print)
        page.list.actions_bar.printed.connect(self.show_prints)
        page.disputed.connect(self._go_conflicts)
        page.turned.connect(self.go)
        page.shown.connect(self._remember)
        return page

    def go(self, key: str) -> None:
        """Show a page: of a record type, the last one seen of an area, or another."""
        key = self._last_kinds.get(key, key)
        self.key = key
        self._stack.show_page(self.page(key))
        # Into the page: a ring on the navigation would say nothing.
        self.page(key).setFocus()
        if record_type(key) is not None:
            self._last_kinds[area_of(key)] = key
            self.navigation.show_area(area_of(key))
        elif key != PRINT:
            self.navigation.show_area(_STANDS_UNDER.get(key, key))

    def _renew(self) -> None:
        """Make pages again whose record types have other fields of the group's own.

        What is typed in them is kept as a draft when they are hidden.
        """
        for key, page in list(self._pages.items()):
            if isinstance(page, RecordPage) and page.is_outdated:
                form, record = page.open_form, page.open_record
                self._stack.drop(page)
                self._outworn.append(self._pages.pop(key))
                self._putting_away.start()
                if key == self.key:
                    self.go(key)
                    if record is not None:
                        self.record_page(key).open_id(record.id)
                    elif form is not None:
                        self.record_page(key).open_new()

    def _put_away(self) -> None:
        """Let go of pages that were made again, once nothing is answered to them."""
        if not self.session.desk.worker.is_busy:
            self._putting_away.stop()
            while self._outworn:
                self._outworn.pop().deleteLater()

    def _remember(self, record_id: str) -> None:
        def remember(workspace: Workspace) -> None:
            recents.remember(workspace, record_id)

        self.session.run(remember, _kept)

    def show_cases(self, wanted: Filter) -> None:
        """The list of cases, narrowed to what was clicked in a chart."""
        self.go("case")
        page = self.record_page("case")
        page.close_form()
        page.list.filters.narrow_to(wanted)

    def walk(self) -> None:
        """F6: from the areas to the list, to the record, and round again."""
        stops: list[QWidget | None] = [self.navigation.current]
        page = self._pages[self.key]
        if isinstance(page, RecordPage):
            stops += [page.list.view, page.open_form]
        else:
            stops.append(page)
        there = [each for each in stops if each is not None]
        focused = self.focusWidget()
        at = [n for n, each in enumerate(there) if _holds(each, focused)]
        there[((at[-1] if at else -1) + 1) % len(there)].setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Icons alone where the window is narrow."""
        super().resizeEvent(event)
        self.navigation.narrow(narrow=self.width() < NARROW_PX)

    @property
    def place(self) -> tuple[str, str]:
        """The area in sight and the record open in it, to come back to."""
        page = self._pages[self.key]
        if isinstance(page, RecordPage):
            record = page.open_record
            return self.key, record.id if record is not None else ""
        passing = {PRINT: self._before_print, VERIFY: SYNC}
        return passing.get(self.key, self.key), ""

    def _go_conflicts(self) -> None:
        self.go(CONFLICTS)

    def _go_sync(self) -> None:
        self.go(SYNC)

    def show_verify(self, contact: Contact) -> None:
        """Check the card of a contact."""
        page = self.page(VERIFY)
        if isinstance(page, VerifyPage):
            page.begin(contact)
            self.go(VERIFY)

    def _tell_verified(self, name: str) -> None:
        self.go(SYNC)
        page = self.page(SYNC)
        if isinstance(page, SyncPage):
            page.notice.tell("{name} is verified.", name=name)

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

    def new_of(self, type_key: str) -> None:
        """An empty form of a record type."""
        self.go(type_key)
        self.record_page(type_key).open_new()

    def first_contact(self) -> None:
        """A new case with the few fields of a first contact, from anywhere."""
        self.go("case")
        self.record_page("case").open_first_contact()

    def lock(self) -> None:
        """Ask for the lock."""
        self.locked.emit()

    def help(self) -> None:
        """Ask for the manual."""
        self.helped.emit()

    def show_keys(self) -> None:
        """Ask for the shortcuts."""
        self.keys_wanted.emit()

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
        palette = Palette(self.session, self.window(), acts_of(self, NAMES))
        palette.chosen.connect(self.open_record)
        palette.narrowed.connect(self.show_cases)
        palette.open()

    def back(self) -> None:
        """Close what is open beside the list."""
        if self.key == PRINT:
            self._leave_print()
        elif self.key == VERIFY:
            self._go_sync()
        elif self._records is not None and not self._records.form.isHidden():
            self._records.close_form()

    def print(self) -> None:
        """Preview the record that is open."""
        record = self._records.open_record if self._records is not None else None
        if record is not None:
            self.show_print(record.ref or record.id)

    def show_print(self, ref: str, document: str = "") -> None:
        """Preview a record, or a document of it."""
        self._before_print = self.key
        self.go(PRINT)
        if document:
            self.print_page.options.want_document(document)
        self.print_page.show_record(ref)

    def show_prints(self, refs: Sequence[str]) -> None:
        """Preview several records; all of them are printed and saved."""
        self._before_print = self.key
        self.go(PRINT)
        self.print_page.show_records(refs)

    def _leave_print(self) -> None:
        self.go(self._before_print)

    def _put_down(self, gone: tuple[str, ...]) -> None:
        if gone:
            self.session.announce(Changes(gone, 1))

    def _not_put_down(self, _error: MonitorError) -> None:
        """It is tried again when the profile is opened next."""


def _kept(_none: None) -> None:
    """Nothing to show."""


def _holds(widget: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (widget is focused or widget.isAncestorOf(focused))
