"""What is disabled while it works has the keys again when it is done."""

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from monitor_desktop.overriding import override


class KeptFocus(QObject):
    """Gives the focus back.

    Qt passes the focus of a widget that is disabled on to whatever comes next: after a
    file was saved the next key would go to something nobody chose.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: QWidget | None = None
        self._instead: QWidget | None = None

    def watch(self, application: QApplication) -> None:
        """Follow the focus of all windows."""
        application.focusChanged.connect(self._moved)

    @Slot("QWidget*", "QWidget*")
    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is None or not isValid(old) or old.isEnabled() or not old.isVisible():
            return
        if self._left is not None and isValid(self._left):
            self._left.removeEventFilter(self)
        self._left, self._instead = old, now
        old.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It is enabled again: unless the person went elsewhere, the keys come back."""
        if event.type() == QEvent.Type.EnabledChange and watched is self._left:
            left, instead = self._left, self._instead
            if left.isEnabled():
                left.removeEventFilter(self)
                self._left = self._instead = None
                if QApplication.focusWidget() is instead:
                    left.setFocus()
        return super().eventFilter(watched, event)
