"""On Windows no program takes a picture of our windows, nor does the system itself."""

import ctypes
import sys
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from monitor_desktop.overriding import override

EXCLUDE: Final = 0x11
"""WDA_EXCLUDEFROMCAPTURE: the window is not there for who looks. Windows 10, 2004."""
BLACK: Final = 0x01
"""WDA_MONITOR: a black box in its place, for earlier ones."""
_WHEN: Final = frozenset({QEvent.Type.Show, QEvent.Type.WinIdChange})


class User32(Protocol):
    """The one call of the system's library."""

    def SetWindowDisplayAffinity(self, window: int, affinity: int) -> int:  # noqa: N802
        """0 where it was refused."""


class CaptureGuard(QObject):
    """An event filter over the application: each new window is hidden from pictures."""

    def __init__(self, user32: User32) -> None:
        super().__init__()
        self._user32 = user32

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every window as it is shown, or gets another handle."""
        if (
            event.type() in _WHEN
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not self._user32.SetWindowDisplayAffinity(int(watched.winId()), EXCLUDE)
        ):
            self._user32.SetWindowDisplayAffinity(int(watched.winId()), BLACK)
        return False


def guard(application: QApplication) -> CaptureGuard | None:
    """Guard the windows of an application, where the system can; keep the result."""
    if sys.platform == "win32":
        made = CaptureGuard(ctypes.windll.user32)
        application.installEventFilter(made)
        return made
    return None
