"""A field that is only read here: text that can be chosen and copied, never grey."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.overriding import override
from monitor_desktop.ui.editors.base import Editor
from monitor_desktop.ui.look.pieces import PlainLabel
from monitor_desktop.ui.sessions import Session

_NOTHING = "—"


class ReadingEditor(Editor):
    """Says a value in words and gives it back as it came."""

    shows_missing = True
    takes_answers = False

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__(session, field)
        self._value: JsonValue = None
        self._linked: Mapping[str, Record] = {}
        self._text = PlainLabel(_NOTHING, wraps=True)
        flags = Qt.TextInteractionFlag
        self._text.setTextInteractionFlags(
            flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        )
        self.column.addWidget(self._text)
        session.say.changed.connect(self._say_again)

    def _say_again(self) -> None:
        text = self.session.reader.text(self.field, self._value, self._linked)
        self._text.setText(text or _NOTHING)

    @override
    def value(self) -> JsonValue:
        return self._value

    @override
    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        self._value, self._linked = value, linked
        self._say_again()

    @override
    def inputs(self) -> list[QWidget]:
        return [self._text]
