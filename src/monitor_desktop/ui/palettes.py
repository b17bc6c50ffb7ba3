"""Ctrl+K: every record by any word of it, in any spelling."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from monitor_desktop.domain.queries import Hit
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.labels import type_label
from monitor_desktop.services import search
from monitor_desktop.services.search import Found
from monitor_desktop.ui.pieces import PlainLabel
from monitor_desktop.ui.problems import Notice
from monitor_desktop.ui.sessions import Session

_WIDTH_PX: Final = 680
_TOP_PX: Final = 60
_LIST_PX: Final = 336
_PAUSE_MS: Final = 120
_MOST: Final = 30


class Palette(QDialog):
    """A search line over a list of hits; ``chosen`` carries type and id."""

    chosen = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint)
        self._session = session
        self.setModal(True)
        self.line = QLineEdit()
        session.say.put(self.line.setPlaceholderText, "Search everything")
        session.say.put(self.line.setAccessibleName, "Search everything")
        session.say.put(self.setWindowTitle, "Search everything")
        self.hits = QListWidget()
        self.hits.setProperty("flat", "true")
        self.hits.setFixedHeight(_LIST_PX)
        session.say.put(self.hits.setAccessibleName, "Search results")
        self._count = PlainLabel(role="caption")
        self._notice = Notice(session.say)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._search)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.line.returnPressed.connect(self._take_current)
        self.hits.itemClicked.connect(self._take)
        self.line.installEventFilter(self)
        column = QVBoxLayout(self)
        for each in (self.line, self.hits, self._notice, self._count):
            column.addWidget(each)
        self.setFixedWidth(_WIDTH_PX)
        self._place(parent)

    def _place(self, over: QWidget) -> None:
        left = (over.width() - _WIDTH_PX) // 2
        self.move(over.mapToGlobal(QPoint(left, _TOP_PX)))

    def _search(self) -> None:
        text = self.line.text()
        if not text.strip():
            self._show(text, Found(total=0, hits=()))
            return
        self._session.run(
            lambda ws: search.search(ws, text, limit=_MOST),
            partial(self._show, text),
            self._fail,
        )

    def _fail(self, error: MonitorError) -> None:
        self._notice.tell_problem(error)

    def _show(self, text: str, found: Found) -> None:
        if text != self.line.text():
            return
        self.hits.clear()
        for hit in found.hits:
            self.hits.addItem(self._item(hit))
        self.hits.setCurrentRow(0)
        say = self._session.say
        nothing = say("Nothing found.") if text.strip() else ""
        many = say.plural("{n} found", "{n} found", found.total)
        self._count.setText(many if found.total else nothing)

    def _item(self, hit: Hit) -> QListWidgetItem:
        kind = type_label(self._session.say.words, hit.type)
        item = QListWidgetItem(f"{hit.title or '—'}   ·   {kind}   {hit.ref or ''}")
        item.setData(Qt.ItemDataRole.UserRole, (hit.type, hit.record))
        return item

    def _take_current(self) -> None:
        item = self.hits.currentItem()
        if item is not None:
            self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        type_key, record_id = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        self.chosen.emit(type_key, record_id)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down walk the hits while the line keeps the keys."""
        walks = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = walks.get(Qt.Key(event.key()), 0)
            if step:
                row = self.hits.currentRow() + step
                self.hits.setCurrentRow(min(max(row, 0), self.hits.count() - 1))
                return True
        return super().eventFilter(watched, event)
