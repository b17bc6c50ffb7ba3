"""Exchange with others: contacts, a new bundle, what became of those received."""

from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from monitor_desktop.domain.contacts import Contact
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import bundles, contacts, files, sending, succession
from monitor_desktop.services.bundles import Received
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.sending import Exported
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.bundle_cards import BundleCard, proposed_name
from monitor_desktop.ui.contact_cards import CardDialog, ContactList, WordsDialog
from monitor_desktop.ui.file_choice import ask_open, ask_save, read_file
from monitor_desktop.ui.import_reports import ImportReport
from monitor_desktop.ui.page_heads import PageHead
from monitor_desktop.ui.pieces import (
    button,
    card,
    column_of,
    fill_page,
    row,
    said,
    scrolled,
)
from monitor_desktop.ui.problems import Notice
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.trust_dialog import TrustDialog
from monitor_desktop.ui.working import LongWork

CARD_NAME: Final = "card.mdc"
_Read: TypeAlias = tuple[list[Contact], dict[str, str], bool, list[Received], bool]


class SyncPage(QWidget):
    """``disputed`` asks for the conflicts, ``searched`` for the search."""

    disputed = Signal()
    searched = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setAcceptDrops(True)
        say = session.say
        self.notice = Notice(say)
        self.contacts = ContactList(session)
        self.bundle = BundleCard(session)
        self.report = ImportReport(session)
        self._restored = Notice(say)
        self._restored.tell(
            "This profile was restored from a backup and has new keys. Give everybody "
            "your card again: until they verify it, nobody can read your bundles.",
            tone="warn",
        )
        self._restored.hide()
        head = PageHead(session, "Sync")
        self.conflicts = button(say, "Conflicts", self.disputed.emit)
        head.add(self.conflicts)
        head.add(button(say, "Open bundle…", self._ask_bundles, kind="primary"))
        head.searched.connect(self.searched)
        column = fill_page(self)
        column.addWidget(head)
        column.addWidget(self.notice)
        column.addWidget(self._restored)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        cards.addWidget(self._contacts_card(), 4)
        cards.addWidget(self.bundle, 3)
        cards.addWidget(self._report_card(), 4)
        column.addLayout(cards, 1)
        self.contacts.ticked.connect(self._preview)
        self.setFocusProxy(self.conflicts)
        self.contacts.verified.connect(self._verify)
        self.bundle.wanted.connect(self._ask_target)

    def _contacts_card(self) -> QFrame:
        say = self._session.say
        frame = card()
        self.contacts.doubted.connect(self._decide)
        add = button(say, "Add card…", self._ask_card, kind="quiet")
        mine = button(say, "My card…", self._my_card, kind="quiet")
        column = column_of(frame)
        column.addLayout(row(said(say, "Contacts", role="h2"), 1, mine, add))
        column.addWidget(scrolled(self.contacts), 1)
        return frame

    def _report_card(self) -> QFrame:
        frame = card()
        column = column_of(frame)
        column.addWidget(said(self._session.say, "Received bundles", role="h2"))
        column.addWidget(scrolled(self.report), 1)
        return frame

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Read contacts and reports again."""

        def read(workspace: Workspace) -> _Read:
            return (
                contacts.listed(workspace),
                contacts.standings(workspace),
                contacts.may_decide(workspace),
                bundles.received(workspace),
                succession.is_unheard(workspace),
            )

        self._session.run(read, self._fill, self.notice.tell_problem)

    def _fill(self, found: _Read) -> None:
        known, standings, leads, received, unheard = found
        self.contacts.fill(known, standings, leads=leads)
        self.report.fill(received)
        self._restored.setVisible(unheard)
        self._preview()

    def _preview(self) -> None:
        chosen = self.contacts.chosen
        if not chosen:
            self.bundle.show_preview(None)
            return
        self._session.run(
            lambda ws: sending.preview(ws, chosen),
            self.bundle.show_preview,
            self.notice.tell_problem,
        )

    def _ask_target(self) -> None:
        name = proposed_name(self._session.kit.clock.now_ms())
        target = ask_save(self._session.desk, "Make bundle", self.window(), name=name)
        if target is not None:
            self.export(target)

    def export(self, target: Path) -> None:
        """Make a bundle for those ticked."""
        chosen = self.contacts.chosen
        cap_bytes = int(self.bundle.cap.currentData())
        work = LongWork(self)
        progress = work.progress()
        self.bundle.show_work(work)

        def make(workspace: Workspace) -> list[Exported]:
            if not cap_bytes:
                made = sending.export(workspace, chosen, target, progress=progress)
                return [made]
            return sending.export_under_cap(
                workspace,
                chosen,
                lambda number: target.with_stem(f"{target.stem}-{number}"),
                cap_bytes=cap_bytes,
                progress=progress,
            )

        self._session.run(make, self._exported, self._export_failed)

    def _exported(self, made: list[Exported]) -> None:
        self.bundle.show_work(None)
        size_kib = max(sum(each.size_bytes for each in made) // 1024, 1)
        operations = sum(each.operations for each in made)
        if len(made) == 1:
            self.notice.tell(
                "The bundle is made: {operations} changes, {size} KB. "
                "Bring or send the file.",
                operations=operations,
                size=size_kib,
            )
        else:
            self.notice.tell(
                "{files} files are made: {operations} changes, {size} KB. "
                "Bring or send them all.",
                files=len(made),
                operations=operations,
                size=size_kib,
            )
        self._preview()

    def _export_failed(self, error: MonitorError) -> None:
        self.bundle.show_work(None)
        self.notice.tell_problem(error)

    def _ask_bundles(self) -> None:
        self.receive(ask_open(self._session.desk, "Open bundle", self.window()))

    def receive(self, paths: list[Path]) -> None:
        """Read bundle files; each gets its row in the report."""
        if not paths:
            return
        work = LongWork(self)
        progress = work.progress()
        self.bundle.show_work(work)
        self._session.run(
            lambda ws: bundles.receive_all(ws, paths, progress=progress),
            self._received,
            self._export_failed,
        )

    def _received(self, found: list[Received]) -> None:
        self.bundle.show_work(None)
        self._session.announce(Changes(operations=sum(e.operations for e in found)))
        self.reload()

    def _ask_card(self) -> None:
        for path in ask_open(self._session.desk, "Add card", self.window()):
            self.add_card(path)

    def add_card(self, path: Path) -> None:
        """Take a contact's card; its words are compared next."""
        self._session.run(
            lambda ws: contacts.add(ws, read_file(path)),
            self._added,
            self.notice.tell_problem,
        )

    def _added(self, contact: Contact) -> None:
        self.reload()
        if not contact.verified:
            self._verify(contact)

    def _verify(self, contact: Contact) -> None:
        dialog = WordsDialog(self._session, contact, self.window())
        if dialog.exec():
            self.notice.tell("{name} is verified.", name=contact.name)
            self._session.announce()
        self.reload()

    def _decide(self, contact: Contact, standing: str) -> None:
        if TrustDialog(self._session, contact, standing, self.window()).exec():
            self._session.announce(Changes(operations=1))
        self.reload()

    def _my_card(self) -> None:
        language = self._session.say.language

        def read(workspace: Workspace) -> tuple[str, bytes]:
            spoken = contacts.words_of(workspace, workspace.fingerprint, language)
            return spoken, contacts.my_card(workspace)

        self._session.run(read, self._show_card, self.notice.tell_problem)

    def _show_card(self, mine: tuple[str, bytes]) -> None:
        words, data = mine
        if not CardDialog(self._session, words, self.window()).exec():
            return
        desk = self._session.desk
        target = ask_save(desk, "My card", self.window(), name=CARD_NAME)
        if target is not None:
            self._session.run(
                lambda _ws: files.replace(target, data),
                partial(self._tell_saved, target),
                self.notice.tell_problem,
            )

    def _tell_saved(self, target: Path, _none: None) -> None:
        self.notice.tell("{file} is saved.", file=target.name)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        urls = event.mimeData().urls()
        self.receive([Path(each.toLocalFile()) for each in urls if each.isLocalFile()])
