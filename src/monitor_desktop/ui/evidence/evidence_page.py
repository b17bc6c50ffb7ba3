"""All evidence of all records: a list, and beside it what one piece is and whose."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from monitor_desktop.domain.records import Record
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.custody_texts import custody_text, digest_text
from monitor_desktop.i18n.file_kinds import file_kind, size_text
from monitor_desktop.overriding import override
from monitor_desktop.services import records
from monitor_desktop.services.evidence import attachments, file_checks
from monitor_desktop.services.evidence.attachments import Attached, State
from monitor_desktop.services.evidence.file_checks import Checked
from monitor_desktop.services.evidence.media_types import PICTURES
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.evidence import pictures
from monitor_desktop.ui.evidence.check_outcomes import outcome, tone_of
from monitor_desktop.ui.evidence.copies_dialog import CopiesDialog
from monitor_desktop.ui.evidence.evidence_dialog import EvidenceDialog
from monitor_desktop.ui.evidence.evidence_section import STATES
from monitor_desktop.ui.fittings.fresh_pages import FreshPage
from monitor_desktop.ui.fittings.page_heads import PageHead
from monitor_desktop.ui.lists.list_filters import FilterRow
from monitor_desktop.ui.lists.record_table import RECORD_ROLE, RecordTable
from monitor_desktop.ui.lists.records_view import RecordsView
from monitor_desktop.ui.look.busy_bar import BusyBar
from monitor_desktop.ui.look.pieces import (
    ElidedLabel,
    PlainLabel,
    button,
    card,
    column_of,
    dress_chip,
    fill_page,
    row,
    said,
    scrolled,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.pace.working import About, LongWork
from monitor_desktop.ui.sessions import Session

KIND: Final = "attachment"
CARD_PX: Final = 340
LEAST_CARD_PX: Final = 272
_PICTURE_PX: Final = (300, 160)
_LOG_SHOWN: Final = 3
_TONES: Final = {
    State.HERE: "ok",
    State.ARRIVING: "warn",
    State.DAMAGED: "danger",
    State.ELSEWHERE: "info",
}
_HERE: Final = "Kept here"
_EMPTY: Final = (
    "Evidence of every record stands here: pictures, documents, things kept elsewhere. "
    "It is added in the record it belongs to."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of evidence, whose it is, and the end of its log of custody."""

    attached: Attached
    whose: Record
    log: tuple[Record, ...]


def _read(attached: str, workspace: Workspace) -> Piece:
    (found,) = attachments.listed(workspace, attached)
    return Piece(
        attached=found,
        whose=records.show(workspace, found.record).record,
        log=tuple(attachments.custody(workspace, attached)),
    )


class PieceCard(QFrame):
    """What one piece of evidence is; ``opened`` carries type and id of its record.

    ``looked`` asks for its provenance, its log and what can be done with it.
    """

    opened = Signal(str, str)
    looked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setMinimumWidth(LEAST_CARD_PX)
        self.setMaximumWidth(CARD_PX)
        self._session = session
        self._piece: Piece | None = None
        say = session.say
        self.title = PlainLabel(role="h2", wraps=True)
        self.state = PlainLabel()
        self.facts = PlainLabel(role="muted", wraps=True)
        self.picture = PlainLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        say.put(self.picture.setAccessibleName, "Picture")
        self.digest = _selectable()
        self.log = PlainLabel(role="caption", wraps=True)
        self.whose = ElidedLabel(role="strong")
        self.go = button(say, "Open record", self._go, kind="quiet")
        self.look = button(say, "Provenance and custody…", self._look)
        self.notice = Notice(say)
        self._build()
        say.changed.connect(self._say_again)

    def _build(self) -> None:
        say = self._session.say
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        whose = row(self.whose, self.go)
        whose.setStretch(0, 1)
        for each in (self.picture, self.title):
            column.addWidget(each)
        column.addLayout(row(self.state, 1))
        column.addWidget(self.facts)
        column.addWidget(said(say, "Record", role="caption"))
        column.addLayout(whose)
        column.addWidget(PlainLabel("SHA-256", role="caption"))
        column.addWidget(self.digest)
        column.addWidget(said(say, "Custody log", role="caption"))
        column.addWidget(self.log)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 8, 12)
        outer.addWidget(self.notice)
        outer.addWidget(scrolled(content), 1)
        outer.addLayout(row(self.look, 1))

    @override
    def sizeHint(self) -> QSize:
        """Wide while there is room."""
        return QSize(CARD_PX, super().sizeHint().height())

    def show_piece(self, piece: Piece) -> None:
        """Show another piece; its picture follows."""
        self._piece = piece
        self.notice.clear()
        self.picture.clear()
        self.picture.hide()
        self._say_again()
        attached = piece.attached
        if attached.state is State.HERE and attached.media_type in PICTURES:
            self._session.run(
                lambda ws: pictures.shown(
                    attachments.contents(ws, attached.id), *_PICTURE_PX
                ),
                partial(self._take_picture, attached.id),
                self.notice.tell_problem,
            )

    def _take_picture(self, attached: str, image: QImage) -> None:
        if self._piece is not None and self._piece.attached.id == attached:
            self.picture.setPixmap(QPixmap.fromImage(image))
            self.picture.setMinimumHeight(image.height())
            self.picture.show()

    def _say_again(self) -> None:
        piece, words = self._piece, self._session.say.words
        if piece is None:
            return
        attached = piece.attached
        self.title.setText(attached.title)
        self.state.setText(words("app", STATES.get(attached.state, _HERE)))
        dress_chip(self.state, _TONES[attached.state])
        facts = [attached.ref]
        if attached.sha256:
            kind = file_kind(words, attached.media_type)
            facts += [size_text(words, attached.size_bytes), kind]
        self.facts.setText("  ·  ".join(facts))
        self.digest.setText(digest_text(attached.sha256) or "—")
        self.digest.setAccessibleName(f"SHA-256 {attached.sha256}")
        self.whose.setText(piece.whose.title or piece.whose.ref or "—")
        told = [custody_text(words, each) for each in piece.log[-_LOG_SHOWN:]]
        self.log.setText("\n".join(told) or "—")

    def _go(self) -> None:
        if self._piece is not None:
            self.opened.emit(self._piece.whose.type, self._piece.whose.id)

    def _look(self) -> None:
        if self._piece is not None:
            self.looked.emit(self._piece.attached)


class EvidencePage(FreshPage):
    """``opened`` carries type and id of the record that a piece hangs under."""

    opened = Signal(str, str)
    searched = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._asked = ""
        self.notice = Notice(session.say)
        self.model = RecordTable(session, KIND, self)
        self.filters = FilterRow(session, self.model, KIND)
        self.view = RecordsView(session, self.model, KIND)
        self.card = PieceCard(session)
        self.check = button(session.say, "Check all files", self._check)
        self.busy = BusyBar(session.say)
        self.outcome = Notice(session.say)
        self._stack = QStackedWidget()
        for each in (self.view, self._nothing(_EMPTY), self._nothing("Nothing found.")):
            self._stack.addWidget(each)
        self._build()
        self._connect()

    def _build(self) -> None:
        say = self._session.say
        head = PageHead(self._session, "Evidence")
        head.searched.connect(self.searched)
        head.add(button(say, "Copies that went out…", self._show_copies))
        head.add(self.check)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self._stack, 1)
        body.addWidget(self.card)
        column = fill_page(self)
        for each in (head, self.notice, self.outcome):
            column.addWidget(each)
        column.addLayout(row(self.busy, 1))
        column.addWidget(self.filters)
        column.addLayout(body, 1)
        self.card.hide()
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.filters.changed.connect(self._narrow)
        self.model.arrived.connect(self._settle)
        self.model.counted.connect(self._show_length)
        self.model.failed.connect(self.notice.tell_problem)
        self.view.selectionModel().currentRowChanged.connect(
            lambda index, _before: self._ask(index.data(RECORD_ROLE))
        )
        self.view.opened.connect(lambda record: self.look_into(record.id))
        self.card.opened.connect(self.opened)
        self.card.looked.connect(self._look)

    def _show_copies(self) -> None:
        CopiesDialog(self._session, self.window()).exec()

    def _check(self) -> None:
        """Read every file again, compare its digest, note each outcome."""
        self.check.setEnabled(False)
        self.outcome.clear()
        work = self.busy.begin(About.CHECK)
        progress = work.progress()
        self._session.run_in_stints(
            lambda ws: file_checks.verifying(ws, progress=progress),
            partial(self._checked, work),
            partial(self._not_checked, work),
        )

    def _checked(self, work: LongWork, found: Checked) -> None:
        self._end(work)
        self._session.announce()
        self.outcome.tell(partial(outcome, found), tone=tone_of(found))

    def _not_checked(self, work: LongWork, error: MonitorError) -> None:
        self._end(work)
        self.outcome.tell_problem(error)

    def _end(self, work: LongWork) -> None:
        self.busy.end(work)
        self.check.setEnabled(True)

    def _nothing(self, message: str) -> QWidget:
        frame = card()
        column = column_of(frame)
        column.addStretch(1)
        told = said(self._session.say, message, role="muted", wraps=True)
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(told)
        column.addStretch(2)
        return frame

    @override
    def reload(self) -> None:
        """Other pages may have taken something in."""
        self.model.reload()

    def _narrow(self) -> None:
        self.model.narrow(self.filters.filters, self.filters.text.text())

    def _settle(self) -> None:
        self.filters.count()
        self.notice.clear()
        shown = 0 if self.model.total else 2 if self.model.is_filtered else 1
        self._stack.setCurrentIndex(shown)
        self.card.setVisible(self.card.isVisibleTo(self) and not shown)
        if not shown:
            self._choose(self.model.row_of(self._asked) or 0)

    def _show_length(self) -> None:
        """The whole length is counted after the first rows are there."""
        self.filters.count()
        if not self.model.total:
            self._settle()

    def _choose(self, place: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(
            self.model.index(place, 0), flags.ClearAndSelect | flags.Rows
        )

    def _ask(self, record: object) -> None:
        if isinstance(record, Record):
            self._asked = record.id
            self._session.run(
                partial(_read, record.id), self._show, self.notice.tell_problem
            )

    def _show(self, piece: Piece) -> None:
        if piece.attached.id == self._asked:
            self.card.show_piece(piece)
            self.card.show()

    def look_into(self, attached: str) -> None:
        """Open what is known of a piece, and what was typed about it."""
        self._session.run(
            lambda ws: attachments.listed(ws, attached)[0], self._look, self._fail
        )

    def _fail(self, error: MonitorError) -> None:
        self.notice.tell_problem(error)

    def _look(self, attached: Attached) -> None:
        EvidenceDialog(self._session, attached, self.window()).exec()
        self.model.reload()


def _selectable() -> PlainLabel:
    made = PlainLabel(role="caption", wraps=True)
    flags = Qt.TextInteractionFlag
    made.setTextInteractionFlags(
        flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
    )
    return made
