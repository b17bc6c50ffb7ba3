"""A page that is read again for whoever comes to it, and while they look at it."""

from abc import abstractmethod

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from monitor_desktop.overriding import override
from monitor_desktop.ui.sessions import Session


class FreshPage(QWidget):
    """Days go by, and other pages change what it shows.

    Args:
        session: The open profile; it tells of every change.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        session.changed.connect(self._look_again)

    @abstractmethod
    def reload(self) -> None:
        """Read again."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Somebody comes to it."""
        super().showEvent(event)
        self.reload()

    def _look_again(self, _changes: object) -> None:
        # What nobody looks at is read once they come.
        if self.isVisible():
            self.reload()
