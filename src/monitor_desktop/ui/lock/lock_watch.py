"""When to lock: nobody is there, the computer slept, or the screen was locked."""

import os
import sys
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import SLOT, QEvent, QObject, QTimer, Signal, Slot

from monitor_desktop.domain.ports import Clock
from monitor_desktop.overriding import override

TICK_MS: Final = 5_000
JUMP_MS: Final = 30_000
"""A tick that comes so much too late, or in the past, was a sleep or a turned clock."""
DEFAULT_MINUTES: Final = 10
_ACTIONS: Final = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}
)
_SYSTEM_BUS: Final = Path("/run/dbus/system_bus_socket")
_MINUTE_MS: Final = 60_000
_LOCKERS: Final = tuple(
    f"org.{each}.ScreenSaver"
    for each in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)
"""Each desktop tells of its locked screen under a name of its own; KDE by the first."""
# Text is what SLOT makes and what the bus takes; the stubs say bytes.
_TOLD: Final = cast("bytes", SLOT("told(bool)"))
_TOLD_LOCK: Final = cast("bytes", SLOT("told_lock()"))


class LockWatch(QObject):
    """``due`` when it is time to lock; it carries whether work under way has to stop.

    Nobody being there is no hurry: what they left working may come to its end.

    Args:
        clock: Wall clock: a monotonic one stands still while the computer sleeps.
    """

    due = Signal(bool)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.minutes = DEFAULT_MINUTES
        self._acted_ms = self._ticked_ms = 0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)

    def set_minutes(self, minutes: int) -> None:
        """Another time until the lock."""
        self.minutes = minutes

    @property
    def is_watching(self) -> bool:
        """A profile is open."""
        return self._timer.isActive()

    def start(self) -> None:
        """A profile was opened."""
        self._acted_ms = self._ticked_ms = self._clock.now_ms()
        self._timer.start()

    def stop(self) -> None:
        """It is locked."""
        self._timer.stop()

    def tick(self) -> None:
        """Look at the clock."""
        now_ms = self._clock.now_ms()
        late_ms = now_ms - self._ticked_ms - TICK_MS
        self._ticked_ms = now_ms
        has_jumped = abs(late_ms) > JUMP_MS
        is_idle = now_ms - self._acted_ms >= self.minutes * _MINUTE_MS
        if has_jumped or is_idle:
            self.due.emit(has_jumped)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every key and click says that somebody is there."""
        if event.type() in _ACTIONS and self.is_watching:
            # The first key after a sleep must not open what the sleep should close.
            self.tick()
            self._acted_ms = self._clock.now_ms()
        return False

    def listen(self, window: int) -> None:
        """Hear of sleep and of the locked screen where the system tells.

        Args:
            window: Handle of the window, which Windows tells; elsewhere it is D-Bus.
        """
        if sys.platform == "win32":
            from monitor_desktop.ui.lock import windows_session  # noqa: PLC0415  # there

            self._told_by = windows_session.listen(window, self.told_lock)
        if sys.platform != "linux":
            return
        # Asking for a bus that is not there would start one, and wait for it.
        if _SYSTEM_BUS.exists():
            self._listen_to_system()
        if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            self._listen_to_screen()

    def _listen_to_system(self) -> None:
        # Loaded after the lock is painted: nothing of it is wanted before.
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415

        bus, login = QDBusConnection.systemBus(), "org.freedesktop.login1"
        path, manager = "/org/freedesktop/login1", f"{login}.Manager"
        bus.connect(login, path, manager, "PrepareForSleep", self, _TOLD)
        bus.connect(login, "", f"{login}.Session", "Lock", self, _TOLD_LOCK)

    def _listen_to_screen(self) -> None:
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415

        bus = QDBusConnection.sessionBus()
        for name in _LOCKERS:
            bus.connect("", "", name, "ActiveChanged", self, _TOLD)

    @Slot(bool)
    def told(self, begins: bool) -> None:
        """The computer goes to sleep or the screen is locked (or wakes up again)."""
        if begins and self.is_watching:
            self.due.emit(True)  # noqa: FBT003  # a signal's argument

    @Slot()
    def told_lock(self) -> None:
        """The session was locked."""
        self.told(begins=True)
