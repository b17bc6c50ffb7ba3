"""Held, it destroys the keys of the profile; let go in time, it does nothing."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from monitor_desktop.ui.look.pieces import PlainLabel, said
from monitor_desktop.ui.sessions import Desk

HOLD_SECONDS: Final = 5
KEY: Final = Qt.Key.Key_Delete
MODIFIERS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
)
REPEATS_WITHIN_MS: Final = 150
"""Some screens (X11) tell a key that is held as let go and pressed, some 30 times a
second, and Qt does not always know that from fingers."""
KEYS_SAID: Final = "Ctrl+Shift+Delete"


class PanicShade(QWidget):
    """Covers what is in front while the keys are held; ``held`` after long enough.

    It stands in the dialog that is open, if one is: there it can be read.
    """

    held = Signal()

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._over = over
        self.seconds_left = HOLD_SECONDS
        self._number = PlainLabel(role="h1")
        text = (
            "All keys of this profile are destroyed. Nobody can open it again, "
            "you neither. Backups stay. Let go to stop."
        )
        column = QVBoxLayout(self)
        column.addStretch(1)
        for each in (self._number, said(desk.say, text, role="strong", wraps=True)):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(each)
        column.addStretch(1)
        self.timer = QTimer(self, interval=1000)
        self.timer.timeout.connect(self.count_down)
        self._letting_go = QTimer(self, interval=REPEATS_WITHIN_MS, singleShot=True)
        self._letting_go.timeout.connect(self.stop)
        self.hide()

    def begin(self) -> None:
        """The keys are down, or still down after what looked like a release."""
        if self._letting_go.isActive():
            self._letting_go.stop()
            self._end_if_over()
        elif self.isHidden():
            self._cover()

    def _cover(self) -> None:
        self.seconds_left = HOLD_SECONDS
        self._say()
        front = QApplication.activeModalWidget() or self._over
        self.setParent(front)
        self.setGeometry(front.rect())
        self.raise_()
        self.show()
        self.timer.start()

    def let_go(self) -> None:
        """A key was let go, or the screen repeats it: then it is down again at once."""
        if not self.isHidden():
            self._letting_go.start()

    def stop(self) -> None:
        """The keys were let go."""
        self._letting_go.stop()
        self.timer.stop()
        self.hide()
        # A dialog that goes would take it along.
        self.setParent(self._over)

    def count_down(self) -> None:
        """One second more."""
        self.seconds_left -= 1
        self._say()
        self._end_if_over()

    def _end_if_over(self) -> None:
        """Nothing is destroyed while the keys may just have been let go."""
        if self.seconds_left <= 0:
            self.timer.stop()
            if not self._letting_go.isActive():
                self.held.emit()

    def _say(self) -> None:
        self._desk.say.put(
            self._number.setText, "{seconds} s", seconds=self.seconds_left
        )
