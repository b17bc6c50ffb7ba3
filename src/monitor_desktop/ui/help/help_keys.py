"""F1 and Ctrl+/ over every page: the manual at the chapter of the page in sight."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from monitor_desktop.ui.help.manual_window import ManualWindow, Shortcuts
from monitor_desktop.ui.sessions import Desk

FIRST: Final = "first_steps"
CHAPTER_OF: Final = {
    "unlock": "lock",
    "today": FIRST,
    "map": FIRST,
    "person": "consent",
    "evidence": "evidence",
    "sync": "exchange",
    "conflicts": "conflicts",
    "print": "printing",
    "reports": "printing",
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
        for keys, do in (("F1", self.open), ("Ctrl+/", self.show_keys)):
            QShortcut(QKeySequence(keys), window).activated.connect(do)

    def open(self) -> None:
        """The chapter of the page in sight; the shortcuts when it is open already."""
        if self.manual is not None and self.manual.isVisible():
            self.show_keys()
        else:
            self._shown().show_chapter(CHAPTER_OF.get(self._page(), OF_RECORDS))

    def show_keys(self) -> None:
        """The sheet of shortcuts."""
        self._shown().show_keys()

    def _shown(self) -> ManualWindow:
        if self.manual is None or not self.manual.isVisible():
            if self.manual is not None:
                self.manual.deleteLater()
            self.manual = ManualWindow(self._desk, self._shortcuts(), self._window)
        self.manual.show()
        self.manual.raise_()
        self.manual.activateWindow()
        return self.manual
