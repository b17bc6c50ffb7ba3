"""The head of a page: title, count, search over everything, what can be done."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.overriding import override
from monitor_desktop.ui.look.pieces import PlainLabel, button, mark, said
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.sessions import Session

_SEARCH_PX: Final = 280
_LEAST_SEARCH_PX: Final = 230
_SHORT_SEARCH_PX: Final = 48
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
        self._is_short = False
        self.search = button(session.say, self._search_text, self.searched.emit)
        self._keys = PlainLabel(SEARCH_KEYS, role="key")
        self._make_search()
        self._line.addWidget(self.search)
        session.look.changed.connect(self._dress)
        session.say.changed.connect(self._fit)
        self._dress()

    def _make_search(self) -> None:
        """Like a field, with the keys at its end; pressing it opens the real one."""
        self._session.say.put(self.search.setAccessibleName, _search_name)
        self.search.setMinimumWidth(_SEARCH_PX)
        mark(self.search, "kind", "search")
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QHBoxLayout(self.search)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addStretch(1)
        inside.addWidget(self._keys)

    def _dress(self) -> None:
        self.search.setIcon(self._session.look.icon("search"))

    def add(self, made: QPushButton) -> None:
        """Add a button at the right."""
        self._line.addWidget(made)

    def _search_text(self, words: Words) -> str:
        return "" if self._is_short else words("app", "Search everything")

    def _others_px(self) -> int:
        """What all but the search need."""
        items = (self._line.itemAt(n) for n in range(self._line.count()))
        there = [each for each in items if each is not None and not each.isEmpty()]
        shown = [each for each in there if each.widget() is not self.search]
        gaps = len(shown) * self._line.spacing()
        return sum(each.sizeHint().width() for each in shown) + gaps

    def _fit(self) -> None:
        """The search is only its picture where its words have no room."""
        room_px = self.width() - self._others_px()
        short = room_px < _LEAST_SEARCH_PX
        self.search.setMinimumWidth(0 if short else min(room_px, _SEARCH_PX))
        if short != self._is_short:
            self._is_short = short
            self._keys.setVisible(not short)
            mark(self.search, "kind", "" if short else "search")
            say = self._session.say
            say.put(self.search.setText, self._search_text)
            say.put(self.search.setToolTip, _search_name if short else _nothing)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """More words, or fewer."""
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        """The search gives way."""
        height = super().minimumSizeHint().height()
        return QSize(self._others_px() + _SHORT_SEARCH_PX, height)


def _nothing(_words: Words) -> str:
    return ""


def _search_name(words: Words) -> str:
    return f"{words('app', 'Search everything')}   {SEARCH_KEYS}"
