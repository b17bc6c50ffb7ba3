"""Exchange with others: contacts, a new bundle, what became of those received."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from monitor_desktop.domain.contacts import Contact, Role
from monitor_desktop.domain.receipts import Delivery
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.card_texts import changes_text
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.count_texts import made_text
from monitor_desktop.overriding import override
from monitor_desktop.services import files
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.exchange import (
    access,
    bundle_reports,
    contacts,
    receipts,
    sending,
)
from monitor_desktop.services.exchange.bundle_reports import Received
from monitor_desktop.services.exchange.sending import Exported
from monitor_desktop.services.membership import unit_claims
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.exchange import sync_reading
from monitor_desktop.ui.exchange.bundle_cards import (
    OTHER_REASON,
    REASONS,
    BundleCard,
    Outlook,
    card_head,
    proposed_name,
)
from monitor_desktop.ui.exchange.carry_little import AwayDialog
from monitor_desktop.ui.exchange.contact_cards import (
    CONTACTS_PX,
    CardDialog,
    ContactList,
    Known,
)
from monitor_desktop.ui.exchange.discarding import DiscardDialog
from monitor_desktop.ui.exchange.files_taken import Taken, take_in
from monitor_desktop.ui.exchange.folder_watch import FolderWatch, WatchBand
from monitor_desktop.ui.exchange.import_reports import ImportReport
from monitor_desktop.ui.exchange.own_notice import OwnNotice
from monitor_desktop.ui.exchange.records_dialog import RecordsDialog
from monitor_desktop.ui.exchange.sync_tiles import Tiles
from monitor_desktop.ui.exchange.trust_dialog import TrustDialog
from monitor_desktop.ui.fittings.delivery_lines import delivery_label
from monitor_desktop.ui.fittings.file_choice import (
    ask_folder,
    ask_open,
    ask_save,
    read_file,
)
from monitor_desktop.ui.fittings.page_heads import PageHead
from monitor_desktop.ui.look.card_rows import CardRow
from monitor_desktop.ui.look.drops import accept_copy, carries_files, dropped
from monitor_desktop.ui.look.flows import flowing
from monitor_desktop.ui.look.pieces import (
    PlainLabel,
    button,
    card,
    column_of,
    fill_page,
    flush,
    level,
    read_by_keys,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.pace.working import CANCELLED, About, LongWork
from monitor_desktop.ui.sessions import Session

_ALL_PX: Final = 940
_LOW_PX: Final = 420
_STOPPED: Final = "Stopped. Bundles that had been read stay, and are listed here."
CARD_NAME: Final = "card.mdc"


class SyncPage(QWidget):
    """``disputed`` asks for the conflicts, ``searched`` for the search.

    ``verifying`` carries the contact to be checked, ``opened`` type and id of a record.
    """

    disputed = Signal()
    searched = Signal()
    verifying = Signal(object)
    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._known = Known()
        self._outlook: Outlook | None = None
        self.setAcceptDrops(True)
        say = session.say
        self.notice = Notice(say)
        self.tiles = Tiles(session)
        self.contacts = ContactList(session)
        self.bundle = BundleCard(session)
        self.report = ImportReport(session)
        self.watch = FolderWatch(session, self)
        self.band = WatchBand(session)
        self.away = button(say, "Carry little…", self._show_away, kind="quiet")
        self._contact_count = PlainLabel(role="caption")
        self._report_count = PlainLabel(role="caption")
        self.own = OwnNotice(say)
        self._build()
        self._connect()

    @property
    def _is_hub(self) -> bool:
        """As the window was made: its pages are those of the role it was opened in."""
        return self._session.workspace.opened_as.role == Role.COORDINATOR

    def _build(self) -> None:
        say = self._session.say
        head = PageHead(self._session, "Sync")
        self.conflicts = button(say, "Conflicts", self.disputed.emit)
        self.watched = button(say, "Watch a folder…", self._ask_watch)
        self.watched.setVisible(self._is_hub)
        for each in (self.conflicts, self.watched):
            head.add(each)
        head.add(button(say, "Open bundle…", self._ask_bundles))
        head.searched.connect(self.searched)
        column = fill_page(self)
        for part in (head, self.notice, self.own, self.band, self.tiles):
            column.addWidget(part)
        # The widest of each; where there is less room each gives a part of it.
        cards = (self._contacts_card(), self.bundle, self._report_card())
        column.addWidget(CardRow(cards, (5, 6, 6), least_px=_ALL_PX, low_px=_LOW_PX), 1)
        self.setFocusProxy(self.conflicts)

    def _connect(self) -> None:
        self.tiles.chosen.connect(self._list_state)
        self.contacts.verified.connect(self.verifying)
        self.contacts.doubted.connect(self._decide)
        self.contacts.looked.connect(self._list_held)
        self.bundle.wanted.connect(self._ask_target)
        self.bundle.turned.connect(self._look_ahead)
        self.bundle.behind.connect(self._list_behind)
        self.report.ticked.connect(self._work_off)
        self.report.discarded.connect(self._discard)
        self.report.disputed.connect(self.disputed)
        self.report.checked.connect(self._check_sender)
        self.report.decided.connect(self._decide_sender)
        self.watch.told.connect(self._tell_watch)
        self.watch.advanced.connect(self.band.advance)
        self.watch.received.connect(self._received_by_watch)
        self.watch.failed.connect(self._watch_failed)
        self.band.stopped.connect(self._stop_watch)

    def _contacts_card(self) -> QFrame:
        say = self._session.say
        frame = card()
        frame.setMaximumWidth(CONTACTS_PX)
        add = button(say, "Add card…", self._ask_card, kind="quiet")
        mine = button(say, "My card…", self._my_card, kind="quiet")
        head = said(say, "Contacts", role="h2")
        column = column_of(frame)
        column.addLayout(card_head(head, self._contact_count, 1, add))
        column.addLayout(level(read_by_keys(self.contacts, say, "Contacts")), 1)
        column.addWidget(flowing(flush(mine), flush(self.away)))
        return frame

    def _report_card(self) -> QFrame:
        frame = card()
        column = column_of(frame)
        say, name = self._session.say, "Received bundles"
        column.addLayout(card_head(said(say, name, role="h2"), self._report_count, 1))
        column.addLayout(level(read_by_keys(self.report, say, name)), 1)
        return frame

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Read contacts, totals and reports again."""
        self._session.run(sync_reading.read, self._fill, self.notice.tell_problem)

    def _fill(self, found: sync_reading.Read) -> None:
        self._known = found.known
        self.contacts.fill(found.known)
        self.bundle.fill(found.known.contacts, found.known.standings)
        self.report.fill(found.received, found.kept)
        is_hub = self._is_hub
        self.tiles.show_totals(found.totals, found.hub_heard_ms, hub=is_hub)
        self._contact_count.setText(str(len(found.known.contacts) or ""))
        self._report_count.setText(str(len(self.report.rows) or ""))
        now_leads = found.known.leads and not is_hub
        self.own.show_own(unheard=found.unheard, appointed=now_leads)
        self.away.setVisible(not is_hub)
        told = "Put down: {n}" if found.away else "Carry little…"
        self._session.say.put(self.away.setText, told, n=found.away)
        self._look_ahead()

    def _look_ahead(self) -> None:
        chosen = self.bundle.to
        if not chosen:
            self._show_outlook(None)
            return

        def look(workspace: Workspace) -> Outlook:
            dry = sending.preview(workspace, chosen)
            return Outlook(dry=dry, confirmed=receipts.confirmed(workspace, chosen))

        self._session.run(look, self._show_outlook, self.notice.tell_problem)

    def _show_outlook(self, outlook: Outlook | None) -> None:
        self._outlook = outlook
        self.bundle.show_outlook(outlook)

    def _ask_target(self) -> None:
        name = proposed_name(self._session.kit.clock.now_ms())
        target = ask_save(self._session.desk, "Make bundle", self.window(), name=name)
        if target is not None:
            self.export(target)

    def export(self, target: Path) -> None:
        """Make a bundle for the recipients chosen."""
        chosen = self.bundle.to
        cap_bytes = int(self.bundle.cap.currentData())
        work = LongWork(self, About.BUNDLE_OUT)
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
        self.notice.tell(partial(made_text, len(made), operations, size_kib))
        self.reload()

    def _export_failed(self, error: MonitorError) -> None:
        self.bundle.show_work(None)
        self.notice.tell_problem(error)

    def _ask_bundles(self) -> None:
        self.receive(ask_open(self._session.desk, "Open bundle", self.window()))

    def receive(self, paths: list[Path]) -> None:
        """Read bundle files, and all files of folders; each gets its row."""
        if not paths:
            return
        work = LongWork(self, About.BUNDLES_IN)
        progress = work.progress()
        self.bundle.show_work(work)
        self._session.run(
            lambda ws: take_in(ws, paths, progress),
            self._received,
            self._receive_failed,
        )

    def _received(self, found: list[Taken]) -> None:
        self.bundle.show_work(None)
        self.report.note(found)
        brought = sum(each.received.operations for each in found)
        self._session.announce(Changes(operations=brought))
        self.reload()

    def _receive_failed(self, error: MonitorError) -> None:
        self.bundle.show_work(None)
        # Files before the one that was being read may be taken in.
        self._session.announce(Changes(operations=1))
        self.reload()
        if error.code == CANCELLED:
            self.notice.tell(_STOPPED, tone="warn")
        else:
            self.notice.tell_problem(error)

    def _received_by_watch(self, found: list[Taken]) -> None:
        self.report.note(found, also=True)
        self._session.announce(Changes(operations=1))
        self.reload()

    def _work_off(self, digest: str, done: bool) -> None:  # a signal's
        self._session.run(
            lambda ws: bundle_reports.work_off(ws, [digest], done=done),
            self._worked_off,
            self.notice.tell_problem,
        )

    def _worked_off(self, _count: int) -> None:
        self._session.announce()
        self.reload()

    def _discard(self, received: Received) -> None:
        if DiscardDialog(self._session, received, self.window()).exec():
            self._worked_off(1)

    def _ask_watch(self) -> None:
        folder = ask_folder(self._session.desk, "Watch a folder", self.window())
        if folder is not None:
            self.watch.start(folder)

    def _tell_watch(self, read: int, refused: int, answered: int) -> None:
        if self.watch.folder is not None and self.watch.is_on:
            self.watched.hide()
            self.band.show_watch(self.watch.folder, read, refused, answered)

    def _stop_watch(self) -> None:
        self.watch.stop()
        self.band.hide()
        self.watched.show()

    def _watch_failed(self, error: MonitorError) -> None:
        self._stop_watch()
        self.notice.tell_problem(error)

    def _ask_card(self) -> None:
        for path in ask_open(self._session.desk, "Add card", self.window()):
            self.add_card(path)

    def add_card(self, path: Path) -> None:
        """Take a contact's card; its words are compared next."""

        def add(workspace: Workspace) -> tuple[Contact, str | None]:
            contact = contacts.add(workspace, read_file(path))
            return contact, unit_claims.of(workspace, contact.id)

        self._session.run(add, self._added, self.notice.tell_problem)

    def _added(self, added: tuple[Contact, str | None]) -> None:
        contact, claimed = added
        known = {each.id: each for each in self._known.contacts}
        before = known.get(contact.id)
        if changes_text(self._session.say.words, before, contact, claimed):
            text = partial(changes_text, before=before, now=contact, claimed=claimed)
            self.notice.tell(text, tone="warn")
        self.reload()
        if claimed is not None or not contact.verified:
            self.verifying.emit(contact)

    def _check_sender(self, contact_id: str) -> None:
        """Check the card of a sender; ask for the card where there is none."""
        found = [each for each in self._known.contacts if each.id == contact_id]
        if found:
            self.verifying.emit(found[0])
        else:
            self._ask_card()

    def _decide(self, contact: Contact, standing: str) -> None:
        if TrustDialog(self._session, contact, standing, self.window()).exec():
            self._session.announce(Changes(operations=1))
            self.reload()

    def _decide_sender(self, name: str) -> None:
        """Of a bundle that showed two histories, whoever has them; it may be this one.

        A contact sends back what a copy of this very profile wrote.
        """
        standings = self._known.standings
        forked = [e for e in self._known.contacts if standings[e.id] == "forked"]
        forked += [self._known.own] if self._known.own else []
        found = sorted(forked, key=lambda each: each.name != name)
        if found and self._known.leads:
            self._decide(found[0], "forked")
        else:
            self.notice.tell(
                "A coordinator decides about two histories. Tell them whose device "
                "it is.",
                tone="warn",
            )

    def _list(self, title: Message, why: Message, ids: Sequence[str]) -> None:
        dialog = RecordsDialog(self._session, title, why, ids, self.window())
        if dialog.exec() and dialog.chosen is not None:
            self.opened.emit(dialog.chosen.type, dialog.chosen.id)

    def _list_state(self, state: Delivery) -> None:
        def title(words: Words) -> str:
            return delivery_label(words, state)

        self._session.run(
            lambda ws: receipts.in_state(ws, state),
            partial(self._list, title, "Each stands with its number and name."),
            self.notice.tell_problem,
        )

    def _list_behind(self, reason: str) -> None:
        if self._outlook is not None:
            ids = sorted(self._outlook.dry.behind.get(reason, ()))
            self._list("Stays here", REASONS.get(reason, OTHER_REASON), ids)

    def _list_held(self, contact: Contact) -> None:
        def held(workspace: Workspace) -> list[str]:
            return [each.record for each in access.of_contact(workspace, contact.id)]

        name = contact.name
        self._session.run(
            held,
            partial(
                self._list,
                lambda words: words("app", "What {name} can open", name=name),
                "All or part of these is on their device, or on its way there.",
            ),
            self.notice.tell_problem,
        )

    def _show_away(self) -> None:
        AwayDialog(self._session, self.window()).exec()
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
        if carries_files(event):
            accept_copy(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        self.receive(dropped(event))
