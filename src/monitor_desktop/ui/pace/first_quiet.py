"""What can wait until the first page of a window has got its answers."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from monitor_desktop.overriding import override
from monitor_desktop.ui.pace.working import Worker


class FirstQuiet(QObject):
    """``came`` once the worker has answered what was asked as a page first showed.

    Args:
        worker: Of the profile.
        page: Waited for, in sight or not yet; hidden before that, it is waited for when
            it shows again.
    """

    came = Signal()

    def __init__(self, worker: Worker, page: QWidget) -> None:
        super().__init__(page)
        self._worker = worker
        self._page = page
        self._waits = page.isVisible()
        if self._waits:
            self._wait()
        page.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to wait when the page comes into sight."""
        if event.type() is QEvent.Type.Show and not self._waits:
            self._waits = True
            self._wait()
        return super().eventFilter(watched, event)

    def _wait(self) -> None:
        # The pages inside ask when they are shown, right after it.
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        if self._page.isHidden():
            self._waits = False
        elif self._worker.is_busy:
            once = Qt.ConnectionType.SingleShotConnection
            self._worker.busy.connect(self._look, once)
        else:
            # What arrived is painted before the next turn, or asks for more.
            QTimer.singleShot(0, self, self._end)

    def _end(self) -> None:
        if self._page.isHidden() or self._worker.is_busy:
            self._look()
        else:
            self._page.removeEventFilter(self)
            self.came.emit()
