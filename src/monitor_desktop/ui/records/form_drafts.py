"""Keeping what is typed as a draft: some moments after the last key, in the store."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from monitor_desktop.errors import MonitorError
from monitor_desktop.services import drafts
from monitor_desktop.services.entry import Entry
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.sessions import Session

DRAFT_PAUSE_MS: Final = 2000


class DraftPause(QTimer):
    """Started with every key; its timeout asks for a draft to be kept.

    ``kept`` carries when it was (None where nothing is typed any more), ``failed`` an
    error.
    """

    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent, interval=DRAFT_PAUSE_MS, singleShot=True)
        self._session = session

    def keep(self, typed: Entry, key: str) -> None:
        """Keep what was typed, encrypted, in the store; forget it when undone."""

        def keep(workspace: Workspace) -> int | None:
            if not (typed.values or typed.parts or typed.order):
                drafts.drop(workspace, key)
                return None
            return drafts.keep(
                workspace,
                key,
                typed.values,
                seen=typed.heads,
                parts=typed.parts,
                order=typed.order,
            )

        self._session.run(keep, self._tell_kept, self._tell_failed)

    def _tell_kept(self, saved_ms: int | None) -> None:
        self.kept.emit(saved_ms)

    def _tell_failed(self, error: MonitorError) -> None:
        self.failed.emit(error)
