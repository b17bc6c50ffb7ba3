"""Choices that are made before it is known what is chosen."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import MonitorError
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.sessions import Session


@dataclass(frozen=True, slots=True)
class Taken:
    """What a choice came to.

    Attributes:
        value: As records hold it.
        record: The record it links to.
        changes: What was written for it.
    """

    value: JsonValue
    record: Record | None = None
    changes: Changes | None = None


class Pick(QObject):
    """One choice on its way through the worker; saving and locking wait for it.

    ``known`` carries the pick itself, once ``taken`` says what it came to: None where
    nothing was found or it was refused.

    Args:
        session: The open profile.
        find: The job that finds or makes what is chosen.
    """

    known = Signal(object)

    def __init__(
        self, session: Session, find: Callable[[Workspace], Taken | None]
    ) -> None:
        super().__init__()
        self.taken: Taken | None = None
        self._session = session
        session.settling.begin(self)
        session.run(find, self._found, self._failed)

    def _found(self, taken: Taken | None) -> None:
        self.taken = taken
        try:
            if taken is not None and taken.changes is not None:
                self._session.announce(taken.changes)
            self.known.emit(self)
        finally:
            self._session.settling.end(self)

    def _failed(self, _error: MonitorError) -> None:
        self._found(None)
