"""The head of a page: title, count, search over everything, what can be done."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.ui.pieces import PlainLabel, button, said
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.words import Message

_SEARCH_PX: Final = 230
SEARCH_KEYS: Final = "Ctrl+K"


class PageHead(QWidget):
    """36 high; the one primary button stands right."""

    searched = Signal()

    def __init__(self, session: Session, title: Message) -> None:
        super().__init__()
        self._session = session
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self.subtitle = PlainLabel(role="muted")
        self._line.addWidget(said(session.say, title, role="h1"))
        self._line.addWidget(self.subtitle)
        self._line.addStretch(1)
        self.search = button(session.say, _search_text, self.searched.emit)
        self.search.setMinimumWidth(_SEARCH_PX)
        self._line.addWidget(self.search)
        session.look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.search.setIcon(self._session.look.icon("search"))

    def add(self, made: QPushButton) -> None:
        """Add a button at the right."""
        self._line.addWidget(made)


def _search_text(words: Words) -> str:
    return f"{words('app', 'Search everything')}   {SEARCH_KEYS}"
