"""The left column: areas with their counts, who works here, and Lock."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
)
from typing_extensions import override

from monitor_desktop.i18n.labels import types_label
from monitor_desktop.ui.pieces import ElidedLabel, PlainLabel, button
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.words import NAME, Message

WIDTH_PX: Final = 192
ITEM_PX: Final = 36
ROLE_MESSAGES: Final = {
    "monitor": "Monitor (role)",
    "coordinator": "Coordinator (role)",
    "office": "Office (role)",
}
"""Says as little as the window title may."""


class NavigationItem(QPushButton):
    """An area, its count at the right."""

    def __init__(self, session: Session, message: Message) -> None:
        super().__init__()
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setFixedHeight(ITEM_PX)
        session.say.put(self.setText, message)
        session.say.put(self.setAccessibleName, message)
        self._count = PlainLabel(role="caption")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._count.setAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 0, 10, 0)
        line.addStretch(1)
        line.addWidget(self._count)

    def show_count(self, count: int) -> None:
        """Nothing is not counted."""
        self._count.setText(f"{count:,}".replace(",", "\u00a0") if count else "")

    @override
    def minimumSizeHint(self) -> QSize:
        """The column decides the width."""
        return QSize(0, ITEM_PX)


class Navigation(QFrame):
    """``chosen`` carries the key of an area; ``locked`` asks to lock."""

    chosen = Signal(str)
    locked = Signal()

    def __init__(self, session: Session, areas: dict[str, Message]) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setFixedWidth(WIDTH_PX)
        self._session = session
        self._group = QButtonGroup(self)
        self.items = {key: self._item(key, each) for key, each in areas.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 20, 12, 12)
        column.setSpacing(4)
        title = PlainLabel(NAME, role="h2")
        title.setContentsMargins(10, 0, 0, 12)
        column.addWidget(title)
        for item in self.items.values():
            column.addWidget(item)
        column.addStretch(1)
        column.addWidget(self._who())
        self._lock = button(session.say, "Lock", self.locked.emit)
        column.addWidget(self._lock)
        session.look.changed.connect(self._dress)
        self._dress()

    def _item(self, key: str, message: Message) -> NavigationItem:
        item = NavigationItem(self._session, message)
        item.clicked.connect(lambda _checked: self.chosen.emit(key))
        self._group.addButton(item)
        return item

    def _who(self) -> ElidedLabel:
        owner = self._session.workspace.owner
        who = ElidedLabel(role="caption")
        role = ROLE_MESSAGES.get(owner.role, owner.role)
        self._session.say.put(
            who.setText,
            lambda words: f"{owner.name} · {words('app', role)}",
        )
        return who

    def _dress(self) -> None:
        self._lock.setIcon(self._session.look.icon("lock", "text"))

    def show_area(self, key: str) -> None:
        """Mark the area in sight."""
        self.items[key].setChecked(True)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Counts by area."""
        for key, item in self.items.items():
            item.show_count(counts.get(key, 0))


def type_area(type_key: str) -> Message:
    """An area named after the record type it lists."""
    return lambda words: types_label(words, type_key)
