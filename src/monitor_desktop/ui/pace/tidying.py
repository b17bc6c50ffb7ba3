"""Unreachable cycles of objects are looked for in the window's thread, nowhere else.

Python collects in whichever thread happens to make the object that is one too many. In
the worker's thread that would destroy widgets whose timers and events belong to the
window's thread: the program would be gone in the midst of a sentence.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

PAUSE_MS: Final = 250
_YOUNG, _OLDER, _ALL = range(3)


class Tidying(QObject):
    """Takes the collector away from Python until ``stop``.

    What Python counts decides when there is something to do, as it does without this.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        self._has_spared = False
        gc.disable()
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()

    def tidy(self) -> None:
        """Look through the generations that are due, the oldest of them only."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [
            generation
            for generation in (_YOUNG, _OLDER, _ALL)
            if limits[generation] and counts[generation] > limits[generation]
        ]
        if due:
            gc.collect(due[-1])

    def spare_what_is_there(self) -> None:
        """What the program is made of is never looked through again.

        Before a profile is open that is nine tenths of all objects, and looking through
        them lets the window stand still.
        """
        gc.freeze()
        self._has_spared = True

    def stop(self) -> None:
        """Python collects for itself again."""
        self._timer.stop()
        if self._has_spared:
            gc.unfreeze()
        if self._was_on:
            gc.enable()
