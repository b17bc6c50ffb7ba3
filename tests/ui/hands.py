"""Ten fingers at the keyboard, and a watch on how long the window stands still."""

import time

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

LONGEST_CPU_S = 0.1
CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Watchdog:
    """The longest time the window's thread worked without looking at its events.

    Processor time, not the clock on the wall: neighbours on the machine are no fault.
    """

    def __init__(self):
        self.worst_s = 0.0
        self.slow = []
        self.doing = ""
        self._last_s = time.thread_time()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self):
        now_s = time.thread_time()
        took_s = now_s - self._last_s
        self.worst_s = max(self.worst_s, took_s)
        if took_s > LONGEST_CPU_S:
            self.slow.append((self.doing, round(took_s, 3)))
        self._last_s = now_s


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
