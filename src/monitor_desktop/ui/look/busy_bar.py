"""That something takes its time, how far it is, and a way to stop it."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from monitor_desktop.ui.look.pieces import button, row
from monitor_desktop.ui.look.words import Sentences
from monitor_desktop.ui.pace.working import About, LongWork

_BAR_PX: Final = 120
_LEAST_BAR_PX: Final = 48
_PAUSE_MS: Final = 150
"""What is done sooner needs no sign."""


class BusyBar(QWidget):
    """Shows the first of the works under way; Cancel asks it to stop.

    One that was stopped and is not over yet stands behind those that go on.
    """

    def __init__(self, say: Sentences) -> None:
        super().__init__()
        self._works: list[LongWork] = []
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(_LEAST_BAR_PX)
        self.bar.setMaximumWidth(_BAR_PX)
        say.put(self.bar.setAccessibleName, "Progress")
        self.cancel = button(say, "Cancel", self._stop)
        line = row(self.bar, self.cancel, spacing=12)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.show)
        self.hide()

    def begin(self, about: About | None = None) -> LongWork:
        """Something is asked for that may take long."""
        work = LongWork(self, about)
        work.advanced.connect(self._advance)
        self._works.append(work)
        self._look()
        return work

    def end(self, work: LongWork) -> None:
        """It is done, or stopped, or went wrong."""
        if work in self._works:
            self._works.remove(work)
            work.deleteLater()
            self._look()

    @property
    def _first(self) -> LongWork:
        going = [each for each in self._works if not each.is_cancelled]
        return (going or self._works)[0]

    def _look(self) -> None:
        if not self._works:
            self._pause.stop()
            self.hide()
            return
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(not self._first.is_cancelled)
        if self.isHidden():
            self._pause.start()

    def _advance(self, done: int, total: int) -> None:
        # A single document is done or not: there is no progress to show in between.
        if total > 1 and self._works and self.sender() is self._first:
            self.bar.setRange(0, total)
            self.bar.setValue(done)

    def _stop(self) -> None:
        if self._works:
            self._first.cancel()
            self.cancel.setEnabled(not self._first.is_cancelled)
