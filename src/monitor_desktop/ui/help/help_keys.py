"""F1 and Ctrl+/ over every page: the manual at the chapter of the page in sight."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from monitor_desktop.domain.catalogue import top_types
from monitor_desktop.domain.fields import Area
from monitor_desktop.ui.help.manual_window import ManualWindow, Shortcuts
from monitor_desktop.ui.look.dialogs import HELP_KEYS
from monitor_desktop.ui.sessions import Desk

FIRST: Final = "first_steps"
REQUESTS: Final = "requests"
CHAPTER_OF: Final = {
    "unlock": "lock",
    "today": FIRST,
    "map": FIRST,
    "person": "consent",
    "evidence": "evidence",
    "sync": "exchange",
    "conflicts": "conflicts",
    "print": "printing",
    "reports": REQUESTS,
    **dict.fromkeys(
        (
            each.key
            for each in top_types()
            if each.area in {Area.REQUESTS, Area.COMMITMENTS, Area.PROJECT}
        ),
        REQUESTS,
    ),
    "settings": "backup",
    "first_run": FIRST,
}
"""Pages that are not about entering a record, and the chapter each opens."""
OF_RECORDS: Final = "entering"


class HelpKeys(QObject):
    """Opens one manual, and brings the same one to the front again.

    Args:
        desk: Words, looks.
        window: The keys work everywhere in it.
        page: Key of the page in sight.
        shortcuts: What the window knows at the moment.
    """

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        page: Callable[[], str],
        shortcuts: Callable[[], Shortcuts],
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._page = page
        self._shortcuts = shortcuts
        self.manual: ManualWindow | None = None
        for keys, do in ((HELP_KEYS, self.open), ("Ctrl+/", self.show_keys)):
            QShortcut(QKeySequence(keys), window).activated.connect(do)

    def open(self, over: QWidget | None = None) -> None:
        """The chapter of the page in sight; the shortcuts when it is open already.

        Args:
            over: A dialog that nothing but what lies over it can be used beside.
        """
        if self._is_open:
            self.show_keys()
        else:
            page = CHAPTER_OF.get(self._page(), OF_RECORDS)
            self._shown(over).show_chapter(page)

    def show_keys(self) -> None:
        """The sheet of shortcuts."""
        self._shown().show_keys()

    @property
    def _is_open(self) -> bool:
        """One over a dialog has gone with it."""
        manual = self.manual
        return manual is not None and isValid(manual) and manual.isVisible()

    def _shown(self, over: QWidget | None = None) -> ManualWindow:
        if self.manual is None or not self._is_open:
            if self.manual is not None and isValid(self.manual):
                self.manual.deleteLater()
            parent = over or self._window
            self.manual = ManualWindow(self._desk, self._shortcuts(), parent)
        self.manual.show()
        self.manual.raise_()
        self.manual.activateWindow()
        return self.manual
