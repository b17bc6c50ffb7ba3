"""What the window counts beside its areas, and what its status line says."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import dashboard
from monitor_desktop.ui.fittings.navigation import areas
from monitor_desktop.ui.pace import asking
from monitor_desktop.ui.sessions import Session

_PAUSE_MS: Final = 1_000
"""What waits is asked for once a person pauses: it looks at every deadline."""


class Counts(QObject):
    """``counted`` carries numbers by area, ``backed_up`` when the last backup was.

    ``conflicts`` stand beside Sync, pairs of persons with them; what waits for
    somebody stands beside Today.
    """

    counted = Signal(object)
    backed_up = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._found: dict[str, int] = {}
        self._pairs = self._waiting = 0
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._ask_waiting)
        session.changed.connect(lambda _changes: self.count())

    def begin(self, *, pairs: bool) -> None:
        """Count for the first time; pairs of persons where somebody decides them."""
        self.count()
        self._ask_waiting()
        if pairs:
            self._session.run(asking.pairs, self.take_pairs, self._not_counted)

    def count(self) -> None:
        """Count again."""
        self._session.run(asking.counts, self._take, self._not_counted)
        self._pause.start()

    def _ask_waiting(self) -> None:
        self._session.run(dashboard.waiting, self.take_waiting, self._not_counted)

    def _take(self, found: tuple[dict[str, int], JsonValue]) -> None:
        self._found, backup_ms = found
        self.backed_up.emit(partial(asking.last_backup, backup_ms))
        self._tell()

    def take_pairs(self, pairs: int) -> None:
        """Comparing everybody takes too long to be done after every change."""
        self._pairs = pairs
        self._tell()

    def take_waiting(self, waiting: int) -> None:
        """How much waits for the person here."""
        self._waiting = waiting
        self._tell()

    def _tell(self) -> None:
        by_area: dict[str, int] = {
            area: sum(self._found.get(each, 0) for each in keys)
            for area, keys in areas().items()
        }
        conflicts = self._found.get("conflicts", 0) + self._pairs
        evidence = self._found.get("attachment", 0)
        beside = {"sync": conflicts, "today": self._waiting, "evidence": evidence}
        self.counted.emit(by_area | beside)

    def _not_counted(self, _error: MonitorError) -> None:
        self.counted.emit({})
