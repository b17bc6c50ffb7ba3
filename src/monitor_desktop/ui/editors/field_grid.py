"""Fields of one section: captions, editors and what is wrong, in two columns."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.missing import Missing, entered, missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import InvalidValueError, MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.i18n.labels import field_label, missing_label
from monitor_desktop.overriding import override
from monitor_desktop.services import given_values, keepers
from monitor_desktop.ui.editors.base import Editor, Line
from monitor_desktop.ui.editors.making import WIDE, editor_for
from monitor_desktop.ui.editors.picks import Pick
from monitor_desktop.ui.look.pieces import PlainLabel, button, dress_chip, flush, row
from monitor_desktop.ui.sessions import Session

_REQUIRED: Final = " *"


def caption_of(type_key: str, field: Field) -> Callable[[Words], str]:
    """The field's name, with a star where a finished record needs it."""
    star = _REQUIRED if field.required else ""

    def caption(words: Words) -> str:
        return field_label(words, type_key, field.key) + star

    return caption


class FieldBox(QWidget):
    """One field: caption, editor, and a line for what is wrong.

    ``edited`` carries the field's key; ``disputed`` asks to see the conflict.
    """

    edited = Signal(str)
    disputed = Signal()

    def __init__(
        self, session: Session, type_key: str, field: Field, editor: Editor
    ) -> None:
        super().__init__()
        self.field = field
        self.editor = editor
        self._session = session
        self._type = type_key
        self._missing: Missing | None = None
        self._is_typed = False
        self._build(caption_of(type_key, field))
        editor.edited.connect(self._edited)
        editor.absent.connect(self._say_absent)
        for each in editor.inputs():
            if isinstance(each, Line):
                each.left.connect(self._look_over)
        session.say.changed.connect(self._show_missing)

    def _build(self, caption: Callable[[Words], str]) -> None:
        say = self._session.say
        label = PlainLabel(role="caption")
        say.put(label.setText, caption)
        label.setBuddy(self.editor.inputs()[0])
        self.editor.name(caption)
        for each in self.editor.inputs():
            # A file dropped on a field is evidence of the record, not its path.
            each.setAcceptDrops(False)
        self._problem = PlainLabel(role="problem", wraps=True)
        self._problem.hide()
        self._met = PlainLabel(role="doubt", wraps=True)
        self._met.hide()
        self._disputed = PlainLabel(role="doubt", wraps=True)
        self._disputed.hide()
        self._hint = PlainLabel(role="caption", wraps=True)
        self._hint.hide()
        self._conflict = button(
            say,
            "Two values wait. Decide…",
            self.disputed.emit,
            kind="quiet",
        )
        self._conflict.setProperty("tone", "warn")
        self._conflict.hide()
        self._absent = PlainLabel()
        self._absent.hide()
        self._ask = _why_button(self._session)
        self._ask.clicked.connect(self.ask_why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row(label, self._absent, 1, self._ask))
        below = (self._hint, self._problem, self._met, self._disputed)
        for each in (self.editor, *below):
            column.addWidget(each)
        column.addLayout(row(flush(self._conflict), 1))
        column.addStretch(1)

    def value(self) -> JsonValue:
        """What stands there: an answer, why there is none, or nothing."""
        absent = self._missing
        return absent.value_of_field if absent is not None else self.editor.value()

    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        """Show a value as records hold it, or as it was typed."""
        absent = None if self.editor.shows_missing else missing(value)
        self._is_typed = False
        self._missing = absent
        self._show_missing()
        self.editor.show_value(None if absent is not None else value, linked)

    @property
    def takes_text(self) -> bool:
        """A line of text can be typed here."""
        first = self.editor.inputs()[0]
        return isinstance(first, QLineEdit) and not first.isReadOnly()

    def take_text(self, text: str) -> None:
        """A person typed this, here or in the head of the record."""
        self.editor.show_value(text, {})
        self.editor.edited.emit()

    def _show_missing(self) -> None:
        absent = self._missing
        self._absent.setVisible(absent is not None)
        if absent is not None:
            words = self._session.say.words
            self._absent.setText(missing_label(words, absent))
            dress_chip(self._absent, "info")

    def _say_absent(self, mark: str) -> None:
        """There is no answer, and this is why."""
        self._missing = None
        self.editor.hand_over()
        self.editor.show_value(None, {})
        self._missing = entered(mark)
        self._show_missing()
        self.tell_problem(None)
        self.edited.emit(self.field.key)

    def ask_why(self) -> None:
        """Offer the three kinds of no answer."""
        if not self.editor.takes_answers:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in Missing:
            action = menu.addAction(missing_label(self._session.say.words, each))
            action.triggered.connect(partial(self._say_absent, each.mark))
        menu.popup(self._ask.mapToGlobal(QPoint(0, self._ask.height())))

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        """Under the pointer it offers to say why there is no answer."""
        super().enterEvent(event)
        self._ask.setVisible(self.editor.takes_answers)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Elsewhere it is out of sight: a page of forty of them is noise."""
        super().leaveEvent(event)
        self._ask.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F8 says why there is no answer."""
        if event.key() == Qt.Key.Key_F8:
            self.ask_why()
        else:
            super().keyPressEvent(event)

    def _edited(self) -> None:
        self._is_typed = True
        self._missing = None
        self._show_missing()
        self.tell_problem(None)
        self.edited.emit(self.field.key)

    def _look_over(self) -> None:
        """What cannot be saved is said when the field is left, not only at the end."""
        if self._is_typed:
            self.tell_problem(self._refusal())

    def _refusal(self) -> InvalidValueError | None:
        if self.editor.is_unfinished:
            error = InvalidValueError("INVALID_VALUE", field=self.field.key)
            error.details |= {"type": self._type, "reason": "list"}
            return error
        if self.field.kind is Kind.LINK:
            return None  # only the store can follow it
        kit, value = self._session.kit, self.value()
        return given_values.refusal(kit, self._type, self.field.key, value)

    @property
    def problem(self) -> str:
        """What is said to be wrong, or an empty string."""
        return self._problem.text() if not self._problem.isHidden() else ""

    def tell_problem(self, error: MonitorError | None) -> None:
        """Say what is wrong under the field, or nothing."""
        if error is not None and error.details.get("reason") == "vocabulary":
            error.details["reason"] = "list"  # it is in sight, and needs no name
        self._problem.setVisible(error is not None)
        self.editor.set_invalid(error is not None)
        if error is not None:
            self._session.say.put(
                self._problem.setText, lambda words: error_text(words, error)
            )

    def stops(self) -> list[QWidget]:
        """What Tab visits, in reading order."""
        return [*self.editor.stops(), self._conflict]

    def tell_met(self, text: str | None) -> None:
        """Another value arrived while this one is typed; both will be kept."""
        self._met.setVisible(text is not None)
        if text is not None:
            message = (
                "Meanwhile another value arrived: “{value}”. "
                "Saving keeps both for a decision."
            )
            self._session.say.put(self._met.setText, message, value=text)

    def tell_hint(self, text: str) -> None:
        """What would stand here, or nothing."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    @property
    def hint(self) -> str:
        """What is said that would stand here."""
        return self._hint.text()

    @property
    def met(self) -> str:
        """What is said to have arrived, or an empty string."""
        return self._met.text() if not self._met.isHidden() else ""

    def tell_disputed(self, said: Callable[[Words], str] | None) -> None:
        """Say which values wait for a decision, or nothing."""
        self._disputed.setVisible(said is not None)
        if said is not None:
            self._session.say.put(self._disputed.setText, said)

    @property
    def told_values(self) -> str:
        """What is said of the values that wait, or an empty string."""
        return self._disputed.text() if not self._disputed.isHidden() else ""

    def show_conflict(self, disputed: bool) -> None:
        """More than one value waits for a decision."""
        self._conflict.setVisible(disputed)


def _why_button(session: Session) -> QPushButton:
    """Small and out of the way of Tab: F8 does the same from the field."""
    made = QPushButton("?")
    made.setProperty("kind", "why")
    made.setAutoDefault(False)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    message = "No answer: unknown, not asked or refused (F8)"
    session.say.put(made.setAccessibleName, message)
    session.say.put(made.setToolTip, message)
    keeps_room = made.sizePolicy()
    keeps_room.setRetainSizeWhenHidden(True)  # Qt's own
    made.setSizePolicy(keeps_room)
    made.hide()
    return made


class FieldGrid(QWidget):
    """Editors of some fields of one record type."""

    edited = Signal(str)
    disputed = Signal()

    def __init__(
        self, session: Session, type_key: str, fields: Sequence[Field]
    ) -> None:
        super().__init__()
        self._session = session
        self._type = type_key
        self._boxes: dict[str, FieldBox] = {}
        self._waiting = list(fields)
        self._is_asked_first = any(each.first_contact for each in fields)
        self._is_few = False
        self._place = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    @property
    def boxes(self) -> Mapping[str, FieldBox]:
        """Every field by key; what is not made yet is made now."""
        while self.build_next():
            pass
        return self._boxes

    @property
    def made(self) -> Mapping[str, FieldBox]:
        """The fields that are there already, by key."""
        return self._boxes

    def build_next(self) -> bool:
        """Make one more field; False when all are there.

        A form of forty fields made at once would let the window stand still.
        """
        if not self._waiting:
            return False
        field = self._waiting.pop(0)
        may_write = keepers.may_write(self._session.workspace, self._type)
        editor = editor_for(self._session, field, may_write=may_write)
        if editor is not None:
            self._add(FieldBox(self._session, self._type, field, editor))
        return True

    def _add(self, box: FieldBox) -> None:
        self._boxes[box.field.key] = box
        wide = box.field.kind in WIDE
        place = self._place + (self._place % 2 if wide else 0)
        self._grid.addWidget(box, place // 2, place % 2, 1, 2 if wide else 1)
        self._place = place + (2 if wide else 1)
        if self._is_few:
            self._leave_out(box)
        box.edited.connect(self.edited)
        box.disputed.connect(self.disputed)
        # Dressed now, or the first look at the form would dress every field at once.
        for each in (box, *box.findChildren(QWidget)):
            each.ensurePolished()

    @property
    def has_problem(self) -> bool:
        """Something is said to be wrong under a field that is there already."""
        return any(each.problem for each in self._boxes.values())

    def show_values(
        self, values: Mapping[str, JsonValue], linked: Mapping[str, Record]
    ) -> None:
        """Fill every editor."""
        for key, box in self.boxes.items():
            box.show_value(values.get(key), linked)
            box.tell_problem(None)
            box.tell_met(None)

    def hand_over(self) -> dict[str, Pick]:
        """Choices still on their way: the editors will show another record."""
        picks = {key: box.editor.hand_over() for key, box in self._boxes.items()}
        return {key: pick for key, pick in picks.items() if pick is not None}

    def show_few(self, *, few: bool) -> bool:
        """Only what a first contact asks, or all; False when nothing is left."""
        self._is_few = few
        for box in self._boxes.values():
            self._leave_out(box)
        return self._is_asked_first or not few

    def _leave_out(self, box: FieldBox) -> None:
        box.setVisible(not self._is_few or box.field.first_contact)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in reading order."""
        return [each for box in self.boxes.values() for each in box.stops()]

    def values(self) -> dict[str, JsonValue]:
        """What stands in every editor."""
        return {key: box.value() for key, box in self.boxes.items()}
