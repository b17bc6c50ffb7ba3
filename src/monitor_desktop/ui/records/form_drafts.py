"""Keeping what is typed as a draft: in the next pause, or while one types on."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from monitor_desktop.errors import MonitorError
from monitor_desktop.services.editing import entry
from monitor_desktop.services.editing.entry import Entry
from monitor_desktop.ui.sessions import Session

DRAFT_PAUSE_MS: Final = 2000
LONGEST_WAIT_MS: Final = 5000
"""Whoever types without a pause loses no more than this."""


class DraftPause(QTimer):
    """Told of every key; ``due`` asks for a draft to be kept.

    ``kept`` carries when it was (None where nothing is typed any more), ``failed`` an
    error.
    """

    due = Signal()
    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent, interval=DRAFT_PAUSE_MS, singleShot=True)
        self._session = session
        self._is_owed = False
        self._latest = QTimer(self, interval=LONGEST_WAIT_MS, singleShot=True)
        for each in (self, self._latest):
            each.timeout.connect(self._ask)

    @property
    def is_owed(self) -> bool:
        """Something was typed that is in no draft yet, or the disk refused it."""
        return self._is_owed

    def touch(self) -> None:
        """A key was pressed."""
        self._is_owed = True
        self.start()
        if not self._latest.isActive():
            self._latest.start()

    def rest(self) -> None:
        """There is nothing to keep, or somebody else does it."""
        self._is_owed = False
        self.stop()
        self._latest.stop()

    def _ask(self) -> None:
        self.rest()
        self._is_owed = True
        self.due.emit()

    def keep(self, typed: Entry) -> None:
        """Keep what was typed, encrypted, in the store; forget it when undone."""
        self.rest()
        self._session.run(
            partial(entry.keep, entry=typed), self._tell_kept, self._tell_failed
        )

    def _tell_kept(self, saved_ms: int | None) -> None:
        self.kept.emit(saved_ms)

    def _tell_failed(self, error: MonitorError) -> None:
        self._is_owed = True
        self.failed.emit(error)
