"""Ten fingers at the keyboard, and a watch on how long the window stands still."""

import statistics
import time

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

LONGEST_CPU_S = 0.1
"""On the machine the limit was set on; others take longer for the same."""
_YARDSTICK_S = 0.0115
"""What that machine takes for the yardstick."""
_BUTTONS = 150
CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def _yardstick_s():
    """Processor time of work like the window's: buttons made and dressed."""
    begun_s = time.thread_time()
    made = [QPushButton(str(number)) for number in range(_BUTTONS)]
    for each in made:
        each.ensurePolished()
        each.sizeHint()
    took_s = time.thread_time() - begun_s
    for each in made:
        each.deleteLater()
    return took_s


def slowness():
    """How many times longer this machine takes at the moment; at least 1."""
    took_s = statistics.median(_yardstick_s() for _ in range(5))
    return max(took_s / _YARDSTICK_S, 1.0)


class Watchdog:
    """Turns in which the window's thread worked too long without seeing its events.

    Processor time, not the clock on the wall, and against a yardstick: neighbours on
    the machine, and its age, are no fault.
    """

    def __init__(self):
        self.slow = []
        self.doing = ""
        self._slowness = slowness()
        self._last_s = time.thread_time()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self):
        now_s = time.thread_time()
        took_s = now_s - self._last_s
        # Measured again at the moment: the machine may be busier than it was.
        if took_s > LONGEST_CPU_S * self._slowness and (
            took_s > LONGEST_CPU_S * slowness()
        ):
            self.slow.append((self.doing, round(took_s, 3)))
        self._last_s = time.thread_time()


class Hands:
    """Ten fingers: letters of any script go to what has the focus."""

    def __init__(self, shell, calm, qtbot):
        self.shell = shell
        self.calm = calm
        self._qtbot = qtbot

    def until(self, holds):
        self._qtbot.waitUntil(holds, timeout=60_000)
        self.calm()

    @property
    def focus(self):
        return QApplication.focusWidget() or self.shell

    def press(self, key, modifier=PLAIN):
        QTest.keyClick(self.focus, key, modifier)
        QApplication.processEvents()

    def type(self, text):
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, PLAIN, letter)
                QApplication.sendEvent(self.focus, event)
            QApplication.processEvents()

    def choose(self, text, *, last=False):
        """Type into a picker and take the first offer, or the last real one."""
        self.type(text)
        QTest.qWait(170)
        self.calm()
        if last:
            offers = self.focus.popup.model.offers
            for _ in range(len(offers) - 1):
                self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)
        self.calm()


def enter_acts(hands):
    hands.press(Qt.Key.Key_3, CONTROL)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.choose("ҳабси хонагӣ")
    hands.press(Qt.Key.Key_Tab)
    hands.choose("Раҳимова Ҷамила", last=True)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.choose("030101")
    hands.press(Qt.Key.Key_Tab)
    hands.choose("Ғафуров Қодирҷон", last=True)


def enter_case(hands, title):
    """A new case with two acts and three people, by keys alone; saved."""
    hands.press(Qt.Key.Key_N, CONTROL)
    hands.calm()
    hands.type(title)
    enter_acts(hands)
    hands.press(Qt.Key.Key_4, CONTROL)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.choose("Ҳакимов Исо", last=True)
    hands.press(Qt.Key.Key_S, CONTROL)
    hands.calm()
    QApplication.processEvents()
