"""The form of one record, derived from its declaration: sections, parts, drafts."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from monitor_desktop.domain.catalogue import children_of
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import section_label, types_label
from monitor_desktop.services import drafts, records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.drafts import Draft
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.dialogs import Question
from monitor_desktop.ui.field_grid import FieldGrid
from monitor_desktop.ui.form_errors import tell_beside
from monitor_desktop.ui.form_heads import FormHead
from monitor_desktop.ui.part_dialogs import PartDialog
from monitor_desktop.ui.part_tables import PartsSection
from monitor_desktop.ui.pieces import rule, said, scrolled
from monitor_desktop.ui.problems import Notice
from monitor_desktop.ui.section_tabs import SectionTabs
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.words import Message

DRAFT_PAUSE_MS: Final = 2000
_NEW_DRAFT: Final = "new:{type}"
Values = Mapping[str, JsonValue]
_Opened = tuple[RecordTree, Draft | None]


class RecordForm(QFrame):
    """One record of a type: shown, typed into, kept as a draft, saved.

    ``closed`` asks to go back to the list; ``printed`` carries a reference;
    ``disputed`` asks for the conflicts; ``saved`` carries a record id.
    """

    closed = Signal()
    printed = Signal(str)
    disputed = Signal()
    saved = Signal(str)

    def __init__(self, session: Session, type_key: str) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._session = session
        self._type = declared(type_key)
        self._tree = _empty_tree(type_key)
        self._is_new = True
        self._loaded: dict[str, JsonValue] = {}
        self._seen = self._tree.record.heads
        self.head = FormHead(session, type_key)
        self.notice = Notice(session.say)
        self.grids = {
            section: FieldGrid(
                session,
                type_key,
                [each for each in self._type.fields if each.section == section],
            )
            for section in self._type.sections
        }
        self.parts = {
            each.key: PartsSection(session, each)
            for each in children_of(type_key)
            if not each.under_any
        }
        self._headings: list[QWidget] = []
        self._sheet = self._page()
        self._area = scrolled(self._sheet)
        self._build()
        self._pause = QTimer(self, interval=DRAFT_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.keep_draft)

    def _page(self) -> QWidget:
        """All sections under each other."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(16)
        for section, grid in self.grids.items():
            heading = said(
                self._session.say,
                partial(_section_name, section),
                role="h2",
            )
            self._headings.append(heading)
            column.addWidget(heading)
            column.addWidget(grid)
            column.addWidget(rule())
        for part in self.parts.values():
            self._headings.append(part)
            column.addWidget(part)
            column.addWidget(rule())
        column.addStretch(1)
        return made

    def _build(self) -> None:
        self._tabs = SectionTabs(self._session, self._names())
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(4)
        for each in (self.head, self._tabs, rule(), self.notice, self._area):
            column.addWidget(each)
        column.setStretchFactor(self._area, 1)
        self.head.saved.connect(self.save)
        self.head.closed.connect(self.closed)
        self.head.deleted.connect(self._ask_delete)
        self.head.printed.connect(self._print)
        self.head.forgotten.connect(self._forget_draft)
        self._tabs.chosen.connect(self._jump)
        self._area.verticalScrollBar().valueChanged.connect(self._follow)
        for grid in self.grids.values():
            grid.edited.connect(self._edited)
            grid.disputed.connect(self.disputed)
        for part in self.parts.values():
            part.added.connect(self._add_part)
            part.wanted.connect(self._edit_part)
            part.unwanted.connect(self._delete_part)

    def _names(self) -> list[Message]:
        return [
            *(partial(_section_name, section) for section in self.grids),
            *(_counted(each, 0) for each in self.parts),
        ]

    @property
    def record(self) -> Record:
        """The record shown."""
        return self._tree.record

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
        self._leave()
        self._is_new = True
        tree = _empty_tree(self._type.key)
        key = self._draft_key()
        self._session.run(lambda ws: (tree, drafts.of(ws, key)), self._show, self._fail)

    def open(self, record_id: str) -> None:
        """Show a record and its draft."""
        self._leave()
        self._is_new = False

        def read(workspace: Workspace) -> _Opened:
            return records.show(workspace, record_id), drafts.of(workspace, record_id)

        self._session.run(read, self._show, self._fail)

    def _leave(self) -> None:
        """What was typed is kept before something else is shown."""
        if self._pause.isActive():
            self._pause.stop()
            self.keep_draft()

    def _show(self, opened: _Opened) -> None:
        tree, draft = opened
        self._tree = tree
        self._seen = draft.heads if draft else tree.record.heads
        self.notice.clear()
        self.head.show_record(tree.record, is_new=self._is_new)
        for grid in self.grids.values():
            grid.show_values(tree.record.values, tree.linked)
            for key, box in grid.boxes.items():
                box.show_conflict(key in tree.record.conflicts)
        self._loaded = self._values()
        if draft is not None:
            self._show_draft(draft)
        self._show_parts()
        self._area.verticalScrollBar().setValue(0)
        self._focus_first()

    def _focus_first(self) -> None:
        first = next(iter(next(iter(self.grids.values())).boxes.values()))
        if self._is_new:
            first.editor.inputs()[0].setFocus()

    def _show_draft(self, draft: Draft) -> None:
        for grid in self.grids.values():
            for key, box in grid.boxes.items():
                if key in draft.values:
                    box.editor.show_value(draft.values[key], self._tree.linked)
        self.head.show_draft(draft.saved_ms)

    def _show_parts(self) -> None:
        for place, (key, section) in enumerate(self.parts.items(), len(self.grids)):
            found = self._tree.children_of(key)
            linked = {
                **self._tree.linked,
                **{each.id: each for each in self._tree.children},
            }
            section.show_parts(found, linked, can_add=not self._is_new)
            self._tabs.show_count(place, _counted(key, len(found)))

    def _values(self) -> dict[str, JsonValue]:
        return {k: v for grid in self.grids.values() for k, v in grid.values().items()}

    def changed_values(self) -> dict[str, JsonValue]:
        """What a person typed that is not saved."""
        now = self._values()
        return {key: now[key] for key in now if now[key] != self._loaded.get(key)}

    def _edited(self, _key: str) -> None:
        self._pause.start()

    def _draft_key(self) -> str:
        key = _NEW_DRAFT.format(type=self._type.key)
        return key if self._is_new else self._tree.record.id

    def keep_draft(self) -> None:
        """Keep what was typed, encrypted, in the store."""
        given, key, seen = self.changed_values(), self._draft_key(), self._seen
        if given:
            self._session.run(
                lambda ws: drafts.keep(ws, key, given, seen=seen),
                self.head.show_draft,
                self.notice.tell_problem,
            )

    def _forget_draft(self) -> None:
        """Go back to what is saved."""
        self._pause.stop()
        key, record_id, is_new = self._draft_key(), self.record.id, self._is_new
        empty = _empty_tree(self._type.key)

        def forget(workspace: Workspace) -> _Opened:
            drafts.drop(workspace, key)
            return (empty if is_new else records.show(workspace, record_id)), None

        self._session.run(forget, self._show, self._fail)

    def save(self) -> None:
        """Write what changed; a new record is entered."""
        self._pause.stop()
        given, key, seen = self.changed_values(), self._draft_key(), self._seen
        if not given:
            return
        type_key, record_id, is_new = self._type.key, self.record.id, self._is_new
        self.save_button.setEnabled(False)

        def write(workspace: Workspace) -> tuple[str, Changes]:
            if is_new:
                added = records.add(workspace, type_key, given)
                found, changes = added.id, added.changes
            else:
                changes = records.change(workspace, record_id, given, seen=seen)
                found = record_id
            drafts.drop(workspace, key)
            return found, changes

        self._session.run(write, self._written, self._refused)

    def _written(self, done: tuple[str, Changes]) -> None:
        record_id, changes = done
        self.save_button.setEnabled(True)
        self._session.announce(changes)
        self.saved.emit(record_id)
        self.open(record_id)

    def _refused(self, error: MonitorError) -> None:
        self.save_button.setEnabled(True)
        tell_beside(error, self._type.key, list(self.grids.values()), self.notice)
        self.keep_draft()

    def _fail(self, error: MonitorError) -> None:
        self.notice.tell_problem(error)

    def _ask_delete(self) -> None:
        question = Question(
            self._session.say,
            "Delete this record?",
            "It is hidden here and, after the next exchange, with everybody else. "
            "Its history is kept, and it can be brought back.",
            "Delete",
            self.window(),
        )
        if not question.exec():
            return
        record_id = self.record.id
        self._session.run(
            lambda ws: records.delete(ws, record_id), self._deleted, self._fail
        )

    def _deleted(self, changes: Changes) -> None:
        self._session.announce(changes)
        self.closed.emit()

    def _print(self) -> None:
        self.printed.emit(self.record.ref or self.record.id)

    def _add_part(self, type_key: str) -> None:
        self._edit(type_key, None)

    def _edit_part(self, part: Record) -> None:
        self._edit(part.type, part)

    def _edit(self, type_key: str, part: Record | None) -> None:
        dialog = PartDialog(
            self._session, declared(type_key), self._tree, part, self.window()
        )
        if dialog.exec():
            self._refresh_parts()

    def _delete_part(self, part: Record) -> None:
        self._session.run(
            lambda ws: records.delete(ws, part.id), self._part_deleted, self._fail
        )

    def _part_deleted(self, changes: Changes) -> None:
        self._session.announce(changes)
        self._refresh_parts()

    def _refresh_parts(self) -> None:
        """Only the parts: what is being typed stays."""
        record_id = self.record.id
        self._session.run(
            lambda ws: records.show(ws, record_id), self._take_parts, self._fail
        )

    def _take_parts(self, tree: RecordTree) -> None:
        self._tree = replace(tree, record=self._tree.record)
        self._show_parts()

    def _jump(self, place: int) -> None:
        top = self._headings[place].mapTo(self._sheet, QPoint(0, 0)).y()
        self._area.verticalScrollBar().setValue(max(top - 8, 0))
        self._tabs.show_current(place)

    def _follow(self, value: int) -> None:
        tops = [each.mapTo(self._sheet, QPoint(0, 0)).y() for each in self._headings]
        passed = [place for place, top in enumerate(tops) if top <= value + 40]
        at_end = value >= self._area.verticalScrollBar().maximum()
        last = len(tops) - 1 if at_end and value else 0
        self._tabs.show_current(max([*passed[-1:], last], default=0))

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Going elsewhere keeps what was typed at once."""
        super().hideEvent(event)
        self._leave()


def _empty_tree(type_key: str) -> RecordTree:
    return RecordTree(record=Record(id="", type=type_key))


def _section_name(section: str, words: Words) -> str:
    return section_label(words, section)


def _counted(type_key: str, count: int) -> Callable[[Words], str]:
    def name(words: Words) -> str:
        return f"{types_label(words, type_key)}  {count or ''}".strip()

    return name
