"""The head of a record: reference, draft, title, state, and what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor_desktop.domain.records import Record, declared
from monitor_desktop.i18n.labels import moment_text
from monitor_desktop.ui.chips import is_state, tone_of
from monitor_desktop.ui.pieces import ElidedLabel, PlainLabel, button, dress_chip, row
from monitor_desktop.ui.record_list import NEW_MESSAGES
from monitor_desktop.ui.sessions import Session


class FormHead(QWidget):
    """Two lines over the tabs."""

    saved = Signal()
    closed = Signal()
    deleted = Signal()
    printed = Signal()
    forgotten = Signal()

    def __init__(self, session: Session, type_key: str) -> None:
        super().__init__()
        self._session = session
        self._type = declared(type_key)
        self._record = Record(id="", type=type_key)
        say = session.say
        self._ref = PlainLabel(role="caption")
        self._title = ElidedLabel(role="h2")
        self._state = PlainLabel()
        self._draft = PlainLabel(role="caption")
        self._forget = button(say, "Undo changes", self.forgotten.emit, kind="quiet")
        self._back = button(say, "Back to the list", self.closed.emit, kind="quiet")
        self.save_button = button(say, "Save", self.saved.emit, kind="primary")
        self._print = button(say, "Print", self.printed.emit)
        self._delete = button(say, "Delete", self.deleted.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(4)
        column.addLayout(
            row(self._back, self._ref, self._state, 1, self._draft, self._forget)
        )
        buttons = row(self._delete, self._print, self.save_button)
        title = row(self._title, buttons, spacing=12)
        title.setStretch(0, 1)
        column.addLayout(title)
        say.changed.connect(self._say_again)
        session.look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._back.setIcon(self._session.look.icon("back", "accent"))

    def show_record(self, record: Record, *, is_new: bool) -> None:
        """Show the record's own line; a new one can be neither printed nor deleted."""
        self._record = record
        for each in (self._print, self._delete):
            each.setVisible(not is_new)
        self._draft.hide()
        self._forget.hide()
        self._say_again()

    def show_draft(self, saved_ms: int) -> None:
        """Say when what is typed was last kept."""
        when = moment_text(saved_ms)
        self._session.say.put(self._draft.setText, "Draft {time}", time=when[-5:])
        self._draft.setToolTip(when)
        self._draft.show()
        self._forget.show()

    def _say_again(self) -> None:
        record, say = self._record, self._session.say
        self._ref.setText(record.ref or "")
        self._ref.setVisible(bool(record.ref))
        title = self._type.field(self._type.title)
        value = record.values.get(self._type.title)
        shown = self._session.reader.text(title, value, {}) if title else ""
        self._title.setText(shown or say(NEW_MESSAGES.get(self._type.key, "New")))
        state = next((f for f in self._type.fields if is_state(f)), None)
        code = record.values.get(state.key) if state else None
        self._state.setVisible(bool(code))
        if state and code:
            self._state.setText(self._session.reader.text(state, code, {}))
            dress_chip(self._state, tone_of(str(code)))
