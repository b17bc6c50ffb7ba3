"""One conflict: the values side by side, the result, what stood there before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from monitor_desktop.domain.conflicts import ConflictKind, Side
from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue, OperationKind
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import moment_text, text_label, type_label
from monitor_desktop.overriding import override
from monitor_desktop.services import records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.editing.conflicts import BETWEEN, OpenConflict
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.conflicts.conflict_sides import COLORS, SideCard
from monitor_desktop.ui.editors.base import Editor
from monitor_desktop.ui.editors.making import editor_for
from monitor_desktop.ui.editors.texts import LongTextEditor
from monitor_desktop.ui.fittings.facts import facts_of
from monitor_desktop.ui.look.pieces import (
    ElidedLabel,
    PlainLabel,
    button,
    dress_chip,
    flush,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.sessions import Session

RESULT_KEYS: Final = "Ctrl+3"
_TWO: Final = 2
_LONG: Final = (Kind.LONG_TEXT, Kind.MULTILINGUAL)
_RESULT_PX: Final = 112
_NARROW_PX: Final = 660
_DEVICE_LETTERS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What is read when a conflict is looked at.

    Attributes:
        before: The value before people disagreed.
        record: The record it is in, as it stands now.
        linked: Records that values link to, by id.
    """

    before: Side | None = None
    record: Record | None = None
    linked: Mapping[str, Record] = field(default_factory=dict)


def _no_editor() -> Editor | None:
    return None


class Decision(QFrame):
    """``resolved`` carries the id of what was decided, ``ready`` whether it may be.

    ``opened`` carries type and id of the record.
    """

    resolved = Signal(str)
    ready = Signal(bool)
    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._session = session
        self._conflict: OpenConflict | None = None
        self._names: Mapping[str, str] = {}
        self._details = Details()
        self.cards: list[SideCard] = []
        self.editor = _no_editor()
        self._keep: int | None = None
        say = session.say
        self._field = PlainLabel(role="h2")
        self._ref = ElidedLabel(role="reference")
        self._open = button(say, "Open record", self._go, kind="quiet")
        self._told = ElidedLabel(role="muted")
        self._legend = [PlainLabel() for _ in COLORS]
        self._explained = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(12)
        self.both = button(say, "Keep both", self.keep_both, kind="quiet")
        self._result = QWidget()
        self._before = button(say, "Before", self._unfold, kind="quiet")
        self.before = PlainLabel(role="muted", wraps=True)
        self.notice = Notice(say)
        self._build()

    def _build(self) -> None:
        say = self._session.say
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = row(self._field, self._ref, self._open)
        head.setStretch(1, 1)
        told = self._explained
        told.addWidget(self._told, 1)
        told.addLayout(row(*self._legend, 1))
        inner = QVBoxLayout(self._result)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        self._editors = inner
        hint = said(say, "You may edit it", role="caption")
        inner.addLayout(
            row(
                said(say, "Result", role="caption"),
                1,
                self.both,
                hint,
                PlainLabel(RESULT_KEYS, role="key"),
            )
        )
        column.addLayout(head)
        column.addLayout(told)
        column.addLayout(self._sides, 1)
        column.addWidget(self._result)
        column.addLayout(row(flush(self._before), 1))
        column.addWidget(self.before)
        column.addWidget(self.notice)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is explained is never cut: the names go below it."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        is_narrow = self.width() < _NARROW_PX
        self._explained.setDirection(
            direction.TopToBottom if is_narrow else direction.LeftToRight
        )

    def show_conflict(self, conflict: OpenConflict, names: Mapping[str, str]) -> None:
        """Show one; nothing is chosen beforehand."""
        self._conflict, self._names, self._details = conflict, names, Details()
        self._keep = None
        self.notice.clear()
        self._fill()
        self._session.run(
            partial(_details, conflict), self._show_details, self.notice.tell_problem
        )

    def _fill(self) -> None:
        conflict, say = self._conflict, self._session.say
        if conflict is None:
            return
        self._clear()
        self._field.setText(name_of(say.words, conflict))
        self._ref.setText("  ".join(e for e in (conflict.ref, conflict.title) if e))
        deleted = conflict.conflict.kind is ConflictKind.DELETE
        self._tell(conflict, deleted=deleted)
        for number, side in enumerate(conflict.sides, 1):
            self._add_side(number, side)
        self._compare(deleted=deleted)
        self._make_editor(conflict)
        self._show_before()
        self.ready.emit(False)  # noqa: FBT003  # a signal's argument

    def _tell(self, conflict: OpenConflict, *, deleted: bool) -> None:
        """What happened; after a decision one person may stand on both sides."""
        say, count = self._session.say, len(conflict.sides)
        if deleted:
            message = "One deleted it, another changed it. Nothing is lost yet."
        elif count == _TWO == len({each.device for each in conflict.sides}):
            message = "Two people changed this field. Both values are kept."
        else:
            message = "{n} values stand beside each other in this field. All are kept."
        say.put(self._told.setText, message, n=count)

    def _compare(self, *, deleted: bool) -> None:
        pair = len(self.cards) == _TWO and not deleted
        are_two = len({each.who.text() for each in self.cards}) == _TWO
        for place, label in enumerate(self._legend):
            label.setVisible(pair and are_two)
            if pair:
                who = self.cards[place].who.text()
                label.setText(self._session.say("only {name}", name=who))
                dress_chip(label, COLORS[place])
        if pair:
            one, other = self.cards
            one.compare(other.text)
            other.compare(one.text)

    def _clear(self) -> None:
        for each in (*self.cards, self.editor):
            if each is not None:
                each.setParent(None)
                each.deleteLater()
        self.cards, self.editor = [], None

    def _add_side(self, number: int, side: Side) -> None:
        made = SideCard(self._session, number)
        made.taken.connect(partial(self.take, number))
        self.cards.append(made)
        self._sides.addWidget(made, 1)
        say = self._session.say
        code = side.device[:_DEVICE_LETTERS].upper()
        when = moment_text(side.at_us // 1000)
        made.show_side(self._who(side), code, when, self._text_of(side.value))
        made.where.setAccessibleName(say("device {code}", code=code))
        made.where.setToolTip(say("device {code}", code=code))

    def _who(self, side: Side) -> str:
        name = self._names.get(side.device, side.device[:8])
        conflict = self._conflict
        if conflict is None or conflict.conflict.kind is not ConflictKind.DELETE:
            return name
        deletes = side.value == OperationKind.DELETE
        message = "{name}: delete all the same" if deletes else "{name}: restore"
        return self._session.say(message, name=name)

    def _text_of(self, value: JsonValue) -> str:
        conflict, say = self._conflict, self._session.say
        if conflict is None or conflict.conflict.kind is ConflictKind.DELETE:
            words = {"delete": "deleted it", "edit": "changed it"}
            done = say(words.get(str(value), "brought it back"))
            deletes = value == OperationKind.DELETE
            record = None if deletes else self._details.record
            facts = facts_of(self._session, record, self._details.linked)
            return "\n".join(each for each in (done, "", facts) if each or facts)
        if value is None:
            return say("emptied the field")
        field = conflict.field
        if field is None:
            return str(value)
        if field.kind is Kind.MULTIPLE_CHOICE and not missing(value):
            # One term is one register: its sub is the code, true is chosen.
            value = [conflict.conflict.sub]
        if field.kind is Kind.MULTILINGUAL and isinstance(value, str):
            return value
        return self._session.reader.text(field, value, self._details.linked)

    def _show_details(self, details: Details) -> None:
        if self._keep is not None or self._conflict is None:
            return  # somebody was quicker than the reading
        self._details = details
        if details.record is not None or details.linked or details.before:
            self._fill()

    def _show_before(self) -> None:
        side = self._details.before
        self._before.setVisible(side is not None)
        self.before.hide()
        if side is not None:
            name = self._names.get(side.device, side.device[:8])
            when = moment_text(side.at_us // 1000)
            self._session.say.put(
                self._before.setText, "Before: {name}, {when}", name=name, when=when
            )
            self.before.setText(self._text_of(side.value))

    def _unfold(self) -> None:
        self.before.setVisible(self.before.isHidden())

    def _make_editor(self, conflict: OpenConflict) -> None:
        field = conflict.field
        values = conflict.conflict.kind is ConflictKind.VALUES
        # One term is there or not: nothing in between can be written.
        written = field if field and field.kind is not Kind.MULTIPLE_CHOICE else None
        self.both.setVisible(values and written is not None and written.kind in _LONG)
        self._result.setVisible(values and written is not None)
        if values and written is not None:
            self.editor = self._edited(self._editor_of(conflict, written))

    def _editor_of(self, conflict: OpenConflict, wanted: Field) -> Editor | None:
        """An editor for what disagrees: of a text in languages for one of them."""
        if wanted.kind is Kind.MULTILINGUAL and conflict.conflict.sub:
            return LongTextEditor(self._session, wanted)
        return editor_for(self._session, wanted)

    def _edited(self, made: Editor | None) -> Editor | None:
        if made is not None:
            made.name("Result")
            made.setMaximumHeight(_RESULT_PX)
            if made.field.kind in _LONG:
                made.setMinimumHeight(_RESULT_PX)
            made.edited.connect(self._written)
            self._editors.addWidget(made)
        return made

    def take(self, number: int) -> None:
        """Choose one of the values and copy it into the result."""
        if not 1 <= number <= len(self.cards) or self._conflict is None:
            return
        self._keep = number
        self._mark(number)
        if self.editor is not None:
            value = self._conflict.sides[number - 1].value
            self.editor.show_value(value, self._details.linked)
        self.ready.emit(True)  # noqa: FBT003  # a signal's argument

    def keep_both(self) -> None:
        """Every text, oldest first, with a line between that nobody reads over."""
        if self._conflict is None:
            return
        self._keep = 0
        self._mark(0)
        if self.editor is not None:
            texts = [each.value for each in reversed(self._conflict.sides)]
            whole = BETWEEN.join(each for each in texts if isinstance(each, str))
            self.editor.show_value(whole, {})
        self.ready.emit(True)  # noqa: FBT003  # a signal's argument

    def write(self) -> None:
        """Go to the result."""
        if self.editor is not None:
            self.editor.inputs()[0].setFocus()

    def _mark(self, number: int) -> None:
        for place, each in enumerate(self.cards, 1):
            each.show_chosen(place == number)

    def _written(self) -> None:
        """Another value is being typed: none of the two is kept as it is."""
        self._keep = None
        self._mark(-1)
        self.ready.emit(True)  # noqa: FBT003  # a signal's argument

    def commit(self) -> None:
        """Write the decision."""
        if self._conflict is None:
            return
        conflict_id, keep = self._conflict.conflict.id, self._keep
        value = self.editor.value() if self.editor is not None else None
        self.ready.emit(False)  # noqa: FBT003  # a signal's argument

        def resolve(workspace: Workspace) -> Changes:
            both = keep == 0
            return conflicts.resolve(
                workspace,
                conflict_id,
                keep=None if both else keep,
                value=value,
                both=both,
            )

        self._session.run(resolve, partial(self._done, conflict_id), self._failed)

    def _done(self, conflict_id: str, changes: Changes) -> None:
        self._session.announce(changes)
        self.resolved.emit(conflict_id)

    def _failed(self, error: MonitorError) -> None:
        self.ready.emit(True)  # noqa: FBT003  # a signal's argument
        self.notice.tell_problem(error)

    def _go(self) -> None:
        if self._conflict is not None:
            top = self._conflict.conflict.top
            self._session.run(
                lambda ws: records.show(ws, top).record,
                self._opened,
                self.notice.tell_problem,
            )

    def _opened(self, record: Record) -> None:
        self.opened.emit(record.type, record.id)


def name_of(words: Words, conflict: OpenConflict) -> str:
    """The field, or the part that one deleted."""
    found = conflict.conflict
    if conflict.field is None:
        return type_label(words, found.type)
    return text_label(words, found.type, conflict.field, found.sub)


def _details(conflict: OpenConflict, workspace: Workspace) -> Details:
    found = conflict.conflict
    before = conflicts.before(workspace, found.id)
    if found.kind is ConflictKind.DELETE:
        tree = records.show(workspace, found.record)
        return Details(record=tree.record, linked=tree.linked)
    linked: dict[str, Record] = {}
    if conflict.field is not None and conflict.field.kind is Kind.LINK:
        sides = (*conflict.sides, *((before,) if before else ()))
        for each in {str(side.value) for side in sides if side.value}:
            known = records.show(workspace, each)
            linked |= {known.record.id: known.record, **known.linked}
    return Details(before=before, linked=linked)
