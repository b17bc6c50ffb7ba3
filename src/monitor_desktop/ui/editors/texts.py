"""Text, long text, text in three languages, numbers."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.overriding import override
from monitor_desktop.ui.editors.base import (
    Editor,
    as_text,
    is_undo,
    line_edit,
    show_in_line,
)
from monitor_desktop.ui.look.pieces import PlainLabel
from monitor_desktop.ui.look.words import OWN_NAMES, Message, said_in
from monitor_desktop.ui.sessions import Session

_LEAST_LINES: Final = 3
_MOST_LINES: Final = 12
_NUMBER_PX: Final = 160


class TextEditor(Editor):
    """One line of text."""

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__(session, field)
        self._line = line_edit(self.edited.emit)
        self.column.addWidget(self._line)

    @override
    def value(self) -> JsonValue:
        return self._line.text().strip() or None

    @override
    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        show_in_line(self._line, as_text(value))

    @override
    def inputs(self) -> list[QWidget]:
        return [self._line]


class NumberEditor(TextEditor):
    """A number; what is not one is said when it is saved."""

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__(session, field)
        self._line.setMaximumWidth(_NUMBER_PX)

    @override
    def value(self) -> JsonValue:
        text = self._line.text().strip()
        if not text:
            return None
        return int(text) if text.isascii() and text.isdecimal() else text


class GrowingText(QPlainTextEdit):
    """A text field as high as its text, within limits; Tab goes on to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.document().documentLayout().documentSizeChanged.connect(
            lambda _size: self._grow()
        )
        self._grow()

    @override
    def event(self, e: QEvent) -> bool:
        """Undo is the form's, where each step has a name."""
        if is_undo(e):
            e.ignore()
            return False
        return super().event(e)

    def _grow(self) -> None:
        lines = int(self.document().documentLayout().documentSize().height())
        shown = min(max(lines, _LEAST_LINES), _MOST_LINES)
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + 20)
        # A bar makes the lines shorter, and so more of them than there is room for.
        bar = Qt.ScrollBarPolicy
        is_longer = lines > _MOST_LINES
        self.setVerticalScrollBarPolicy(
            bar.ScrollBarAsNeeded if is_longer else bar.ScrollBarAlwaysOff
        )

    @override
    def sizeHint(self) -> QSize:
        """Wide as the form lets it be."""
        return QSize(200, self.height())


def _show(area: GrowingText, text: str) -> None:
    """Show a text without telling anybody; the cursor stays where nothing changes."""
    if area.toPlainText().strip() != text:
        with QSignalBlocker(area):
            area.setPlainText(text)


def _area(editor: Editor) -> GrowingText:
    area = GrowingText()
    area.textChanged.connect(editor.edited)
    return area


class LongTextEditor(Editor):
    """Paragraphs."""

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__(session, field)
        self._area = _area(self)
        self.column.addWidget(self._area)

    @override
    def value(self) -> JsonValue:
        return self._area.toPlainText().strip() or None

    @override
    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        _show(self._area, as_text(value))

    @override
    def inputs(self) -> list[QWidget]:
        return [self._area]


class MultilingualEditor(Editor):
    """The same text in three languages, side by side."""

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__(session, field)
        self._areas = {each: _area(self) for each in LANGUAGES}
        line = QHBoxLayout()
        line.setSpacing(8)
        for language, area in self._areas.items():
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(PlainLabel(OWN_NAMES[language], role="caption"))
            column.addWidget(area)
            column.addStretch(1)
            line.addLayout(column, 1)
        self.column.addLayout(line)

    @override
    def value(self) -> JsonValue:
        texts = {key: each.toPlainText().strip() for key, each in self._areas.items()}
        if not any(texts.values()):
            return None
        return {key: text or None for key, text in texts.items()}

    @override
    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        texts = value if isinstance(value, Mapping) else {}
        for language, area in self._areas.items():
            _show(area, as_text(texts.get(language)))

    @override
    def inputs(self) -> list[QWidget]:
        return list(self._areas.values())

    @override
    def name(self, message: Message) -> None:
        say = self.session.say
        for language, area in self._areas.items():
            own = OWN_NAMES[language]
            say.put(
                area.setAccessibleName,
                partial(_area_name, message, own),
            )


def _area_name(message: Message, own: str, words: Words) -> str:
    """The name of a field, and of the language it is written in here."""
    return f"{said_in(words, message)}, {own}"
