"""A new passphrase, typed twice, and a meter of its strength."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.services.profile import passphrases
from monitor_desktop.services.profile.passphrases import Strength
from monitor_desktop.ui.keys.secret_line import KeyboardHint, SecretLine
from monitor_desktop.ui.look.pieces import PlainLabel, mark, row, said
from monitor_desktop.ui.look.words import Sentences
from monitor_desktop.ui.sessions import Desk

LEVELS: Final = ("weak", "fair", "good", "strong")
_TONES: Final = ("danger", "warn", "ok", "ok")
_SEGMENTS: Final = 4
_BAR_PX: Final = 8
_FINE: Final = 2
_ADVICE: Final = "Add another word that has nothing to do with the others."
LEAST_LEVEL: Final = 1
"""A weak passphrase is not taken."""


class StrengthMeter(QWidget):
    """Four segments; the word beside them says the same."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._level = -1
        self.setFixedHeight(_BAR_PX)
        desk.look.changed.connect(self.update)
        desk.say.put(self.setAccessibleName, "Strength")

    def show_level(self, level: int) -> None:
        """Fill 0 to 4 segments; -1 is nothing typed."""
        self._level = level
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the segments."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - (_SEGMENTS - 1) * 4) / _SEGMENTS
        tone = _TONES[max(self._level, 0)]
        for place in range(_SEGMENTS):
            color = tone if place <= self._level else "border"
            painter.setBrush(self._desk.look.color(color))
            left = place * (width + 4)
            painter.drawRoundedRect(QRectF(left, 0, width, _BAR_PX), 4, 4)


class NewPassphrase(QWidget):
    """A new passphrase, how strong it is, and the same once more from memory.

    ``changed`` with every key; ``is_good`` when it may be taken.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        say = desk.say
        self.first = SecretLine(desk, "New passphrase")
        self.again = SecretLine(desk, "Once more from memory", pastes=False)
        self.meter = StrengthMeter(desk)
        self._word = PlainLabel(role="caption")
        self._advice = PlainLabel(role="doubt")
        self._same = PlainLabel(role="fine")
        strength = row(self.meter, self._word, spacing=0)
        strength.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(said(say, "New passphrase", role="caption"))
        column.addWidget(self.first)
        column.addWidget(KeyboardHint(say, self.first, self.again))
        column.addLayout(strength)
        column.addWidget(self._advice)
        column.addWidget(said(say, "Once more from memory", role="caption"))
        column.addWidget(self.again)
        column.addWidget(self._same)
        self.first.textChanged.connect(self._settle)
        self.again.textChanged.connect(self._settle)
        say.changed.connect(self._settle)
        self.first.installEventFilter(self)
        self._settle()

    @property
    def passphrase(self) -> str:
        """What is typed."""
        return self.first.text()

    @property
    def strength(self) -> Strength:
        """How strong it is."""
        return passphrases.strength(self.first.text(), self._desk.kit)

    @property
    def is_good(self) -> bool:
        """Not weak, and typed twice alike."""
        same = bool(self.first.text()) and self.first.text() == self.again.text()
        return same and self.strength.level >= LEAST_LEVEL

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def _settle(self) -> None:
        say, strength = self._desk.say, self.strength
        typed = bool(self.first.text())
        self.meter.show_level(strength.level if typed else -1)
        self._word.setText(_worth(say, strength) if typed else "")
        self._word.setVisible(typed)
        # Without a word the segments go as far as the field.
        self._word.setContentsMargins(8 if typed else 0, 0, 0, 0)
        self._advice.setText(say(_ADVICE) if typed and strength.level < _FINE else " ")
        both = typed and bool(self.again.text())
        same = self.first.text() == self.again.text()
        mark(self._same, "role", "fine" if same else "problem")
        told = "Both are the same." if same else "The two are not the same."
        self._same.setText(say(told) if both else " ")
        self.changed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the first line goes to the second."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        ):
            self.again.setFocus()
            return True
        return super().eventFilter(watched, event)


def _worth(say: Sentences, strength: Strength) -> str:
    bits = say.plural("{n} bit", "{n} bits", int(strength.bits))
    return f"{say(LEVELS[strength.level])} · {bits}"
