"""The window over an open profile: areas left, one page right, status below."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.catalogue.evidence import ATTACHMENT
from monitor_desktop.domain.contacts import Contact, Role
from monitor_desktop.domain.queries import Filter
from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services import recents
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.evidence.evidence_page import EvidencePage
from monitor_desktop.ui.exchange.sync_page import SyncPage
from monitor_desktop.ui.fittings.navigation import Navigation, area_of, areas
from monitor_desktop.ui.fittings.places import Place
from monitor_desktop.ui.fittings.turns import Turns
from monitor_desktop.ui.frame.palettes import Palette
from monitor_desktop.ui.frame.stopped_band import StoppedBand
from monitor_desktop.ui.frame.window_acts import acts_of
from monitor_desktop.ui.frame.window_counts import Counts
from monitor_desktop.ui.frame.window_pages import (
    CONFLICTS,
    EVIDENCE,
    NAMES,
    PRINT,
    SYNC,
    TODAY,
    VERIFY,
    Pages,
)
from monitor_desktop.ui.frame.window_status import StatusLine
from monitor_desktop.ui.look import roles
from monitor_desktop.ui.pace import asking
from monitor_desktop.ui.pace.first_quiet import FirstQuiet
from monitor_desktop.ui.pace.slices import Steps
from monitor_desktop.ui.paper.print_page import PrintPage
from monitor_desktop.ui.paper.verify_page import VerifyPage
from monitor_desktop.ui.records.record_page import RecordPage
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.settings.settings_page import SettingsPage

NARROW_PX: Final = 1200
_STANDS_UNDER: Final = {CONFLICTS: SYNC, VERIFY: SYNC}
"""Pages that stand under an area of another name."""


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
        roles.install()
        self.session = session
        self.navigation = Navigation(session, NAMES)
        self._pages = Pages(session, self)
        self._turns = Turns(session, self)
        self._wanted: Place | None = None
        self.key = ""
        self._before_print = TODAY
        self._last_kinds: dict[str, str] = {
            area: keys[0] for area, keys in areas().items()
        }
        self._renewing = QTimer(self, interval=0, singleShot=True)
        self._renewing.timeout.connect(self._renew)
        self.stopped = StoppedBand(session.say)
        self.status = StatusLine(session)
        self._build()
        self.counts = Counts(session, self)
        self.counts.counted.connect(self.navigation.show_counts)
        self.counts.backed_up.connect(self.status.show_backup)
        self.navigation.chosen.connect(self.turn_to)
        self.navigation.locked.connect(self.locked)
        # Afterwards: a page may be in the midst of showing what it wrote.
        session.changed.connect(lambda _changes: self._renewing.start())
        self._connect_pages()
        self._bind_keys()
        if start:
            self.go(start)

    def _begin(self) -> None:
        """Count, and put down what lay long enough where nobody decides for others."""
        leads = self.session.workspace.owner.role == Role.COORDINATOR
        self.counts.begin(pairs=leads)
        if not leads:
            self.session.run(asking.put_down_old, self._put_down, self._not_put_down)

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.stopped)
        column.addWidget(self._pages.stack, 1)
        column.addWidget(self.status)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.navigation)
        line.addLayout(column, 1)

    def _connect_pages(self) -> None:
        pages = self._pages
        pages.went.connect(self.turn_to)
        pages.wanted.connect(self._turn_to_act)
        pages.opened.connect(self.open_record)
        pages.narrowed.connect(self.show_cases)
        pages.searched.connect(self.search)
        pages.wanted_new.connect(self.new)
        pages.shown.connect(self._remember)
        pages.printed.connect(self.show_print)
        pages.printed_many.connect(self.show_prints)
        pages.print_left.connect(self._leave_print)
        pages.verifying.connect(self.show_verify)
        pages.verified.connect(self._tell_verified)
        pages.paired.connect(self.counts.take_pairs)
        pages.backed_up.connect(self.counts.count)

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
        return self._pages.page(key)

    def turn_to(self, key: str, then: Callable[[], None] | None = None) -> None:
        """Show a page, then do something on it.

        The first time it is made, shown and filled in turns of events of their own: all
        at once would let the window stand still for longer than anybody likes.
        """
        self._turns.add(self._turning(key, then))

    def _turn_to_act(self, key: str, why: str) -> None:
        """Show the page where something is done that waits, and go to its button."""
        self.turn_to(key, partial(self._go_to_act, key, why))

    def _go_to_act(self, key: str, why: str) -> None:
        page = self.page(key)
        if isinstance(page, SettingsPage):
            page.go_to(why)

    def _turning(self, key: str, then: Callable[[], None] | None = None) -> Steps:
        key = self._last_kinds.get(key, key)
        self._pages.made(key)
        yield
        self._pages.page(key)
        yield
        self.go(key)
        if then is not None:
            yield
            then()

    def record_page(self, key: str) -> RecordPage:
        """The page of a record type."""
        return self._pages.records(key)

    @property
    def print_page(self) -> PrintPage:
        """The preview."""
        found = self.page(PRINT)
        if not isinstance(found, PrintPage):
            raise TypeError
        return found

    def go(self, key: str) -> None:
        """Show a page: of a record type, the last one seen of an area, or another."""
        if not self.key:
            # Whoever waits for the first page needs its answers before any number.
            FirstQuiet(self.session.desk.worker, self).came.connect(self._begin)
        key = self._last_kinds.get(key, key)
        self.key = key
        self._pages.stack.show_page(self.page(key))
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
        for key, page in self._pages.outdated().items():
            form, record = page.open_form, page.open_record
            self._pages.drop(key)
            if key == self.key:
                self.go(key)
                if record is not None:
                    self.record_page(key).open_id(record.id)
                elif form is not None:
                    self.record_page(key).open_new()

    def _remember(self, record_id: str) -> None:
        def remember(workspace: Workspace) -> None:
            recents.remember(workspace, record_id)

        self.session.run(remember, _kept)

    def show_cases(self, wanted: Filter) -> None:
        """The list of cases, narrowed to what was clicked in a chart."""
        self.turn_to("case", partial(self._narrow, wanted))

    def _narrow(self, wanted: Filter) -> None:
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
    def place(self) -> Place:
        """What is in sight, to come back to."""
        if self._wanted is not None:
            return self._wanted
        if self.key == PRINT:
            refs, document = self.print_page.shown
            behind = self._place_on(self._before_print)
            return replace(behind, printed=refs, document=document)
        return self._place_on(SYNC if self.key == VERIFY else self.key)

    def _place_on(self, key: str) -> Place:
        """Pages of other kinds come back as they are found."""
        is_of_records = record_type(key) is not None
        return self._pages.records(key).place if is_of_records else Place(key)

    def come_back(self, place: Place) -> None:
        """Show what was in sight before the lock, and go to the same field."""
        self._wanted = place
        self.turn_to(place.area, partial(self._come_back, place))

    def _come_back(self, place: Place) -> None:
        self._wanted = None
        if self._records is not None:
            self._records.come_back(place)
        if place.printed:
            self._preview(place.printed, place.document)

    def show_verify(self, contact: Contact) -> None:
        """Check the card of a contact."""
        self.turn_to(VERIFY, partial(self._verify, contact))

    def _verify(self, contact: Contact) -> None:
        page = self.page(VERIFY)
        if isinstance(page, VerifyPage):
            page.begin(contact)

    def _tell_verified(self, name: str) -> None:
        self.turn_to(SYNC, partial(self._say_verified, name))

    def _say_verified(self, name: str) -> None:
        page = self.page(SYNC)
        if isinstance(page, SyncPage):
            page.notice.tell("{name} is verified.", name=name)

    def open_record(self, type_key: str, record_id: str) -> None:
        """Show a record on the page of its type; without an id, the one begun."""
        if not record_id:
            self.new_of(type_key)
            return
        if type_key == ATTACHMENT.key:
            self.turn_to(EVIDENCE, partial(self._look_into, record_id))
            return
        self._wanted = Place(type_key, record_id)
        self.turn_to(type_key, partial(self._open_record, type_key, record_id))

    def _look_into(self, attached: str) -> None:
        page = self.page(EVIDENCE)
        if isinstance(page, EvidencePage):
            page.look_into(attached)

    def _open_record(self, type_key: str, record_id: str) -> None:
        self._wanted = None
        self.record_page(type_key).open_id(record_id)

    @property
    def _records(self) -> RecordPage | None:
        found = self._pages[self.key] if self.key else None
        return found if isinstance(found, RecordPage) else None

    def new(self) -> None:
        """An empty form of the area's record type; of a case elsewhere."""
        # After the pages that are on their way: where a person is by then counts.
        self._turns.add(self._opening_new())

    def _opening_new(self) -> Steps:
        if self._records is None:
            yield from self._turning("case")
        self._new_here()

    def _new_here(self, called: str = "") -> None:
        if self._records is not None:
            self._records.open_new(called)

    def new_of(self, type_key: str, called: str = "") -> None:
        """An empty form of a record type, with its title where that is known."""
        self.turn_to(type_key, partial(self._new_here, called))

    def first_contact(self) -> None:
        """A new case with the few fields of a first contact, from anywhere."""
        self.turn_to("case", self._first_contact_here)

    def _first_contact_here(self) -> None:
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
        palette.wanted_new.connect(self.new_of)
        palette.open()

    def back(self) -> None:
        """Close what is open beside the list."""
        if self.key == PRINT:
            self._leave_print()
        elif self.key == VERIFY:
            self.turn_to(SYNC)
        elif self._records is not None and not self._records.form.isHidden():
            self._records.close_form()

    def print(self) -> None:
        """Preview the record that is open."""
        record = self._records.open_record if self._records is not None else None
        if record is not None:
            self.show_print(record.ref or record.id)

    def show_print(self, ref: str, document: str = "") -> None:
        """Preview a record, or a document of it."""
        self._preview((ref,), document)

    def show_prints(self, refs: Sequence[str]) -> None:
        """Preview several records; all of them are printed and saved."""
        self._preview(refs)

    def _preview(self, refs: Sequence[str], document: str = "") -> None:
        self._before_print = self.key
        self.turn_to(PRINT, partial(self._show_on_paper, refs, document))

    def _show_on_paper(self, refs: Sequence[str], document: str) -> None:
        if document:
            self.print_page.options.want_document(document)
        self.print_page.show_records(refs)

    def _leave_print(self) -> None:
        self.turn_to(self._before_print)

    def _put_down(self, gone: tuple[str, ...]) -> None:
        if gone:
            self.session.announce(Changes(gone, 1))

    def _not_put_down(self, _error: MonitorError) -> None:
        """It is tried again when the profile is opened next."""


def _kept(_none: None) -> None:
    """Nothing to show."""


def _holds(widget: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (widget is focused or widget.isAncestorOf(focused))
