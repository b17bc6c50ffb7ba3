"""What is typed while a page or a form is being made arrives where it was meant to."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import PASSPHRASE
from tests.ui.hands import CONTROL, PLAIN

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records
from monitor_desktop.services.editing import drafts
from monitor_desktop.ui.frame.window import Shell

TITLE = "Боздошт дар Бохтар"


@pytest.fixture
def shell(session, sample, qtbot, calm):
    made = Shell(session, start="today")
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    calm()
    yield made
    calm()


def press(window, key, modifier=PLAIN):
    """A key from the keyboard: shortcuts come first, and nothing is waited for."""
    QTest.keyClick(window.windowHandle(), key, modifier)


def write(window, text):
    """Letters of any script from the keyboard, one after another without a pause."""
    for letter in text:
        send(window, 0, letter)


def send(window, key, text=""):
    """One key, and nothing else happens meanwhile."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, PLAIN, text)
        QApplication.sendEvent(window.windowHandle(), event)


def compose(text):
    """A word from an input method: on its way letter by letter, then whole."""
    for end in range(1, len(text) + 1):
        QApplication.sendEvent(
            QApplication.focusObject(), QInputMethodEvent(text[:end], [])
        )
    done = QInputMethodEvent()
    done.setCommitString(text)
    QApplication.sendEvent(QApplication.focusObject(), done)


def title_of(shell):
    return shell.record_page("case").form.body.boxes()["title"].value()


def titles(workspace):
    found = records.listed(workspace, ListQuery(type="case"))[1]
    return {each.values["title"] for each in found}


def test_a_title_typed_before_there_is_a_form_is_in_it(shell, calm):
    press(shell, Qt.Key.Key_N, CONTROL)
    write(shell, TITLE)
    calm()
    assert shell.key == "case"
    assert title_of(shell) == TITLE


def test_commands_wait_behind_what_was_typed_before_them(shell, calm, workspace):
    press(shell, Qt.Key.Key_N, CONTROL)
    write(shell, TITLE)
    press(shell, Qt.Key.Key_S, CONTROL)
    calm()
    assert titles(workspace) == {"Invented case", TITLE}


def test_nothing_is_typed_into_the_record_that_is_left(shell, sample, calm, workspace):
    shell.open_record("case", sample.case)
    calm()
    shell.record_page("case").form.body.focus_first()
    shell.new()
    write(shell, TITLE)
    calm()
    assert title_of(shell) == TITLE
    assert drafts.of(workspace, sample.case) is None
    assert titles(workspace) == {"Invented case"}


def test_what_an_input_method_composes_waits_like_keys(shell, sample, calm, workspace):
    shell.open_record("case", sample.case)
    calm()
    shell.record_page("case").form.body.focus_first()
    shell.new()
    compose("Боздошт")
    write(shell, " дар ")
    compose("Бохтар")
    calm()
    assert title_of(shell) == TITLE
    assert drafts.of(workspace, sample.case) is None
    compose("!")
    assert title_of(shell) == f"{TITLE}!"


def test_who_clicks_elsewhere_types_there_and_loses_nothing(shell, calm, qtbot):
    shell.go("case")
    calm()
    search = shell.record_page("case").list.filters.text
    press(shell, Qt.Key.Key_N, CONTROL)
    write(shell, TITLE)
    place = search.mapTo(shell, search.rect().center())
    QTest.mouseClick(shell.windowHandle(), Qt.MouseButton.LeftButton, PLAIN, place)
    write(shell, "Хатлон")
    calm()
    assert search.text() == "Хатлон"
    assert title_of(shell) == TITLE
    assert QApplication.focusWidget() is search


def test_a_new_record_right_after_saving_is_a_new_one(shell, calm, workspace):
    for title in (TITLE, f"{TITLE} 2"):
        press(shell, Qt.Key.Key_N, CONTROL)
        write(shell, title)
        press(shell, Qt.Key.Key_S, CONTROL)
    calm()
    assert titles(workspace) == {"Invented case", TITLE, f"{TITLE} 2"}


def test_the_list_takes_its_keys_while_a_record_is_opened(shell, sample, calm):
    shell.open_record("case", sample.case)
    calm()
    page = shell.record_page("case")
    page.form.open(sample.case)
    page.list.view.setFocus()
    send(shell, Qt.Key.Key_Down)
    assert not shell.session.keys.are_waiting
    page.form.body.focus_first()
    send(shell, Qt.Key.Key_End)
    assert shell.session.keys.are_waiting


def test_keys_are_free_again_when_a_record_cannot_be_read(shell, calm):
    shell.open_record("case", "0" * 32)
    calm()
    assert not shell.session.keys.are_waiting
    press(shell, Qt.Key.Key_N, CONTROL)
    write(shell, TITLE)
    calm()
    assert title_of(shell) == TITLE


@pytest.fixture
def frame(sample, locked, calm):
    unlock(locked, calm)
    return locked


def unlock(frame, calm):
    frame.unlock.line.setFocus()
    write(frame, PASSPHRASE)
    press(frame, Qt.Key.Key_Return)
    calm()


def test_the_lock_loses_nothing_and_learns_nothing(frame, calm):
    """Locked in the midst of a word, before its form was there."""
    press(frame, Qt.Key.Key_N, CONTROL)
    write(frame, TITLE)
    press(frame, Qt.Key.Key_L, CONTROL)
    assert frame.shell is None
    assert frame.unlock.isVisible()
    unlock(frame, calm)
    draft = drafts.of(frame.session.workspace, "new:case")
    assert draft.values == {"title": TITLE}
