"""A shared screen: who looks on, and what they may see of it.

Search and lists show what would also be printed for those who look on. Pages that show
more are covered until somebody says to show them all the same.
"""

from typing import TYPE_CHECKING, Final

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from monitor_desktop.domain.levels import Level
from monitor_desktop.overriding import override
from monitor_desktop.ui.look.pieces import (
    PlainLabel,
    Segments,
    button,
    centre,
    dress_chip,
    row,
    said,
)
from monitor_desktop.ui.look.words import Sentences

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

ONLOOKERS: Final = "Who looks at the screen"
WHO: Final[dict[str, str]] = {
    str(Level.INTERNAL): "Only us",
    str(Level.PARTNER): "Partners too",
    str(Level.PUBLIC): "Anybody",
}
ONLOOKERS_TOLD: Final = (
    "Search and lists show only what may also be printed for those who look on; "
    "other pages are covered."
)
_MARGIN: Final = 24


class Onlookers(QObject):
    """Who looks at the screen; kept while the program runs, through every lock."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.level = Level.INTERNAL

    @property
    def are_there(self) -> bool:
        """Somebody from outside the unit looks on."""
        return self.level is not Level.INTERNAL

    def let(self, level: Level) -> None:
        """Somebody else looks on from now."""
        if level is not self.level:
            self.level = level
            self.changed.emit()

    def turn(self) -> None:
        """F7: anybody, or only us again."""
        self.let(Level.INTERNAL if self.are_there else Level.PUBLIC)


class Cover(QFrame):
    """Lies over a page that shows more than those who look on may see.

    Args:
        say: Sentences.
        onlookers: Who looks on.
        over: The page.
    """

    def __init__(self, say: Sentences, onlookers: Onlookers, over: QWidget) -> None:
        super().__init__(over)
        self._onlookers = onlookers
        self._over = over
        self.setProperty("card", "true")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus)
        say.put(self.setAccessibleName, "Others look at the screen")
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(12)
        column.addStretch(1)
        for text, role in (
            ("Others look at the screen", "h2"),
            ("This page shows more than they may see.", "muted"),
        ):
            line = said(say, text, role=role, wraps=True)
            centre(line)
            column.addWidget(line)
        self.show_all_the_same = button(say, "Show it all the same", self.lift)
        self.only_us = button(say, "Only we look at it", onlookers.turn, kind="primary")
        column.addLayout(row(1, self.show_all_the_same, self.only_us, 1))
        column.addStretch(1)
        over.installEventFilter(self)
        onlookers.changed.connect(self.cover)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keep)
        self.cover()

    @Slot("QWidget*", "QWidget*")
    def _keep(self, _old: QWidget | None, now: QWidget | None) -> None:
        """A page that comes into sight gives its keys to what lies over it."""
        if now is None or now is self or not self.isVisible() or not isValid(now):
            return
        if self._over.isAncestorOf(now) and not self.isAncestorOf(now):
            self.setFocus()

    def cover(self) -> None:
        """Lie over the page where somebody looks on."""
        there = self._onlookers.are_there
        self.resize(self._over.size())
        self.setVisible(there)
        if there:
            self.raise_()
            # Not to a button: who goes on typing would lift it before all eyes.
            self.setFocus()

    @override
    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """What is still being typed ends here; Tab goes on to the buttons."""
        event.accept()

    def lift(self) -> None:
        """Show the page, until it is left or another record is opened."""
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: "QEvent") -> bool:
        """As large as the page, and there again each time it comes into sight."""
        if event.type() == QtCore.QEvent.Type.Resize:
            self.resize(self._over.size())
        elif event.type() == QtCore.QEvent.Type.Show:
            self.cover()
        return super().eventFilter(watched, event)


class OnlookersChoice(Segments):
    """Who looks on, one of three."""

    def __init__(self, say: Sentences, onlookers: Onlookers) -> None:
        super().__init__(say, list(WHO.items()))
        self._onlookers = onlookers
        self.chosen.connect(lambda key: onlookers.let(Level(key)))
        onlookers.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.choose(str(self._onlookers.level))


class OnlookersChip(PlainLabel):
    """Says who looks on; nothing while it is only us."""

    def __init__(self, say: Sentences, onlookers: Onlookers) -> None:
        super().__init__()
        self._say = say
        self._onlookers = onlookers
        dress_chip(self, "warn")
        onlookers.changed.connect(self._tell)
        say.changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        level = self._onlookers.level
        who = self._say(WHO[str(level)])
        self.setText(self._say("Screen: {who} (F7)", who=who))
        self.setVisible(self._onlookers.are_there)
