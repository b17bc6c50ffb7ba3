"""What a record is called, in its head, and changed where it stands."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget
from shiboken6 import isValid

from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.records import declared
from monitor_desktop.overriding import override
from monitor_desktop.ui.editors.base import Line
from monitor_desktop.ui.editors.field_grid import FieldBox, caption_of
from monitor_desktop.ui.look.pieces import ElidedLabel
from monitor_desktop.ui.records.form_bodies import FormBody
from monitor_desktop.ui.records.form_state import TOP, FieldStep, FormState
from monitor_desktop.ui.sessions import Session

_LEAST_PX: Final = 160
_WANTED_PX: Final = 1200
"""More than there is: the line takes what the buttons beside it leave."""


class _Title(ElidedLabel):
    """As wide as its words while there is room; what follows stands right behind."""

    def __init__(self) -> None:
        super().__init__(role="h2")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """Room for every letter."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(width, super().sizeHint().height())


class _TitleEdit(Line):
    """Enter keeps what is typed, Esc gives it back, going elsewhere keeps it."""

    kept = Signal()
    given_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(_LEAST_PX)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """All the room there is."""
        return QSize(_WANTED_PX, super().sizeHint().height())

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """End with one of the two keys."""
        if arg__1.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.kept.emit()
        elif arg__1.key() == Qt.Key.Key_Escape:
            self.given_back.emit()
        else:
            super().keyPressEvent(arg__1)

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        """A menu over the line is not elsewhere."""
        super().focusOutEvent(arg__1)
        if arg__1.reason() is not Qt.FocusReason.PopupFocusReason:
            self.kept.emit()


class TitleLine(QWidget):
    """The words, or a line to type others into; ``typed`` comes with every key."""

    typed = Signal(str)
    kept = Signal()
    given_back = Signal()

    def __init__(self, session: Session, type_key: str) -> None:
        super().__init__()
        self.label = _Title()
        self.line = _TitleEdit()
        self.line.hide()
        field = declared(type_key).field(declared(type_key).title)
        if field is not None:
            session.say.put(self.line.setAccessibleName, caption_of(type_key, field))
        inner = QHBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.label)
        inner.addWidget(self.line)
        self.line.textEdited.connect(self.typed)
        self.line.kept.connect(self._keep)
        self.line.given_back.connect(self.given_back)

    def show_text(self, text: str) -> None:
        """Say what the record is called."""
        self.label.setText(text)
        self.label.updateGeometry()

    @property
    def is_open(self) -> bool:
        """Somebody types into it."""
        return not self.line.isHidden()

    def open(self, text: str) -> None:
        """A line in place of the words, all of them chosen."""
        self.label.hide()
        self.line.setText(text)
        self.line.show()
        self.line.setFocus()
        self.line.selectAll()

    def close_line(self) -> None:
        """Only words again."""
        self.line.hide()
        self.label.show()

    def _keep(self) -> None:
        if self.is_open:
            self.kept.emit()


class Renaming:
    """F2: the title is typed in the head of the record, as its field would take it.

    Every key is a change of the field, kept as a draft and named in undo like any
    other; the field further down shows the same.

    Args:
        title: Where it is typed.
        type_key: Type of the record.
        state: What is being typed.
        body: Has the field.
    """

    def __init__(
        self, title: TitleLine, type_key: str, state: FormState, body: FormBody
    ) -> None:
        self._title = title
        self._key = declared(type_key).title
        self._state = state
        self._body = body
        self._before: object = None
        self._came_from: QWidget | None = None
        title.typed.connect(self._type)
        title.kept.connect(self._keep)
        title.given_back.connect(self._give_back)

    @property
    def _box(self) -> FieldBox | None:
        return self._body.boxes().get(self._key)

    def begin(self) -> None:
        """Type where the title stands; the field itself where it is no plain text."""
        box = self._box
        if box is None or box.field.kind is not Kind.TEXT or not box.takes_text:
            self._body.edit(self._key)
            return
        self._state.settle()
        self._came_from = QApplication.focusWidget()
        self._before = box.value()
        self._title.open(self._before if isinstance(self._before, str) else "")

    def _type(self, text: str) -> None:
        box = self._box
        if box is not None:
            box.take_text(text)

    def _keep(self) -> None:
        self._state.settle()
        self._end()

    def _give_back(self) -> None:
        """What stood there before comes back; the other can be had by redo."""
        box = self._box
        if box is not None and box.value() != self._before:
            while self._is_mine(self._state.to_undo) and box.value() != self._before:
                step = self._state.undo()
                if isinstance(step, FieldStep):
                    box.show_value(step.before, {})
            box.edited.emit(self._key)
        self._end()

    def _is_mine(self, step: object) -> bool:
        return isinstance(step, FieldStep) and (step.part, step.key) == (TOP, self._key)

    def _end(self) -> None:
        had_focus = self._title.line.hasFocus()
        self._title.close_line()
        if had_focus:
            self._go_back()

    def _go_back(self) -> None:
        came_from = self._came_from
        if came_from is not None and isValid(came_from) and came_from.isVisible():
            came_from.setFocus()
        else:
            self._body.focus_first()
