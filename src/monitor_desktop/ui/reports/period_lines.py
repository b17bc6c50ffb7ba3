"""A period in words: a year, a month, between two days; nothing is everything."""

from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from monitor_desktop.domain import partial_dates
from monitor_desktop.i18n.date_texts import concise, describe
from monitor_desktop.i18n.date_words import understand
from monitor_desktop.ui.look.pieces import PlainLabel, mark
from monitor_desktop.ui.sessions import Session

_PAUSE_MS: Final = 250
_WIDTH_PX: Final = 232

Bounds = tuple[str | None, str | None]


class PeriodLine(QWidget):
    """``changed`` once what is typed is understood, a moment after the last key.

    Args:
        session: The open profile.
        proposed: What stands there until something else is typed, in EDTF.
    """

    changed = Signal()

    def __init__(self, session: Session, proposed: str = "") -> None:
        super().__init__()
        self._session = session
        self.setFixedWidth(_WIDTH_PX)
        self._proposed = proposed
        self.line = QLineEdit()
        session.say.put(self.line.setAccessibleName, "Period")
        session.say.put(self.line.setPlaceholderText, "Everything")
        self._told = PlainLabel(role="caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self._told)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._settle)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        session.say.changed.connect(self._say_again)
        self.setFocusProxy(self.line)
        self._shown = ""
        self._say_again()

    def _say_again(self) -> None:
        """What was only proposed is said in the language of the moment."""
        if self._proposed and self.line.text() == self._shown:
            self._shown = describe(self._proposed, self._session.say.language)
            with QSignalBlocker(self.line):
                self.line.setText(self._shown)
        self._tell()

    @property
    def edtf(self) -> str | None:
        """What is typed as it was understood; None where it was not."""
        return understand(self.line.text())

    @property
    def bounds(self) -> Bounds:
        """First and last day; None is open, and both where nothing is typed."""
        edtf = self.edtf
        return partial_dates.bounds(edtf) if edtf else (None, None)

    @property
    def is_understood(self) -> bool:
        """Nothing is typed, or something with a meaning."""
        return not self.line.text().strip() or self.edtf is not None

    def _settle(self) -> None:
        self._tell()
        if self.is_understood:
            self.changed.emit()

    def _tell(self) -> None:
        say, edtf = self._session.say, self.edtf
        mark(self.line, "invalid", "" if self.is_understood else "true")
        if edtf:
            when = concise(edtf, say.language)
            say.put(self._told.setText, "Understood: {date}", date=when)
        elif self.is_understood:
            say.put(self._told.setText, "A year, a month, or between two days")
        else:
            say.put(self._told.setText, "The period is not understood.")
