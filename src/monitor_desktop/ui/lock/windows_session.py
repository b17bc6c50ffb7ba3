"""Windows tells a window of its session being locked and of the computer's sleep."""

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

from monitor_desktop.overriding import override

MESSAGES: Final = b"windows_generic_MSG"
"""What Qt calls the messages that Windows sends to a window."""
SESSION_CHANGE: Final = 0x02B1
SESSION_LOCK: Final = 0x7
POWER: Final = 0x0218
SUSPEND: Final = 0x4
"""WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, WM_POWERBROADCAST, PBT_APMSUSPEND (SDK)."""
_LOCKS: Final = frozenset({(SESSION_CHANGE, SESSION_LOCK), (POWER, SUSPEND)})
_THIS_SESSION: Final = 0


class SessionEvents(QAbstractNativeEventFilter):
    """Calls when the session is locked or the computer goes to sleep."""

    def __init__(self, on_lock: Callable[[], None]) -> None:
        super().__init__()
        self._on_lock = on_lock

    @override
    def nativeEventFilter(
        self, eventType: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Look at each message; none is kept from the window."""
        kind = eventType.data() if isinstance(eventType, QByteArray) else eventType
        if bytes(kind) == MESSAGES:
            told = wintypes.MSG.from_address(int(message))
            if (told.message, told.wParam) in _LOCKS:
                self._on_lock()
        return False, 0


def listen(window: int, on_lock: Callable[[], None]) -> SessionEvents | None:
    """Hear of the locked session; keep the result.

    Args:
        window: Handle of the window that is told.
        on_lock: What to do then.
    """
    if sys.platform == "win32":
        made = SessionEvents(on_lock)
        # Of sleep every window is told, of the session those that asked.
        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window, _THIS_SESSION)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(made)
        return made
    return None
