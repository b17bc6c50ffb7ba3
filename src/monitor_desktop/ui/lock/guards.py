"""What watches over the window once it stands: idleness, panic, clipboard, tooltips.

Loaded after the lock is painted: nothing is open by then, so nothing is to be guarded.
"""

from typing import Final, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.ui.lock.clipboards import Clipboard
from monitor_desktop.ui.lock.lock_watch import LockWatch
from monitor_desktop.ui.lock.panic_shade import KEY, MODIFIERS, PanicShade
from monitor_desktop.ui.look.kept_focus import KeptFocus
from monitor_desktop.ui.sessions import Desk

_TOOLTIP: Final = "QTipLabel"
"""Qt's label for tooltips; it is polished before it gets its first text."""


class Guards(QObject):
    """``due`` when it is time to lock, ``panicked`` when the keys were held.

    ``due`` carries whether work under way has to stop.

    Args:
        desk: Words, looks, worker.
        frame: The window they watch over.
    """

    due = Signal(bool)
    panicked = Signal()

    def __init__(self, desk: Desk, frame: QWidget) -> None:
        super().__init__(frame)
        self.clipboard = Clipboard(QApplication.clipboard())
        self.panic = PanicShade(desk, frame)
        self.panic.held.connect(self.panicked)
        self.lock_watch = LockWatch(desk.kit.clock, self)
        self.lock_watch.due.connect(self.due)
        self._focus = KeptFocus(self)

    def watch(self, application: QApplication) -> None:
        """Lock after a while without keys or clicks; hear the keys of panic."""
        application.installEventFilter(self.lock_watch)
        application.installEventFilter(self)
        # Whoever lets go of the keys in another window is not heard here.
        application.focusWindowChanged.connect(self._let_go)
        self._focus.watch(application)

    def _let_go(self, _window: QWindow | None) -> None:
        self.panic.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Panic keys count wherever the focus is; a tooltip takes no text as HTML."""
        polished = event.type() == QEvent.Type.Polish
        if polished and watched.metaObject().className() == _TOOLTIP:
            cast("QLabel", watched).setTextFormat(Qt.TextFormat.PlainText)
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress:
            asked = event.key() == KEY and event.modifiers() == MODIFIERS
            if asked:
                self.panic.begin()
            return asked
        let_go = event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat()
        if let_go:
            self.panic.let_go()
        return super().eventFilter(watched, event)
