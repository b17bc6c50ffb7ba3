"""Tabs over one long page: they jump, and follow the scroll."""

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from monitor_desktop.overriding import override
from monitor_desktop.ui.look.clicks import on_click
from monitor_desktop.ui.look.pieces import mark, room_for_bold
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.sessions import Session

_GAP_PX: Final = 4
HEIGHT_PX: Final = 40


_WAYS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class SectionTab(QPushButton):
    """One tab, with room for its words in semibold; ``walked`` carries -1 or 1."""

    walked = Signal(int)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """The arrows go to the tabs beside it."""
        way = _WAYS.get(Qt.Key(arg__1.key()))
        if way is None:
            super().keyPressEvent(arg__1)
        else:
            self.walked.emit(way)

    @override
    def sizeHint(self) -> QSize:
        """Room for the wider letters."""
        return room_for_bold(self, super().sizeHint())

    @override
    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()


class SectionTabs(QWidget):
    """A row of tabs; those without room go under "More".

    Args:
        session: The open profile.
        names: Of the tabs.
        keeps_last: The last one always has room.
    """

    chosen = Signal(int)

    def __init__(
        self, session: Session, names: Sequence[Message], *, keeps_last: bool = False
    ) -> None:
        super().__init__()
        self._session = session
        self._keeps_last = keeps_last
        self._left_out: set[int] = set()
        # Which one is taken is said by the page: the arrows walk without going there.
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._tabs = [self._tab(place, each) for place, each in enumerate(names)]
        self._more = SectionTab()
        self._more.walked.connect(lambda way: self._walk(self._more, way))
        self._more.setProperty("kind", "tab")
        self._more.setProperty("more", "true")
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        session.say.put(self._more.setText, "More")
        session.say.put(self._more.setAccessibleName, "More")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_GAP_PX)
        for tab in self._tabs:
            line.addWidget(tab)
        # Qt draws the words of a button with a menu without minding the line below.
        line.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        session.say.changed.connect(self._fit)

    def _tab(self, place: int, message: Message) -> SectionTab:
        tab = SectionTab()
        tab.setProperty("kind", "tab")
        tab.setCheckable(True)
        tab.setChecked(place == 0)
        self._group.addButton(tab)
        # To a screen reader it is one of several, and no box to be ticked.
        tab.setAutoExclusive(True)
        self._session.say.put(tab.setText, message)
        self._session.say.put(tab.setAccessibleName, message)
        on_click(tab.clicked, self.chosen.emit, place)
        tab.walked.connect(lambda way, tab=tab: self._walk(tab, way))
        return tab

    def _walk(self, tab: SectionTab, way: int) -> None:
        seen = [each for each in (*self._tabs, self._more) if not each.isHidden()]
        place = seen.index(tab) + way
        if 0 <= place < len(seen):
            seen[place].setFocus()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in reading order."""
        return [*self._tabs, self._more]

    def show_current(self, place: int) -> None:
        """Mark the section in sight."""
        for number, each in enumerate(self._tabs):
            each.setChecked(number == place)
        if self._tabs[place].isHidden():
            self._fit()  # the section in sight is never one of those under "More"

    def show_count(self, place: int, message: Message) -> None:
        """Say a section's name with its count."""
        self._session.say.put(self._tabs[place].setText, message)
        self._session.say.put(self._tabs[place].setAccessibleName, message)
        self._fit()

    def leave_out(self, places: Collection[int]) -> None:
        """Sections that do not apply to this record have no tab."""
        if set(places) != self._left_out:
            self._left_out = set(places)
            self._fit()

    def show_problem(self, place: int, problem: bool) -> None:
        """A section holds something that is wrong."""
        if problem == self._tabs[place].icon().isNull():
            icon = self._session.look.icon("alert", "danger")
            self._tabs[place].setIcon(icon if problem else QIcon())
            mark(self._tabs[place], "problem", "true" if problem else "false")
            self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        """It always fits: the rest is in the menu."""
        return QSize(120, HEIGHT_PX)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other tabs fit now."""
        super().resizeEvent(event)
        self._fit()

    def _by_need(self) -> list[int]:
        """Tabs in the order in which they get room."""
        places = list(range(len(self._tabs)))
        first = [n for n in places if self._tabs[n].isChecked()]
        first += places[-1:] if self._keeps_last else []
        return list(dict.fromkeys((*first, *places)))

    def _fit(self) -> None:
        widths = [
            0 if place in self._left_out else each.sizeHint().width() + _GAP_PX
            for place, each in enumerate(self._tabs)
        ]
        all_fit = sum(widths) <= self.width()
        room = self.width() - (0 if all_fit else self._more.sizeHint().width() + 16)
        self._menu.clear()
        for place in self._by_need():
            tab = self._tabs[place]
            room -= widths[place]
            left_out = place in self._left_out
            tab.setVisible(room >= 0 and not left_out)
            if room < 0 and not left_out:
                action = self._menu.addAction(tab.text())
                on_click(action.triggered, self.chosen.emit, place)
        self._more.setVisible(not all_fit)
