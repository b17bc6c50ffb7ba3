"""One attachment: the picture, where it comes from, its log of custody, what to do."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.custody_texts import custody_text, digest_text
from monitor_desktop.i18n.labels import field_label, moment_text
from monitor_desktop.overriding import override
from monitor_desktop.services.evidence import attachments, file_checks
from monitor_desktop.services.evidence.attachments import Attached, State
from monitor_desktop.services.evidence.file_checks import Checked
from monitor_desktop.services.evidence.media_types import PICTURES
from monitor_desktop.services.progress import Progress, Stints
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.editors.disputed_values import tell_disputed
from monitor_desktop.ui.editors.field_grid import FieldGrid
from monitor_desktop.ui.editors.form_errors import tell_beside
from monitor_desktop.ui.evidence import evidence_drafts, pictures
from monitor_desktop.ui.evidence.check_outcomes import left_unchecked
from monitor_desktop.ui.evidence.custody_dialogs import (
    CopyDialog,
    HandoverDialog,
    ShareDialog,
)
from monitor_desktop.ui.evidence.evidence_drafts import Opened, Saved, Typed
from monitor_desktop.ui.fittings.file_choice import ask_save
from monitor_desktop.ui.look.busy_bar import BusyBar
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import (
    PlainLabel,
    button,
    empty,
    read_by_keys,
    row,
    rule,
    said,
)
from monitor_desktop.ui.pace.settling import once_saved, once_settled
from monitor_desktop.ui.pace.working import About, LongWork
from monitor_desktop.ui.sessions import Session

_SIZE: Final = (860, 660)
_PICTURE_PX: Final = (400, 270)
_DIGEST: Final = "sha256"
_FACTS: Final = ("original_name", "media_type", "size_bytes", _DIGEST)
_PAUSE_MS: Final = 2000
"""After the last key, as in the form of a record."""


class _Save(Protocol):
    """What writes a copy."""

    def __call__(
        self, workspace: Workspace, ref: str, target: Path, /, *, progress: Progress
    ) -> Stints[Attached]: ...


class EvidenceDialog(Dialog):
    """Shows and changes one attachment; the file itself is never changed.

    Args:
        session: The open profile.
        attached: The attachment.
        parent: The window.
    """

    def __init__(
        self, session: Session, attached: Attached, parent: QWidget | None
    ) -> None:
        super().__init__(session.say, lambda _words: attached.title, parent)
        # Systems keep lists of the titles of windows.
        session.say.put(self.setWindowTitle, "Evidence")
        self._session = session
        self._attached = attached
        self._heads: Mapping[tuple[str, str], tuple[str, ...]] = {}
        fields = declared("attachment").fields
        self.grid = FieldGrid(session, "attachment", fields)
        self._loaded = self.grid.values()
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._keep)
        self.grid.edited.connect(lambda _key: self._pause.start())
        self.picture = PlainLabel(role="muted", wraps=True)
        self.picture.setFixedWidth(_PICTURE_PX[0])
        session.say.put(self.picture.setAccessibleName, "Picture")
        self._facts = QVBoxLayout()
        self._log = QVBoxLayout()
        self.body.addLayout(self._acts())
        self._area = read_by_keys(self._page(), session.say, "Evidence")
        self.body.addWidget(self._area, 1)
        self.busy = BusyBar(session.say)
        self.body.addLayout(row(self.busy, 1))
        self.finish("Save", cancel="Close")
        self.resize(*_SIZE)
        self.grid.stops()[0].setFocus()
        self._read()
        self._show_picture()

    def _acts(self) -> QVBoxLayout:
        say = self.say
        here = self._attached.state is State.HERE
        clean = button(say, "Copy without hidden data…", self.share)
        clean.setVisible(here and self._attached.media_type in PICTURES)
        copy, check = (
            button(say, "Save a copy…", self.save_copy),
            button(say, "Check now", self.check),
        )
        for each in (copy, check):
            each.setEnabled(here)
        over = button(say, "Note a hand-over…", self.hand_over)
        column = QVBoxLayout()
        column.addLayout(row(check, copy, clean, over, 1))
        return column

    def _page(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 16, 0)
        column.setSpacing(12)
        beside = QVBoxLayout()
        beside.addLayout(self._facts)
        beside.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(beside, 1)
        column.addLayout(top)
        column.addWidget(rule())
        column.addWidget(self.grid)
        column.addWidget(rule())
        column.addWidget(said(self.say, "Custody log", role="h2"))
        column.addLayout(self._log)
        column.addStretch(1)
        return made

    def _show_picture(self) -> None:
        attached = self._attached
        if attached.state is not State.HERE or attached.media_type not in PICTURES:
            text = "This file is not opened here. Save a copy to look at it elsewhere."
            self.say.put(self.picture.setText, text)
            return
        self.say.put(self.picture.setText, "Opening the picture…")

        def read(workspace: Workspace) -> QImage:
            return pictures.shown(
                attachments.contents(workspace, attached.id), *_PICTURE_PX
            )

        self._session.run(read, self._take_picture, self._no_picture)

    def _take_picture(self, image: QImage) -> None:
        self.say.leave(self.picture.setText)
        self.picture.setPixmap(QPixmap.fromImage(image))
        # A label that wraps would be squeezed by the fields below it.
        self.picture.setFixedSize(image.size())
        self.body.activate()
        self._area.ensureWidgetVisible(self.grid.stops()[0])

    def _no_picture(self, error: MonitorError) -> None:
        # What is not shown may be whole all the same; only the digest tells.
        is_strange = error.code == "NO_PICTURE"
        text = "This picture is not shown here." if is_strange else "Damaged or lost"
        self.say.put(self.picture.setText, text)
        self.notice.tell_problem(error)

    def _read(self) -> None:
        self._session.run(
            partial(evidence_drafts.opened, self._attached.id),
            self._show,
            self.notice.tell_problem,
        )

    def _show(self, found: Opened) -> None:
        tree = found.tree
        self._heads = found.heads
        self.grid.show_values(tree.record.values, tree.linked)
        self._loaded = self.grid.values()
        if found.draft is not None:
            self.grid.show_values(found.values, tree.linked)
            when = moment_text(found.draft.saved_ms)
            self.notice.tell("Draft {time}", tone="warn", time=when)
            self.notice.offer("Throw the draft away", self._forget)
        for box in self.grid.boxes.values():
            tell_disputed(
                self._session, box, tree.record, tree.linked, tree.record.heads
            )
        facts = [self._fact(tree.record, key) for key in _FACTS]
        _fill(self._facts, [each for each in facts if each], role="muted")
        self._show_log(found.log)

    def _typed(self) -> dict[str, JsonValue]:
        now = self.grid.values()
        return {key: now[key] for key in now if now[key] != self._loaded.get(key)}

    @once_saved
    def _keep(self) -> None:
        """What is typed outlives a lock, and a close in haste."""
        self._pause.stop()
        given = self._attached.id, self._typed(), self._heads
        self._session.run(
            partial(evidence_drafts.keep, *given), lambda _none: None, self._refused
        )

    def _forget(self) -> None:
        self.notice.clear()
        self._loaded = self.grid.values()
        self._keep()
        self._read()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Closed by whomever: what waited for its pause is kept now."""
        if self._pause.isActive():
            self._keep()
        super().hideEvent(event)

    def _fact(self, record: Record, key: str) -> str:
        value, field = record.values.get(key), record.declaration.field(key)
        if field is None or not value:
            return ""
        text = self._session.reader.text(field, value, {})
        said_first = field_label(self.say.words, record.type, key)
        return f"{said_first}: {digest_text(text) if key == _DIGEST else text}"

    def _show_log(self, log: Sequence[Record]) -> None:
        _fill(self._log, [custody_text(self.say.words, each) for each in log])

    def show_log(self) -> None:
        """Scroll to the end of the log."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _log_again(self) -> None:
        wanted = self._attached.id
        self._session.run(
            lambda ws: attachments.custody(ws, wanted),
            self._show_log,
            self.notice.tell_problem,
        )

    @override
    @once_settled
    @once_saved
    def commit(self) -> None:
        """Save what was typed; the dialog closes when it is done."""
        self._pause.stop()
        given = self._typed()
        if given:
            seen = self._attached.id, given, self._heads
            self._session.save(
                partial(evidence_drafts.save, *seen),
                partial(self._saved, given),
                self._not_saved,
            )
        else:
            self._keep()
            self.accept()

    def _saved(self, given: Typed, saved: Saved) -> None:
        # What was typed since is a draft of the record as it is now.
        self._loaded, self._heads = {**self._loaded, **given}, saved.heads
        self._session.announce(saved.changes)
        self.accept()

    def _not_saved(self, error: MonitorError) -> None:
        """What cannot be saved yet is a draft still, with what was typed since."""
        self._keep()
        self._refused(error)

    def _refused(self, error: MonitorError) -> None:
        tell_beside(error, "attachment", [self.grid], self.notice)

    def check(self) -> None:
        """Read the file again and compare its digest."""
        wanted, work = self._attached.id, self.busy.begin(About.CHECK)
        progress = work.progress()
        self._session.run_in_stints(
            lambda ws: file_checks.verifying(ws, wanted, progress=progress),
            partial(self._checked, work),
            partial(self._failed, work),
        )

    def _failed(self, work: LongWork, error: MonitorError) -> None:
        self.busy.end(work)
        self.notice.tell_problem(error)

    def _checked(self, work: LongWork, found: Checked) -> None:
        self.busy.end(work)
        if found.left:
            self.notice.tell(partial(left_unchecked, found.left), tone="warn")
            return
        whole = all(each.state is State.HERE for each in found.outcomes)
        text = "Checked: the file is whole." if whole else "Damaged or lost"
        self.notice.tell(text, tone="ok" if whole else "danger")
        self._log_again()

    def save_copy(self) -> None:
        """Write the file as it was taken in, after a warning."""
        dialog = CopyDialog(self._session, self)
        if dialog.exec():
            name = f"{self._attached.ref}{_suffix(self._attached.media_type)}"
            job = partial(
                attachments.saving,
                to_whom=dialog.typed("to_whom"),
                reason=dialog.typed("reason"),
            )
            self._write("Save a copy…", name, job)

    def share(self) -> None:
        """Write the pixels alone, after a word about what they show."""
        dialog = ShareDialog(self._session, self)
        if not dialog.exec():
            return
        jpeg = self._attached.media_type == "image/jpeg"
        name = f"{self._attached.ref}-copy{'.jpg' if jpeg else '.png'}"
        job = partial(
            attachments.sharing,
            make=pictures.clean,
            to_whom=dialog.typed("to_whom"),
        )
        self._write("Copy without hidden data…", name, job)

    def _write(self, title: str, name: str, job: _Save) -> None:
        path = ask_save(self._session.desk, title, self, name=name)
        if path is not None:
            wanted, work = self._attached.id, self.busy.begin(About.COPY)
            progress = work.progress()
            self._session.run_in_stints(
                lambda ws: job(ws, wanted, path, progress=progress),
                partial(self._written, work),
                partial(self._failed, work),
            )

    def _written(self, work: LongWork, _attached: Attached) -> None:
        self.busy.end(work)
        self.notice.tell("The copy was saved and noted.")
        self._log_again()

    def hand_over(self) -> None:
        """Note that the original changed hands."""
        dialog = HandoverDialog(self._session, self)
        if dialog.exec():
            wanted, given = self._attached.id, dialog.given()
            self._session.run(
                lambda ws: attachments.hand_over(ws, wanted, given),
                lambda _changes: self._log_again(),
                self.notice.tell_problem,
            )


def _fill(column: QVBoxLayout, lines: Sequence[str], *, role: str = "") -> None:
    """Put lines that can be marked and copied into a column."""
    empty(column)
    for each in lines:
        label = PlainLabel(each, role=role, wraps=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(label)


def _suffix(media_type: str) -> str:
    """An ending that tells the kind; never the one the file came with."""
    kind = media_type.rpartition("/")[2]
    known = {"jpeg": ".jpg", "plain": ".txt", "octet-stream": ".bin"}
    return known.get(kind, f".{kind}" if kind.isalnum() else ".bin")
