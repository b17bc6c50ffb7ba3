"""Dates in a person's own words, and what they were understood as."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.date_texts import describe
from monitor_desktop.i18n.date_words import understand
from monitor_desktop.ui.editors.base import Editor, as_text, line_edit
from monitor_desktop.ui.pieces import PlainLabel, mark
from monitor_desktop.ui.sessions import Session

_PAUSE_MS: Final = 150


class DateEditor(Editor):
    """Free text; a line under it says what was understood. Saving is never blocked."""

    def __init__(self, session: Session, field: Field) -> None:
        super().__init__(session, field)
        self._line = line_edit(self._typed)
        self._shown_edtf: str | None = None
        self._shown_text = ""
        self._said = PlainLabel(role="fine", wraps=True)
        self._said.hide()
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._explain)
        session.say.changed.connect(self._explain)
        self.column.addWidget(self._line)
        self.column.addWidget(self._said)

    @property
    def said(self) -> str:
        """What stands under the field."""
        return self._said.text()

    def _typed(self) -> None:
        self._pause.start()
        self.edited.emit()

    def _explain(self) -> None:
        text = self._line.text().strip()
        self._said.setVisible(bool(text))
        if not text:
            return
        say = self.session.say
        edtf = self._shown_edtf if text == self._shown_text else understand(text)
        mark(self._said, "role", "fine" if edtf else "doubt")
        if edtf:
            when = describe(edtf, say.language)
            self._said.setText(say("Understood: {date}", date=when))
        else:
            self._said.setText(
                say("The date is not understood. Write it in your own words.")
            )

    @override
    def value(self) -> JsonValue:
        return self._line.text().strip() or None

    @override
    def show_value(self, value: JsonValue, linked: Mapping[str, Record]) -> None:
        known = value if isinstance(value, Mapping) else {"text": value, "edtf": None}
        edtf = known.get("edtf")
        self._shown_text = as_text(known.get("text"))
        self._shown_edtf = edtf if isinstance(edtf, str) else None
        if self._shown_edtf is None:
            self._shown_edtf = understand(self._shown_text)
        self._line.setText(self._shown_text)
        self._line.setCursorPosition(0)
        self._explain()

    @override
    def inputs(self) -> list[QWidget]:
        return [self._line]
