"""A case with two acts and three people, entered as a person would: by keys alone."""

import gc
import time

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records
from monitor_desktop.ui.window import Shell

LONGEST_CPU_S = 0.1
CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Watchdog:
    """The longest time the window's thread worked without looking at its events.

    Processor time, not the clock on the wall: neighbours on the machine are no fault.
    """

    def __init__(self):
        self.worst_s = 0.0
        self._last_s = time.thread_time()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self):
        now_s = time.thread_time()
        self.worst_s = max(self.worst_s, now_s - self._last_s)
        self._last_s = now_s


class Hands:
    """Ten fingers: letters of any script go to what has the focus."""

    def __init__(self, shell, calm):
        self.shell = shell
        self.calm = calm

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


@pytest.fixture(autouse=True)
def _collected():
    """The program collects seldom; what other tests left behind is no slot of it."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def hands(session, qtbot, calm):
    shell = Shell(session)
    qtbot.addWidget(shell)
    shell.resize(1366, 728)
    shell.go("case")
    shell.show()
    shell.activateWindow()
    qtbot.waitExposed(shell)
    calm()
    return Hands(shell, calm)


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


def test_a_case_is_entered_by_keys_and_nothing_stands_still(
    hands, session, qtbot, calm
):
    watchdog = Watchdog()
    qtbot.waitUntil(hands.shell.record_page("case").is_ready, timeout=20_000)
    hands.press(Qt.Key.Key_N, CONTROL)
    calm()
    hands.type("Боздошти хабарнигор дар Бохтар")
    enter_acts(hands)
    hands.press(Qt.Key.Key_4, CONTROL)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.choose("Ҳакимов Исо", last=True)
    hands.press(Qt.Key.Key_S, CONTROL)
    calm()
    QApplication.processEvents()
    worst_s = watchdog.worst_s
    found = records.listed(session.workspace, ListQuery(type="case"))[1]
    tree = records.show(session.workspace, found[0].id)
    kinds = [each.values["type"] for each in tree.children_of("act")]
    names = {each.values["name"] for each in tree.linked.values()}
    assert tree.record.values["title"] == "Боздошти хабарнигор дар Бохтар"
    assert kinds == ["030105000000", "030101000000"]
    assert names == {"Раҳимова Ҷамила", "Ғафуров Қодирҷон", "Ҳакимов Исо"}
    assert worst_s <= LONGEST_CPU_S
