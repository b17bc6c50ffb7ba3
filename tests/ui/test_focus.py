"""Where the keys go: after work, into a row of choices, and what Enter presses."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from monitor_desktop.ui.look.kept_focus import KeptFocus
from monitor_desktop.ui.look.pieces import Segments, button


@pytest.fixture
def page(desk, qtbot, qapp):
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    made.line = QLineEdit()
    made.pressed = []
    made.button = button(desk.say, "Save", lambda: made.pressed.append(1))
    made.choices = Segments(desk.say, [("a", "Light"), ("b", "Dark"), ("c", "Map")])
    for each in (made.line, made.button, made.choices):
        column.addWidget(each)
    made.keeper = KeptFocus(made)
    made.keeper.watch(qapp)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_enter_presses_the_button_that_has_the_focus_once(page):
    QTest.keyClick(page.button, Qt.Key.Key_Return)
    QTest.keyClick(page.button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert len(page.pressed) == 2
    QTest.keyClick(page.button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(page.pressed) == 2


def test_the_keys_come_back_to_what_was_disabled_while_it_worked(page):
    page.button.setFocus()
    page.button.setEnabled(False)
    assert not page.button.hasFocus()
    page.button.setEnabled(True)
    assert page.button.hasFocus()


def test_whoever_went_elsewhere_meanwhile_stays_there(page):
    page.button.setFocus()
    page.button.setEnabled(False)
    page.choices.setFocus()
    page.line.setFocus()
    page.button.setEnabled(True)
    assert QApplication.focusWidget() is page.line


def test_the_keys_come_to_the_choice_that_is_taken(page):
    """A space bar must not change the language of whoever only came by."""
    page.choices.choose("b")
    page.line.setFocus()
    page.choices.setFocus()
    assert QApplication.focusWidget().text() == "Dark"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert (page.choices.value, QApplication.focusWidget().text()) == ("c", "Map")
    page.button.setFocus()
    QTest.keyClick(page.button, Qt.Key.Key_Tab)
    assert QApplication.focusWidget().text() == "Map"
