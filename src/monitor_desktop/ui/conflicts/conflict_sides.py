"""One of the values that disagree, whole, with whose it is and when."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QRadioButton, QVBoxLayout

from monitor_desktop.overriding import override
from monitor_desktop.ui.look.clicks import on_click
from monitor_desktop.ui.look.marked_texts import MarkedText
from monitor_desktop.ui.look.pieces import ElidedLabel, PlainLabel, mark, row, rule
from monitor_desktop.ui.sessions import Session

COLORS: Final = ("accent", "warn")
"""One colour for each author, never red and green: nobody is wrong."""
_ICON_PX: Final = 14
_MARGINS: Final = (12, 8, 12, 8)


class SideCard(QFrame):
    """One of the values: whose, when, and what it is. ``taken`` when chosen."""

    taken = Signal()

    def __init__(self, session: Session, number: int, *, keys: bool = True) -> None:
        super().__init__()
        self._session = session
        self.setProperty("card", "true")
        self.choice = QRadioButton()
        self.choice.setAutoExclusive(False)
        self.choice.setVisible(keys)
        self.who = ElidedLabel(role="strong")
        self._laptop, self._clock = PlainLabel(), PlainLabel()
        self.where = PlainLabel(role="caption")
        self._when = PlainLabel(role="caption")
        color = COLORS[(number - 1) % len(COLORS)]
        self._text = MarkedText(session.look, color)
        session.say.put(self._text.setAccessibleName, "Value")
        key = PlainLabel(f"Ctrl+{number}", role="key")
        key.setVisible(keys)
        head = row(self.choice, self.who, key)
        head.setStretch(1, 1)
        self._origin = row(
            self._laptop, self.where, 1, self._clock, self._when, spacing=4
        )
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(*_MARGINS)
        column.addLayout(head)
        column.addLayout(self._origin)
        column.addWidget(rule())
        column.addWidget(self._text, 1)
        on_click(self.choice.clicked, self.taken.emit)
        session.say.put(self.choice.setAccessibleName, "Take this value")
        session.look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        for label, name in ((self._laptop, "laptop"), (self._clock, "clock")):
            label.setPixmap(self._session.look.picture(name, "muted", _ICON_PX))

    def show_side(self, who: str, where: str, when: str, text: str) -> None:
        """Fill the card; an empty place or time is not shown."""
        self.who.setText(who)
        self.where.setText(where)
        self._when.setText(when)
        for label, said_of in ((self._laptop, where), (self._clock, when)):
            label.setVisible(bool(said_of))
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
        # The border is a pixel wider then; the words stay where they are.
        self._column.setContentsMargins(*(each - chosen for each in _MARGINS))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the card takes it."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.taken.emit()
