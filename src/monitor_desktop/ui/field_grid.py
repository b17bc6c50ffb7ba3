"""Fields of one section: captions, editors and what is wrong, in two columns."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.i18n.labels import field_label
from monitor_desktop.ui.editors.base import Editor
from monitor_desktop.ui.editors.making import WIDE, editor_for
from monitor_desktop.ui.pieces import PlainLabel, button, row
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
        caption = caption_of(type_key, field)
        label = PlainLabel(role="caption")
        session.say.put(label.setText, caption)
        label.setBuddy(editor.inputs()[0])
        editor.name(caption)
        self._problem = PlainLabel(role="problem", wraps=True)
        self._problem.hide()
        self._met = PlainLabel(role="doubt", wraps=True)
        self._met.hide()
        self._conflict = button(
            session.say,
            "Two values wait. Decide…",
            self.disputed.emit,
            kind="quiet",
        )
        self._conflict.setProperty("tone", "warn")
        self._conflict.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for each in (label, editor, self._problem, self._met):
            column.addWidget(each)
        column.addLayout(row(self._conflict, 1))
        column.addStretch(1)
        editor.edited.connect(self._edited)

    def _edited(self) -> None:
        self.tell_problem(None)
        self.edited.emit(self.field.key)

    @property
    def problem(self) -> str:
        """What is said to be wrong, or an empty string."""
        return self._problem.text() if not self._problem.isHidden() else ""

    def tell_problem(self, error: MonitorError | None) -> None:
        """Say what is wrong under the field, or nothing."""
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
                "Meanwhile another value arrived: {value}. "
                "Saving keeps both for a decision."
            )
            self._session.say.put(self._met.setText, message, value=text)

    @property
    def met(self) -> str:
        """What is said to have arrived, or an empty string."""
        return self._met.text() if not self._met.isHidden() else ""

    def show_conflict(self, disputed: bool) -> None:
        """More than one value waits for a decision."""
        self._conflict.setVisible(disputed)


class FieldGrid(QWidget):
    """Editors of some fields of one record type."""

    edited = Signal(str)
    disputed = Signal()

    def __init__(
        self, session: Session, type_key: str, fields: Sequence[Field]
    ) -> None:
        super().__init__()
        self.boxes: dict[str, FieldBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        place = 0
        for field in fields:
            editor = editor_for(session, field)
            if editor is None:
                continue
            box = FieldBox(session, type_key, field, editor)
            self.boxes[field.key] = box
            wide = field.kind in WIDE
            place += place % 2 if wide else 0
            grid.addWidget(box, place // 2, place % 2, 1, 2 if wide else 1)
            place += 2 if wide else 1
            box.edited.connect(self.edited)
            box.disputed.connect(self.disputed)

    def show_values(
        self, values: Mapping[str, JsonValue], linked: Mapping[str, Record]
    ) -> None:
        """Fill every editor."""
        for key, box in self.boxes.items():
            box.editor.show_value(values.get(key), linked)
            box.tell_problem(None)
            box.tell_met(None)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in reading order."""
        return [each for box in self.boxes.values() for each in box.stops()]

    def values(self) -> dict[str, JsonValue]:
        """What stands in every editor."""
        return {key: box.editor.value() for key, box in self.boxes.items()}
