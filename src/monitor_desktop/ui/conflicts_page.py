"""Conflicts: each field that two people changed, and deciding it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from monitor_desktop.domain.conflicts import ConflictKind, Side
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.labels import field_label, moment_text, type_label
from monitor_desktop.services import conflicts, contacts, records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.conflicts import OpenConflict
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.editors.base import Editor
from monitor_desktop.ui.editors.making import editor_for
from monitor_desktop.ui.marked_texts import MarkedText
from monitor_desktop.ui.pieces import (
    ElidedLabel,
    PlainLabel,
    button,
    card,
    column_of,
    fill_page,
    mark,
    row,
    rule,
    said,
)
from monitor_desktop.ui.problems import Notice
from monitor_desktop.ui.sessions import Session

QUEUE_PX: Final = 304
_MOST_KEYS: Final = 9
_PAD_PX: Final = 16
_TWO: Final = 2
_COLORS: Final = ("warn", "accent")
"""One colour for each author, never red and green: nobody is wrong."""
_Waiting = tuple[list[OpenConflict], dict[str, str], dict[str, Record]]


class SideCard(QFrame):
    """One of the values: whose, when, and what it is. ``taken`` when chosen."""

    taken = Signal()

    def __init__(self, session: Session, number: int) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.choice = QRadioButton()
        self.choice.setAutoExclusive(False)
        self._who = ElidedLabel(role="strong")
        self._when = PlainLabel(role="caption")
        self._text = MarkedText(session.look, _COLORS[number % len(_COLORS)])
        session.say.put(self._text.setAccessibleName, "Value")
        key = PlainLabel(f"Ctrl+{number}", role="caption")
        head = row(self.choice, self._who, key)
        head.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addLayout(head)
        column.addWidget(self._when)
        column.addWidget(rule())
        column.addWidget(self._text, 1)
        self.choice.clicked.connect(lambda _checked: self.taken.emit())
        session.say.put(self.choice.setAccessibleName, "Take this value")

    def show_side(self, who: str, when: str, text: str) -> None:
        """Fill the card."""
        self._who.setText(who)
        self._when.setText(when)
        self._text.setPlainText(text)

    @property
    def text(self) -> str:
        """The value in words."""
        return self._text.toPlainText()

    def compare(self, other: str) -> None:
        """Mark the words that the other value does not have."""
        self._text.mark_different(other)

    def show_chosen(self, chosen: bool) -> None:
        """Mark it as the one to be kept."""
        self.choice.setChecked(chosen)
        mark(self, "card", "chosen" if chosen else "true")

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the card takes it."""
        super().mousePressEvent(event)
        self.taken.emit()


def _no_editor() -> Editor | None:
    return None


class Decision(QWidget):
    """One conflict: the values side by side, and the result.

    ``resolved`` when it was written; ``opened`` carries type and id of the record.
    """

    resolved = Signal()
    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._conflict: OpenConflict | None = None
        self._names: Mapping[str, str] = {}
        self._linked: Mapping[str, Record] = {}
        self._cards: list[SideCard] = []
        self._editor = _no_editor()
        self._keep: int | None = None
        say = session.say
        self._field = ElidedLabel(role="h2")
        self._open = button(say, "Open record", self._go, kind="quiet")
        self._told = said(
            say, "Two people changed this field. Both values are kept.", role="muted"
        )
        self._told.setWordWrap(True)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(12)
        self._other = said(say, "Or write another value", role="caption")
        self._result = QVBoxLayout()
        self.notice = Notice(say)
        self.save = button(say, "Save and next", self.commit, kind="primary")
        self._build()

    def _build(self) -> None:
        frame = card()
        column = column_of(frame)
        head = row(self._field, self._open)
        head.setStretch(0, 1)
        column.addLayout(head)
        column.addWidget(self._told)
        column.addLayout(self._sides, 1)
        column.addWidget(self._other)
        column.addLayout(self._result)
        column.addWidget(self.notice)
        column.addLayout(row(1, self.save))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_conflict(
        self,
        conflict: OpenConflict,
        names: Mapping[str, str],
        linked: Mapping[str, Record],
    ) -> None:
        """Show one; nothing is chosen beforehand."""
        self._conflict, self._names, self._linked = conflict, names, linked
        self._keep = None
        self.notice.clear()
        self._clear()
        self._field.setText(name_of(self._session, conflict))
        for number, side in enumerate(conflict.sides, 1):
            self._add_side(number, side)
        if len(self._cards) == _TWO:
            one, other = self._cards
            one.compare(other.text)
            other.compare(one.text)
        self._make_editor(conflict)
        self.save.setEnabled(False)

    def _clear(self) -> None:
        for each in self._cards:
            each.setParent(None)
            each.deleteLater()
        self._cards = []
        if self._editor is not None:
            self._editor.setParent(None)
            self._editor.deleteLater()
            self._editor = None

    def _add_side(self, number: int, side: Side) -> None:
        made = SideCard(self._session, number)
        made.taken.connect(partial(self.take, number))
        self._cards.append(made)
        self._sides.addWidget(made, 1)
        who = self._names.get(side.device, side.device[:8])
        made.show_side(who, moment_text(side.at_us // 1000), self._text_of(side.value))

    def _text_of(self, value: JsonValue) -> str:
        conflict, say = self._conflict, self._session.say
        if conflict is None or conflict.conflict.kind is ConflictKind.DELETE:
            words = {"delete": "deleted it", "edit": "changed it"}
            return say(words.get(str(value), "brought it back"))
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
        return self._session.reader.text(field, value, self._linked)

    def _make_editor(self, conflict: OpenConflict) -> None:
        field = conflict.field
        free = (
            conflict.conflict.kind is ConflictKind.VALUES
            and field is not None
            and field.kind not in {Kind.MULTIPLE_CHOICE, Kind.MULTILINGUAL}
        )
        self._other.setVisible(free)
        if free and field is not None:
            self._editor = editor_for(self._session, field)
        if self._editor is not None:
            self._editor.name("Or write another value")
            self._editor.edited.connect(self._written)
            self._result.addWidget(self._editor)

    def take(self, number: int) -> None:
        """Choose one of the values."""
        if not 1 <= number <= len(self._cards) or self._conflict is None:
            return
        self._keep = number
        for place, each in enumerate(self._cards, 1):
            each.show_chosen(place == number)
        if self._editor is not None:
            value = self._conflict.sides[number - 1].value
            self._editor.show_value(value, self._linked)
        self.save.setEnabled(True)

    def _written(self) -> None:
        """Another value is being typed: none of the two is kept as it is."""
        self._keep = None
        for each in self._cards:
            each.show_chosen(chosen=False)
        self.save.setEnabled(True)

    def commit(self) -> None:
        """Write the decision."""
        if self._conflict is None or not self.save.isEnabled():
            return
        conflict_id, keep = self._conflict.conflict.id, self._keep
        value = self._editor.value() if self._editor is not None else None
        self.save.setEnabled(False)
        self._session.run(
            lambda ws: conflicts.resolve(ws, conflict_id, keep=keep, value=value),
            self._done,
            self._failed,
        )

    def _done(self, changes: Changes) -> None:
        self._session.announce(changes)
        self.resolved.emit()

    def _failed(self, error: MonitorError) -> None:
        self.save.setEnabled(True)
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


def name_of(session: Session, conflict: OpenConflict) -> str:
    """The field, with the part it belongs to when it is not the record's own."""
    words = session.say.words
    found = conflict.conflict
    if conflict.field is None:
        return type_label(words, found.type)
    return field_label(words, found.type, conflict.field.key)


class ConflictsPage(QWidget):
    """The queue left, one conflict right. ``opened`` carries type and record id."""

    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._waiting: list[OpenConflict] = []
        self._names: Mapping[str, str] = {}
        self._linked: Mapping[str, Record] = {}
        say = session.say
        self.queue = QListWidget()
        self.queue.setObjectName("queue")
        self.queue.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        say.put(self.queue.setAccessibleName, "Conflicts")
        self.decision = Decision(session)
        self._count = PlainLabel(role="muted")
        self._notice = Notice(say)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing())
        self._stack.addWidget(self.decision)
        self._build()
        self.queue.currentRowChanged.connect(self._show)
        self.setFocusProxy(self.queue)
        self.decision.resolved.connect(self.reload)
        self.decision.opened.connect(self.opened)
        say.changed.connect(self._say_again)
        for number in range(1, _MOST_KEYS):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.activated.connect(partial(self.decision.take, number))
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.activated.connect(self.decision.commit)

    def _build(self) -> None:
        column = fill_page(self)
        head = row(
            said(self._session.say, "Conflicts", role="h1"), self._count, 1, spacing=12
        )
        column.addLayout(head)
        column.addWidget(self._notice)
        left = card(margins=(1, 8, 1, 8))
        left.setFixedWidth(QUEUE_PX)
        column_of(left).addWidget(self.queue)
        body = row(left, self._stack, spacing=16)
        body.setStretch(1, 1)
        column.addLayout(body, 1)

    def _nothing(self) -> QWidget:
        frame = card()
        column = column_of(frame)
        column.addStretch(1)
        none = said(self._session.say, "No conflicts.", role="muted")
        column.addLayout(row(1, none, 1))
        column.addStretch(2)
        return frame

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Look again."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Read what waits."""
        self._session.run(_read, self._fill, self._notice.tell_problem)

    def _fill(self, found: _Waiting) -> None:
        self._waiting, self._names, self._linked = found
        self._say_again()

    def _say_again(self) -> None:
        place = max(self.queue.currentRow(), 0)
        self.queue.blockSignals(True)  # noqa: FBT003  # Qt's own
        self.queue.clear()
        for each in self._waiting:
            self.queue.addItem(QListWidgetItem(self._line_of(each)))
        self.queue.blockSignals(False)  # noqa: FBT003
        count = len(self._waiting)
        left = self._session.say.plural("{n} left", "{n} left", count)
        self._count.setText(left if count else "")
        self._stack.setCurrentIndex(1 if count else 0)
        if count:
            self.queue.setCurrentRow(min(place, count - 1))
            self._show(self.queue.currentRow())

    def _line_of(self, conflict: OpenConflict) -> str:
        who = " · ".join(
            self._names.get(each.device, each.device[:8]) for each in conflict.sides
        )
        title = f"{conflict.ref or ''}  {conflict.title}".strip()
        lines = (name_of(self._session, conflict), title, who)
        metrics, right = self.queue.fontMetrics(), Qt.TextElideMode.ElideRight
        room = QUEUE_PX - 2 * _PAD_PX
        return "\n".join(metrics.elidedText(each, right, room) for each in lines)

    def _show(self, place: int) -> None:
        if 0 <= place < len(self._waiting):
            self.decision.show_conflict(self._waiting[place], self._names, self._linked)


def _read(workspace: Workspace) -> _Waiting:
    """What waits, code names by device, and the records that values link to."""
    waiting = conflicts.listed(workspace)
    linked: dict[str, Record] = {}
    for each in _links(waiting):
        found = records.show(workspace, each)
        linked |= {found.record.id: found.record, **found.linked}
    return waiting, contacts.device_names(workspace), linked


def _links(waiting: Sequence[OpenConflict]) -> set[str]:
    return {
        str(side.value)
        for each in waiting
        for side in each.sides
        if each.field is not None and each.field.kind is Kind.LINK and side.value
    }
