"""The left column: areas with their counts, who works here, and Lock."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain.catalogue import top_types
from monitor_desktop.domain.fields import Area
from monitor_desktop.domain.records import declared
from monitor_desktop.i18n.card_texts import ROLE_MESSAGES
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import area_label
from monitor_desktop.overriding import override
from monitor_desktop.ui.look.clicks import on_click
from monitor_desktop.ui.look.pieces import ElidedLabel, PlainLabel, button, mark
from monitor_desktop.ui.look.words import NAME, Message, said_in
from monitor_desktop.ui.sessions import Session

WIDTH_PX: Final = 192
NARROW_PX: Final = 56
"""Below 1200 pixels of window: icons, the names as tooltips."""
ITEM_PX: Final = 36
LEAST_ITEM_PX: Final = 24
"""In a low window the areas stand closer together: all of them stay in sight."""
_GAP_PX: Final = 4
_TITLE_PX: Final = 48
_BELOW_TITLE_PX: Final = 12
"""The name stands on the line of the title of the page beside it."""
_OWNER_PX: Final = 40
_LINE_PX: Final = 18
_ROOMY_PX: Final = 44
"""Of margins, where there is room for them."""
_PICTURES: Final = {Area.CASES: "folder", "sync": "send"}
"""Icons with another name than their area."""


class NavigationItem(QPushButton):
    """An area, its count at the right."""

    def __init__(self, session: Session, message: Message, picture: str) -> None:
        super().__init__()
        self._session = session
        self._message = message
        self._picture = picture
        self.is_narrow = False
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        # Its group decides which is taken; to a screen reader it is one of several.
        self.setAutoExclusive(True)
        self.setFixedHeight(ITEM_PX)
        session.say.put(self.setText, self._name)
        session.say.put(self.setToolTip, self._hint)
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

    def _name(self, words: Words) -> str:
        return "" if self.is_narrow else said_in(words, self._message)

    def _hint(self, words: Words) -> str:
        return said_in(words, self._message) if self.is_narrow else ""

    def narrow(self, narrow: bool) -> None:
        """Show only the icon, or only the name and count."""
        self.is_narrow = narrow
        self._count.setVisible(not narrow)
        self._session.say.put(self.setText, self._name)
        self._session.say.put(self.setToolTip, self._hint)
        self.dress()

    def dress(self) -> None:
        """The icon in the colours worn; none is drawn beside a name."""
        look = self._session.look
        self.setIcon(look.icon(self._picture, "text") if self.is_narrow else QIcon())

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

    def __init__(self, session: Session, areas: Mapping[str, Message]) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setFixedWidth(WIDTH_PX)
        self._session = session
        self._is_narrow = False
        self._group = QButtonGroup(self)
        self.items = {key: self._item(key, each) for key, each in areas.items()}
        column = QVBoxLayout(self)
        self._column = column
        self._title = PlainLabel(NAME, role="h2")
        self._title.setContentsMargins(10, 0, 0, _BELOW_TITLE_PX)
        self._title.setFixedHeight(_TITLE_PX)
        column.addWidget(self._title)
        for item in self.items.values():
            column.addWidget(item)
        column.addStretch(1)
        self._owner = self._who()
        column.addWidget(self._owner)
        self._lock = button(session.say, "Lock", self.locked.emit)
        # A click leaves the keys where they are: after the lock they are there again.
        self._lock.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column.addWidget(self._lock)
        self.narrow(narrow=False)
        session.look.changed.connect(self._dress)
        self._dress()

    def _item(self, key: str, message: Message) -> NavigationItem:
        item = NavigationItem(self._session, message, _PICTURES.get(key, key))
        on_click(item.clicked, self.chosen.emit, key)
        self._group.addButton(item)
        return item

    def _who(self) -> QWidget:
        """Name and role, each on a line of its own: long ones fit too."""
        owner = self._session.workspace.owner
        name, role = ElidedLabel(owner.name), ElidedLabel(role="caption")
        self._session.say.put(role.setText, ROLE_MESSAGES.get(owner.role, owner.role))
        who = QWidget()
        who.setFixedHeight(_OWNER_PX)
        lines = QVBoxLayout(who)
        lines.setContentsMargins(10, 0, 10, 4)
        lines.setSpacing(0)
        for each in (name, role):
            each.setMinimumHeight(_LINE_PX)
            lines.addWidget(each)
        return who

    def _dress(self) -> None:
        self._lock.setIcon(self._session.look.icon("lock", "text"))
        for item in self.items.values():
            item.dress()

    @override
    def minimumSizeHint(self) -> QSize:
        """It gives way in height."""
        least = len(self.items) * LEAST_ITEM_PX + 2 * ITEM_PX
        return QSize(super().minimumSizeHint().width(), least)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room for every area."""
        super().resizeEvent(event)
        self._space_out()

    def _space_out(self) -> None:
        """As much height for each area as there is, 36 at most."""
        wanted = len(self.items) * (ITEM_PX + _GAP_PX)
        besides = ITEM_PX if self._is_narrow else ITEM_PX + _OWNER_PX + _TITLE_PX
        low = self.height() < wanted + besides + _ROOMY_PX
        side = 8 if self._is_narrow else 12
        above, below, gap = (4, 4, 0) if low else (20, 12, _GAP_PX)
        self._column.setContentsMargins(side, above, side, below)
        self._column.setSpacing(gap)
        left = (self.height() - besides - above - below) // len(self.items)
        each_px = min(max(left, LEAST_ITEM_PX), ITEM_PX) if low else ITEM_PX
        for item in self.items.values():
            item.setFixedHeight(each_px)
            mark(item, "low", "true" if low else "")

    def narrow(self, *, narrow: bool) -> None:
        """Icons only, or names."""
        self._is_narrow = narrow
        self.setFixedWidth(NARROW_PX if narrow else WIDTH_PX)
        self._space_out()
        self._title.setVisible(not narrow)
        self._owner.setVisible(not narrow)
        for item in self.items.values():
            item.narrow(narrow)
        mark(self._lock, "kind", "nav" if narrow else "")
        self._session.say.put(self._lock.setText, _nothing if narrow else "Lock")
        self._session.say.put(self._lock.setToolTip, "Lock")

    @property
    def current(self) -> NavigationItem | None:
        """The area in sight."""
        found = (each for each in self.items.values() if each.isChecked())
        return next(found, None)

    def show_area(self, key: str) -> None:
        """Mark the area in sight."""
        self.items[key].setChecked(True)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Counts by area."""
        for key, item in self.items.items():
            item.show_count(counts.get(key, 0))


def _nothing(_words: Words) -> str:
    return ""


def areas() -> dict[Area, list[str]]:
    """Areas that have record types, in order, with the keys of their types."""
    found = {
        area: [each.key for each in top_types() if each.area is area] for area in Area
    }
    return {area: keys for area, keys in found.items() if keys}


def area_of(type_key: str) -> Area:
    """The area a record type is found in."""
    return declared(type_key).area


def area_name(area: Area) -> Message:
    """An area in the language of the moment."""
    return lambda words: area_label(words, area)
