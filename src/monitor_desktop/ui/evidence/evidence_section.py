"""Evidence of a record in its form: files dropped, pasted or added, one line each."""

import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeySequence,
    QPaintEvent,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.i18n.file_kinds import file_kind, size_text
from monitor_desktop.overriding import override
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.evidence import attachments, evidence_folders
from monitor_desktop.services.evidence.attachments import Attached, State
from monitor_desktop.services.evidence.evidence_folders import Folder
from monitor_desktop.services.evidence.media_types import PICTURES
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.evidence import pictures
from monitor_desktop.ui.evidence.custody_dialogs import FolderDialog
from monitor_desktop.ui.evidence.evidence_dialog import EvidenceDialog
from monitor_desktop.ui.evidence.intake import Intake, taking_in, told
from monitor_desktop.ui.fittings.file_choice import ask_folder, ask_open
from monitor_desktop.ui.look.busy_bar import BusyBar
from monitor_desktop.ui.look.drops import accept_copy, carries_files, dropped
from monitor_desktop.ui.look.part_rows import PartRow
from monitor_desktop.ui.look.pieces import PlainLabel, button, drop, row, said
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.pace.working import About, LongWork
from monitor_desktop.ui.sessions import Session

_SHORT_DIGEST: Final = 12
_SMALL_PX: Final = (96, 64)
STATES: Final = {
    State.ARRIVING: "Not here yet",
    State.DAMAGED: "Damaged or lost",
    State.ELSEWHERE: "Kept elsewhere",
}


class EvidenceSection(QWidget):
    """Heading, Add, a line for each attachment; ``counted`` carries how many.

    ``grown`` tells that lines of what was taken in are there to be seen, or why none
    is.
    """

    counted = Signal(int)
    grown = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record = ""
        self._found: tuple[Attached, ...] = ()
        self.rows: list[PartRow] = []
        self.notice = Notice(session.say)
        self.busy = BusyBar(session.say)
        self._pictures: dict[str, QPixmap | None] = {}
        self._drawing = self._has_taken = False
        self._add = button(session.say, "Add files…", self._choose, kind="quiet")
        self._folder = button(
            session.say, "Folder for a lawyer…", self._choose_folder, kind="quiet"
        )
        self._hint = PlainLabel(role="muted", wraps=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._build()
        session.look.changed.connect(self._dress)
        session.say.changed.connect(self._show_rows)
        session.changed.connect(self._look_again)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        heading = said(self._session.say, "Evidence", role="h2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row(heading, 1, self._add, self._folder))
        column.addWidget(self._hint)
        # Above the lines: of a long list nobody would see what stands under it.
        column.addLayout(row(self.busy, 1))
        column.addWidget(self.notice)
        column.addLayout(self._lines)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self._dress()

    def _dress(self) -> None:
        self._add.setIcon(self._session.look.icon("plus", "accent"))

    def show_record(self, record_id: str) -> None:
        """Show the evidence of a record; empty for one that is not saved yet."""
        self._record = record_id
        self._found = ()
        self._pictures = {}
        self.notice.clear()
        self._add.setEnabled(bool(record_id))
        self._session.say.put(
            self._hint.setText,
            "Drop files here, paste a picture, or add files. Copies are encrypted "
            "and their SHA-256 is noted; the originals stay where they are."
            if record_id
            else "Save the record first, then add evidence.",
        )
        self._show_rows()
        self.look_again()

    def _look_again(self, _changes: Changes) -> None:
        self.look_again()

    def look_again(self) -> None:
        """Read the list from the store."""
        wanted = self._record
        if not wanted:
            return

        self._session.run(
            lambda ws: attachments.listed(ws, wanted),
            partial(self._show_found, wanted),
            self.notice.tell_problem,
        )

    def _show_found(self, record: str, found: list[Attached]) -> None:
        if record == self._record:
            self._found = tuple(found)
            self._show_rows()
            if self._has_taken:
                self._has_taken = False
                self.grown.emit()

    def _show_rows(self) -> None:
        for each in self.rows:
            self._lines.removeWidget(each)
            drop(each)
        self.rows = [self._row(each) for each in self._found]
        for each in self.rows:
            self._lines.addWidget(each)
        self._folder.setVisible(bool(self.rows))
        self.counted.emit(len(self.rows))

    def _row(self, attached: Attached) -> PartRow:
        made = PartRow(self._session.look)
        detail = self._detail(attached, self._session.say.words)
        name = f"{attached.title}, {detail}"
        made.line.show_texts(name, attached.title, detail)
        made.line.clicked.connect(lambda: self._open(attached))
        picture = self._pictures.get(attached.id)
        if picture is not None:
            made.line.show_picture(picture)
        return made

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Small pictures are made when somebody sees where they would stand."""
        super().paintEvent(event)
        QTimer.singleShot(0, self, self._draw_next)

    def _draw_next(self) -> None:
        """One at a time, so that a save never waits for more than one."""
        waiting = (
            each.id
            for each in self._found
            if each.state is State.HERE
            and each.media_type in PICTURES
            and each.id not in self._pictures
        )
        wanted = next(waiting, "")
        if wanted and not self._drawing:
            self._drawing = True
            self._session.run(
                lambda ws: pictures.shown(attachments.contents(ws, wanted), *_SMALL_PX),
                lambda image: self._take_drawn(wanted, QPixmap.fromImage(image)),
                lambda _error: self._take_drawn(wanted, None),
            )

    def _take_drawn(self, attached: str, picture: QPixmap | None) -> None:
        """What cannot be drawn is told where it is opened, not in the list."""
        self._drawing = False
        self._pictures[attached] = picture
        for each, shown in zip(self._found, self.rows, strict=True):
            if each.id == attached and picture is not None:
                shown.line.show_picture(picture)
        self._draw_next()

    def _choose_folder(self) -> None:
        dialog = FolderDialog(self._session, self)
        if not dialog.exec():
            return
        chosen = ask_folder(self._session.desk, "Folder for a lawyer…", self)
        if chosen is not None:
            folder = chosen / f"evidence-{self._record[:8]}"
            self.write_folder(folder, dialog.whom.body)

    def write_folder(self, folder: Path, body: str) -> None:
        """Write files, log, signatures and the verifier, to be checked without us.

        Args:
            folder: A new one.
            body: Who receives it, as consents name it.
        """
        record, language = self._record, self._session.say.language
        work = self.busy.begin(About.COPY)
        progress = work.progress()
        self._session.run_in_stints(
            lambda ws: evidence_folders.exporting(
                ws, record, folder, language, to_whom=body, progress=progress
            ),
            partial(self._written, work, folder),
            partial(self._stopped_or_failed, work),
        )

    def _written(self, work: LongWork, folder: Path, made: Folder) -> None:
        self.busy.end(work)

        def told(words: Words) -> str:
            said_first = words.plural(
                "app",
                "In the folder {folder}: {n} file, the log and a script that checks "
                "it.",
                "In the folder {folder}: {n} files, the log and a script that checks "
                "them.",
                made.files,
                folder=folder.name,
            )
            lacks = dict.fromkeys(error_text(words, e.refusal()) for e in made.lacks)
            return "\n".join([said_first, *lacks])

        self.notice.tell(told, tone="warn" if made.lacks else "ok")
        self.look_again()

    def _detail(self, attached: Attached, words: Words) -> str:
        state = STATES.get(attached.state)
        parts = [
            words("app", state) if state else "",
            size_text(words, attached.size_bytes) if attached.sha256 else "",
            file_kind(words, attached.media_type) if attached.sha256 else "",
            attached.sha256[:_SHORT_DIGEST],
        ]
        return "  ·  ".join(filter(None, parts))

    def _open(self, attached: Attached) -> None:
        EvidenceDialog(self._session, attached, self.window()).exec()
        self.look_again()

    def _choose(self) -> None:
        self.take_files(ask_open(self._session.desk, "Add files…", self))

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take files in, one after another."""
        record, given = self._record, tuple(paths)
        if record and given:
            work = self.busy.begin(About.FILES)
            progress = work.progress()
            self._session.run_in_stints(
                lambda ws: taking_in(ws, record, given, progress),
                partial(self._taken, work),
                partial(self._stopped_or_failed, work),
            )

    def _taken(self, work: LongWork, found: Intake) -> None:
        self.busy.end(work)
        self._has_taken = True
        self.notice.tell(partial(told, found), tone=found.tone)
        self._session.announce()

    def _stopped_or_failed(self, work: LongWork, error: MonitorError) -> None:
        self.busy.end(work)
        self.notice.tell_problem(error)

    def paste(self) -> None:
        """Take in what is on the clipboard: files, or a picture."""
        given = QGuiApplication.clipboard().mimeData()
        if not self._record:
            return
        if given.hasUrls():
            urls = [each for each in given.urls() if each.isLocalFile()]
            self.take_files([Path(each.toLocalFile()) for each in urls])
        elif given.hasImage():
            self._take_picture(QGuiApplication.clipboard().image())

    def _take_picture(self, image: QImage) -> None:
        record, title = self._record, self._session.say("Pasted picture")

        def take(workspace: Workspace) -> Intake:
            # To write a whole screen as a PNG takes most of a second.
            data = _png(image)
            made = attachments.attach_stream(
                workspace, record, io.BytesIO(data), f"{title}.png"
            )
            return Intake(taken=(made,))

        work = self.busy.begin()
        self._session.run(
            take, partial(self._taken, work), partial(self._stopped_or_failed, work)
        )

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped on a record that is saved."""
        if self._record and carries_files(event):
            accept_copy(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files in; folders are told about by the service."""
        self.take_files(dropped(event))

    def stops(self) -> list[QWidget]:
        """What Tab goes through."""
        return [self._add, self._folder, *(each.line for each in self.rows)]


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
