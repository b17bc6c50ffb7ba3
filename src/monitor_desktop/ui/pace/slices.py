"""Work of the window's thread in slices: between them it looks at its events.

Widgets can only be made in the window's thread. A page or a form made at once would let
the window stand still for longer than a person overlooks.
"""

from collections import deque
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

Steps = Iterator[None]
"""Work that yields wherever it may be interrupted."""
_SLICE_MS: Final = 15


class Slices(QObject):
    """Does works one after another, as many steps in a turn as a slice of time holds.

    The first slice is done at once: what is ready before it is over was never put off.
    ``halted`` tells that more is left for the next turn, ``ended`` that all is done.
    """

    halted = Signal()
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Steps] = deque()
        self._is_in_turn = False
        self._again = QTimer(self, interval=0, singleShot=True)
        self._again.timeout.connect(self._go_on)

    @property
    def is_at_work(self) -> bool:
        """Something is left to be done."""
        return bool(self._waiting)

    def add(self, work: Steps) -> None:
        """Do this after what already waits."""
        self._waiting.append(work)
        if not self._is_in_turn and not self._again.isActive():
            self._go_on()

    def put(self, work: Steps) -> None:
        """Do this in place of what waits."""
        self._waiting.clear()
        self._again.stop()
        self.add(work)

    def _go_on(self) -> None:
        self._is_in_turn = True
        slice_of_time = QDeadlineTimer(_SLICE_MS)
        try:
            while self._waiting and not slice_of_time.hasExpired():
                self._step(self._waiting[0])
        finally:
            self._is_in_turn = False
            if self._waiting:
                self._again.start()
            (self.halted if self._waiting else self.ended).emit()

    def _step(self, work: Steps) -> None:
        """Do the next step of a work; one that failed is over as well."""
        is_over = True
        try:
            next(work)
            is_over = False
        except StopIteration:
            pass
        finally:
            # The step may have put another work in its place.
            if is_over and self._waiting and self._waiting[0] is work:
                self._waiting.popleft()


def is_at_work() -> bool:
    """Somewhere in the window something is being made."""
    return any(
        each.is_at_work
        for window in QApplication.topLevelWidgets()
        # Menus and dialogs are found as children of their windows.
        if window.parent() is None
        for each in window.findChildren(Slices)
    )
