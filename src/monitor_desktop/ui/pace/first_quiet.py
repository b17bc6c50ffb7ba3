"""What can wait until the first page of a window has got its answers."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from monitor_desktop.overriding import override
from monitor_desktop.ui.pace.working import Worker

_PAUSE_MS: Final = 100
"""For what arrived to be painted, and for the record that is opened after its list."""


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
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._end)
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
            self._pause.start()

    def _end(self) -> None:
        if self._page.isHidden() or self._worker.is_busy:
            self._look()
        else:
            self._page.removeEventFilter(self)
            self.came.emit()
