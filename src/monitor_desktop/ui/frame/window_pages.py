"""Every page of the window: made when it is first needed, and kept.

What a page asks of the window is asked of all of them in one place.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.fields import Area
from monitor_desktop.ui.conflicts.conflicts_page import ConflictsPage
from monitor_desktop.ui.dashboard.dashboard_page import DashboardPage
from monitor_desktop.ui.dashboard.map_page import MapPage
from monitor_desktop.ui.evidence.evidence_page import EvidencePage
from monitor_desktop.ui.exchange.sync_page import SyncPage
from monitor_desktop.ui.fittings.navigation import area_name, area_of, areas
from monitor_desktop.ui.look.onlookers import Cover
from monitor_desktop.ui.look.panes import PageStack
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.paper.print_page import PrintPage
from monitor_desktop.ui.paper.verify_page import VerifyPage
from monitor_desktop.ui.records.record_page import RecordPage
from monitor_desktop.ui.reports.page import ReportsPage
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.settings.settings_page import SettingsPage

if TYPE_CHECKING:
    from collections.abc import Callable

SYNC: Final = "sync"
SETTINGS: Final = "settings"
CONFLICTS: Final = "conflicts"
VERIFY: Final = "verify"
PRINT: Final = "print"
TODAY: Final = "today"
MAP: Final = "map"
REPORTS: Final = "reports"
EVIDENCE: Final = "evidence"
_PUT_AWAY_MS: Final = 500
NAMES: Final[dict[str, Message]] = {
    TODAY: "Today",
    **{each: area_name(each) for each in Area if each in areas() or each == EVIDENCE},
    MAP: "Map",
    SYNC: "Sync",
    REPORTS: "Reports",
    SETTINGS: "Settings",
}
_FOR_EVERYBODY: Final = frozenset({MAP, SETTINGS, VERIFY})
"""Pages that name nobody from a record."""


class Pages(QObject):
    """The pages of an open profile, by key; a record type is the key of its page.

    ``went`` carries a page to go to, ``wanted`` one and what waits to be done there;
    ``opened`` type and id of a record;
    ``narrowed`` what the list of cases is to show; ``searched`` asks for the search
    over everything, ``wanted_new`` for an empty form; ``shown`` carries the id of the
    record that was opened; ``printed`` a reference and a kind of document or nothing,
    ``printed_many`` references; ``print_left`` asks to go back from the preview;
    ``verifying`` carries a contact, ``verified`` the name of one; ``paired`` how many
    pairs wait for a decision; ``backed_up`` tells of a backup.
    """

    went = Signal(str)
    wanted = Signal(str, str)
    opened = Signal(str, str)
    narrowed = Signal(object)
    searched = Signal()
    wanted_new = Signal()
    shown = Signal(str)
    printed = Signal(str, str)
    printed_many = Signal(object)
    print_left = Signal()
    verifying = Signal(object)
    verified = Signal(str)
    paired = Signal(int)
    backed_up = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.stack = PageStack()
        self._pages: dict[str, QWidget] = {}
        self._outworn: list[QWidget] = []
        self._putting_away = QTimer(self, interval=_PUT_AWAY_MS)
        self._putting_away.timeout.connect(self._put_away)

    def __getitem__(self, key: str) -> QWidget:
        """A page that was made before."""
        return self._pages[key]

    def page(self, key: str) -> QWidget:
        """A page in its place, made when it is first needed."""
        page = self.made(key)
        if not self.stack.holds(page):
            self.stack.add(page)
            if key not in _FOR_EVERYBODY and not isinstance(page, RecordPage):
                Cover(self._session.say, self._session.desk.onlookers, page)
        return page

    def made(self, key: str) -> QWidget:
        """A page, perhaps without its place yet."""
        if key not in self._pages:
            self._pages[key] = self._make(key)
        return self._pages[key]

    def records(self, key: str) -> RecordPage:
        """The page of a record type."""
        found = self.page(key)
        if not isinstance(found, RecordPage):
            raise TypeError(key)
        return found

    def outdated(self) -> dict[str, RecordPage]:
        """Pages whose record types have other fields of the group's own by now."""
        return {
            key: page
            for key, page in self._pages.items()
            if isinstance(page, RecordPage) and page.is_outdated
        }

    def drop(self, key: str) -> None:
        """Let go of a page: the next time it is made again."""
        page = self._pages.pop(key)
        self.stack.drop(page)
        self._outworn.append(page)
        self._putting_away.start()

    def _put_away(self) -> None:
        """Pages that were dropped go, once nothing is answered to them."""
        if not self._session.desk.worker.is_busy:
            self._putting_away.stop()
            while self._outworn:
                self._outworn.pop().deleteLater()

    def _go_conflicts(self) -> None:
        self.went.emit(CONFLICTS)

    def _go_sync(self) -> None:
        self.went.emit(SYNC)

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
            SETTINGS: self._make_settings,
        }
        return makers[key]() if key in makers else self._make_records(key)

    def _make_today(self) -> DashboardPage:
        page = DashboardPage(self._session)
        page.went.connect(self.wanted)
        page.narrowed.connect(self.narrowed)
        page.opened.connect(self.opened)
        page.searched.connect(self.searched)
        page.wanted_new.connect(self.wanted_new)
        return page

    def _make_map(self) -> MapPage:
        page = MapPage(self._session)
        page.narrowed.connect(self.narrowed)
        page.searched.connect(self.searched)
        return page

    def _make_evidence(self) -> EvidencePage:
        page = EvidencePage(self._session)
        page.opened.connect(self.opened)
        page.searched.connect(self.searched)
        return page

    def _make_sync(self) -> SyncPage:
        page = SyncPage(self._session)
        page.disputed.connect(self._go_conflicts)
        page.searched.connect(self.searched)
        page.verifying.connect(self.verifying)
        page.opened.connect(self.opened)
        return page

    def _make_verify(self) -> VerifyPage:
        page = VerifyPage(self._session)
        page.closed.connect(self._go_sync)
        page.verified.connect(self.verified)
        return page

    def _make_conflicts(self) -> ConflictsPage:
        page = ConflictsPage(self._session)
        page.counted.connect(self.paired)
        page.opened.connect(self.opened)
        page.searched.connect(self.searched)
        return page

    def _make_reports(self) -> ReportsPage:
        page = ReportsPage(self._session)
        page.opened.connect(self.opened)
        page.searched.connect(self.searched)
        return page

    def _make_settings(self) -> SettingsPage:
        page = SettingsPage(self._session)
        page.backed_up.connect(self.backed_up)
        return page

    def _make_print(self) -> PrintPage:
        page = PrintPage(self._session)
        page.closed.connect(self.print_left)
        return page

    def _make_records(self, key: str) -> RecordPage:
        page = RecordPage(self._session, key, areas()[area_of(key)])
        page.searched.connect(self.searched)
        page.printed.connect(self.printed)
        page.list.actions_bar.printed.connect(self.printed_many)
        page.disputed.connect(self._go_conflicts)
        page.turned.connect(self.went)
        page.shown.connect(self.shown)
        return page
