"""What waits for a decision, and folded at its foot what was decided."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain.conflicts import ConflictKind
from monitor_desktop.domain.fields import Kind
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import text_label, type_label
from monitor_desktop.overriding import override
from monitor_desktop.services.editing.conflicts import Decided, OpenConflict
from monitor_desktop.services.same_persons import SAME, Paired, Suggested
from monitor_desktop.ui.conflicts.conflict_decision import name_of
from monitor_desktop.ui.look.pieces import ElidedLabel, button, chip, row
from monitor_desktop.ui.sessions import Session

Waiting = OpenConflict | Suggested
Settled = Decided | Paired
QUEUE_PX: Final = 304
LEAST_PX: Final = 208
ROW_PX: Final = 80
MOST: Final = 300
"""Rows shown at once; the count says how many there are."""
_KINDS: Final = {
    Kind.TEXT: "Text",
    Kind.LONG_TEXT: "Text",
    Kind.MULTILINGUAL: "Text",
    Kind.PARTIAL_DATE: "Date",
    Kind.DATE_TIME: "Date",
    Kind.CHOICE: "Choice",
    Kind.MULTIPLE_CHOICE: "Choice",
    Kind.YES_NO: "Choice",
    Kind.LINK: "Link",
    Kind.PLACE: "Place",
}
_RESOLVED_PX: Final = 200


class QueueRow(QWidget):
    """Reference and kind, the field, who and who."""

    def __init__(self, session: Session, lines: tuple[str, str, str]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        ref, what, who = lines
        self._first = row(ElidedLabel(ref, role="reference"))
        self._first.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(0)
        column.addLayout(self._first)
        column.addWidget(ElidedLabel(what, role="strong"))
        column.addWidget(ElidedLabel(who, role="caption"))
        self._session = session

    def show_kind(self, kind: str, tone: str) -> None:
        """The chip at the right."""
        self._first.addWidget(chip(self._session.say, kind, tone))


class Queue(QFrame):
    """``chosen`` carries a place in the queue, ``undone`` a decision."""

    chosen = Signal(int)
    undone = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setMinimumWidth(LEAST_PX)
        self.setMaximumWidth(QUEUE_PX)
        self._session = session
        self._decided: Sequence[Settled] = ()
        say = session.say
        self.list = _one_column()
        self.list.setObjectName("conflicts")
        say.put(self.list.setAccessibleName, "Conflicts")
        self.fold = button(say, "Resolved", self._turn, kind="quiet")
        self.resolved = _one_column()
        self.resolved.setMaximumHeight(_RESOLVED_PX)
        self.resolved.setProperty("flat", "true")
        say.put(self.resolved.setAccessibleName, "Resolved")
        self.undo = button(say, "Take the decision back", self._undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        column.addLayout(row(self.fold, 1))
        column.addWidget(self.resolved)
        line = row(self.undo, 1)
        line.setContentsMargins(12, 0, 12, 4)
        column.addLayout(line)
        self.list.currentRowChanged.connect(self.chosen)
        self.resolved.currentRowChanged.connect(
            lambda place: self.undo.setEnabled(place >= 0)
        )
        self.setFocusProxy(self.list)
        self._open(shown=False)

    @override
    def sizeHint(self) -> QSize:
        """Wide while there is room."""
        return QSize(QUEUE_PX, super().sizeHint().height())

    def _turn(self) -> None:
        self._open(shown=self.resolved.isHidden())

    def _open(self, *, shown: bool) -> None:
        self.resolved.setVisible(shown)
        self.undo.setVisible(shown)
        self.undo.setEnabled(self.resolved.currentRow() >= 0)

    def fill(self, waiting: Sequence[Waiting], names: Mapping[str, str]) -> int:
        """Show what waits; the place in the queue is kept.

        Returns:
            The place of the row that is current now, -1 where nothing waits.
        """
        place = max(self.list.currentRow(), 0)
        with QSignalBlocker(self.list):
            self.list.clear()
            for each in waiting[:MOST]:
                item = QListWidgetItem()
                item.setSizeHint(QSize(0, ROW_PX))
                lines = lines_of(self._session.say.words, each, names)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(lines))
                made = QueueRow(self._session, lines)
                made.show_kind(*_kind_of(each))
                self.list.addItem(item)
                self.list.setItemWidget(item, made)
            self.list.setCurrentRow(min(place, self.list.count() - 1))
        return self.list.currentRow()

    def fill_resolved(self, decided: Sequence[Settled]) -> None:
        """Fold these away at the foot."""
        self._decided = decided
        words = self._session.say.words
        self.resolved.clear()
        for each in decided:
            line = QListWidgetItem(settled_line(words, each))
            line.setToolTip(line.text())
            self.resolved.addItem(line)
        count = len(decided)
        self._session.say.put(self.fold.setText, "Resolved: {n}", n=count)
        self.fold.setVisible(count > 0)
        if not count:
            self._open(shown=False)

    def _undo(self) -> None:
        place = self.resolved.currentRow()
        if 0 <= place < len(self._decided):
            self.undone.emit(self._decided[place])


def _one_column() -> QListWidget:
    """A list whose rows are never wider than it is."""
    made = QListWidget()
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def settled_line(words: Words, settled: Settled) -> str:
    """What was decided, in a line."""
    if isinstance(settled, Paired):
        sign = "=" if settled.verdict == SAME else "≠"
        one, other = settled.names
        return f"{one} {sign} {other}"
    kind, field = settled.operation.type, settled.field
    what = (
        text_label(words, kind, field, settled.operation.sub)
        if field
        else type_label(words, kind)
    )
    return "  ".join(each for each in (settled.ref or settled.title, what) if each)


def _kind_of(waiting: Waiting) -> tuple[str, str]:
    if isinstance(waiting, Suggested):
        return "Same person?", "accent"
    if waiting.conflict.kind is ConflictKind.DELETE:
        return "Deleted", "danger"
    kind = waiting.field.kind if waiting.field else None
    return (_KINDS.get(kind, "Value") if kind else "Value"), "info"


def lines_of(
    words: Words, waiting: Waiting, names: Mapping[str, str]
) -> tuple[str, str, str]:
    """Reference, what disagrees, and who with whom."""
    if isinstance(waiting, Suggested):
        who = " = ".join(waiting.names)
        return f"{waiting.one} · {waiting.other}", who, words("app", "Entered twice?")
    who = " · ".join(names.get(each.device, each.device[:8]) for each in waiting.sides)
    return waiting.ref or waiting.title, name_of(words, waiting), who
