"""The form of one record, derived from its declaration: sections, parts, drafts."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QVBoxLayout

from monitor_desktop.domain.catalogue import children_of
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.receipts import Delivery
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.overriding import override
from monitor_desktop.services import records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.editing import drafts, entry
from monitor_desktop.services.editing.entry import Entry, Saved
from monitor_desktop.services.exchange import receipts
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.look.key_bindings import bind
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.pace.settling import once_saved, once_settled
from monitor_desktop.ui.pace.slices import Steps
from monitor_desktop.ui.records import form_openings
from monitor_desktop.ui.records.body_marks import BodyMarksSection
from monitor_desktop.ui.records.form_bodies import FormBody
from monitor_desktop.ui.records.form_drafts import DraftPause
from monitor_desktop.ui.records.form_heads import FormHead
from monitor_desktop.ui.records.form_openings import Opened, Opening
from monitor_desktop.ui.records.form_state import TOP, FormState, Step
from monitor_desktop.ui.records.form_steps import show_step
from monitor_desktop.ui.records.own_fields import OwnFields
from monitor_desktop.ui.records.part_sections import section_of
from monitor_desktop.ui.records.persons_left import PersonsLeft
from monitor_desktop.ui.records.record_notes import NotesBand
from monitor_desktop.ui.records.refusals import show_refusal
from monitor_desktop.ui.records.title_lines import Renaming
from monitor_desktop.ui.sessions import Session


class RecordForm(QFrame):
    """One record of a type: shown, typed into, kept as a draft, saved.

    ``closed`` asks to go back to the list; ``printed`` carries a reference and a
    kind of document or nothing; ``disputed`` asks for the conflicts; ``saved`` and
    ``deleted`` carry a record id; ``retold`` asks for the history of a record;
    ``shown`` tells that what was asked for is there.
    """

    closed = Signal()
    printed = Signal(str, str)
    disputed = Signal()
    saved = Signal(str)
    deleted = Signal(str)
    retold = Signal(str)
    shown = Signal()

    def __init__(self, session: Session, type_key: str) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._session = session
        self._type = declared(type_key)
        self._is_new = True
        self._is_few_by_opening = False
        self.head = FormHead(session, type_key)
        self.notice = Notice(session.say)
        self._left = PersonsLeft(session, self.notice, self)
        self.notes = NotesBand(session, type_key)
        self.parts = {
            each.key: section_of(session, each)
            for each in children_of(type_key)
            if not each.under_any
        }
        self.state = FormState(type_key, self.parts)
        self._writing: Entry | None = None
        self.body = FormBody(session, type_key, self.parts)
        self.grids = self.body.grids
        self._fields = OwnFields(session, self.body)
        self._renaming = Renaming(self.head.title, type_key, self.state, self.body)
        self._build()
        self._opening = Opening(session, self, self._keep_typed, self._filling)
        self._has_news = False
        self._connect()
        self._bind_keys()
        self._pause = DraftPause(session, self)
        self._pause.due.connect(self.keep_draft)
        self._pause.kept.connect(self._kept)
        self._pause.failed.connect(self._not_kept)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(4)
        for each in (self.head, self.notes, self.notice, self.body):
            column.addWidget(each)
        column.setStretchFactor(self.body, 1)

    def _connect(self) -> None:
        self.head.saved.connect(self.save)
        self.head.closed.connect(self.closed)
        self.head.deleted.connect(self.delete)
        self.head.printed.connect(self._print)
        self.notes.moved.connect(self._move_review)
        self.notes.written.connect(self._print)
        self.head.forgotten.connect(self._forget_draft)
        self.head.undone.connect(self.undo)
        self.head.redone.connect(self.redo)
        self.head.shortened.connect(self.show_few)
        self.head.renamed.connect(self._renaming.begin)
        self.head.retold.connect(lambda: self.retold.emit(self.record.id))
        for grid in self.grids.values():
            grid.edited.connect(self._edited)
            grid.disputed.connect(self.disputed)
        for part in self.parts.values():
            part.added.connect(self._add_part)
            part.removed.connect(self._remove_part)
            part.moved.connect(self._move_part)
            part.edited.connect(self._edited_part)
            part.opened.connect(self._order_stops)
            part.disputed.connect(self.disputed)
            if isinstance(part, BodyMarksSection):
                part.drawn.connect(self._add_mark)
        self._opening.failed.connect(self._fail)
        self._opening.ended.connect(self._hear_news)
        self._opening.ended.connect(self.shown)
        self._session.changed.connect(self._look_again)

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+Z": self.undo,
            "Ctrl+Y": self.redo,
            "Ctrl+Shift+Z": self.redo,
            "F2": self.rename,
            "F9": self.show_few,
        }
        bind(self, keys)
        bind(self, self.body.jumps())

    def rename(self) -> None:
        """Change the title where it stands."""
        self._renaming.begin()

    @property
    def record(self) -> Record:
        """The record shown."""
        return self.state.tree.record

    @property
    def is_new(self) -> bool:
        """It has not been saved yet."""
        return self._is_new

    @property
    def save_button(self) -> QPushButton:
        """For shortcuts."""
        return self.head.save_button

    def open_new(self) -> None:
        """Show an empty form, or what was typed into one before."""
        read = form_openings.new(self._type.key, is_few=self._type.quick)
        self._opening.begin(read, takes_keys=True)

    def open_first_contact(self) -> None:
        """Show the few fields of a first contact, empty."""
        read = form_openings.new(self._type.key, is_few=True)
        self._opening.begin(read, takes_keys=True)

    def open(self, record_id: str) -> None:
        """Show a record and its draft."""
        self._opening.begin(form_openings.saved(record_id))

    @once_settled
    def leave(self) -> None:
        """What was typed is kept before something else is shown."""
        self._keep_typed()

    @once_saved
    def _keep_typed(self) -> None:
        if self._pause.is_owed:
            self.keep_draft()

    def _filling(self, opened: Opened) -> Steps:
        """The steps that show a record in place of another."""
        yield from self.body.making()
        tree, draft = opened.tree, opened.draft
        self._is_new = opened.is_new
        self._writing = None
        self.state.open(tree, draft)
        self.notice.clear()
        self.head.show_record(tree, is_new=self._is_new)
        yield
        yield from self._fields.filling(self.state)
        if draft is not None:
            self.head.show_draft(draft.saved_ms)
        for section in self.parts.values():
            section.close_part()
        self.body.evidence.show_record("" if self._is_new else tree.record.id)
        yield
        yield from self.body.showing_parts(self.state)
        asked = opened.is_few or self._type.quick or self._is_few_by_opening
        if opened.is_few != self.body.is_few and asked:
            self.show_few()
        self._is_few_by_opening = opened.is_few
        self._order_stops()
        yield
        self._show_steps()
        self._ask_delivery()
        self.body.show_top()
        self._left.tell(opened.left)
        # F6 comes to the first field: a ring round the whole form would say nothing.
        self.setFocusProxy(self.body.first_field)
        if self._is_new:
            self._begin_to_type()

    def _begin_to_type(self) -> None:
        """Into the first field; the focus stays where somebody went meanwhile."""
        elsewhere = QApplication.focusWidget()
        left = self._session.keys.are_elsewhere
        self.body.focus_first()
        if left and elsewhere is not None:
            elsewhere.setFocus()

    def _show_parts(self) -> None:
        self.body.show_parts(self.state)
        self._order_stops()

    def _order_stops(self) -> None:
        self.body.order_stops([*self.head.stops(), *self.notes.stops()])

    def _edited(self, key: str) -> None:
        value = self.body.boxes()[key].value()
        self.state.set_field(TOP, key, value, self._fields.base(key))
        if key == self._type.kind_field:
            self._show_parts()
        self._touched()

    def _edited_part(
        self, part: str, key: str, value: JsonValue, base: JsonValue
    ) -> None:
        self.state.set_field(part, key, value, base)
        self._show_parts_soon()

    def _show_parts_soon(self) -> None:
        self._show_parts()
        self._touched()

    def _touched(self) -> None:
        self.body.follow(self.state)
        self._show_steps()
        self._pause.touch()

    def _show_steps(self) -> None:
        self.head.show_typed(self.state.typed)
        self.head.show_steps(self.state.to_undo, self.state.to_redo)

    def _add_part(self, type_key: str, after: str) -> None:
        part_id = self._session.kit.ids.record_id()
        self.state.add_part(type_key, part_id, after)
        self._show_parts_soon()
        self.parts[type_key].open_part(part_id)
        self.body.reveal(self.parts[type_key].grid)

    def _add_mark(self, type_key: str, given: Mapping[str, JsonValue]) -> None:
        """A mark was set on a drawing: the drawing stays in sight."""
        part_id = self._session.kit.ids.record_id()
        self.state.add_part(type_key, part_id, given=given)
        self._show_parts_soon()
        self.parts[type_key].open_part(part_id, "injury")

    def _remove_part(self, part_id: str) -> None:
        type_key = self.state.parts[part_id].type
        ids = self.state.order[type_key]
        place = ids.index(part_id)
        self.state.remove_part(part_id)
        self._show_parts_soon()
        left = self.state.order[type_key]
        near = left[min(place, len(left) - 1)] if left else ""
        self.parts[type_key].focus_line(near)

    def _move_part(self, part_id: str, steps: int) -> None:
        self.state.move_part(part_id, steps)
        self._show_parts_soon()
        self.body.reveal(self.parts[self.state.parts[part_id].type].line_of(part_id))

    def show_few(self) -> None:
        """Go between the few fields that are asked first and the whole form."""
        if not self._type.asks_first:
            return
        self._is_few_by_opening = False
        self.body.show_few(self.state, few=not self.body.is_few)
        self.head.show_few(few=self.body.is_few)
        self._order_stops()

    @once_settled
    def undo(self) -> None:
        """Take back the last thing that was done here, also when it is saved."""
        step = self.state.undo()
        if step is not None:
            self._show_step(step, step.before)
            self.head.show_done("Undone: {what}", step)

    @once_settled
    def redo(self) -> None:
        """Do again what was taken back."""
        step = self.state.redo()
        if step is not None:
            self._show_step(step, step.after)
            self.head.show_done("Done again: {what}", step)

    def _show_step(self, step: Step, then: object) -> None:
        """Show what undo or redo did where it was done."""
        self._show_parts_soon()
        self.body.reveal(show_step(step, then, self.body, self.state.tree.linked))

    def _draft_key(self) -> str:
        if self._is_new:
            return drafts.key_of_new(self._type.key)
        return self.record.id

    def _entry(self) -> Entry:
        return self.state.entry(is_new=self._is_new, draft=self._draft_key())

    @once_saved
    def keep_draft(self) -> None:
        """Keep what was typed, encrypted, in the store; forget it when undone."""
        self.state.settle()
        self._pause.keep(self._entry())

    def _kept(self, saved_ms: int | None) -> None:
        if saved_ms is not None:
            self.head.show_draft(saved_ms)

    def _not_kept(self, error: MonitorError) -> None:
        self.head.show_unsaved(lambda words: error_text(words, error))
        self.notice.tell_problem(error)

    @once_settled
    def _forget_draft(self) -> None:
        """Go back to what is saved."""
        self._pause.rest()
        self._opening.begin(form_openings.without_draft(self._entry()))

    @once_settled
    @once_saved
    def save(self) -> None:
        """Write what changed, parts and all; a new record is entered."""
        self._pause.rest()
        self.state.settle()
        typed = self._entry()
        if not self.state.is_touched:
            return
        self.save_button.setEnabled(False)

        def write(workspace: Workspace) -> tuple[Saved, RecordTree]:
            saved = entry.save_or_keep(workspace, typed)
            return saved, records.show(workspace, saved.record)

        self._writing = typed
        self._session.save(write, self._written, self._refused)

    def _written(self, done: tuple[Saved, RecordTree]) -> None:
        saved, tree = done
        self.save_button.setEnabled(True)
        typed, self._writing = self._writing, None
        if typed is None:  # another record is shown by now
            self._session.announce(saved.changes)
            return
        if self._is_new:
            self._is_new = False
            # From now on it can be given evidence.
            self.body.evidence.show_record(tree.record.id)
        self.notice.clear()
        self.state.saved(tree, typed)
        self.head.show_record(tree, is_new=False)
        self._ask_delivery()
        self._fields.refill(self.state, written=typed.values)
        self._show_parts()
        for section in self.parts.values():
            part = self.state.parts.get(section.open_id)
            if part is not None and not part.typed:
                section.fill()
        self._show_steps()
        if self.state.is_touched:
            self._pause.touch()
        self._session.announce(saved.changes)
        self.saved.emit(saved.record)

    def _refused(self, error: MonitorError) -> None:
        self.save_button.setEnabled(True)
        typed, self._writing = self._writing, None
        if typed is None:  # another record is shown by now; it is in its draft
            self._fail(error)
            return
        self.body.reveal(show_refusal(error, self.state, self.body, self.notice))
        self.body.mark_problems()
        self.head.show_unsaved(lambda words: error_text(words, error))
        self.keep_draft()

    def _fail(self, error: MonitorError) -> None:
        self.notice.tell_problem(error)

    def _ask_delivery(self) -> None:
        """How far what is saved of this record has come, and what it waits for."""
        self.head.delivery.show_state(None)
        record_id = "" if self._is_new else self.record.id
        self.notes.show_record(record_id)
        if record_id:
            self._session.run(
                lambda ws: receipts.states(ws, [record_id]),
                self._show_delivery,
                self._fail,
            )

    def _show_delivery(self, found: Mapping[str, Delivery]) -> None:
        if self.record.id in found:
            self.head.delivery.show_state(found[self.record.id])

    def _look_again(self, _changes: object) -> None:
        """Something was written elsewhere, perhaps into this record."""
        if self._opening.is_under_way:
            self._has_news = True
            return
        if self._is_new or not self.record.id or self.isHidden():
            return
        record_id = self.record.id
        self._session.run(
            lambda ws: records.show(ws, record_id), self._catch_up, self._fail
        )

    def _hear_news(self) -> None:
        """What was written while the record was being shown."""
        if self._has_news:
            self._has_news = False
            self._look_again(None)

    def _catch_up(self, tree: RecordTree) -> None:
        """Show what arrived; say so beside fields that are being typed into."""
        if self._opening.is_under_way:
            self._has_news = True
            return
        self._ask_delivery()
        if tree.record.id != self.record.id or tree == self.state.tree:
            return
        met = self.state.catch_up(tree)
        self._fields.refill(self.state)
        self._show_parts()
        if met:
            self.body.tell_met(tree, {key for part, key in met if part == TOP})
            self.notice.tell(
                "This record changed while you were typing. Nothing is overwritten: "
                "saving keeps both values for a decision.",
                tone="warn",
            )

    @once_settled
    def delete(self) -> None:
        """Delete the record; the list offers to take it back."""
        self._pause.rest()
        record_id = self.record.id
        self._session.save(
            lambda ws: records.delete(ws, record_id), self._deleted, self._not_deleted
        )

    def _not_deleted(self, error: MonitorError) -> None:
        self._fail(error)
        if self.state.is_touched:
            self._pause.touch()

    def _deleted(self, changes: Changes) -> None:
        self.closed.emit()
        self._session.announce(changes)
        self.deleted.emit(changes.records[0])

    def _move_review(self, key: str, state: str) -> None:
        """A step of the review is saved with what else was typed."""
        box = self.body.boxes()[key]
        box.editor.show_value(state, {})
        box.editor.edited.emit()
        self.save()

    def _print(self, document: str = "") -> None:
        self.printed.emit(self.record.ref or self.record.id, document)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Other pages may have changed the record."""
        super().showEvent(event)
        self._look_again(None)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Going elsewhere keeps what was typed at once."""
        super().hideEvent(event)
        self.leave()
