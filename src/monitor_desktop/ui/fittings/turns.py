"""Steps to what a person asked for, while what is typed meanwhile waits for it."""

from PySide6.QtWidgets import QWidget

from monitor_desktop.ui.pace.slices import Slices
from monitor_desktop.ui.sessions import Session


class Turns(Slices):
    """Slices of work whose end a person waits for: keys are held until then.

    Args:
        session: The open profile.
        over: What is being turned.
    """

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self._keys = session.keys
        self._over = over
        self.halted.connect(self._hold)
        self.ended.connect(self._release)

    def _hold(self) -> None:
        self._keys.hold(self._over)

    def _release(self) -> None:
        self._keys.release(self._over)
